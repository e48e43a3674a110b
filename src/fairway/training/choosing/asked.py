"""What the studio suggests for a practice case: a second opinion beside the reasoned answer, never part of it."""

from dataclasses import dataclass
from functools import lru_cache

from fairway.studio.suggesting import suggestion_for_case
from fairway.training.choosing.making import case_of
from fairway.training.choosing.written import written_case


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """The option the studio puts first and second, empty where it suggests none, and what it says of the first."""

    first: str
    second: str
    reason: str


@lru_cache(maxsize=256)
def second_opinion(seed: int | str, level: int) -> SecondOpinion:
    """Takes about a tenth of a second, the first time a case is asked."""
    found = suggestion_for_case(written_case(case_of(seed, level)))
    first, second = (*found.ranking, "", "")[:2]
    return SecondOpinion(first, second, found.reasons.get(first, ""))
