"""Which counts a changed record may move.

Activities are many: what moves is told person by person and week by week. Everything else is few: there it is enough to
know the first week from which leads, opportunities, stage changes, accounts and quotas must be counted again, and
activities that count by what came before them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from fairway.lib.periods import week_of
from fairway.people.types import BEGINNING
from fairway.records import reading
from fairway.records.lake import Lake, TableVersion

# Per table: the columns that say whose week it is. Each pair is (person column, week column).
OWN_WEEKS: dict[str, tuple[tuple[str, str], ...]] = {
    "activities": (
        ("person_key", "when_week_on"),
        ("person_key", "completed_week_on"),
        ("person_key", "logged_week_on"),
        ("person_key", "scheduled_week_on"),
    ),
    "leads": (("owner_key", "created_week_on"), ("owner_key", "converted_week_on")),
    "opportunities": (
        ("created_owner_key", "created_week_on"),
        ("closed_owner_key", "closed_week_on"),
        ("owner_key", "created_week_on"),
    ),
    "stage_changes": (("owner_key", "changed_week_on"),),
}
# What must be read of a row that is about to change or go, so that its old weeks are counted again too.
WEEK_COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(sorted({column for pair in pairs for column in pair})) for table, pairs in OWN_WEEKS.items()
}
ACTIVITY_WEEKS = tuple(week for _, week in OWN_WEEKS["activities"])
SHARED = ("account_id", "opportunity_id", "lead_key")  # by what one activity may follow another
DAYS = ("when_on", "completed_on", "logged_on", "scheduled_on")
# The same, with what else tells which counts look at the row.
TOUCH_COLUMNS: dict[str, tuple[str, ...]] = {
    "activities": (*WEEK_COLUMNS["activities"], *SHARED, *DAYS),
    "leads": (*WEEK_COLUMNS["leads"], "lead_key"),
    "opportunities": (*WEEK_COLUMNS["opportunities"], "opportunity_id", "account_id"),
    "stage_changes": (*WEEK_COLUMNS["stage_changes"], "opportunity_id"),
    "owner_changes": ("opportunity_id",),
    "participants": ("activity_id",),
    "quotas": ("period_start_on",),
    "accounts": ("account_id",),
    "contacts": ("contact_key",),
}
# A look-ahead ("followed within 48 hours") is at most a week; a day more, because days are those of their sellers.
LOOK_BACK = timedelta(days=8)
MANY = 200_000  # changed activities that are not worth following one by one


def weeks_of(table: str, row: Mapping[str, Any]) -> set[tuple[int, date]]:
    """(person, week) pairs that a row counts in by itself."""
    found = set()
    for person_column, week_column in OWN_WEEKS.get(table, ()):
        person, week_on = row.get(person_column), row.get(week_column)
        if person is not None and week_on is not None:
            found.add((person, week_on))
    return found


@dataclass(slots=True)
class Moved:
    """What must be counted again."""

    weeks: set[tuple[int, date]] = field(default_factory=set)  # of activities
    others_from_on: date | None = None  # the first week of everything else; None where none of it moved
    is_everything: bool = False

    def from_week(self, week_on: date | None) -> None:
        """Everything but activities, from that week on."""
        if week_on is not None:
            self.others_from_on = min(self.others_from_on or week_on, week_on)


class Touched:
    """Collects changed rows, old and new state of each, on the way to what they move."""

    def __init__(self) -> None:
        self.moved = Moved()
        self._keys: dict[str, set[str]] = {}  # accounts, contacts, leads, opportunities, participants' activities
        self._spans: dict[tuple[str, str], tuple[date, date]] = {}  # activities: (shared column, value), days

    def note(self, table: str, row: Mapping[str, Any]) -> None:
        """Take in a row's state before or after a change, with at least the TOUCH_COLUMNS of its table."""
        if table == "activities":
            self._activity(row)
            return
        for column in WEEK_COLUMNS.get(table, ()):
            if column.endswith("_week_on"):
                self.moved.from_week(row[column])
        if table == "quotas":
            self.moved.from_week(row["period_start_on"])
        if table == "accounts":
            self.moved.from_week(BEGINNING)  # an account stands at the end of every week
        if table == "stages":
            self.moved.is_everything = True
        elif table in {"opportunities", "stage_changes", "owner_changes"}:
            self._keys.setdefault("opportunities", set()).add(row["opportunity_id"])
        elif table in TOUCH_COLUMNS and table != "quotas":
            self._keys.setdefault(table, set()).add(row[TOUCH_COLUMNS[table][-1]])

    def _activity(self, row: Mapping[str, Any]) -> None:
        self.moved.weeks |= weeks_of("activities", row)
        days = [row[name] for name in DAYS if row[name] is not None]
        if len(self._spans) > MANY:
            self.moved.is_everything = True
        if not days or self.moved.is_everything:
            return
        # What came before counts, leads may have been answered, and what stands is counted from the first week on.
        self.moved.from_week(min(days) - LOOK_BACK)
        for column in SHARED:
            if row[column] is not None:
                first, last = self._spans.get((column, row[column]), (days[0], days[0]))
                self._spans[column, row[column]] = min(first, *days), max(last, *days)

    def all_moved(self, lake: Lake, states: Mapping[str, TableVersion], week_starts_on: int) -> Moved:
        """What everything noted so far moves, looked up in those versions of the lake."""
        if not (self._keys or self._spans) or self.moved.is_everything:
            return self._by_weeks(week_starts_on)
        connection = reading.connect()
        for table in ("activities", "opportunities", "stage_changes", "participants"):
            reading.add_view(connection, table, lake.files(states[table]))
        if self._keys:
            self._follow_keys(connection)
        if self._spans and not self.moved.is_everything:
            self._follow_spans(connection)
        return self._by_weeks(week_starts_on)

    def _by_weeks(self, week_starts_on: int) -> Moved:
        if self.moved.others_from_on is not None:
            self.moved.others_from_on = week_of(self.moved.others_from_on, week_starts_on)
        return self.moved

    def _follow_keys(self, connection: Any) -> None:
        """Opportunities and activities that look at changed records through a reference."""
        for table in ("accounts", "contacts", "leads", "opportunities", "participants"):
            keys = pa.array(sorted(self._keys.get(table, ())), pa.string())
            connection.register(f"changed_{table}", pa.table({"key": keys}))
        for (earliest,) in connection.execute(OTHERS_THAT_REFER).fetchall():
            self.moved.from_week(earliest)
        columns = ("person_key", *ACTIVITY_WEEKS, *SHARED, *DAYS)
        for values in connection.execute(f"SELECT {', '.join(columns)} FROM activities WHERE {REFERS}").fetchall():
            self._activity(dict(zip(columns, values, strict=True)))

    def _follow_spans(self, connection: Any) -> None:
        """Activities and leads that a changed activity may have followed."""
        for column in SHARED:
            rows = [(value, *days) for (name, value), days in self._spans.items() if name == column]
            if not rows:
                continue
            values, firsts, lasts = zip(*rows, strict=True)
            days = {"first_on": pa.array(firsts, pa.date32()), "last_on": pa.array(lasts, pa.date32())}
            connection.register("spans", pa.table({"value": pa.array(values, pa.string()), **days}))
            statement = FOLLOWED.format(column=column, weeks=", ".join(ACTIVITY_WEEKS), near=NEAR)
            found = connection.execute(statement).fetchall()
            self.moved.weeks |= {(person, week_on) for person, *weeks in found for week_on in weeks if week_on}


