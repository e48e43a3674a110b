"""Rules about conditions: their fields, their tests and the values they compare with."""

from collections.abc import Iterator, Mapping
from math import isfinite

from fairway.metrics.fields import FIELDS
from fairway.metrics.types import Condition, Definition, Problem

GROUPS = frozenset({"all", "any", "none"})
NUMBER_TESTS = frozenset({"at_least", "at_most", "above", "below"})
MOST_CONDITIONS = 200
MOST = 1e15  # beyond it neighbouring numbers are the same to an engine
Known = Mapping[str, Definition]


def _conditions(definition: Definition) -> Iterator[tuple[str, str, Condition]]:
    """(place, kind of record, condition), groups opened."""
    agenda = [("where", definition.records, part) for part in definition.where]
    agenda += [("of", definition.records, part) for part in definition.of]
    agenda += [("quality", definition.records, part) for part in definition.quality]
    if definition.follow_up is not None:
        agenda += [("follow_up", "activities", part) for part in definition.follow_up.where]
    while agenda:
        place, records, condition = agenda.pop(0)
        agenda.extend((place, records, part) for part in condition.parts)
        if not condition.parts:
            yield place, records, condition


def fields_are_known(definition: Definition, _known: Known) -> Iterator[Problem]:
    for place, records, condition in _conditions(definition):
        known = FIELDS.get(records, {})
        if condition.test in GROUPS:
            message = f"{condition.test} needs at least one condition under it; add one, or leave the group out"
            yield Problem(definition.key, place, message, condition.test)
        elif condition.field not in known:
            message = f"{records} have no such field; use one of {', '.join(sorted(known))}"
            yield Problem(definition.key, place, message, condition.field)


def conditions_are_few(definition: Definition, _known: Known) -> Iterator[Problem]:
    count = sum(1 for _ in _conditions(definition))
    if count > MOST_CONDITIONS:
        message = f"holds more than {MOST_CONDITIONS} conditions; use in with a list, or make several metrics"
        yield Problem(definition.key, "where", message, str(count))


def ids_are_known_or_not(definition: Definition, _known: Known) -> Iterator[Problem]:
    """Ids differ between sources, and those of leads are hashed: a definition may ask whether one is there."""
    for place, records, condition in _conditions(definition):
        is_id = condition.field.endswith(("_id", "_key")) and condition.field in FIELDS.get(records, {})
        if is_id and condition.test not in {"known", "unknown"}:
            example = f"{{field: {condition.field}, known: true}}"
            message = f"{condition.field} cannot be compared; ask whether it is known: {example}"
            yield Problem(definition.key, place, message, ", ".join(map(str, condition.values)))


def tests_fit_their_fields(definition: Definition, _known: Known) -> Iterator[Problem]:
    for place, records, condition in _conditions(definition):
        source = FIELDS.get(records, {}).get(condition.field)
        if source is None or condition.test in {"known", "unknown"}:
            continue
        shown = ", ".join(map(repr, condition.values))
        if not condition.values:
            message = f"{condition.field} {condition.test} needs a value to compare with; add one"
            yield Problem(definition.key, place, message, shown)
        if condition.test in NUMBER_TESTS and source.kind != "number":
            message = (
                f"{condition.field} is a {source.kind} and cannot be {condition.test}; use is, is_not, in or not_in"
            )
            yield Problem(definition.key, place, message, shown)
        for value in condition.values:
            if not _fits(value, source.kind):
                message = f"{condition.field} is a {source.kind}; write {EXAMPLES[source.kind]}"
                yield Problem(definition.key, place, message, repr(value))


EXAMPLES = {"boolean": "true or false", "number": "a number such as 20", "text": "a text, in quotes if in doubt"}


def _fits(value: object, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and abs(value) <= MOST
    return isinstance(value, str)
