"""Sellers' goals from the published lake: the quota whose period holds on a day."""

from dataclasses import dataclass
from datetime import date

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
