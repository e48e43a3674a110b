"""How the cells of a line become a canonical row. Cells hold read values; empty ones are left out."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from fairway.crm.folder import values
from fairway.crm.folder.values import Unreadable
from fairway.exchange.types import CoverageRow, PlanRow
from fairway.lib.periods import parse_working_days, show_working_days, zone
from fairway.people.public_holidays import is_known_place
from fairway.people.types import AbsenceRow, LineRow, PatternRow, PersonRow
from fairway.records.types import ActivityRow, QuotaRow
from fairway.records.words import LONGEST_WORD, as_word

Cells = Mapping[str, Any]

TIMES = ("scheduled_start_at", "occurred_at", "completed_at", "cancelled_at", "logged_at")


class StatedStatus(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class CoverageState(StrEnum):
    OK = "ok"
    NO_DATA = "no_data"
    SOURCE_OFF = "source_off"


class Per(StrEnum):
    WEEK = "week"
    MONTH = "month"


def timezone(cell: Any) -> str:
    value = values.text(cell)
    try:
        zone(value)
    except ValueError as error:
        raise Unreadable("is not a time zone; use an IANA name such as Europe/Berlin") from error
    return value


def working_days(cell: Any) -> str:
    value = values.text(cell)
    try:
        return show_working_days(parse_working_days(value))
    except ValueError as error:
        raise Unreadable(str(error)) from error


def stage_name(cell: Any) -> str:
    """A pipeline's or stage's name, which the lake keeps as a word."""
    value = values.text(cell)
    if as_word(value) != value:
        raise Unreadable(f"is no name; it has one line, at most {LONGEST_WORD} characters and no address in it")
    return value


def plain(kind: Callable[..., object]) -> Callable[[Cells], object]:
    """Cells that are the row's fields as they stand."""
    return lambda cells: kind(**cells)


def person(cells: Cells) -> PersonRow:
    return PersonRow(
        native_id=cells["seller_id"],
        name=cells["name"],
        email=cells.get("email"),
        manager_native_id=cells.get("manager_id"),
        team=cells.get("team"),
        role=cells.get("role"),
        hired_on=cells.get("hired_on"),
        left_on=_not_before(cells, "hired_on", "left_on"),
        timezone=cells.get("timezone"),
        country=cells.get("country"),
        region=cells.get("region"),
        fte=cells.get("fte"),
        working_days=cells.get("working_days"),
    )


def without_calendar(row: PersonRow) -> str:
    """A remark on a place whose public holidays are not known."""
    if row.country and not is_known_place(row.country, row.region or ""):
        place = " ".join(filter(None, (row.country, row.region)))
        return f"no public holidays are known for {place}; put them on the organisation's calendar"
    return ""


def line(cells: Cells) -> LineRow:
    return LineRow(
        native_id=cells["seller_id"],
        valid_from_on=cells["valid_from_on"],
        manager_native_id=cells.get("manager_id"),
        team=cells.get("team"),
        role=cells.get("role"),
        valid_to_on=_not_before(cells, "valid_from_on", "valid_to_on"),
    )


def pattern(cells: Cells) -> PatternRow:
    return PatternRow(native_id=cells["seller_id"], **{name: cells[name] for name in cells if name != "seller_id"})


def _not_before(cells: Cells, first: str, last: str) -> Any:
    if first in cells and last in cells and cells[last] < cells[first]:
        raise Unreadable(f"lies before {first}, {cells[first]}", column=last)
    return cells.get(last)


def activity(cells: Cells) -> ActivityRow:
    """Without a stated status: done when completed or occurred, cancelled when cancelled, else planned."""
    if "status" in cells:
        return ActivityRow(**cells)
    if "completed_at" in cells:
        status = StatedStatus.DONE
    elif "cancelled_at" in cells:
        status = StatedStatus.CANCELLED
    else:
        status = StatedStatus.DONE if "occurred_at" in cells else StatedStatus.PLANNED
    return ActivityRow(**cells, status=status)  # type: ignore[arg-type]


def without_time(row: ActivityRow) -> str:
    """A remark on an activity that no week can count."""
    if any(getattr(row, name) is not None for name in TIMES):
        return ""
    return f"without any time ({', '.join(TIMES)}) it is kept, but no week can count it"


def absence(cells: Cells) -> AbsenceRow:
    _not_before(cells, "start_on", "end_on")
    return AbsenceRow(
        native_id=cells["seller_id"], start_on=cells["start_on"], end_on=cells["end_on"], kind=cells.get("kind", "")
    )


def coverage(cells: Cells) -> CoverageRow:
    return CoverageRow(
        native_seller_id=cells["seller_id"],
        activity_type=str(cells["type"]),
        from_on=cells["from_on"],
        state=str(cells["state"]),
        to_on=_not_before(cells, "from_on", "to_on"),
        note=cells.get("note", ""),
    )


def plan(cells: Cells) -> PlanRow:
    return PlanRow(
        native_seller_id=cells["seller_id"],
        metric=cells["metric"],
        starts_on=cells["starts_on"],
        target=cells["target"],
        per=str(cells["per"]),
        ends_on=_not_before(cells, "starts_on", "ends_on"),
        quality_target=cells.get("quality_target"),
    )


def quota(cells: Cells) -> QuotaRow:
    _not_before(cells, "period_start_on", "period_end_on")
    return QuotaRow(**cells)
