"""Transcripts as who said what: WebVTT, SubRip and plain text with names before colons.

Time stamps, cue numbers and tags are left out; consecutive cues of one speaker are one turn.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from fairway.coaching.talk.speakers import Said, plain, side_of

TIMING = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->")
STAMP = re.compile(r"^\s*[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?[\])]?\s*[-–]?\s*")
VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
TAG = re.compile(r"<[^>]*>")
NAMED = re.compile(r"^\s*(?:[-–>*]\s*)?\**([^\W\d_][^:\n]{0,48}?)\**\s*:\**(?:\s+|$)(.*)$")
# "Anna Smith  0:03", its text on the lines below
HEADED = re.compile(r"^\s*([^\W\d_][\w .'’()-]{0,48}?)\s{1,}[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?[\])]?\s*$")
BLOCKS = ("NOTE", "STYLE", "REGION")
MOST_WORDS = 5  # of a speaker's name
FEW_NAMES = 2


def is_subtitles(lines: Sequence[str]) -> bool:
    """WebVTT or SubRip, whatever the file is called."""
    first = next((line.strip("\ufeff \r\n") for line in lines if line.strip("\ufeff \r\n")), "")
    return first.startswith("WEBVTT") or any(TIMING.match(line) for line in lines[:40])


def said_in(lines: Sequence[str]) -> list[Said]:
    """(name, text) of every stretch of one speaker, in order; name "" where none is known."""
    return _joined(_from_cues(lines) if is_subtitles(lines) else _from_text(lines))


def _joined(pieces: Iterator[Said]) -> list[Said]:
    """Pieces of one speaker that follow each other as one; what has no name goes on with the last."""
    found: list[Said] = []
    for name, text in pieces:
        words = " ".join(text.split())
        if not words and not name:
            continue
        if found and (not name or found[-1][0] == name):
            found[-1] = (found[-1][0], f"{found[-1][1]} {words}".strip())
        else:
            found.append((name, words))
    return [one for one in found if one[1]]


def _from_cues(lines: Sequence[str]) -> Iterator[Said]:
    payload = list(_payload(lines))
    names = _names([TAG.sub("", line) for line in payload if not VOICE.search(line)])
    for line in payload:
        if not VOICE.search(line):
            yield _split(TAG.sub("", line), names)
            continue
        parts = VOICE.split(line)
        yield "", TAG.sub("", parts[0])
        for name, text in zip(parts[1::2], parts[2::2], strict=False):
            yield " ".join(name.split()), TAG.sub("", text)


def _payload(lines: Sequence[str]) -> Iterator[str]:
    """The lines of cues that are said: those between a timing and the next empty line."""
    is_said = is_block = False
    for line in lines:
        text = line.strip("\ufeff\r\n")
        if not text.strip():
            is_said = is_block = False
        elif TIMING.match(text):
            is_said, is_block = True, False
        elif text.split()[0] in BLOCKS and not is_said:
            is_block = True
        elif is_said and not is_block:
            yield text


def _from_text(lines: Sequence[str]) -> Iterator[Said]:
    plain_lines = [line.strip("\ufeff\r\n") for line in lines]
    stamped = [STAMP.sub("", line) for line in plain_lines]
    names = _names(stamped)
    headed = Counter(found.group(1).strip() for line in plain_lines if (found := HEADED.match(line)))
    for line, without_stamp in zip(plain_lines, stamped, strict=True):
        head = HEADED.match(line)
        if head and ":" not in head.group(1) and headed[head.group(1).strip()]:
            yield " ".join(head.group(1).split()), ""
        else:
            yield _split(without_stamp, names)


def _names(lines: Sequence[str]) -> frozenset[str]:
    """What stands before a colon and is a name: known as a side, said twice, or one of two at most."""
    counts = Counter(
        plain(found.group(1)) for line in lines if (found := NAMED.match(line)) and _may_be_name(found.group(1))
    )
    return frozenset(
        name for name, count in counts.items() if count > 1 or side_of(name) is not None or len(counts) <= FEW_NAMES
    )


def _may_be_name(text: str) -> bool:
    return 0 < len(text.split()) <= MOST_WORDS


def _split(line: str, names: frozenset[str]) -> Said:
    found = NAMED.match(line)
    if found and plain(found.group(1)) in names:
        return " ".join(found.group(1).split()), found.group(2)
    return "", line
