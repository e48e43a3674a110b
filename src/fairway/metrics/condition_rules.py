"""Rules about conditions: their fields, their tests and the values they compare with."""

from collections.abc import Iterator, Mapping
from math import isfinite

from fairway.metrics.fields import DATES, FIELDS
from fairway.metrics.types import Condition, Definition, FollowUp, LookBack, Problem

GROUPS = frozenset({"all", "any", "none"})
NUMBER_TESTS = frozenset({"at_least", "at_most", "above", "below"})
MOST_CONDITIONS = 200
MOST = 1e15  # beyond it neighbouring numbers are the same to an engine
Known = Mapping[str, Definition]
HAD = "had"
STATUSES = ("planned", "done", "unconfirmed", "cancelled", "no_show")
DIFFERENT = ("contacts", "type", "word")
LISTED = {  # fields of an activity whose values are ours, and no words of a CRM
    "type": ("call", "email", "meeting", "task", "other"),
    "direction": ("outbound", "inbound", "internal"),
    "status": STATUSES,
}
LONGEST_LOOK_BACK, MOST_OF_THEM = 400, 100  # days; a year and a month
LOOKED_BACK_BY = {
    "activities": ("account_id", "opportunity_id", "lead_key"),
    "opportunities": ("opportunity_id", "account_id"),
    "stage_changes": ("opportunity_id",),
    "leads": ("lead_key",),
    "accounts": ("account_id",),
}


def each_condition(definition: Definition) -> Iterator[tuple[str, str, Condition]]:
    """(place, kind of record, condition), groups opened."""
    agenda = [("where", definition.records, part) for part in definition.where]
    agenda += [("of", definition.records, part) for part in definition.of]
    agenda += [("quality", definition.records, part) for part in definition.quality]
    if definition.follow_up is not None:
        agenda += [("follow_up", "activities", part) for part in definition.follow_up.where]
    while agenda:
        place, records, condition = agenda.pop(0)
        agenda.extend((place, records, part) for part in condition.parts)
        if condition.look_back is not None:
            agenda.extend((HAD, "activities", part) for part in condition.look_back.where)
        elif not condition.parts:
            yield place, records, condition


def look_backs(definition: Definition) -> Iterator[tuple[str, LookBack]]:
    """(place, look-back), those within look-backs and follow-ups included."""
    agenda = [("where", part) for part in definition.where]
    agenda += [("of", part) for part in definition.of]
    agenda += [("quality", part) for part in definition.quality]
    if definition.follow_up is not None:
        agenda += [("follow_up", part) for part in definition.follow_up.where]
    while agenda:
        place, condition = agenda.pop(0)
        agenda.extend((place, part) for part in condition.parts)
        if condition.look_back is not None:
            yield place, condition.look_back
            agenda.extend((HAD, part) for part in condition.look_back.where)


def look_backs_are_possible(definition: Definition, _known: Known) -> Iterator[Problem]:
    """What came before is looked for by a reference the record has, once, and not too long ago."""
    key, references = definition.key, LOOKED_BACK_BY.get(definition.records, ())
    for place, look in look_backs(definition):
        if place in {"follow_up", HAD}:
            yield Problem(key, place, "looks back from within what is looked for; put it under where", HAD)
        elif not references:
            yield Problem(key, HAD, "these records share nothing with an activity; leave it out", definition.records)
        elif look.by not in references:
            message = f"{definition.records} look back by {' or '.join(references)}; use one of them"
            yield Problem(key, HAD, message, look.by)
        if not 0 < look.within_days <= LONGEST_LOOK_BACK:
            message = f"within_days lies between 0 and {LONGEST_LOOK_BACK}; choose a number of days in between"
            yield Problem(key, HAD, message, f"{look.within_days:g}")
        yield from nearby_problems(key, HAD, look)


def nearby_problems(key: str, place: str, nearby: FollowUp | LookBack) -> Iterator[Problem]:
    """What holds for follow-ups and look-backs alike."""
    if nearby.date not in DATES["activities"]:
        message = f"the day of what is looked for is one of {', '.join(DATES['activities'])}"
        yield Problem(key, place, message, nearby.date)
    if nearby.different not in ("", *DIFFERENT):
        message = f"different ones can be counted of {', '.join(DIFFERENT)}; use one of them, or leave it out"
        yield Problem(key, place, message, nearby.different)
    if nearby.at_least > MOST_OF_THEM:
        message = f"at_least is {MOST_OF_THEM} at most; ask for fewer"
        yield Problem(key, place, message, str(nearby.at_least))
    for status in nearby.statuses or ("",):
        if status not in STATUSES:
            yield Problem(key, place, f"is no status; use one of {', '.join(STATUSES)}", status)


def fields_are_known(definition: Definition, _known: Known) -> Iterator[Problem]:
    for place, records, condition in each_condition(definition):
        known = FIELDS.get(records, {})
        if condition.test in GROUPS:
            message = f"{condition.test} needs at least one condition under it; add one, or leave the group out"
            yield Problem(definition.key, place, message, condition.test)
        elif condition.field not in known:
            message = f"{records} have no such field; use one of {', '.join(sorted(known))}"
            yield Problem(definition.key, place, message, condition.field)


def conditions_are_few(definition: Definition, _known: Known) -> Iterator[Problem]:
    count = sum(1 for _ in each_condition(definition))
    if count > MOST_CONDITIONS:
        message = f"holds more than {MOST_CONDITIONS} conditions; use in with a list, or make several metrics"
        yield Problem(definition.key, "where", message, str(count))


def ids_are_known_or_not(definition: Definition, _known: Known) -> Iterator[Problem]:
    """Ids differ between sources, and those of leads are hashed: a definition may ask whether one is there."""
    for place, records, condition in each_condition(definition):
        is_id = condition.field.endswith(("_id", "_key")) and condition.field in FIELDS.get(records, {})
        if is_id and condition.test not in {"known", "unknown"}:
            example = f"{{field: {condition.field}, known: true}}"
            message = f"{condition.field} cannot be compared; ask whether it is known: {example}"
            yield Problem(definition.key, place, message, ", ".join(map(str, condition.values)))


def tests_fit_their_fields(definition: Definition, _known: Known) -> Iterator[Problem]:
    for place, records, condition in each_condition(definition):
        source = FIELDS.get(records, {}).get(condition.field)
        if source is not None and source.kind == "day":
            message = f"{condition.field} cannot be a condition; to count different days, use counting distinct"
            yield Problem(definition.key, place, message, condition.field)
            continue
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


def values_of_a_list_are_on_it(definition: Definition, _known: Known) -> Iterator[Problem]:
    """A type nobody can have would count nothing, week after week, without a word."""
    for place, records, condition in each_condition(definition):
        allowed = LISTED.get(condition.field, ()) if records == "activities" else ()
        for value in condition.values:
            if (
                allowed
                and isinstance(value, str)
                and value not in allowed
                and condition.test not in {"known", "unknown"}
            ):
                message = f"{condition.field} is one of {', '.join(allowed)}; use one of them"
                yield Problem(definition.key, place, message, repr(value))


EXAMPLES = {"boolean": "true or false", "number": "a number such as 20", "text": "a text, in quotes if in doubt"}


def _fits(value: object, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and abs(value) <= MOST
    return isinstance(value, str)
