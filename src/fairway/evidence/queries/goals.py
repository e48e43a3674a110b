"""Sellers' goals from the published lake: the quota whose period holds on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairway.engines.duck import DuckSession
from fairway.evidence.queries.deals import AT_HOME, WITH_RATES
from fairway.ledger.queries import scope_at
from fairway.lib.fiscal import quarter_of
from fairway.people.queries import organisation
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
WON = f"""
SELECT coalesce(o.closed_owner_key, o.owner_key) AS person_key, sum({AT_HOME}) AS amount
FROM opportunities o CROSS JOIN clock {WITH_RATES}
WHERE o.is_won AND o.closed_at <= as_of_at AND o.closed_on >= DATE '{{first_on}}'
GROUP BY ALL
"""
GOALS_OVER = GOALS.replace(
    "as_of_on BETWEEN q.period_start_on AND q.period_end_on",
    "q.period_start_on <= DATE '{last_on}' AND q.period_end_on >= DATE '{first_on}'",
)
CLOSED = f"""
SELECT coalesce(o.closed_owner_key, o.owner_key) AS person_key, o.closed_on, count(*) AS closed,
       count(*) FILTER (WHERE o.is_won) AS won, coalesce(sum({AT_HOME}) FILTER (WHERE o.is_won), 0) AS amount
FROM opportunities o CROSS JOIN clock {WITH_RATES}
WHERE o.closed_at <= as_of_at AND o.closed_on BETWEEN DATE '{{first_on}}' AND DATE '{{last_on}}'
GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody is to win in a period, in the organisation's currency; None where no quota says so."""

    starts_on: date
    ends_on: date
    amount: float | None


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """Deals somebody had when they closed on a day, theirs where they were; the amount won in the organisation's
    currency.
    """

    on: date
    closed: int
    won: int
    amount: float


def goals_over(first_on: date, last_on: date, as_of_on: date) -> dict[int, list[Goal]]:
    """By person every goal whose period touches those days, as known at the end of a day; the shortest periods last."""
    rows = _over(GOALS_OVER, "quotas", (first_on, last_on), as_of_on)
    found: dict[int, list[Goal]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one["period_start_on"] - one["period_end_on"], one["period_start_on"])):
        found[row["person_key"]].append(Goal(row["period_start_on"], row["period_end_on"], row["amount"]))
    return found


def closed_over(first_on: date, last_on: date, as_of_on: date) -> dict[int, list[ClosedDay]]:
    """By person the deals that closed on those days, as known at the end of a day, in the order of days."""
    found: dict[int, list[ClosedDay]] = defaultdict(list)
    for row in sorted(_over(CLOSED, "opportunities", (first_on, last_on), as_of_on), key=lambda one: one["closed_on"]):
        day = ClosedDay(row["closed_on"], row["closed"], row["won"], float(row["amount"]))
        found[row["person_key"]].append(day)
    return found


def _over(sql: str, table: str, days: tuple[date, date], as_of_on: date) -> list[dict[str, Any]]:
    files = published_files()
    if not files.get(table):
        return []
    with DuckSession(files, scope_at(as_of_on, [], [])) as session:
        rows = session.run(sql.format(first_on=days[0].isoformat(), last_on=days[1].isoformat())).to_pylist()
    return [row for row in rows if row["person_key"] is not None]


def goals_on(day: date) -> dict[int, Goal]:
    """By person. Of several periods that hold the shortest counts: a quarter before its year."""
    files = published_files()
    if not files.get("quotas"):
        return {}
    with DuckSession(files, scope_at(day, [], [])) as session:
        rows = session.run(GOALS).to_pylist()
    found: dict[int, Goal] = {}
    for row in sorted(rows, key=lambda one: one["period_start_on"] - one["period_end_on"]):
        found[row["person_key"]] = Goal(row["period_start_on"], row["period_end_on"], row["amount"])
    return found


def won_since(first_on: date, day: date) -> dict[int, float]:
    """Amounts won from a day on until another one, by whoever had the deal when it closed."""
    with DuckSession(published_files(), scope_at(day, [], [])) as session:
        rows = session.run(WON.format(first_on=first_on.isoformat())).to_pylist()
    return {row["person_key"]: row["amount"] for row in rows}


def quarter_without_goal(day: date) -> Goal:
    """The organisation's quarter, for who has no quota."""
    home = organisation()
    quarter = quarter_of(
        day, pattern=home.fiscal_pattern, first_month=home.fiscal_first_month, week_starts_on=home.week_starts_on
    )
    return Goal(quarter.period.start_on, quarter.period.end_on, None)
