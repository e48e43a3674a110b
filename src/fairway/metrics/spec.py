"""The YAML of a definition, to and fro. One syntax for the catalogue, an organisation's own file, and exports.

- key: executive_meetings_requested
  name: Executive meetings requested
  class: activity
  records: activities
  where:
    - {field: type, is: meeting}
    - {field: contacts.seniority, in: [vp, c_level]}
  statuses: [planned, done, unconfirmed, cancelled, no_show]
  date: logged
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import yaml

from fairway.metrics.condition_rules import HAD
from fairway.metrics.rules import usual_credit
from fairway.metrics.text import UnreadableText, whole_document
from fairway.metrics.types import (
    Condition,
    Counting,
    Credit,
    Definition,
    Direction,
    FollowUp,
    LookBack,
    MetricClass,
    Problem,
    Process,
    Unit,
)

SINGLE_TESTS = ("is", "is_not", "at_least", "at_most", "above", "below")
LIST_TESTS = ("in", "not_in")
BARE_TESTS = ("known", "unknown")
GROUP_TESTS = ("all", "any", "none")
SPANS = ("lag_cycles", "lag_weeks")
ENUMS = {
    "class": MetricClass,
    "counting": Counting,
    "credit": Credit,
    "unit": Unit,
    "direction": Direction,
    "process": Process,
}
NAMES = {"class": "metric_class"}
DEEPEST, MOST_IN_A_GROUP = 5, 50
MOST_SHOWN = 120  # of a value in a message
PLAIN = {item.name for item in fields(Definition)} - {
    "metric_class",
    "where",
    "of",
    "quality",
    "follow_up",
    "over",
    "counting",
    "credit",
    "unit",
    "direction",
    "process",
    "lag_cycles",
    "lag_weeks",
}


class UnreadableDefinition(ValueError):
    """The YAML is not a definition. `problems` say where and what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.key}, {p.place}: {p.message}" for p in problems))
        self.problems = tuple(problems)


def definitions_from(text: str) -> list[Definition]:
    """Every definition of a YAML text, a list or a mapping with `metrics`. UnreadableDefinition with all problems."""
    read, problems = read_definitions(text)
    if problems:
        raise UnreadableDefinition(problems)
    return [definition for definition, _ in read]


def read_definitions(text: str) -> tuple[list[tuple[Definition, int]], list[Problem]]:
    """The definitions that can be read, each with its line, and what is wrong with the rest."""
    try:
        document = whole_document(text)
    except UnreadableText as error:
        return [], [Problem("", "", str(error), line=error.line)]
    read: list[tuple[Definition, int]] = []
    problems: list[Problem] = []
    for number, (entry, line, repeated) in enumerate(document, start=1):
        own = [Problem(_key_of(entry, f"entry {number}"), word, STATED_TWICE, line=at) for word, at in repeated]
        if not own:
            try:
                read.append((definition_from(entry, f"entry {number}"), line))
            except UnreadableDefinition as error:
                own = [replace(problem, line=line) for problem in error.problems]
        problems.extend(own)
    counts = Counter(definition.key for definition, _ in read)
    for definition, line in read:
        if counts[definition.key] > 1:
            message = f"is defined {counts[definition.key]} times; keep one of them"
            problems.append(Problem(definition.key, "key", message, definition.key, line=line))
    return [(definition, line) for definition, line in read if counts[definition.key] == 1], problems


STATED_TWICE = "is stated twice in this definition; keep one of them"


def _key_of(entry: object, place: str) -> str:
    return str(entry.get("key", place)) if isinstance(entry, Mapping) else place


def definition_from(entry: object, place: str = "") -> Definition:
    """One definition from its mapping. UnreadableDefinition with all problems."""
    if not isinstance(entry, Mapping):
        raise UnreadableDefinition(
            [Problem(place, "", "is not a mapping with key, name, class and records", str(entry))]
        )
    key = _key_of(entry, place)
    problems = [
        Problem(key, name, "is needed; add it") for name in ("key", "name", "class", "records") if name not in entry
    ]
    values: dict[str, Any] = {}
    for name, value in entry.items():
        try:
            values[NAMES.get(str(name), str(name))] = _read(str(name), value)
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            shown = " ".join(str(value).split())[:MOST_SHOWN]
            problems.append(Problem(key, str(name), str(error).strip("'\""), shown))
    if problems:
        raise UnreadableDefinition(problems)
    values.setdefault("credit", usual_credit(values["records"]))
    return Definition(**values)


def _read(name: str, value: Any) -> Any:
    if name in ENUMS:
        try:
            return ENUMS[name](value)
        except ValueError:
            raise ValueError(f"is none of {', '.join(ENUMS[name])}; write one of them") from None
    if name in {"where", "of", "quality"}:
        return conditions_from(value)
    if name == "follow_up":
        return FollowUp(**_nearby(value, FollowUp, "within_hours", "a follow-up"))
    if name in {"lag_cycles", "lag_weeks"}:
        return _span(value)
    if name == "over":
        if not isinstance(value, list) or len(value) != 2:
            raise ValueError("needs the keys of two metrics, such as [bookings, quota]")
        return str(value[0]), str(value[1])
    if name not in PLAIN:
        words = ", ".join(sorted({*ENUMS, *PLAIN, "where", "of", "quality", "follow_up", "over", *SPANS}))
        raise ValueError(f"is no word of the syntax; leave it out, or use one of {words}")
    return _plain_value(name, value)


