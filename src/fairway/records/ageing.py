"""When a record was over: an activity on its day, a lead and a deal on the day they ended. A deal that is still open is
never over, whatever its age. The same rule twice: for rows on their way in and for those in the lake.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fairway.records.schema import HANGING, Hanging

# By table: which rows were over before a day. `{day}` is put in as a date.
OVER: Mapping[str, str] = {
    "activities": "coalesce(when_on, logged_on) < DATE '{day}'",
    "leads": "greatest(coalesce(converted_on, created_on), created_on) < DATE '{day}'",
    "opportunities": "closed_on < DATE '{day}'",
    "quotas": "period_end_on < DATE '{day}'",
}
# What goes with them.
HANGS_ON_OVER: Mapping[str, Hanging] = {one.table: one for one in HANGING if one.of in OVER}


def over_on(table: str, row: Mapping[str, Any]) -> date | None:
    """The day on which a lake row was over; None for one that is not, and for tables whose rows never are."""
    if table == "activities":
        day: date | None = row["when_on"] or row["logged_on"]
        return day
    if table == "leads":
        return max(filter(None, (row["created_on"], row["converted_on"])), default=None)
    column = {"opportunities": "closed_on", "quotas": "period_end_on"}.get(table)
    over: date | None = row[column] if column else None
    return over
