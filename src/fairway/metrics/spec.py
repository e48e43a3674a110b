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
from dataclasses import fields
from typing import Any

import yaml

from fairway.metrics.types import (
    Condition,
    Counting,
    Credit,
    Definition,
    Direction,
    FollowUp,
    MetricClass,
    Problem,
    Process,
    Unit,
)

SINGLE_TESTS = ("is", "is_not", "at_least", "at_most", "above", "below")
LIST_TESTS = ("in", "not_in")
BARE_TESTS = ("known", "unknown")
GROUP_TESTS = ("all", "any", "none")
ENUMS = {
    "class": MetricClass,
    "counting": Counting,
    "credit": Credit,
    "unit": Unit,
    "direction": Direction,
    "process": Process,
}
NAMES = {"class": "metric_class"}
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
}


class UnreadableDefinition(ValueError):
    """The YAML is not a definition. `problems` say where and what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.key}, {p.place}: {p.message}" for p in problems))
        self.problems = tuple(problems)


def definitions_from(text: str) -> list[Definition]:
    """Every definition of a YAML text, a list or a mapping with `metrics`. UnreadableDefinition with all problems."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UnreadableDefinition([Problem("metrics.yaml", "", f"is not YAML: {error}")]) from error
    if isinstance(content, Mapping):
        content = content.get("metrics")
    if not isinstance(content, list):
        raise UnreadableDefinition(
            [Problem("metrics.yaml", "", "must be a list of definitions, or hold one under `metrics`")]
        )
    read: list[Definition] = []
    problems: list[Problem] = []
    for number, entry in enumerate(content, start=1):
        try:
            read.append(definition_from(entry, f"entry {number}"))
        except UnreadableDefinition as error:
            problems.extend(error.problems)
    problems.extend(
        Problem(key, "key", f"is defined {count} times; keep one")
        for key, count in Counter(definition.key for definition in read).items()
        if count > 1
    )
    if problems:
        raise UnreadableDefinition(problems)
    return read


def definition_from(entry: object, place: str = "") -> Definition:
    """One definition from its mapping."""
    if not isinstance(entry, Mapping):
        raise UnreadableDefinition([Problem(place, "", "is not a mapping with key, name, class and records")])
    key = str(entry.get("key", place))
    problems = [Problem(key, name, "is needed") for name in ("key", "name", "class", "records") if name not in entry]
    values: dict[str, Any] = {}
    for name, value in entry.items():
        try:
            values[NAMES.get(str(name), str(name))] = _read(str(name), value)
        except (ValueError, TypeError, KeyError) as error:
            problems.append(Problem(key, str(name), str(error).strip("'\"")))
    if problems:
        raise UnreadableDefinition(problems)
    return Definition(**values)


def _read(name: str, value: Any) -> Any:
    if name in ENUMS:
        try:
            return ENUMS[name](value)
        except ValueError:
            raise ValueError(f"{value!r} is not one of {', '.join(ENUMS[name])}") from None
    if name in {"where", "of", "quality"}:
        return conditions_from(value)
    if name == "follow_up":
        return _follow_up(value)
    if name == "over":
        if not isinstance(value, list) or len(value) != 2:
            raise ValueError("needs the keys of two metrics, such as [bookings, quota]")
        return str(value[0]), str(value[1])
    if name not in PLAIN:
        raise ValueError("is not a word of the definition syntax")
    return _plain_value(name, value)


def _plain_value(name: str, value: Any) -> Any:
    if name in {"statuses", "aliases"}:
        return _words(value)
    if name in {"is_hygiene", "is_raw_volume"}:
        return _yes_or_no(value)
    if name == "version":
        return int(value)
    if value is None or isinstance(value, Mapping | list):
        raise ValueError(f"{value!r} is not a text")
    return str(value).strip() if name == "key" else " ".join(str(value).split())


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{value!r} is not a list; write it like [{value}]")
    return tuple(str(part) for part in value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def _follow_up(value: Any) -> FollowUp:
    if not isinstance(value, Mapping) or "within_hours" not in value or "by" not in value:
        raise ValueError("needs within_hours and by, such as {within_hours: 24, by: opportunity_id}")
    unknown = [str(name) for name in value if name not in {item.name for item in fields(FollowUp)}]
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: not a word of a follow-up")
    return FollowUp(
        within_hours=float(value["within_hours"]),
        by=str(value["by"]),
        where=conditions_from(value.get("where", [])),
        date=str(value.get("date", "occurred")),
        statuses=_words(value.get("statuses", ("done",))),
        by_same_seller=_yes_or_no(value.get("by_same_seller", True)),
    )


def conditions_from(value: Any) -> tuple[Condition, ...]:
    """A list of conditions; all of them must hold."""
    if not isinstance(value, list):
        raise ValueError("must be a list of conditions, each like {field: type, is: meeting}")
    return tuple(_condition(entry) for entry in value)


def _condition(entry: Any) -> Condition:
    if not isinstance(entry, Mapping):
        raise ValueError(f"{entry!r} is not a condition; write it like {{field: type, is: meeting}}")
    group = next((name for name in GROUP_TESTS if name in entry), None)
    if group is not None:
        if len(entry) > 1:
            raise ValueError(f"{dict(entry)!r} mixes {group} with something else; write it as a condition of its own")
        return Condition(test=group, parts=conditions_from(entry[group]))
    tests = [name for name in entry if name != "field"]
    if "field" not in entry or len(tests) != 1:
        raise ValueError(f"{dict(entry)!r} needs one field and one test")
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
        if value.parts:
            return {value.test: [_written(part) for part in value.parts]}
        shown = (
            True if value.test in BARE_TESTS else list(value.values) if value.test in LIST_TESTS else value.values[0]
        )
        return {"field": value.field, value.test: shown}
    if isinstance(value, FollowUp):
        return {item.name: _written(getattr(value, item.name)) for item in fields(FollowUp)}
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    return str(value) if isinstance(value, (MetricClass, Counting, Credit, Unit, Direction, Process)) else value


def yaml_of(definitions: Sequence[Definition]) -> str:
    return yaml.safe_dump([entry_of(definition) for definition in definitions], sort_keys=False, allow_unicode=True)
