"""Files of conversations: JSON Lines read line by line, or one transcript. What cannot be read is told, not lost.

Takes lines; opening and decoding the file is the caller's.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from fairway.coaching.talk.speakers import Said, Unclear, cast_of, side_of
from fairway.coaching.talk.transcripts import said_in
from fairway.coaching.talk.types import Conversation, Turn

JSON_ENDINGS = frozenset({".jsonl", ".json", ".ndjson"})
SHOWN = 60  # letters of a value in a message


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: where, which field, its value, and what to do."""

    line: int
    field: str
    value: str
    advice: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}, {self.value}: {self.advice}"


@dataclass(slots=True)
class Told:
    """What there is to tell of a file once it is read."""

    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # who speaks in the last conversation that gives names
    guessed: str = ""  # which of them was taken for the manager, where that was a guess


def conversations_in(
    lines: Iterable[str], *, name: str, ending: str, told: Told, manager: str = ""
) -> Iterator[Conversation]:
    """Every conversation of a file as soon as it is read. `name` is the id of a transcript, `ending` the file's."""
    given = iter(lines)
    first = list(_up_to_text(given))
    start = first[-1].lstrip("\ufeff \t") if first else ""
    is_json = start.startswith(("{", "[{")) or (ending in JSON_ENDINGS and bool(start.strip()))
    everything = chain(first, given)
    if is_json:
        yield from _from_json(everything, told, manager)
    else:
        yield from _from_transcript(list(everything), name, told, manager)


def _up_to_text(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if line.strip("\ufeff \t\r\n"):
            return


def _from_transcript(lines: list[str], name: str, told: Told, manager: str) -> Iterator[Conversation]:
    said = said_in(lines)
    if not said:
        told.unread.append(Unread(1, "text", "nothing", "the file holds no words; export the transcript again"))
        return
    if not said[0][0]:
        said = said[1:] if any(one for one, _ in said) else said
    turns = _turns(said, 1, name, told, manager)
    if turns is not None:
        yield Conversation(name, turns)


def _turns(said: list[Said], line: int, name: str, told: Told, manager: str) -> tuple[Turn, ...] | None:
    if not any(one for one, _ in said):
        told.unread.append(
            Unread(line, "speaker", "none", "write who speaks before what is said, as in “Anna: How many calls ...?”")
        )
        return None
    told.names, told.guessed = list(dict.fromkeys(one for one, _ in said)), ""
    try:
        cast = cast_of(said, manager)
    except Unclear as unclear:
        told.unread.append(Unread(line, "speaker", str(unclear), unclear.advice))
        return None
    if cast.note:
        told.notes.append(f"{name}: {cast.note}")
        told.guessed = next(one for one, side in cast.sides.items() if side == "manager")
    return tuple(Turn(cast.sides[one], text) for one, text in said)


def _from_json(lines: Iterable[str], told: Told, manager: str) -> Iterator[Conversation]:
    """One object a line; a whole document, a list or an object over several lines, where lines alone are none."""
    kept: list[str] = []
    held_back: list[Unread] = []
    is_whole = True  # as long as no line alone was a conversation
    for number, line in enumerate(lines, start=1):
        text = line.strip("\ufeff \t\r\n")
        if is_whole:
            kept.append(line.lstrip("\ufeff"))
        if not text:
            continue
        try:
            given = json.loads(text)
        except (ValueError, RecursionError) as error:
            problem = Unread(number, "the line", _shown(text), f"is no JSON ({error}); write one object a line")
            (held_back if is_whole else told.unread).append(problem)
            continue
        if is_whole and isinstance(given, dict) and "turns" in given:
            is_whole, kept = False, []
            told.unread += held_back
        elif is_whole:
            continue
        yield from _checked(given, number, told, manager)
    if is_whole:
        yield from _from_document("".join(kept), held_back, told, manager)


def _from_document(text: str, held_back: list[Unread], told: Told, manager: str) -> Iterator[Conversation]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if isinstance(given, dict):
        given = given.get("conversations", [given])
    if not isinstance(given, list):
        told.unread += held_back or [
            Unread(1, "the file", "nothing of it", 'write one object a line: {"id": ..., "turns": [...]}')
        ]
        return
    for number, one in enumerate(given, start=1):
        yield from _checked(one, number, told, manager)


def _checked(given: Any, number: int, told: Told, manager: str) -> Iterator[Conversation]:
    """The conversation, where it is one."""
    try:
        name = _id_of(given, number)
        said = _said(given, number)
    except _Wrong as wrong:
        told.unread.append(wrong.unread)
        return
    if not said:
        yield Conversation(name, ())
        return
    if all(speaker in {"manager", "seller"} for speaker, _ in said):
        yield Conversation(name, tuple(Turn("manager" if one == "manager" else "seller", text) for one, text in said))
        return
    turns = _turns(said, number, name, told, manager)
    if turns is not None:
        yield Conversation(name, turns)


class _Wrong(Exception):
    def __init__(self, unread: Unread) -> None:
        super().__init__(str(unread))
        self.unread = unread


def _id_of(given: Any, number: int) -> str:
    if not isinstance(given, dict):
        raise _Wrong(Unread(number, "the line", _shown(given), 'write an object: {"id": ..., "turns": [...]}'))
    name = given.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        raise _Wrong(Unread(number, "id", _shown(name), "give every conversation an id, a word or a number"))
    return str(name)


def _said(given: dict[str, Any], number: int) -> list[Said]:
    turns = given.get("turns")
    if not isinstance(turns, list):
        raise _Wrong(Unread(number, "turns", _shown(turns), "write a list of turns, each with speaker and text"))
    said: list[Said] = []
    for at, turn in enumerate(turns):
        if not isinstance(turn, dict):
            raise _Wrong(Unread(number, f"turns[{at}]", _shown(turn), 'write {"speaker": ..., "text": ...}'))
        speaker, text = turn.get("speaker"), turn.get("text")
        if not isinstance(speaker, str) or not speaker.strip():
            raise _Wrong(Unread(number, f"turns[{at}].speaker", _shown(speaker), "write manager or seller"))
        if not isinstance(text, str):
            raise _Wrong(Unread(number, f"turns[{at}].text", _shown(text), "write what was said, in quotation marks"))
        said.append((side_of(speaker) or speaker.strip(), text))
    return said


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return repr(text[:SHOWN] + ("…" if len(text) > SHOWN else ""))
