"""Sort metrics into activities, objectives and results."""

from collections.abc import Mapping, Sequence

from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.itemwise import ItemPage, Looked, item_page, share_outcome, shuffled
from fairway.training.exercises.types import Answer, AttemptFacts, Outcome, Unanswered

CLASSES = {"activity": "Activity", "objective": "Objective", "result": "Result"}


class Sorting:
    """`items`: metric, class, because. `ask_items`: how many of them an attempt asks."""

    def problems(self, exercise: Exercise) -> list[str]:
        found = []
        for item in exercise.content.get("items", ()):
            if item.get("class") not in CLASSES:
                found.append(f"{item.get('metric')}: its class is one of {', '.join(CLASSES)}.")
            if not item.get("because"):
                found.append(f"{item.get('metric')}: say why.")
        return found or ([] if exercise.content.get("items") else ["There is nothing to sort."])

    def taken(self, exercise: Exercise, attempt: AttemptFacts, given: Mapping[str, str]) -> Answer:
        if given.get("class") not in CLASSES:
            raise Unanswered("class", "Choose activity, objective or result.")
        return {"class": given["class"]}

    def outcome(self, exercise: Exercise, attempt: AttemptFacts) -> Outcome | None:
        looked = self._looked(exercise, attempt)
        return share_outcome(exercise, looked, len(self._items(exercise, attempt)))

    def page(self, exercise: Exercise, attempt: AttemptFacts) -> ItemPage:
        return item_page(self._items(exercise, attempt), self._looked(exercise, attempt), {"classes": CLASSES})

    def level_after(self, passed: Sequence[tuple[int, bool]]) -> int:
        return 1

    def _items(self, exercise: Exercise, attempt: AttemptFacts) -> list[Mapping[str, str]]:
        return shuffled(exercise.content["items"], attempt, exercise.content.get("ask_items"))

    def _looked(self, exercise: Exercise, attempt: AttemptFacts) -> list[Looked]:
        return [
            Looked(item, answer, item["class"] == answer["class"])
            for item, answer in zip(self._items(exercise, attempt), attempt.answers, strict=False)
        ]
