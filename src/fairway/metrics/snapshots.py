"""What stands at the end of each week (or now, in the running one): open opportunities, accounts. A row per week.

Both give `person`, `snapshot_at`, `day_on` and `week_on`, and the columns of their record.
"""

from fairway.metrics.visible import Table, kept, opportunities, scope, stored, with_clock


def at_week_ends(records: str) -> Table:
    """The records of a kind that stand at week ends."""
    return open_at_week_ends() if records == "opportunities" else owned_accounts()


def open_at_week_ends() -> Table:
    """Opportunities open at each week's end, with whoever owned them then."""
    t = _each_week(opportunities())
    t = t.filter((t.created_at <= t.snapshot_at) & (t.closed_at.isnull() | (t.closed_at > t.snapshot_at)))
    t = _owner_then(t)
    return t.filter(t.person.notnull())


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


def _owner_then(t: Table) -> Table:
    """With `person`: by the last owner change before the snapshot; nobody before the first; else today's owner."""
    import ibis

    changes = stored("owner_changes")
    window = ibis.window(group_by=changes.opportunity_id, order_by=changes.changed_at)
    spans = changes.select(
        owned_id=changes.opportunity_id,
        owner_then=changes.owner_key,
        from_at=changes.changed_at,
        until_at=changes.changed_at.lead().over(window),
    )
    known = stored("owner_changes").view()
    histories = known.group_by(history_of=known.opportunity_id).agg(changes=known.count())
    holds = [
        t.opportunity_id == spans.owned_id,
        t.snapshot_at >= spans.from_at,
        spans.until_at.isnull() | (t.snapshot_at < spans.until_at),
    ]
    t = t.left_join(spans, holds).select(*kept(t), owner_then=spans.owner_then)
    t = t.left_join(histories, t.opportunity_id == histories.history_of).select(*kept(t), changes=histories.changes)
    return t.mutate(person=ibis.cases((t.changes.isnull(), t.owner_key), else_=t.owner_then))