# Activities that look at a changed record: an account's tier, who took part, the stage of an opportunity ...
REFERS = """person_key IS NOT NULL AND (
    account_id IN (SELECT key FROM changed_accounts) OR lead_key IN (SELECT key FROM changed_leads)
    OR opportunity_id IN (SELECT key FROM changed_opportunities)
    OR activity_id IN (SELECT key FROM changed_participants)
    OR activity_id IN (SELECT activity_id FROM participants WHERE contact_key IN (SELECT key FROM changed_contacts)))"""
# The first week of opportunities that moved, or whose account did, and of their stage changes.
OTHERS_THAT_REFER = """
WITH moved AS (
    SELECT opportunity_id, created_week_on, closed_week_on FROM opportunities
    WHERE opportunity_id IN (SELECT key FROM changed_opportunities) OR account_id IN (SELECT key FROM changed_accounts))
SELECT min(created_week_on) FROM moved UNION ALL SELECT min(closed_week_on) FROM moved
UNION ALL SELECT min(changed_week_on) FROM stage_changes WHERE opportunity_id IN (SELECT opportunity_id FROM moved)"""
FOLLOWED = """
SELECT DISTINCT a.person_key, {weeks} FROM activities a JOIN spans s ON a.{column} = s.value
WHERE a.person_key IS NOT NULL AND ({near})"""
NEAR = " OR ".join(f"a.{day} BETWEEN s.first_on - {LOOK_BACK.days} AND s.last_on + 1" for day in DAYS)


def moved_by(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Touched:
    """(table, row) pairs noted."""
    touched = Touched()
    for table, row in rows:
        touched.note(table, row)
    return touched


# Whose rows go with a person, and whose only lose the name of their owner.
GOES_WITH_PERSON: dict[str, str] = {"activities": "person_key", "leads": "owner_key", "quotas": "person_key"}
LOSES_PERSON: dict[str, tuple[str, ...]] = {
    "accounts": ("owner_key",),
    "owner_changes": ("owner_key",),
    "stage_changes": ("owner_key",),
    "opportunities": ("owner_key", "created_owner_key", "closed_owner_key"),
}
# Every column that names a person, per table: what an export shows and an erasure removes.
PERSON_COLUMNS: dict[str, tuple[str, ...]] = {
    **{table: (column,) for table, column in GOES_WITH_PERSON.items()},
    **LOSES_PERSON,
}
