"""What a manager could have asked instead of speaking of results: a question about the very thing that was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.coaching.talk.cues import families_of
from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.types import Conversation, Heard, Reading
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("instead.yaml")
ABOUT_RESULTS = frozenset({"result_only", "result_heavy"})
MOST = 3
LONGEST_QUOTE = 90  # letters


@dataclass(frozen=True, slots=True)
class Instead:
    """`turn` is the manager's, counted from 0; `about` quotes what the question is about."""

    turn: int
    about: str
    ask: str


@lru_cache(maxsize=1)
def _questions() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(FILE)
    return found


def asks_instead(conversation: Conversation, reading: Reading) -> list[Instead]:
    """Up to three questions for a conversation that was mostly about results, in the order of its turns."""
    if reading.verdict not in ABOUT_RESULTS:
        return []
    turns = [heard(turn) for turn in conversation.turns]
    on_results = [
        at for at, turn in enumerate(turns) if turn.speaker == "manager" and reading.labels[at].focus == "result"
    ]
    passed_over = [found for at in on_results if (found := _passed_over(turns, reading, at))]
    spoken_of = [_spoken_of(turns, at) for at in on_results]
    taken: dict[str, Instead] = {}
    for one in [*passed_over, *spoken_of]:
        if len(taken) < MOST and one.turn not in {other.turn for other in taken.values()}:
            taken.setdefault(one.ask, one)
    return sorted(taken.values(), key=lambda one: one.turn)


def _passed_over(turns: Sequence[Heard], reading: Reading, at: int) -> Instead | None:
    """A seller's turn on something to do, which the manager answered with a result."""
    before = reading.labels[at - 1].focus if at and turns[at - 1].speaker == "seller" else "other"
    ask = _questions()["passed_over"].get(before)
    return Instead(at, _quoted(turns[at - 1].text), ask) if ask else None


def _spoken_of(turns: Sequence[Heard], at: int) -> Instead:
    turn = turns[at]
    families = frozenset[str]().union(*families_of(turn))
    golf = _questions()["golf"]
    about = _quoted(turn.text)
    if {word.text for word in turn.words} & set(golf["words"].split()) and "golf" in turn.text.lower():
        return Instead(at, about, golf["asks"])
    name = _name_in(turn) or (_name_in(turns[at - 1]) if at else "")
    for one in _questions()["spoken_of"]:
        if families & set(one["families"].split()):
            named = one.get("named")
            return Instead(at, about, named.format(name=name) if named and name else one["asks"])
    return Instead(at, about, _questions()["otherwise"])


def _name_in(turn: Heard) -> str:
    """The first name that stands inside a clause, of a customer or a colleague."""
    for clause in turn.clauses:
        named = [word for word in clause.words if word.is_name and word.text not in listed("no_name")]
        if named:
            first = named[0]
            last = first
            for word in named[1:]:
                if word.start - last.stop > 1:
                    break
                last = word
            return turn.text[first.start : last.stop]
    return ""


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
