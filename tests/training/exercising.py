"""One exercise of every kind, in a module of their own, and how each is answered: add a kind by a line of EXAMPLES.

Each of `right`, `wrong` takes what the exercise shows now (its `page`) and gives what a form would send. `missing` is
no answer: at `field` the page says `says`, and `keeps` is how it shows what was typed all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Exercise

MODULE = "every-kind"
Given = dict[str, str]


@dataclass(frozen=True)
class Example:
    stated: Mapping[str, Any]  # as in exercises.yaml, but for the kind and what all kinds need
    right: Callable[[Any], Given]
    wrong: Callable[[Any], Given]
    missing: Callable[[Any], Given]
    says: str
    keeps: str = ""


def another(key: str, of: Mapping[str, str] | tuple[str, ...]) -> str:
    return next(name for name in of if name != key)


SORTING = {
    "passes": {"share": 0.6},
    "items": [
        {"metric": "Call plans written", "class": "activity", "because": "The seller alone decides."},
        {"metric": "Win rate", "class": "objective", "because": "A customer says yes."},
        {"metric": "Revenue", "class": "result", "because": "It is the score."},
    ],
}
ASKING = {
    "passes": {"share": 0.6, "brier": 0.25},
    "items": [
        {"ask": "First?", "options": ["Yes", "No"], "right": 0, "because": "So it is."},
        {"ask": "Second?", "options": ["Yes", "No", "Perhaps"], "right": 2, "because": "Nobody knows."},
    ],
}
SIGNALS = {"ask_items": 4, "passes": {"share": 0.75, "brier": 0.22}}
TAGGING = {
    "setting": "Monday, and a manager asks.",
    "passes": {"share": 0.6},
    "turns": [
        {"who": "seller", "says": "Good morning."},
        {
            "who": "manager",
            "says": "Where will you land?",
            "is": "result",
            "mode": "ask",
            "because": "It is the score.",
        },
        {"who": "seller", "says": "Somewhere."},
        {"who": "manager", "says": "How many plans?", "is": "activity", "mode": "ask", "because": "The seller’s own."},
        {"who": "manager", "says": "I get you the list.", "is": "obstacle", "mode": "tell", "because": "It is away."},
    ],
}
CASE = {
    "opening": "Noor asked for six a week, and now for two.",
    "chart": [6, 6, 7, 2, 2],
    "target": 6,
    "start": "open",
    "nodes": {
        "open": {
            "says": "Noor waits for you to begin.",
            "choices": [
                {"do": "Ask what last Tuesday looked like", "to": "tuesday", "because": "It is about what happened."},
                {"do": "Say that six is not much", "to": "silence", "because": "She can only defend herself."},
            ],
        },
        "silence": {
            "says": "Noor says nothing.",
            "choices": [
                {"do": "Ask what last Tuesday looked like", "to": "tuesday", "because": "That is the way back."},
                {"do": "Wait", "to": "tuesday", "because": "She begins by herself."},
            ],
            "name_cause": True,
        },
        "tuesday": {"says": "Two accounts I handed over still call me."},
    },
    "causes": {"capacity": "Load", "effort": "What comes first"},
    "cause": "capacity",
    "because": "Old accounts take her mornings.",
    "wrong": {"effort": "She does sit down to it."},
}
BRANCHING = {
    "passes": {"right": 1},
    "cases": [{"title": "Why did Noor stop?", **CASE}, {"title": "Why did Elif stop?", **CASE}],
}
RATING = {
    "passes": {"kappa": 0.6},
    "criteria": {"step": "A next step with a date", "person": "Somebody who can say yes"},
    "scale": ["No", "Partly", "Yes"],
    "samples": [
        {
            "title": f"Plan {place}",
            "text": f"What plan {place} says.\n\nAnd more of it.",
            "ratings": {"step": place % 3, "person": (place + 1) % 3},
            "because": {"step": "It says so.", "person": "It says whom."},
        }
        for place in range(3)
    ],
}


def named_or_done(page: Any, is_right: bool) -> Given:
    """Choose until the cause can be named, then name it."""
    if not page.causes:
        return {"do": "0" if is_right else "1"}
    cause = page.walk.case["cause"]
    return {"cause": cause if is_right else another(cause, page.causes)}


def rated(page: Any, turn: int) -> Given:
    return {f"on_{name}": str((place + turn) % 3) for name, place in page.sample["ratings"].items()}


def said(page: Any, is_right: bool) -> Given:
    is_signal = page.item["series"].is_signal
    return {"said": "signal" if is_signal == is_right else "noise", "sure": "97"}


EXAMPLES: Mapping[str, Example] = {
    "sorting": Example(
        SORTING,
        lambda page: {"class": page.item["class"]},
        lambda page: {"class": another(page.item["class"], page.more["classes"])},
        lambda page: {},
        "Choose activity, objective or result.",
    ),
    "asking": Example(
        ASKING,
        lambda page: {"option": str(page.item["right"]), "sure": "97"},
        lambda page: {"option": "0" if page.item["right"] else "1", "sure": "97"},
        lambda page: {"sure": "85"},
        "Choose one of the answers.",
        '<input type="radio" name="sure" value="85" checked>',
    ),
    "signals": Example(
        SIGNALS,
        lambda page: said(page, True),
        lambda page: said(page, False),
        lambda page: {"said": "noise"},
        "Say how sure you are.",
        '<input type="radio" name="said" value="noise" checked>',
    ),
    "tagging": Example(
        TAGGING,
        lambda page: {"is": page.item["is"]},
        lambda page: {"is": another(page.item["is"], page.tags)},
        lambda page: {"is": "everything"},
        "Choose what this turn is about.",
    ),
    "branching": Example(
        BRANCHING,
        lambda page: named_or_done(page, True),
        lambda page: named_or_done(page, False),
        lambda page: {},
        "Choose what to do.",
    ),
    "rating": Example(
        RATING,
        lambda page: rated(page, 0),
        lambda page: rated(page, 1),
        lambda page: {"on_step": "2"},
        "Rate this too: Somebody who can say yes",
        '<input type="radio" name="on_step" value="2" checked>',
    ),
}


def stated_exercise(kind: str) -> dict[str, Any]:
    return {"kind": kind, "title": f"An exercise of {kind}", "ask": f"What {kind} asks", **EXAMPLES[kind].stated}


def exercise_of(kind: str, **more: Any) -> Exercise:
    """The example of a kind as its kind takes it, with other content where a test needs it."""
    stated = {**stated_exercise(kind), **more}
    own = {name: stated.pop(name) for name in ("kind", "title", "ask", "passes") if name in stated}
    return Exercise(key=kind, **own, content=stated)


def write_examples(folder: Path, *, version: int) -> None:
    """A curriculum of one module: an exercise of every kind."""
    place = folder / "en" / "managers" / f"00-{MODULE}"
    place.mkdir(parents=True, exist_ok=True)
    stated = {"title": "Every kind", "can": "do it all", "to_pass": "do it all", "version": version, "sources": {}}
    (place / "module.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")
    exercises = {kind: stated_exercise(kind) for kind in EXAMPLES}
    (place / "exercises.yaml").write_text(yaml.safe_dump(exercises), encoding="utf-8")
    curriculum.cache_clear()


def use_examples(folder: Path, put: Callable[[str, Any], None]) -> None:
    """Let the player read that curriculum instead of its own. `put` sets what is called so."""
    write_examples(folder, version=1)

    def read(language: str = "en") -> Mapping[str, Any]:
        return curriculum(language, folder)

    for where in ("curriculum.reading", "views.doors"):
        put(f"fairway.training.{where}.curriculum", read)
