"""Tag what a manager says in a talk: about a result, an objective, an activity, an obstacle, practice, or else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.agreement import Agreement, agreement_of
from fairway.training.exercises.itemwise import Looked, needed_right
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered

TAGS = {
    "result": "Result",
    "objective": "Objective",
    "activity": "Activity",
    "obstacle": "Obstacle",
    "practice": "Practice",
    "other": "Something else",
}
MODES = {"ask": "asked", "tell": "told"}


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the talk; `looked` where it is the manager's and tagged."""

    turn: Mapping[str, Any]
    looked: Looked | None = None


@dataclass(frozen=True, slots=True)
class TaggingPage:
    """The talk as far as it was heard, and the manager's turn to tag now."""

    setting: str
    number: int
    total: int
    item: Mapping[str, Any] | None
    before: Sequence[Said]  # in the order of the talk, up to the turn asked now
    lately: Sequence[Said]  # what was said since the last tagged turn
    answered: Sequence[Looked]  # the newest first
    right: int
    tags: Mapping[str, str]
    modes: Mapping[str, str]
    agreement: Agreement | None


class Tagging:
    """`setting`; `turns`: who, says, and of the manager's is, mode (ask or tell), because."""

    def problems(self, exercise: Exercise) -> list[str]:
        found = []
        for turn in exercise.content.get("turns", ()):
            says = turn.get("says")
            if turn.get("who") not in {"manager", "seller"} or not says:
                found.append(f"{says}: manager or seller, and what they say.")
            elif turn["who"] == "manager":
                found += self._turn_problems(turn)
        if not exercise.content.get("setting"):
            found.append("State the setting in a sentence.")
        return found or ([] if self._asked(exercise) else ["There is nothing to tag."])

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        if given.get("is") not in TAGS:
            raise Unanswered("is", "Choose what this turn is about.")
        return {"is": given["is"]}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        looked, total = self._looked(exercise, attempt), len(self._asked(exercise))
        if len(looked) < total:
            return None
        agreement, needed = _agreement(looked), needed_right(exercise, total)
        words = f"{agreement.alike} of {total} tagged as in the key, needs {needed}; {agreement.words}"
        return Outcome(agreement.alike / total, agreement.alike >= needed, words)

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> TaggingPage:
        asked, looked = self._asked(exercise), self._looked(exercise, attempt)
        now = asked[len(looked)] if len(looked) < len(asked) else None
        before = _heard(exercise.content["turns"], looked)
        tagged = max((place for place, said in enumerate(before) if said.looked), default=-1)
        return TaggingPage(
            exercise.content["setting"],
            len(looked) + 1,
            len(asked),
            now,
            before,
            before[tagged + 1 :] if now is not None else (),
            list(reversed(looked)),
            sum(one.is_right for one in looked),
            TAGS,
            MODES,
            _agreement(looked) if now is None else None,
        )

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return 1

    def _turn_problems(self, turn: Mapping[str, Any]) -> list[str]:
        found = []
        if turn.get("is") not in TAGS:
            found.append(f"{turn['says']}: it is one of {', '.join(TAGS)}.")
        if turn.get("mode") not in MODES:
            found.append(f"{turn['says']}: its mode is one of {', '.join(MODES)}.")
        if not turn.get("because"):
            found.append(f"{turn['says']}: say why.")
        return found

    def _asked(self, exercise: Exercise) -> list[Mapping[str, Any]]:
        return [turn for turn in exercise.content.get("turns", ()) if turn["who"] == "manager"]

    def _looked(self, exercise: Exercise, attempt: AttemptFacts) -> list[Looked]:
        return [
            Looked(turn, answer, turn["is"] == answer["is"])
            for turn, answer in zip(self._asked(exercise), attempt.answers, strict=False)
        ]


def _heard(turns: Sequence[Mapping[str, Any]], looked: Sequence[Looked]) -> list[Said]:
    """Every turn before the first of the manager that is not tagged; all of them once there is none."""
    heard, left = [], list(looked)
    for turn in turns:
        is_manager = turn["who"] == "manager"
        if is_manager and not left:
            break
        heard.append(Said(turn, left.pop(0) if is_manager else None))
    return heard


def _agreement(looked: Sequence[Looked]) -> Agreement:
    pairs = [(one.answer["is"], one.item["is"]) for one in looked]
    return agreement_of(pairs, tuple(TAGS), np.eye(len(TAGS)))
