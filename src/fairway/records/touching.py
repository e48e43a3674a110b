"""Which people's weeks a changed record may have moved."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

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
# A look-ahead ("followed within 48 hours") reaches back into the week before the follow-up.
LOOK_BACK = timedelta(days=7)


def weeks_of(table: str, row: Mapping[str, Any]) -> set[tuple[int, date]]:
    """(person, week) pairs that a row counts in, and for activities the week before each."""
    found = set()
    for person_column, week_column in OWN_WEEKS.get(table, ()):
        person, week_on = row.get(person_column), row.get(week_column)
        if person is not None and week_on is not None:
            found.add((person, week_on))
            if table == "activities":
                found.add((person, week_on - LOOK_BACK))
    return found


# Records that definitions look at through others: a changed tier moves every week that has a call on the account.
REFERENCES: dict[str, tuple[str, ...]] = {
    "accounts": (
        "SELECT person_key, when_week_on FROM activities WHERE account_id IN (SELECT key FROM changed)",
        "SELECT created_owner_key, created_week_on FROM opportunities WHERE account_id IN (SELECT key FROM changed)",
        "SELECT closed_owner_key, closed_week_on FROM opportunities WHERE account_id IN (SELECT key FROM changed)",
    ),
    "opportunities": (
        "SELECT person_key, when_week_on FROM activities WHERE opportunity_id IN (SELECT key FROM changed)",
        "SELECT owner_key, changed_week_on FROM stage_changes WHERE opportunity_id IN (SELECT key FROM changed)",
    ),
    "leads": ("SELECT person_key, when_week_on FROM activities WHERE lead_key IN (SELECT key FROM changed)",),
    "contacts": (
        "SELECT a.person_key, a.when_week_on FROM activities a JOIN participants p USING (activity_id) "
        "WHERE p.contact_key IN (SELECT key FROM changed)",
    ),
    "participants": (
        "SELECT person_key, when_week_on FROM activities "
        "WHERE activity_id IN (SELECT split_part(key, '|', 1) FROM changed)",
    ),
    "stages": (
        "SELECT s.owner_key, s.changed_week_on FROM stage_changes s "
        "WHERE s.to_stage IN (SELECT split_part(key, '|', 2) FROM changed)",
        "SELECT closed_owner_key, closed_week_on FROM opportunities "
        "WHERE stage IN (SELECT split_part(key, '|', 2) FROM changed)",
    ),
    "quotas": ("SELECT person_key, period_start_on FROM quotas WHERE record_key IN (SELECT key FROM changed)",),
}


def weeks_that_refer_to(
    changed: Mapping[str, set[str]], lake: Lake, states: Mapping[str, TableVersion]
) -> set[tuple[int, date]]:
    """(person, week) pairs whose records point at changed ones."""
    found: set[tuple[int, date]] = set()
    wanted = {table: keys for table, keys in changed.items() if keys and table in REFERENCES}
    if not wanted:
        return found
    connection = reading.connect()
    for table in ("activities", "opportunities", "stage_changes", "participants", "quotas"):
        reading.add_view(connection, table, lake.files(states[table]))
    for table, keys in wanted.items():
        connection.register("changed", pa.table({"key": pa.array(sorted(keys), pa.string())}))
        for statement in REFERENCES[table]:
            rows = connection.execute(f"SELECT DISTINCT * FROM ({statement})").fetchall()
            found |= {(person, week_on) for person, week_on in rows if person is not None and week_on is not None}
        connection.unregister("changed")
    return found


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
