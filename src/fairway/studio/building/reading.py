"""From a form to a definition: the reader and the rules of the YAML, their problems put beside the field they name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fairway.metrics.fields import FIELDS
from fairway.metrics.rules import problems_of
from fairway.metrics.spec import UnreadableDefinition, definition_from
from fairway.metrics.types import Definition, Problem
from fairway.metrics.words import CANONICAL_TYPES, folded
from fairway.studio.building.draft import LISTS, NUMBERS, TEXTS, TOLD, Draft, entry_from
from fairway.studio.building.labels import label_of

# The word of the syntax a problem names, and the part of the form that says it.
PLACES = {"key": "name", "follow_up": "follow", "had": "look", "credit": "records", "over": "over-1"}
FIELDS_SHOWN = frozenset({*LISTS, *TEXTS, *TOLD, *NUMBERS, "statuses", "holds_from_on", "over-1"})
LONGEST_OF_A_NAME = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A definition, where the form says one, and what is wrong with it, by part of the form."""

    definition: Definition | None = None
    problems: Sequence[Problem] = ()
    beside: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def can_be_tried(self) -> bool:
        """Whether it can be counted: what only lacks a name can."""
        return self.definition is not None and all(problem.place == "name" for problem in self.problems)

    def at(self, place: str) -> list[str]:
        return self.beside.get(place, [])


def read(draft: Draft, known: Mapping[str, Definition]) -> Reading:
    """What a form says, held to every rule. A metric that is new gets a key of its own from its name."""
    problems: list[Problem] = []
    definition = None
    try:
        entry = entry_from(draft)
        entry["key"] = draft.key or fresh_key(draft.text("name"), known)
        entry.setdefault("name", "")
        definition = definition_from(entry)
    except UnreadableDefinition as error:
        problems = list(error.problems)
    except ValueError:
        problems = [Problem(draft.key, "where", "holds a condition that cannot be read; remove it and add it anew")]
    if definition is not None:
        problems = problems_of(definition, {**known, definition.key: definition})
        if not definition.name:
            problems.insert(0, Problem(definition.key, "name", "A name is needed; write what people will read"))
    return with_places(definition, problems, draft, known)


def with_places(
    definition: Definition | None, problems: Sequence[Problem], draft: Draft, known: Mapping[str, Definition]
) -> Reading:
    """Problems by the field they stand beside; those of no field under an empty one."""
    beside: dict[str, list[str]] = {}
    for problem in problems:
        place = _place(problem, draft)
        message = _told(problem, known)
        if message not in beside.setdefault(place, []):
            beside[place].append(message)
    return Reading(definition, problems, beside)


def _told(problem: Problem, known: Mapping[str, Definition]) -> str:
    """A problem as the form says it: metrics by their names, fields by their labels."""
    value, message = problem.value.strip("'"), problem.message
    shown = f"“{known[value].name if value in known else value}” " if value and value not in message else ""
    first, _, rest = message.partition(" ")
    if any(first in fields for fields in FIELDS.values()):
        shown, message = f"{shown}does not fit: " if shown else "", f"{label_of(first)} {rest}"
    text = f"{shown}{message}"
    return f"{text[:1].upper()}{text[1:]}."


def _place(problem: Problem, draft: Draft) -> str:
    place = PLACES.get(problem.place, problem.place)
    if place in LISTS:
        lists = {"where": ("where", "any", "look")}.get(place, (place,))
        for name in lists:
            for number, row in enumerate(draft.rows(name)):
                if row.field and (
                    row.field == problem.value or re.match(rf"{re.escape(row.field)}\b", problem.message)
                ):
                    return f"{name}-{number}"
    return place if place in FIELDS_SHOWN else ""


def fresh_key(name: str, known: Mapping[str, Definition]) -> str:
    """A key nobody has, from a name of any script: `Plans for tier A` is `plans_for_tier_a`."""
    stem = folded(name).replace(" ", "_")[:LONGEST_OF_A_NAME].strip("_") or "metric"
    taken = {*known, *CANONICAL_TYPES} | {alias for one in known.values() for alias in one.aliases}
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
