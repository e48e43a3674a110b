"""Conditions as rows of a form: field, test, value as people type it. What no row can show is kept whole."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairway.metrics.describing import condition_in_words
from fairway.metrics.fields import FIELDS
from fairway.metrics.spec import BARE_TESTS, LIST_TESTS, MOST_IN_A_GROUP, conditions_from, entry_of
from fairway.metrics.types import Condition, Definition, MetricClass

YES, NO = {"yes", "true", "1", "y"}, {"no", "false", "0", "n"}
MOST_ROWS = MOST_IN_A_GROUP + 1  # one more than may be, so that too many are told
GROUPED = re.compile(r"-?[1-9]\d{0,2}([.,]\d{3})+")  # `1,000` is a thousand here and one there


@dataclass(frozen=True, slots=True)
class Row:
    """One condition of a list; `whole` is its syntax as JSON where field, test and value cannot say it."""

    field: str = ""
    test: str = "is"
    value: str = ""
    whole: str = ""

    @property
    def words(self) -> str:
        """A condition kept whole, in words."""
        return condition_in_words(conditions_from([json.loads(self.whole)])[0])

    @property
    def is_empty(self) -> bool:
        return not self.field and not self.value and not self.whole


def rows_sent(sent: Mapping[str, str], name: str) -> tuple[Row, ...]:
    """The rows of a list as they were sent: `where-0-field`, `where-0-test` ... Gaps are passed over."""
    found = []
    for number in range(MOST_ROWS):
        given = {part: sent.get(f"{name}-{number}-{part}") for part in ("field", "test", "value", "whole")}
        if any(value is not None for value in given.values()):
            field, test, value = ((given[part] or "").strip() for part in ("field", "test", "value"))
            found.append(Row(field, test or "is", value, given["whole"] or ""))
    return tuple(found)


def rows_of(conditions: Sequence[Condition]) -> tuple[Row, ...]:
    return tuple(_row(condition) for condition in conditions)


def _row(condition: Condition) -> Row:
    shown = [_shown(value) for value in condition.values]
    row = Row(condition.field, condition.test, ", ".join(shown))
    whole = condition_entry(condition)
    can_be_typed = condition.field and not condition.parts and _typed_back(row) == whole
    return row if can_be_typed else Row(whole=json.dumps(whole, ensure_ascii=False))


def _typed_back(row: Row) -> object:
    for records in FIELDS:
        if row.field in FIELDS[records]:
            return entry_of_row(row, records)
    return None


def condition_entry(condition: Condition) -> Any:
    """The syntax of one condition."""
    holder = Definition(key="", name="", metric_class=MetricClass.ACTIVITY, records="", where=(condition,))
    return entry_of(holder)["where"][0]


def _shown(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else repr(value)


def entries_of(rows: Sequence[Row], records: str) -> list[Any]:
    """The syntax of a list of rows; empty ones are passed over. ValueError for a whole one that is no JSON."""
    return [json.loads(row.whole) if row.whole else entry_of_row(row, records) for row in rows if not row.is_empty]


def entry_of_row(row: Row, records: str) -> dict[str, object]:
    """A row as the syntax has it: values as the field's kind. What does not fit stays text, for the rules to name."""
    if row.test in BARE_TESTS:
        return {"field": row.field, row.test: True}
    source = FIELDS.get(records, {}).get(row.field)
    kind = source.kind if source else "text"
    if row.test in LIST_TESTS:
        return {
            "field": row.field,
            row.test: [_typed(part.strip(), kind) for part in row.value.split(",") if part.strip()],
        }
    return {"field": row.field, row.test: _typed(row.value, kind)}


def _typed(text: str, kind: str) -> str | float | bool:
    if kind == "boolean" and text.casefold() in YES | NO:
        return text.casefold() in YES
    return typed_number(text) if kind == "number" else text


def typed_number(text: str) -> int | float | str:
    """What a number's field says, after a comma or a point; what is none, or may be a thousand or one, stays text, for
    the reader to name.
    """
    try:
        if GROUPED.fullmatch(text):
            return text
        return int(text) if text.lstrip("-").isdigit() else float(text.replace(",", "."))
    except ValueError:
        return text
