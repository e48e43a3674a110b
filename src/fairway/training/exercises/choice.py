"""Choosing for simulated sellers: one or two metrics of five to seven, with how sure one is of the first.

`ask_items`: how many cases an attempt has. They follow from its seed and spread around its level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairway.training.choosing.asked import studio_first
from fairway.training.choosing.making import case_of
from fairway.training.choosing.picking import levels, next_level, worth
from fairway.training.choosing.reasoning import answer_key, explained
from fairway.training.choosing.showing import CaseView, view_of
from fairway.training.choosing.types import AnswerKey, Case, Grade, Judged
from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.asking import brier, brier_of_guessing, sure_levels, sure_taken
from fairway.training.exercises.itemwise import Looked
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered

USUAL_CASES, MOST_CASES = 6, 12
PASSES = 0.7  # of the points there are, where a file states no other
NONE = "none"  # no second one
GUESSED_OF = 5  # options a case has at least; being sure is scored as if it had no more


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case that was answered, with the way to its answer. `studio`: a second opinion, of the newest one alone."""

    view: CaseView
    first: Judged
    second: Judged | None
    sure: int
    points: float
    key: AnswerKey
    steps: Sequence[tuple[str, str]]
    studio: str  # key of what the studio puts first; empty where it was not asked or suggests none

    @property
    def is_best(self) -> bool:
        return self.first.grade is Grade.BEST

    @property
    def studio_first(self) -> str:
        """The name of what the studio puts first; empty where it was not asked or suggests none."""
        found = self.key.of(self.studio)
        return found.option.name if found else ""


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """Where an attempt stands: the case asked now, and those answered, the newest first."""

    number: int
    total: int
    view: CaseView | None
    answered: Sequence[Chosen]
    points: float
    brier: float | None
    sure: Mapping[str, str]
    guessing: float  # the Brier score to expect of guessing among the fewest options


class Choice:
    """`ask_items`: how many cases. `passes`: share of points, and `brier` where being sure counts too."""

    def problems(self, exercise: Exercise) -> list[str]:
        found = []
        cases = exercise.content.get("ask_items", USUAL_CASES)
        if not isinstance(cases, int) or not 1 <= cases <= MOST_CASES:
            found.append(f"ask_items: a whole number of cases, 1 to {MOST_CASES}.")
        if not 0 < float(exercise.passes.get("share", PASSES)) <= 1:
            found.append("passes: a share of points above 0 and up to 1.")
        return found

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        case = _case(exercise, attempt, len(attempt.answers))
        first, second = given.get("first", ""), given.get("second", NONE)
        if case.option(first) is None:
            raise Unanswered("first", "Choose the one to begin with.")
        if second == first:
            raise Unanswered("second", "Choose another one as the second, or none.")
        if second != NONE and case.option(second) is None:
            raise Unanswered("second", "Choose a second one of these, or none.")
        sure = sure_taken(given, GUESSED_OF, "Say how sure you are of the first.")
        return {"first": first, "second": "" if second == NONE else second, "sure": sure}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        total = _total(exercise)
        if len(attempt.answers) < total:
            return None
        chosen = _answered(exercise, attempt)
        points, best = sum(one.points for one in chosen), sum(one.is_best for one in chosen)
        needed = float(exercise.passes.get("share", PASSES)) * total
        is_passed = points >= needed - 1e-9
        words = f"{points:.2f} of {total} points, needs {needed:.2f}; the best one chosen first in {best} of {total}"
        if "brier" in exercise.passes:
            score, most = _brier(chosen), float(exercise.passes["brier"])
            is_passed = is_passed and score <= most
            words += f"; Brier score {score:.2f}, needs {most:.2f} or less"
        return Outcome(points / total, is_passed, words)

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> ChoicePage:
        total, done = _total(exercise), len(attempt.answers)
        chosen = _answered(exercise, attempt)
        return ChoicePage(
            number=done + 1,
            total=total,
            view=view_of(_case(exercise, attempt, done)) if done < total else None,
            answered=list(reversed(chosen)),
            points=sum(one.points for one in chosen),
            brier=_brier(chosen) if chosen else None,
            sure=sure_levels(GUESSED_OF),
            guessing=brier_of_guessing([GUESSED_OF]),
        )

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return next_level(passed)


def _total(exercise: Exercise) -> int:
    return int(exercise.content.get("ask_items", USUAL_CASES))


def _named(exercise: Exercise, attempt: AttemptFacts, place: int) -> tuple[str, int]:
    """Seed and level of the case at a place of an attempt."""
    return f"{attempt.seed}.{place}", levels(attempt.level, _total(exercise))[place]


def _case(exercise: Exercise, attempt: AttemptFacts, place: int) -> Case:
    return case_of(*_named(exercise, attempt, place))


def _answered(exercise: Exercise, attempt: AttemptFacts) -> list[Chosen]:
    found = []
    for place, answer in enumerate(attempt.answers):
        case = _case(exercise, attempt, place)
        key = answer_key(case)
        judged = {one.option.key: one for one in key.judged}
        is_newest = place == len(attempt.answers) - 1
        chosen = Chosen(
            view=view_of(case),
            first=judged[answer["first"]],
            second=judged.get(answer["second"]),
            sure=int(answer["sure"]),
            points=worth(key, answer["first"], answer["second"]),
            key=key,
            steps=list(explained(key)),
            studio=studio_first(*_named(exercise, attempt, place)) if is_newest else "",
        )
        found.append(chosen)
    return found


def _brier(chosen: Sequence[Chosen]) -> float:
    """Of how sure one was that the first is the best."""
    return brier([Looked({}, {"sure": one.sure}, one.is_best) for one in chosen])
