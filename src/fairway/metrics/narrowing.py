"""A relation without the columns nobody asks about: joins write every column anew, and a statement is made of joins."""

from collections.abc import Iterable

from fairway.metrics.fields import FIELDS
from fairway.metrics.visible import Table

# What joins, moments and the records behind a number go by.
ALWAYS = frozenset(
    {
        "person",
        "day_on",
        "week_on",
        "priced_on",
        "as_of_at",
        "as_of_on",
        "home_currency",
        "snapshot_at",
        "activity_id",
        "account_id",
        "opportunity_id",
        "lead_key",
        "person_key",
        "status_now",
        "type",
        "word",
        "when_at",
        "created_at",
        "closed_at",
        "changed_at",
        "from_stage",
        "to_stage",
        "pipeline",
        "stage",
        "owner_key",
        "currency",
    }
)
# Fields that are worked out from columns of other names.
MADE_OF = {
    "status": ("status_now",),
    "logged_after_hours": ("logged_at", "when_source"),
    "days_late": ("completed_at", "completed_on", "scheduled_on"),
    "cycle_days": ("created_on", "closed_on"),
    "days_to_close": ("expected_close_on",),
    "days_to_next_step": ("next_step_on",),
}


def narrowed(t: Table, records: str, fields: Iterable[str], moments: Iterable[str]) -> Table:
    """Only what those fields of a kind of record are made of, those instants, and what everything goes by."""
    wanted = {*ALWAYS, *moments}
    for name in fields:
        source = FIELDS[records].get(name)
        if source is not None and not source.through:
            wanted |= {source.column, *MADE_OF.get(name, ())}
    return t.select(*(t[name] for name in t.columns if name in wanted))
