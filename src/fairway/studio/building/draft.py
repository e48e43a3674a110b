"""A definition as a form holds it, half finished or wrong as it may be, and the way to the syntax and back.

The form says the same mapping a YAML file would, so that one reader and one set of rules judge both.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fairway.metrics.condition_rules import HAD, LOOKED_BACK_BY, STATUSES
from fairway.metrics.fields import DATES
from fairway.metrics.rules import JOINED_BY, MONEY_FIELDS, PARTS
from fairway.metrics.spec import entry_of
from fairway.metrics.types import Condition, Counting, Definition, FollowUp, LookBack, Unit
from fairway.studio.building.rows import Row, entries_of, rows_of, rows_sent, typed_number

TEXTS = ("name", "qualifier", "class", "process", "records", "counting", "value", "unit", "date", "direction")
TOLD = ("objective", "counter_metric", "noun", "why", "gaming_risk")
NUMBERS = ("minutes", "weeks_later")
MARKS = ("is_hygiene", "is_raw_volume")
NEARBY = ("by", "at_least", "different", "date", "statuses", "same")
LISTS = ("where", "any", "of", "quality", "follow", "look")
SPANS = {"follow": "within_hours", "look": "within_days"}
SHOWN = frozenset(
    {*TEXTS, *TOLD, *NUMBERS, *MARKS, "credit", "statuses", "where", "of", "quality", "follow_up", "over"}
)
WHATEVER = ",".join(STATUSES)
LONGEST = 2_000  # characters in a field
MOST_BASE = 100_000  # characters of what a change begins from


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form says. `base` is the syntax of what the change begins from: what no field shows stays as it was."""

    base: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    statuses: tuple[str, ...] = ("done",)
    marks: frozenset[str] = frozenset()
    lists: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def rows(self, name: str) -> tuple[Row, ...]:
        return self.lists.get(name, ())

    @property
    def key(self) -> str:
        return str(self.base.get("key", ""))

    @property
    def records(self) -> str:
        return self.text("records") or "activities"

    @property
    def counting(self) -> str:
        return self.text("counting") or Counting.COUNT

    def shows(self, part: str) -> bool:
        """Whether a part goes with the records and the way of counting that are chosen."""
        if part == "look":
            return self.records in LOOKED_BACK_BY and self.counting != Counting.RATIO
        if part == "where":
            return self.counting != Counting.RATIO
        if part == "date":
            return len(DATES.get(self.records, ())) > 1 and self.counting not in {Counting.OPEN, Counting.RATIO}
        if part == "statuses":
            return self.records == "activities" and self.counting != Counting.RATIO
        if part == "weeks_later":
            return self.records in {"opportunities", "stage_changes", "leads"} and self.counting not in {
                Counting.OPEN,
                Counting.RATIO,
                Counting.FOLLOWED,
            }
        return self.counting in PARTS[part]


def draft_sent(sent: Mapping[str, str], statuses: Sequence[str]) -> Draft:
    """What a form sent. ValueError where what it began from is no mapping: nobody's browser sends that."""
    base = json.loads(sent.get("base", "")[:MOST_BASE] or "{}")
    if not isinstance(base, dict):
        raise ValueError("what the form began from is no definition")
    names = [*TEXTS, *TOLD, *NUMBERS, "over-1", "over-2", "look-absent"]
    names += [f"{part}-{name}" for part, span in SPANS.items() for name in (span, *NEARBY)]
    return Draft(
        base=base,
        texts={name: sent[name].strip()[:LONGEST] for name in names if name in sent},
        statuses=tuple(statuses),
        marks=frozenset(name for name in MARKS if name in sent),
        lists={name: rows_sent(sent, name) for name in LISTS},
    )


def draft_of(definition: Definition) -> Draft:
    """The form of a definition."""
    entry = {name: value for name, value in entry_of(definition).items() if name != "version"}
    texts = {name: str(entry.get(name, "")) for name in (*TEXTS, *TOLD, *NUMBERS)}
    follows = unit_that_follows(definition.counting, definition.value)
    texts["unit"] = "" if definition.unit is follows else str(definition.unit)
    texts |= {f"over-{place}": key for place, key in enumerate(definition.over or (), start=1)}
    plain, either, look, is_absence = _parted(definition.where)
    texts["look-absent"] = "yes" if is_absence else ""
    lists = {"where": rows_of(plain), "any": rows_of(either), "of": rows_of(definition.of)}
    lists["quality"] = rows_of(definition.quality)
    for part, nearby in (("follow", definition.follow_up), ("look", look)):
        if nearby is not None:
            texts |= _texts_of(part, nearby)
            lists[part] = rows_of(nearby.where)
    marks = frozenset(name for name in MARKS if entry.get(name))
    return Draft(entry, texts, definition.statuses, marks, lists)


