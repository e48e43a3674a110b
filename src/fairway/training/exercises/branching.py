"""Cases walked through by choices, until the cause is named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import Any

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.graph import graph_problems, names_cause
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered
from fairway.web.charts import Column

SHARE = 2 / 3  # of the cases, where a file states no number
ANY_MONDAY = date(2026, 1, 5)  # a strip draws weeks without their dates
Case = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A choice that was made: where, its place there, what was said before it, what one did, and what it was worth."""

    node: str
    place: int
    says: str
    do: str
    because: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How far one case went. `node` is where one is; `named` the cause that was named."""

    case: Case
    steps: Sequence[Step]
    node: str
    named: str | None = None

    @property
    def is_right(self) -> bool:
        return bool(self.named == self.case["cause"])

    @property
    def left(self) -> Mapping[int, str]:
        """What can still be done here, by its place: nothing is done twice from one node, so every walk ends."""
        done = {step.place for step in self.steps if step.node == self.node}
        choices = enumerate(self.case["nodes"][self.node].get("choices", ()))
        return {place: one["do"] for place, one in choices if place not in done}

    @property
    def can_name_cause(self) -> bool:
        return names_cause(self.case["nodes"][self.node]) or not self.left

    @property
    def says(self) -> str:
        says: str = self.case["nodes"][self.node]["says"]
        return says

    @property
    def tempting(self) -> str | None:
        """The wrong cause to explain: the one that was named, else the first the file explains."""
        return next(iter(self.case["wrong"]), None) if self.is_right else self.named

    @property
    def columns(self) -> list[Column]:
        target = float(self.case["target"])
        return [
            Column(ANY_MONDAY + timedelta(weeks=week), count, target, "met" if count >= target else "missed")
            for week, count in enumerate(self.case.get("chart", ()))
        ]


@dataclass(frozen=True, slots=True)
class BranchingPage:
    """The case that goes on, with what can be done now; and the cases before it, the newest first."""

    number: int
    total: int
    walk: Walk | None
    choices: Mapping[int, str]  # by their place in the file, in an order of this attempt
    causes: Mapping[str, str]  # empty where the cause cannot be named yet
    walked: Sequence[Walk]
    right: int


class Branching:
    """`cases`: title, opening, chart, target, start, nodes, causes, cause, because, wrong. See `graph`."""

    def problems(self, exercise: Exercise) -> list[str]:
        cases = exercise.content.get("cases", ())
        found = [f"{case.get('title')}: {problem}" for case in cases for problem in graph_problems(case)]
        if _needed(exercise) > len(cases):
            found.append("More cases have to be right than there are.")
        return found or ([] if cases else ["There is no case."])

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        walk = _walks(exercise, attempt)[-1]
        if "cause" in given or not walk.left:
            if not walk.can_name_cause or given.get("cause") not in walk.case["causes"]:
                raise Unanswered("cause", "Name one of the causes.")
            return {"cause": given["cause"]}
        do = given.get("do", "")
        if not do.isdecimal() or int(do) not in walk.left:
            raise Unanswered("do", "Choose what to do." + (" Or name the cause." if walk.can_name_cause else ""))
        return {"do": int(do)}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        walked = [walk for walk in _walks(exercise, attempt) if walk.named]
        total, needed = len(exercise.content["cases"]), _needed(exercise)
        if len(walked) < total:
            return None
        right = sum(walk.is_right for walk in walked)
        words = f"The cause of {right} of {total} cases found, needs {needed}"
        return Outcome(right / total, right >= needed, words)

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> BranchingPage:
        walks = _walks(exercise, attempt)
        walked = [walk for walk in walks if walk.named]
        walk = walks[-1] if walks[-1].named is None else None
        return BranchingPage(
            min(len(walked) + 1, len(exercise.content["cases"])),
            len(exercise.content["cases"]),
            walk,
            _choices(walk, attempt.seed) if walk else {},
            _causes(walk, attempt.seed) if walk else {},
            list(reversed(walked)),
            sum(one.is_right for one in walked),
        )

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return 1


def _needed(exercise: Exercise) -> int:
    return int(exercise.passes.get("right", ceil(SHARE * len(exercise.content.get("cases", ())))))


def _walks(exercise: Exercise, attempt: AttemptFacts) -> list[Walk]:
    """Every case that was begun, the last one perhaps without a cause yet; one at least."""
    answers, walks = iter(attempt.answers), []
    for case in exercise.content["cases"]:
        walks.append(_walk(case, answers))
        if walks[-1].named is None:
            break
    return walks


def _walk(case: Case, answers: Iterator[Answer]) -> Walk:
    """Through one case, taking its answers and no more. Kept ones count as they are, also a choice made twice."""
    node: str = case["start"]
    steps: list[Step] = []
    for answer in answers:
        if "cause" in answer:
            return Walk(case, steps, node, answer["cause"])
        chosen = case["nodes"][node]["choices"][answer["do"]]
        steps.append(Step(node, answer["do"], case["nodes"][node]["says"], chosen["do"], chosen["because"]))
        node = chosen["to"]
    return Walk(case, steps, node)


def _choices(walk: Walk, seed: int) -> Mapping[int, str]:
    choices = list(walk.left.items())
    Random(f"{seed} {walk.case['title']} {walk.node}").shuffle(choices)  # noqa: S311  (an order of buttons)
    return dict(choices)


def _causes(walk: Walk, seed: int) -> Mapping[str, str]:
    causes = list(walk.case["causes"].items()) if walk.can_name_cause else []
    Random(f"{seed} {walk.case['title']}").shuffle(causes)  # noqa: S311  (an order of answers)
    return dict(causes)
