"""`fairway talk FILE`: what a manager and a seller spoke about, what was agreed, and what to ask instead.

Reads JSON Lines or a transcript (.vtt, .srt, .txt); needs no home and no database, keeps nothing.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fairway.cli.main import Fault
from fairway.cli.printing import answer, say
from fairway.coaching.talk.files import Told, conversations_in
from fairway.coaching.talk.instead import asks_instead
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.telling import document_of, in_words
from fairway.coaching.talk.types import Conversation
from fairway.crm.report.decoding import NotATable, decoding_of, opened

SHOWN_PROBLEMS = 20


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="JSON Lines with id and turns, or a .vtt, .srt or .txt transcript"
    )
    parser.add_argument("--manager", default="", metavar="NAME", help="who of those who speak is the manager")
    parser.add_argument(
        "--json", action="store_true", help="one JSON document; a list where there are several conversations"
    )


def run(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    if not path.is_file():
        raise Fault(
            f"{path}: no such file", advice="Give JSON Lines, or a .vtt, .srt or .txt transcript.", is_misuse=True
        )
    told = Told()
    documents: list[dict[str, Any]] = []
    count = 0
    for conversation in _conversations(path, told, arguments.manager):
        count += 1
        reading = read_conversation(conversation)
        instead = asks_instead(conversation, reading)
        if arguments.json:
            documents.append(document_of(reading, instead))
        else:
            sys.stdout.write(("\n" if count > 1 else "") + in_words(conversation, reading, instead))
    for note in told.notes:
        say(note)
    if arguments.json and count:
        answer(documents[0] if count == 1 else documents)
    if told.unread:
        shown = "\n".join(f"{path}, {one}" for one in told.unread[:SHOWN_PROBLEMS])
        more = len(told.unread) - SHOWN_PROBLEMS
        raise Fault(
            f"{len(told.unread)} could not be read\n{shown}" + (f"\n... and {more} more" if more > 0 else ""),
            advice="The others are answered." if count else "",
            is_misuse=True,
        )
    return 0


def _conversations(path: Path, told: Told, manager: str) -> Iterator[Conversation]:
    try:
        with opened(path, decoding_of(path)) as lines:
            yield from conversations_in(lines, name=path.stem, ending=path.suffix.lower(), told=told, manager=manager)
    except NotATable as refusal:
        raise Fault(
            f"{path}: {refusal}", advice="Give JSON Lines, or a .vtt, .srt or .txt transcript.", is_misuse=True
        ) from None
    except OSError as error:
        raise Fault(f"{path} cannot be read: {error.strerror}", is_misuse=True) from error
