"""What stands at the end of each week (or now, in the running one): open opportunities, accounts. A row per week.

Both give `person`, `snapshot_at`, `day_on` and `week_on`, and the columns of their record.
"""

from fairway.metrics.owning import with_owner_then
from fairway.metrics.visible import Table, opportunities, scope, stored, with_clock


def at_week_ends(records: str) -> Table:
    """The records of a kind that stand at week ends."""
    return open_at_week_ends() if records == "opportunities" else owned_accounts()


def open_at_week_ends() -> Table:
    """Opportunities open at each week's end, with whoever owned them then."""
    t = _each_week(opportunities())
    t = t.filter((t.created_at <= t.snapshot_at) & (t.closed_at.isnull() | (t.closed_at > t.snapshot_at)))
    t = with_owner_then(t, opportunity="opportunity_id", instant="snapshot_at", today="owner_key")
    return t.filter(t.owner_then.notnull()).mutate(person=t.owner_then)


def owned_accounts() -> Table:
    """Accounts with an owner: sources give them no times, so each stands at every week's end as it is now."""
    t = with_clock(stored("accounts"))
    t = _each_week(t.filter(t.owner_key.notnull()))
    return t.mutate(person=t.owner_key)


def _each_week(t: Table) -> Table:
    """Every row at the end of every week that has begun."""
    import ibis

    t = t.cross_join(scope("scope_weeks"))
    t = t.filter(t.scope_week_on <= t.as_of_on)
    return t.mutate(
        snapshot_at=ibis.least(t.week_end_at, t.as_of_at),
        day_on=ibis.least(t.week_end_on, t.as_of_on),
        week_on=t.scope_week_on,
    )
