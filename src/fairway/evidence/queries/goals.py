"""Sellers' goals from the published lake: the quota whose period holds on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from fairway.engines.duck import DuckSession
from fairway.ledger.queries import scope_at
from fairway.records.queries import published_files

GOALS = """
SELECT q.person_key, q.period_start_on, q.period_end_on,
       sum(CAST(q.amount AS DOUBLE) * coalesce(r.rate, CASE WHEN coalesce(q.currency, home_currency) = home_currency
           THEN 1.0 END)) AS amount
FROM quotas q CROSS JOIN clock
LEFT JOIN rates r ON r.rate_currency = q.currency AND q.period_start_on BETWEEN r.from_on AND r.to_on
WHERE as_of_on BETWEEN q.period_start_on AND q.period_end_on
GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody is to win in a period, in the organisation's currency; None where no quota says so."""

    starts_on: date
    ends_on: date
    amount: float | None


def goals_on(day: date) -> dict[int, Goal]:
    """By person. Of several periods that hold the shortest counts: a quarter before its year."""
    files = published_files()
    if not files.get("quotas"):
        return {}
    with DuckSession(files, scope_at(day, [], [])) as session:
        rows = session.run(GOALS).to_pylist()
    found: dict[int, Goal] = {}
    for row in sorted(rows, key=lambda one: one["period_start_on"]):
        found[row["person_key"]] = Goal(row["period_start_on"], row["period_end_on"], row["amount"])
    return found


def calendar_quarter(day: date) -> Goal:
    """The quarter of the year, without a goal: for who has no quota."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    following = date(first.year + first.month // 12, (first.month + 2) % 12 + 1, 1)
    return Goal(first, following - timedelta(days=1), None)