def _parted(
    conditions: Sequence[Condition],
) -> tuple[list[Condition], Sequence[Condition], LookBack | None, bool]:
    """Conditions that stand alone, those of the first group of which one must hold, the first look-back, and whether
    it asks that nothing of the kind happened. A form has one of each; further ones, and what is nested, stay with the
    first, whole.
    """
    rest = list(conditions)
    either: Sequence[Condition] = ()
    look: LookBack | None = None
    is_absence = False
    for condition in conditions:
        is_nothing = condition.test == "none" and len(condition.parts) == 1
        asked = condition.parts[0] if is_nothing else condition
        if condition.test == "any" and not either and not any(row.whole for row in rows_of(condition.parts)):
            either = condition.parts
            rest.remove(condition)
        elif asked.look_back is not None and look is None:
            look, is_absence = asked.look_back, is_nothing
            rest.remove(condition)
    return rest, either, look, is_absence


def _texts_of(part: str, nearby: FollowUp | LookBack) -> dict[str, str]:
    span = nearby.within_hours if isinstance(nearby, FollowUp) else nearby.within_days
    return {
        f"{part}-{SPANS[part]}": repr(int(span) if span == int(span) else span),
        f"{part}-by": nearby.by,
        f"{part}-at_least": str(nearby.at_least),
        f"{part}-different": nearby.different,
        f"{part}-date": nearby.date,
        f"{part}-statuses": ",".join(nearby.statuses),
        f"{part}-same": "yes" if nearby.by_same_seller else "no",
    }


def unit_that_follows(counting: str, value: str) -> Unit:
    """What a number is told as where nobody says otherwise."""
    if counting in {Counting.SHARE, Counting.FOLLOWED, Counting.RATIO}:
        return Unit.SHARE
    is_money = counting in {Counting.SUM, Counting.AVERAGE, Counting.OPEN} and value in MONEY_FIELDS
    return Unit.MONEY if is_money else Unit.COUNT


def entry_from(draft: Draft) -> dict[str, Any]:
    """The syntax of what a form says. ValueError where a condition kept whole is not readable."""
    entry = {name: value for name, value in draft.base.items() if name not in SHOWN | {"version"}}
    texts = {name: draft.text(name) for name in (*TEXTS, *TOLD) if draft.text(name)}
    entry |= {**texts, "key": draft.key, "records": draft.records, "class": draft.text("class") or "activity"}
    entry |= {name: typed_number(draft.text(name)) for name in NUMBERS if draft.text(name)}
    entry |= dict.fromkeys(draft.marks, True)
    for part in ("value", "weeks_later"):
        if not draft.shows(part):
            entry.pop(part, None)
    is_of_a_week = draft.counting in {Counting.OPEN, Counting.RATIO}
    if is_of_a_week or draft.text("date") not in DATES.get(draft.records, ()):
        entry.pop("date", None)
    if not draft.text("unit"):
        entry["unit"] = str(unit_that_follows(draft.counting, draft.text("value")))
    if draft.shows("statuses"):
        before = draft.base.get("statuses") or []
        is_same = sorted(before) == sorted(draft.statuses)
        entry["statuses"] = list(before) if is_same else list(draft.statuses)
    if draft.shows("over"):
        entry["over"] = [key for key in (draft.text("over-1"), draft.text("over-2")) if key]
    return entry | _conditions_from(draft)


def _conditions_from(draft: Draft) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    where = entries_of(draft.rows("where"), draft.records)
    if either := entries_of(draft.rows("any"), draft.records):
        where.append({"any": either})
    if draft.shows("look") and draft.text("look-within_days"):
        look = {HAD: _nearby_from(draft, "look")}
        where.append({"none": [look]} if draft.text("look-absent") else look)
    if draft.shows("where") and where:
        entry["where"] = _in_order_of(where, draft.base.get("where"))
    for part in ("of", "quality"):
        rows = entries_of(draft.rows(part), draft.records)
        if draft.shows(part) and rows:
            entry[part] = rows
    if draft.shows("follow_up"):
        entry["follow_up"] = _nearby_from(draft, "follow")
    return entry


def _in_order_of(conditions: list[Any], before: Any) -> list[Any]:
    """The same conditions in the order in which they stood before, so that a change of nothing is none."""
    if isinstance(before, list) and sorted(map(_plain, before)) == sorted(map(_plain, conditions)):
        return before
    return conditions


def _plain(condition: Any) -> str:
    return json.dumps(condition, sort_keys=True)


def _nearby_from(draft: Draft, part: str) -> dict[str, Any]:
    given = {name: draft.text(f"{part}-{name}") for name in (SPANS[part], *NEARBY)}
    by = (JOINED_BY if part == "follow" else LOOKED_BACK_BY).get(draft.records, ("",))
    return {
        SPANS[part]: typed_number(given[SPANS[part]]),
        "by": given["by"] or by[0],
        "where": entries_of(draft.rows(part), "activities"),
        "date": given["date"] or "occurred",
        "statuses": [status for status in given["statuses"].split(",") if status] or ["done"],
        "by_same_seller": given["same"] != "no",
        "at_least": typed_number(given["at_least"] or "1"),
        "different": given["different"],
    }


def with_row_added(draft: Draft, name: str) -> Draft:
    return replace(draft, lists={**draft.lists, name: (*draft.rows(name), Row())})


def with_row_removed(draft: Draft, name: str, number: int) -> Draft:
    rows = tuple(row for place, row in enumerate(draft.rows(name)) if place != number)
    return replace(draft, lists={**draft.lists, name: rows})
