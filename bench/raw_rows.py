"""The board's rival: raw activity rows in the same database, with the index that serves the question best.

On PostgreSQL rows come by COPY, then indexes, VACUUM and ANALYZE, so that index-only scans never visit the table.
"""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

RAW = "bench_activity"
ACCOUNT = "bench_account"
COLUMNS = {
    "activity_id": "text", "person_key": "bigint", "type": "text", "word": "text", "direction": "text",
    "status": "text", "account_id": "text", "opportunity_id": "text", "when_on": "date", "when_week_on": "date",
    "logged_on": "date", "logged_week_on": "date", "scheduled_on": "date", "scheduled_week_on": "date",
    "logged_at": "timestamptz", "when_at": "timestamptz", "duration_min": "double precision",
}  # fmt: skip
INDEXES = {
    # The key answers the question's conditions in order; the rest rides along, so that the table is never read.
    "word_weeks": (RAW, "person_key, word, when_week_on", "status, scheduled_on"),
    "type_weeks": (
        RAW,
        "person_key, type, direction, when_week_on",
        "status, scheduled_on, account_id, opportunity_id",
    ),
    "type_logged": (RAW, "person_key, type, logged_week_on", "direction, account_id"),
    "account_tiers": (ACCOUNT, "account_id", "tier, is_customer"),
}

# An activity that was planned and whose day has passed without a word is unconfirmed (none of these is a to-do).
IS_UNCONFIRMED = "status = 'planned' AND scheduled_on < {today}"
WORDS = f"""
SELECT person_key, word AS metric, when_week_on AS week_on, sum(CASE WHEN status = 'done' THEN 1 ELSE 0 END) AS done,
    sum(CASE WHEN {IS_UNCONFIRMED} THEN 1 ELSE 0 END) AS unconfirmed
FROM {RAW} WHERE person_key IN {{people}} AND word IN {{metrics}} AND when_week_on BETWEEN {{since}} AND {{until}}
    AND status IN ('done', 'planned')
GROUP BY 1, 2, 3
"""
RULES = f"""
SELECT person_key, 'prospecting_attempts' AS metric, when_week_on AS week_on,
    sum(CASE WHEN status = 'done' THEN 1 ELSE 0 END) AS done,
    sum(CASE WHEN {IS_UNCONFIRMED} THEN 1 ELSE 0 END) AS unconfirmed
FROM {RAW} JOIN {ACCOUNT} USING (account_id)
WHERE person_key IN {{people}} AND type IN ('call', 'email', 'other') AND direction = 'outbound'
    AND when_week_on BETWEEN {{since}} AND {{until}} AND tier IN ('A', 'B') AND opportunity_id IS NULL
    AND status IN ('done', 'planned')
GROUP BY 1, 3
UNION ALL
SELECT person_key, CASE WHEN which = 1 THEN 'tier_a_meeting_requests' ELSE 'customer_meeting_requests' END,
    logged_week_on, sum(1), 0
FROM {RAW} JOIN {ACCOUNT} USING (account_id) JOIN (SELECT 1 AS which UNION ALL SELECT 2) w
    ON which = 1 AND tier = 'A' OR which = 2 AND is_customer
WHERE person_key IN {{people}} AND type = 'meeting' AND direction <> 'internal'
    AND logged_week_on BETWEEN {{since}} AND {{until}}
GROUP BY 1, 2, 3
"""


def question(template: str, people: Sequence[int], metrics: Sequence[str], weeks: Sequence[date], today: date) -> str:
    """The rival's SQL with its values written in, as the planner likes them best."""
    return template.format(
        people="(" + ", ".join(str(int(key)) for key in people) + ")",
        metrics="(" + ", ".join(f"'{metric}'" for metric in metrics) + ")",
        since=f"'{min(weeks)}'",
        until=f"'{max(weeks)}'",
        today=f"'{today}'",
    )


def load_raw_rows() -> int:
    """Copy the lake's activities and accounts into the database, index and vacuum them. Returns how many activities."""
    from django.db import connection

    from fairway.records import reading
    from fairway.records.queries import published_files

    lake = reading.connect()
    files = published_files()
    for name in ("activities", "accounts"):
        reading.add_view(lake, name, files[name])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {RAW} ({', '.join(f'{n} {kind}' for n, kind in COLUMNS.items())})")
        cursor.execute(f"CREATE TABLE {ACCOUNT} (account_id text, tier text, is_customer boolean)")
    # Logged order, as a CRM fills its table: the rows of one seller lie far apart.
    order = "logged_at" if connection.vendor == "postgresql" else "person_key"
    total = _copy(lake.sql(f"SELECT {', '.join(COLUMNS)} FROM activities ORDER BY {order}"), RAW)
    _copy(lake.sql("SELECT account_id, tier, is_customer FROM accounts"), ACCOUNT)
    with connection.cursor() as cursor:
        for name, (table, keys, included) in INDEXES.items():
            extra = f" INCLUDE ({included})" if connection.vendor == "postgresql" else ""
            columns = keys if extra else f"{keys}, {included}"
            cursor.execute(f"CREATE INDEX bench_{name} ON {table} ({columns}){extra}")
    settle()
    return total


def settle() -> None:
    """Statistics, and on PostgreSQL the visibility map, for every table."""
    from django.db import connection

    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _copy(rows: Any, table: str) -> int:
    from django.db import connection, transaction
    from pyarrow import csv

    total = 0
    for batch in rows.to_arrow_reader(200_000):
        total += batch.num_rows
        with transaction.atomic():
            if connection.vendor == "postgresql":
                text = io.BytesIO()
                csv.write_csv(batch, text, csv.WriteOptions(include_header=False))
                with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN CSV") as copy:
                    copy.write(text.getvalue())
            else:
                columns = [[_plain(value) for value in column.to_pylist()] for column in batch.columns]
                marks = ", ".join("?" * len(columns))
                rows_of_batch = list(zip(*columns, strict=True))
                connection.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows_of_batch)
    return total


def _plain(value: Any) -> Any:
    """Days as SQLite's text, instants as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
