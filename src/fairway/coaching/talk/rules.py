"""What the conventions settle without weighing: named rules, each with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.coaching.talk.cues import families_of
from fairway.coaching.talk.families import lexicon
from fairway.coaching.talk.grammar import ends_asking
from fairway.coaching.talk.types import Focus, Heard
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("rules.yaml")
LONGEST_ACKNOWLEDGEMENT = 7  # words
LONGEST_EXHORTATION = 12


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    focus: Focus
    why: str
    holds: Callable[[Heard, Heard | None], bool]


def rule_for(turns: Sequence[Heard], at: int) -> Rule | None:
    """The first rule that settles what a turn is about; None where it has to be weighed."""
    before = turns[at - 1] if at else None
    return next((rule for rule in RULES if rule.holds(turns[at], before)), None)


@lru_cache(maxsize=2)
def _words(name: str) -> frozenset[str]:
    return frozenset(read_yaml(FILE)[name].split())


def _says_nothing(turn: Heard, before: Heard | None) -> bool:
    return not turn.words


def _acknowledges(turn: Heard, before: Heard | None) -> bool:
    words = [word.text for word in turn.words]
    if (
        not words
        or len(words) > LONGEST_ACKNOWLEDGEMENT
        or any(clause.is_asked or clause.is_quoted for clause in turn.clauses)
    ):
        return False
    if before is not None and ends_asking(before) and set(words) <= _words("bare_answer"):
        return False  # it answers
    return all(word in _words("acknowledging") for word in words)


def _is_quoted_whole(turn: Heard, before: Heard | None) -> bool:
    return bool(turn.clauses) and all(clause.is_quoted for clause in turn.clauses) and len(turn.words) > 1


def _exhorts(turn: Heard, before: Heard | None) -> bool:
    """ "Keep pushing", "practise more": an exhortation, and no act named beside it."""
    if turn.speaker != "manager" or len(turn.words) > LONGEST_EXHORTATION or ends_asking(turn):
        return False
    families = frozenset[str]().union(*families_of(turn))
    groups = {lexicon().groups[family] for family in families}
    return "exhortation" in families and not groups & {"obstacle", "objective", "practice", "activity"}


RULES: tuple[Rule, ...] = (
    Rule("nothing said", "other", "nothing was said in words", _says_nothing),
    Rule("bare acknowledgement", "other", "a bare acknowledgement", _acknowledges),
    Rule("words tried out", "practice", "words of a call or visit are tried out", _is_quoted_whole),
    Rule("vague exhortation", "result", "an exhortation without an act to do", _exhorts),
)
