"""What accounts had bought by a moment: opportunities won before it."""

from typing import Any

from fairway.metrics import joining
from fairway.metrics.visible import Table, kept, opportunities

YEAR_DAYS = 365
DAY_SECONDS = 86_400


def whole_days(since: Any, until: Any) -> Any:
    """Whole days between two instants, never negative; parts of a second do not count, engines round them."""
    import ibis

    seconds = until.truncate("s").epoch_seconds() - since.truncate("s").epoch_seconds()
    return ibis.greatest(seconds, 0) // DAY_SECONDS


def _wins() -> Table:
    t = opportunities().view()
    return t.filter(t.is_won & t.account_id.notnull())


def with_customer_days(t: Table, moment: str) -> Table:
    """With `customer_days`: whole days since the account's first win, null where that lies ahead of the moment."""
    import ibis

    wins = _wins()
    first = wins.group_by(bought_by=wins.account_id).agg(first_won_at=wins.closed_at.min())
    t = t.left_join(first, t.account_id == first.bought_by).select(*kept(t), first_won_at=first.first_won_at)
    is_past = t.first_won_at <= t[moment]
    return t.mutate(customer_days=ibis.cases((is_past, whole_days(t.first_won_at, t[moment])))).drop("first_won_at")


def with_wins(t: Table, moment: str) -> Table:
    """With wins of the year before the moment, of the year before that, and what the first year's came to.

    Amounts are in the organisation's currency at the rate of the day of closing; without a rate they are left out.
    """
    import ibis

    wins = joining.with_rates(_wins(), "closed_on")
    wins = wins.select(bought_by=wins.account_id, won_at=wins.closed_at, worth=wins.amount_at_home)
    pairs = t.filter(t.account_id.notnull() & t[moment].notnull())
    pairs = pairs.select(wins_of=pairs.account_id, wins_until=pairs[moment]).distinct().view()
    year, two_years = ibis.interval(days=YEAR_DAYS), ibis.interval(days=2 * YEAR_DAYS)
    joined = pairs.inner_join(
        wins,
        [
            pairs.wins_of == wins.bought_by,
            wins.won_at <= pairs.wins_until,
            wins.won_at > pairs.wins_until - two_years,
        ],
    )
    is_last = joined.won_at > joined.wins_until - year
    found = joined.group_by("wins_of", "wins_until").agg(
        last_year=is_last.sum(), year_before=(~is_last).sum(), worth=joined.worth.sum(where=is_last)
    )
    return t.left_join(found, [t.account_id == found.wins_of, t[moment] == found.wins_until]).select(
        *kept(t),
        wins_last_year=found.last_year.fill_null(0),
        wins_year_before=found.year_before.fill_null(0),
        won_last_year=found.worth.fill_null(0.0),
    )
