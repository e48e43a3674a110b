"""Questions with options, each answered with how sure one is.

Being sure is scored by the Brier score (Brier 1950): the mean square of the distance between how sure somebody was of
the option chosen and whether it was right, 0 the best. How sure a guess is hangs on how many options there are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.itemwise import ItemPage, Looked, item_page, needed_right, shuffled
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered

LEANING_OF_TWO, LEANING = 70, 60  # of 100; a guess among three or more is lower, so leaning is too
MOST_BRIER = 0.22


class Asking:
    """`items`: ask, options, right (the place, from 0), because, and `is_must` where it has to be right to pass."""

    def problems(self, exercise: Exercise) -> list[str]:
        found = []
        for item in exercise.content.get("items", ()):
            options = item.get("options", ())
            if len(options) < 2 or not 0 <= item.get("right", -1) < len(options):
                found.append(f"{item.get('ask')}: two options at least, and which is right.")
            if not item.get("because"):
                found.append(f"{item.get('ask')}: say why.")
        return found or ([] if exercise.content.get("items") else ["There is nothing to ask."])

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        item = self._items(exercise, attempt)[len(attempt.answers)]
        option = given.get("option", "")
        if not option.isdecimal() or int(option) >= len(item["options"]):
            raise Unanswered("option", "Choose one of the answers.")
        return {"option": int(option), "sure": sure_taken(given, len(item["options"]))}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        return sure_outcome(exercise, self._looked(exercise, attempt), len(self._items(exercise, attempt)))

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> ItemPage:
        items, looked = self._items(exercise, attempt), self._looked(exercise, attempt)
        now = items[len(looked)] if len(looked) < len(items) else None
        more = {
            "sure": sure_levels(len(now["options"])) if now else {},
            "brier": brier(looked) if looked else None,
            "guessing": brier_of_guessing([len(item["options"]) for item in items]),
        }
        return item_page(items, looked, more)

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return 1

    def _items(self, exercise: Exercise, attempt: AttemptFacts) -> list[Mapping[str, Any]]:
        return shuffled(exercise.content["items"], attempt, exercise.content.get("ask_items"))

    def _looked(self, exercise: Exercise, attempt: AttemptFacts) -> list[Looked]:
        return [
            Looked(item, answer, item["right"] == answer["option"])
            for item, answer in zip(self._items(exercise, attempt), attempt.answers, strict=False)
        ]


def sure_levels(options: int) -> Mapping[str, str]:
    """How sure one can say to be, of 100, in words. A guess among so many options is right once in so many."""
    leaning = LEANING_OF_TWO if options == 2 else LEANING
    return {str(round(100 / options)): "Guessing", str(leaning): "Leaning", "85": "Fairly sure", "97": "Certain"}


def sure_taken(given: Mapping[str, str], options: int, say: str = "Say how sure you are.") -> int:
    """How sure somebody said they are, of 100."""
    if given.get("sure") not in sure_levels(options):
        raise Unanswered("sure", say)
    return int(given["sure"])


def brier_of_guessing(options: Sequence[int]) -> float:
    """The Brier score to expect of whoever always guesses and says so; `options`: how many each question has."""
    return sum((1 / many) * (1 - 1 / many) for many in options) / len(options)


def sure_outcome(exercise: Exercise, looked: Sequence[Looked], total: int) -> Outcome | None:
    """By the share of right answers, the Brier score, and those that have to be right; None before all are given."""
    if len(looked) < total:
        return None
    right, needed, score = sum(one.is_right for one in looked), needed_right(exercise, total), brier(looked)
    most = float(exercise.passes.get("brier", MOST_BRIER))
    missed = sum(not one.is_right for one in looked if one.item.get("is_must"))
    words = f"{right} of {total} right, needs {needed}; Brier score {score:.2f}, needs {most:.2f} or less"
    if missed:
        words += f"; {missed} of those that have to be right {'was' if missed == 1 else 'were'} not"
    return Outcome(right / total, right >= needed and score <= most and not missed, words)


def brier(looked: Sequence[Looked]) -> float:
    """Mean square distance of how sure one was from what was so; 0 to 1, lower is better."""
    far = [(float(one.answer["sure"]) / 100 - one.is_right) ** 2 for one in looked]
    return sum(far) / len(far)
