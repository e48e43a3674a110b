"""What of a module's practice another learning system can play: questions with one right answer, by kind of exercise.

Talks, quarters, cases and charts that are made anew each time need Fairway; a package says so. Plain Python.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairway.training.curriculum.types import Exercise, Module
from fairway.training.exercises.sorting import CLASSES
from fairway.training.exercises.tagging import TAGS


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its reason. `before`: what was said before it, empty where nothing was."""

    ask: str
    options: Sequence[str]
    right: int
    because: str
    before: str = ""


def questions_of(module: Module) -> list[Question]:
    """All that can be asked elsewhere, in the module's order."""
    return [
        question
        for part in module.parts
        if part.exercise is not None and part.exercise.kind in WAYS
        for question in WAYS[part.exercise.kind](part.exercise)
    ]


def needs_fairway(module: Module) -> list[str]:
    """Titles of the exercises a package cannot hold."""
    return [part.title for part in module.parts if part.exercise is not None and part.exercise.kind not in WAYS]


def _sorting(exercise: Exercise) -> Iterable[Question]:
    keys = list(CLASSES)
    for item in exercise.content["items"]:
        ask = f"{item['metric']}: what is it?"
        yield Question(ask, list(CLASSES.values()), keys.index(item["class"]), item["because"])


def _asking(exercise: Exercise) -> Iterable[Question]:
    for item in exercise.content["items"]:
        yield Question(item["ask"], list(item["options"]), item["right"], item["because"])


def _tagging(exercise: Exercise) -> Iterable[Question]:
    keys, before = list(TAGS), exercise.content.get("setting", "")
    for turn in exercise.content["turns"]:
        if turn["who"] == "manager":
            ask = f"The manager says: “{turn['says']}” What is it about?"
            yield Question(ask, list(TAGS.values()), keys.index(turn["is"]), turn["because"], before)
        before = f"The {turn['who']} said: “{turn['says']}”"


def _branching(exercise: Exercise) -> Iterable[Question]:
    for case in exercise.content["cases"]:
        keys = list(case["causes"])
        heard = " ".join(f"“{says}”" for says in _on_the_way(case))
        ask = f"{case['title']}: what is the cause?"
        before = f"{case['opening']} What can be heard: {heard}"
        yield Question(ask, list(case["causes"].values()), keys.index(case["cause"]), case["because"], before)


def _on_the_way(case: Mapping[str, Any]) -> list[str]:
    """What is said along the shortest way to where the cause is named."""
    ways = [[case["start"]]]
    while ways:
        way = ways.pop(0)
        node = case["nodes"][way[-1]]
        if not node.get("choices"):
            return [case["nodes"][key]["says"] for key in way]
        ways += [[*way, choice["to"]] for choice in node["choices"] if choice["to"] not in way]
    return []


def _rating(exercise: Exercise) -> Iterable[Question]:
    criteria, scale = exercise.content["criteria"], exercise.content["scale"]
    for sample in exercise.content["samples"]:
        for key, place in sample["ratings"].items():
            because = sample.get("because", {}).get(key, "")
            yield Question(f"{sample['title']}. {criteria[key]}", list(scale), place, because, sample["text"])


WAYS: Mapping[str, Callable[[Exercise], Iterable[Question]]] = {
    "sorting": _sorting,
    "asking": _asking,
    "tagging": _tagging,
    "branching": _branching,
    "rating": _rating,
}