def _plain_value(name: str, value: Any) -> Any:
    if name in {"statuses", "aliases", "roles"}:
        return _words(value)
    if name in {"is_hygiene", "is_raw_volume", "is_retired"}:
        return _yes_or_no(value)
    if name in {"version", "minutes", "weeks_later"}:
        return _whole_number(value)
    if value is None or isinstance(value, Mapping | list):
        raise ValueError("is not a text; write one, in quotes if in doubt")
    return str(value).strip() if name == "key" else " ".join(str(value).split())


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"is not a list; write it like [{value}]")
    return tuple(str(part) for part in value)


def _whole_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("is not a whole number from 1 on; write one, or leave it out")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false; write one of them")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number; write one such as 24")
    return float(value)


def _span(value: Any) -> tuple[float, float]:
    """From when to when: `[4, 8]`."""
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("needs two numbers, from and to, such as [0.3, 0.7]")
    return _number(value[0]), _number(value[1])


def _nearby(value: Any, kind: type[FollowUp | LookBack], within: str, what: str, depth: int = 0) -> dict[str, Any]:
    """The words of a follow-up or look-back."""
    if not isinstance(value, Mapping) or within not in value or "by" not in value:
        raise ValueError(f"needs {within} and by, such as {{{within}: 24, by: opportunity_id}}")
    known = [item.name for item in fields(kind)]
    unknown = [str(name) for name in value if name not in known]
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no word of {what}; use {', '.join(known)}")
    try:
        span = _number(value[within])
    except ValueError as error:
        raise ValueError(f"{within}: {error}") from None
    return {
        within: span,
        "by": str(value["by"]),
        "where": conditions_from(value.get("where", []), depth),
        "date": str(value.get("date", "occurred")),
        "statuses": _words(value.get("statuses", ("done",))),
        "by_same_seller": _yes_or_no(value.get("by_same_seller", True)),
        "at_least": _whole_number(value.get("at_least", 1)),
        "different": str(value.get("different", "")),
    }


def conditions_from(value: Any, depth: int = 0) -> tuple[Condition, ...]:
    """A list of conditions; all of them must hold."""
    if not isinstance(value, list):
        raise ValueError("must be a list of conditions, each like {field: type, is: meeting}")
    if depth > DEEPEST or len(value) > MOST_IN_A_GROUP:
        raise ValueError(
            f"groups stand in groups more than {DEEPEST} deep, or hold more than {MOST_IN_A_GROUP}; simplify"
        )
    return tuple(_condition(entry, depth) for entry in value)


def _condition(entry: Any, depth: int) -> Condition:
    if not isinstance(entry, Mapping):
        raise ValueError(f"{entry!r} is not a condition; write it like {{field: type, is: meeting}}")
    if HAD in entry and len(entry) == 1:
        look_back = LookBack(**_nearby(entry[HAD], LookBack, "within_days", "a look-back", depth + 1))
        return Condition(test=HAD, look_back=look_back)
    group = next((name for name in (*GROUP_TESTS, HAD) if name in entry), None)
    if group is not None:
        if len(entry) > 1:
            raise ValueError(f"{dict(entry)!r} mixes {group} with something else; write it as a condition of its own")
        return Condition(test=group, parts=conditions_from(entry[group], depth + 1))
    tests = [name for name in entry if name != "field"]
    if "field" not in entry or len(tests) != 1:
        raise ValueError(f"{dict(entry)!r} needs one field and one test, like {{field: type, is: meeting}}")
    return _single(str(entry["field"]), str(tests[0]), entry[tests[0]])


def _single(field: str, test: str, value: Any) -> Condition:
    if test in BARE_TESTS:
        # `known: false` is `unknown: true`.
        meant = test if _yes_or_no(value) else next(other for other in BARE_TESTS if other != test)
        return Condition(test=meant, field=field)
    if test in LIST_TESTS:
        if not isinstance(value, list):
            raise ValueError(f"{field} {test}: {value!r} is not a list; write it like [{value}]")
        return Condition(test=test, field=field, values=tuple(value))
    if test in SINGLE_TESTS:
        return Condition(test=test, field=field, values=(value,))
    raise ValueError(f"{test!r} is not a test; use one of {', '.join((*SINGLE_TESTS, *LIST_TESTS, *BARE_TESTS))}")


def entry_of(definition: Definition) -> dict[str, Any]:
    """The mapping of a definition, defaults left out: what an export writes and the database keeps."""
    usual = Definition(key="", name="", metric_class=MetricClass.ACTIVITY, records="")
    entry: dict[str, Any] = {}
    for item in fields(Definition):
        value = getattr(definition, item.name)
        name = "class" if item.name == "metric_class" else item.name
        if name in {"key", "name", "class", "records"} or value != getattr(usual, item.name):
            entry[name] = _written(value)
    return entry


def _written(value: Any) -> Any:
    if isinstance(value, Condition):
        if value.look_back is not None:
            return {HAD: _written(value.look_back)}
        if value.parts:
            return {value.test: [_written(part) for part in value.parts]}
        shown = (
            True if value.test in BARE_TESTS else list(value.values) if value.test in LIST_TESTS else value.values[0]
        )
        return {"field": value.field, value.test: shown}
    if isinstance(value, (FollowUp, LookBack)):
        return {item.name: _written(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    return str(value) if isinstance(value, (MetricClass, Counting, Credit, Unit, Direction, Process)) else value


def yaml_of(definitions: Sequence[Definition]) -> str:
    return yaml.safe_dump([entry_of(definition) for definition in definitions], sort_keys=False, allow_unicode=True)
