"""One uploaded transcript as a conversation of the two of a session, or what has to be said of it. Nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from fairway.coaching.talk.decoding import NoText, lines_of
from fairway.coaching.talk.files import Told, conversations_in
from fairway.coaching.talk.speakers import plain
from fairway.coaching.talk.types import Conversation

SHOWN_PROBLEMS = 20
TWO = 2
LONGEST_TALK = 40_000  # words, more than four hours: longer takes too long to be read while somebody waits


@dataclass(frozen=True, slots=True)
class Pair:
    """The full names of the two of a session."""

    seller: str
    coach: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as it came. `coach` is how whoever led the talk is called in it, where that was asked and answered."""

    name: str
    data: bytes
    coach: str = ""


class Unusable(ValueError):
    """What is wrong with a file, one sentence each with the place and what to do. May quote it: never log or store."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("the transcript cannot be read")
        self.problems = tuple(problems)


class Unsure(ValueError):
    """It has to be asked which of the names led the talk. `guess` is the likeliest, empty where none is."""

    def __init__(self, names: Sequence[str], guess: str) -> None:
        super().__init__("it is not known who led the talk")
        self.names, self.guess = tuple(names), guess


def conversation_of(sent: Sent, pair: Pair) -> Conversation:
    """The one conversation of a file. Raises Unusable, and Unsure where names tell nothing."""
    try:
        lines = lines_of(sent.data)
    except NoText as refusal:
        raise Unusable([f"{sent.name}: {refusal}. {refusal.advice}"]) from None
    told = Told()
    found = _read(lines, sent, told, "")
    if len(told.names) >= TWO:
        coach = sent.coach if sent.coach in told.names else _coach_among(told.names, pair)
        if coach:
            told = Told()
            found = _read(lines, sent, told, coach)
        elif not _is_known(told, found):
            raise Unsure(told.names, told.guessed)
    if told.unread:
        shown = [f"{sent.name}, {problem}." for problem in told.unread[:SHOWN_PROBLEMS]]
        more = len(told.unread) - SHOWN_PROBLEMS
        raise Unusable([*shown, *([f"... and {more} more."] if more > 0 else [])])
    if len(found) != 1 or not found[0].turns:
        holds = f"{len(found)} conversations" if len(found) != 1 else "no turn"
        raise Unusable([f"{sent.name} holds {holds}. Send the one conversation of this session."])
    talk = replace(found[0], turns=tuple(replace(turn, text=_storable(turn.text)) for turn in found[0].turns))
    if sum(len(turn.text.split()) for turn in talk.turns) > LONGEST_TALK:
        raise Unusable(
            [f"{sent.name} is longer than any one talk: more than {LONGEST_TALK:,} words. Send this one alone."]
        )
    return talk


def _storable(text: str) -> str:
    """Without what no database takes: a NUL, and half of a sign."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def _read(lines: Sequence[str], sent: Sent, told: Told, coach: str) -> list[Conversation]:
    path = PurePath(sent.name)
    return list(conversations_in(lines, name=path.stem, ending=path.suffix.lower(), told=told, manager=coach))


def _is_known(told: Told, found: Sequence[Conversation]) -> bool:
    """Whether the file itself says who led the talk, as "Manager:" does; a guess is asked about instead."""
    sides = {turn.speaker for one in found for turn in one.turns}
    return len(told.names) == TWO and not told.guessed and len(sides) == TWO


def _coach_among(names: Sequence[str], pair: Pair) -> str:
    """Who led the talk, where the two are called by their names; empty where that is not clear."""
    if len(names) != TWO:
        return ""
    coaches = [name for name in names if _fits(name, pair.coach) and not _fits(name, pair.seller)]
    sellers = [name for name in names if _fits(name, pair.seller) and not _fits(name, pair.coach)]
    if len(coaches) == 1:
        return coaches[0]
    if len(sellers) == 1 and not coaches:
        return next(name for name in names if name != sellers[0])
    return ""


def _fits(label: str, name: str) -> bool:
    said, known = set(plain(label).split()), set(plain(name).split())
    return bool(said) and (said <= known or known <= said)
