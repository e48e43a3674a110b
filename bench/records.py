"""Records of a year in the lake, any number of them, from a seed: made column by column, published as a sync does it.

A seller has about 77 activities a week over seven words. One in twenty-five was planned and never confirmed; meetings
have participants, most calls and e-mails an account, a quarter an opportunity. A third of the sellers lives nine hours
east and a third seven hours west of the organisation, so that days and weeks are really local ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from bench.staff import Staff

KINDS = (  # word, type, weekly rate, share outbound, share inbound (the rest internal or undirected)
    ("call", "call", 26, 0.8, 0.2),
    ("email", "email", 28, 0.7, 0.3),
    ("meeting", "meeting", 6, 0.75, 0.0),
    ("task", "task", 7, 0.0, 0.0),
    ("discovery_plan_written", "other", 5, 0.0, 0.0),
    ("mutual_plan_sent", "email", 3, 1.0, 0.0),
    ("reference_visit_offered", "call", 2, 1.0, 0.0),
)
WEEKS = 52
ACCOUNTS_EACH, CONTACTS_PER_ACCOUNT, OPPORTUNITIES_EACH = 40, 2, 20
SHIFTS = (0, 540, -420)  # minutes from UTC, by seller
STATUSES = ("done", "planned", "cancelled", "no_show")

LAKE_ROWS = """
WITH kinds AS (SELECT * FROM given_kinds), local AS (
    SELECT g.*, k.word, k.type, k.out_share, k.in_share,
        g.day_on + to_minutes(g.minute) AS local_at,
        g.day_on + to_minutes(g.minute) - to_minutes(g.shift) AS at_utc,
        CASE WHEN g.status = 'no_show' AND k.type <> 'meeting' THEN 'cancelled' ELSE g.status END AS state
    FROM given g JOIN kinds k USING (kind)
), timed AS (
    SELECT *, CASE WHEN type = 'meeting' THEN at_utc - to_minutes(logged_after * 20)
            ELSE greatest(least(at_utc + to_minutes(logged_after), getvariable('until')), at_utc) END AS logged_utc,
        state = 'done' AS is_done, state <> 'done' OR type = 'meeting' AS is_scheduled
    FROM local
)
SELECT 'bench:' || number AS activity_id, person_key, type, NULL::VARCHAR AS subtype, word,
    CASE WHEN draw_direction < out_share THEN 'outbound' WHEN draw_direction < out_share + in_share THEN 'inbound'
         WHEN type = 'meeting' THEN 'internal' END AS direction,
    state AS status,
    CASE WHEN is_scheduled THEN at_utc END AS scheduled_start_at, NULL::DATE AS due_on,
    CASE WHEN is_done THEN at_utc END AS occurred_at, CASE WHEN is_done THEN at_utc END AS completed_at,
    CASE WHEN state = 'cancelled' THEN at_utc - INTERVAL 1 DAY END AS cancelled_at, logged_utc AS logged_at,
    CASE WHEN type IN ('call', 'meeting') THEN duration END AS duration_min, NULL::VARCHAR AS outcome,
    CASE WHEN draw_about < 0.7 THEN 'bench:' || account END AS account_id,
    CASE WHEN draw_about < 0.25 THEN 'bench:' || opportunity END AS opportunity_id,
    NULL::VARCHAR AS lead_key, type = 'email' AS is_auto_captured,
    at_utc AS when_at, day_on::DATE AS when_on, date_trunc('week', day_on)::DATE AS when_week_on,
    CASE WHEN is_done THEN 'occurred' ELSE 'scheduled' END AS when_source,
    CASE WHEN is_done THEN day_on::DATE END AS completed_on,
    CASE WHEN is_done THEN date_trunc('week', day_on)::DATE END AS completed_week_on,
    (logged_utc + to_minutes(shift))::DATE AS logged_on,
    date_trunc('week', logged_utc + to_minutes(shift))::DATE AS logged_week_on,
    CASE WHEN is_scheduled THEN day_on::DATE END AS scheduled_on,
    CASE WHEN is_scheduled THEN date_trunc('week', day_on)::DATE END AS scheduled_week_on,
    strftime(day_on, '%Y-%m') AS placed_month, 'bench:' || number AS record_key,
    substr(md5(number::VARCHAR), 1, 24) AS row_hash
FROM timed ORDER BY when_week_on, person_key
"""


@dataclass(frozen=True, slots=True)
class Year:
    """The days records fall on: the working days of the last 52 whole weeks and of this one before today."""

    today: date

    @property
    def first_week_on(self) -> date:
        return self.today - timedelta(days=self.today.weekday() + 7 * WEEKS)

    def working_days(self) -> list[date]:
        days = (self.first_week_on + timedelta(days=n) for n in range((self.today - self.first_week_on).days))
        return [day for day in days if day.weekday() < 5]


def months_of(days: Sequence[date]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for day in days:
        found.setdefault(f"{day:%Y-%m}", []).append(day)
    return found


def drawn(rng: np.random.Generator, staff: Staff, days: Sequence[date], rows: int, first_number: int) -> dict[str, Any]:
    """Random columns of so many activities on those days, before their words and instants are written out."""
    rates = np.array([rate for _, _, rate, *_ in KINDS], dtype=float)
    place = rng.integers(0, len(staff.sellers), rows)
    return {
        "number": np.arange(first_number, first_number + rows),
        "person_key": np.array(staff.sellers)[place],
        "shift": np.array(SHIFTS)[place % len(SHIFTS)],
        "day_on": np.array(days, dtype="datetime64[us]")[rng.integers(0, len(days), rows)],
        "minute": rng.integers(8 * 60, 16 * 60, rows),
        "kind": rng.choice(len(KINDS), rows, p=rates / rates.sum()),
        "status": np.array(STATUSES)[rng.choice(4, rows, p=(0.9, 0.04, 0.03, 0.03))],
        "draw_direction": rng.random(rows),
        "draw_about": rng.random(rows),
        "account": place * ACCOUNTS_EACH + rng.integers(0, ACCOUNTS_EACH, rows),
        "opportunity": place * OPPORTUNITIES_EACH + rng.integers(0, OPPORTUNITIES_EACH, rows),
        "duration": np.round(rng.exponential(9, rows)),
        "logged_after": np.round(rng.exponential(400, rows)).astype(int),
    }


def activities(columns: dict[str, Any], today: date) -> pa.Table:
    """Those draws as lake rows; nothing is logged later than the beginning of today."""
    from fairway.records import reading
    from fairway.records.schema import TABLES

    connection = reading.connect()
    connection.execute(f"SET VARIABLE until = TIMESTAMP '{today}'")
    connection.register("given", pa.table(columns))
    kinds = [(n, word, kind, out, inn) for n, (word, kind, _, out, inn) in enumerate(KINDS)]
    names = ("kind", "word", "type", "out_share", "in_share")
    given_kinds = pa.table(dict(zip(names, map(list, zip(*kinds, strict=True)), strict=True)))
    connection.register("given_kinds", given_kinds)
    return connection.sql(LAKE_ROWS).to_arrow_table().select(TABLES["activities"].schema.names).cast(
        TABLES["activities"].schema
    )  # fmt: skip


def a_year(rng: np.random.Generator, staff: Staff, rows: int, year: Year, days: Sequence[date]) -> Iterator[pa.Table]:
    """Lake rows of about that many activities spread over some of the year's days, month by month."""
    number = 0
    for within in months_of(days).values():
        size = round(rows * len(within) / len(days))
        yield activities(drawn(rng, staff, within, size, number), year.today)
        number += size
