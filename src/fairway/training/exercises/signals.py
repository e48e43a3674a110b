"""Charts that show a change or only chance: which is it, and how sure is one?

Every chart follows from the attempt's seed and level. The key comes from an exact test of the numbers shown, and what
they do not decide is not asked: see `chance`.
"""

from collections.abc import Mapping, Sequence

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.asking import brier, brier_of_guessing, sure_levels, sure_outcome, sure_taken
from fairway.training.exercises.chance.choosing import LEVELS, asked_series
from fairway.training.exercises.chance.families import FAMILIES
from fairway.training.exercises.chance.types import Series
from fairway.training.exercises.itemwise import ItemPage, Looked, item_page
from fairway.training.exercises.stepping import stepped
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered

SAYS = {"signal": "Signal", "noise": "Noise"}
ITEMS, LEAST_ITEMS = 20, 4  # asked where a file states no number; and what share and Brier score need at least


class Signals:
    """`families` of charts, all where none are stated; `ask_items`."""

    def problems(self, exercise: Exercise) -> list[str]:
        found = [f"{name} is no family of charts." for name in _families(exercise) if name not in FAMILIES]
        if _total(exercise) < LEAST_ITEMS:
            found.append(f"Ask {LEAST_ITEMS} charts at least.")
        return found

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        if given.get("said") not in SAYS:
            raise Unanswered("said", "Say signal or noise.")
        return {"said": given["said"], "sure": sure_taken(given, len(SAYS))}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        return sure_outcome(exercise, self._looked(exercise, attempt), _total(exercise))

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> ItemPage:
        looked = self._looked(exercise, attempt)
        more = {
            "sure": sure_levels(len(SAYS)),
            "says": SAYS,
            "level": attempt.level,
            "brier": brier(looked) if looked else None,
            "guessing": brier_of_guessing([len(SAYS)]),
        }
        return item_page([{"series": one} for one in _series(exercise, attempt)], looked, more)

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return stepped(passed, LEVELS)

    def _looked(self, exercise: Exercise, attempt: AttemptFacts) -> list[Looked]:
        return [
            Looked({"series": one}, answer, one.is_signal == (answer["said"] == "signal"))
            for one, answer in zip(_series(exercise, attempt), attempt.answers, strict=False)
        ]


def _families(exercise: Exercise) -> tuple[str, ...]:
    return tuple(exercise.content.get("families", FAMILIES))


def _total(exercise: Exercise) -> int:
    return int(exercise.content.get("ask_items", ITEMS))


def _series(exercise: Exercise, attempt: AttemptFacts) -> Sequence[Series]:
    return asked_series(_families(exercise), attempt.seed, attempt.level, _total(exercise))
