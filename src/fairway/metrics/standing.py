"""What holds over time rather than happens on a day: opportunities open at a week's end, quotas spread over days."""

from fairway.metrics import joining
from fairway.metrics.relations import conditions_of, looked_up, met, needs_of
from fairway.metrics.types import Definition
from fairway.metrics.visible import Table, kept, opportunities, quotas, scope, stored


def open_opportunities(definition: Definition) -> Table:
    """Opportunities open at each week's end (or now, in the running week), with whoever owned them then.

    Gives `amount_at_home` when the definition sums amounts. A condition on the stage looks at that instant too.
    """
    import ibis

    weeks = scope("scope_weeks")
    t = opportunities().cross_join(weeks)
    t = t.mutate(
        snapshot_at=ibis.least(t.week_end_at, t.as_of_at),
        day_on=ibis.least(t.week_end_on, t.as_of_on),
        week_on=t.scope_week_on,
    )
    t = t.filter(
        (t.scope_week_on <= t.as_of_on)
        & (t.created_at <= t.snapshot_at)
        & (t.closed_at.isnull() | (t.closed_at > t.snapshot_at))
    )
    t = _owner_then(t)
    t = t.filter(t.person.notnull())
    relation = looked_up(t, "opportunities", needs_of(definition), conditions_of(definition), moment="snapshot_at")
    return relation.table.filter(met(definition.where, relation))


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


def quota_parts(definition: Definition) -> Table:
    """Quotas spread evenly over the days of their period: `due` is the part that falls into each part of a week."""
    import ibis

    parts = scope("scope_parts")
    t = quotas()
    t = t.mutate(person=t.person_key, day_on=t.period_start_on)
    t = joining.with_rates(t, "day_on")
    relation = looked_up(t, "quotas", frozenset(), (), moment="as_of_at")
    t = relation.table.filter(met(definition.where, relation))
    crossed = t.inner_join(parts, [parts.part_start_on <= t.period_end_on, parts.part_end_on >= t.period_start_on])
    start = ibis.greatest(crossed.part_start_on, crossed.period_start_on)
    end = ibis.least(crossed.part_end_on, crossed.period_end_on)
    days = end.delta(start, unit="day") + 1
    length = crossed.period_end_on.delta(crossed.period_start_on, unit="day") + 1
    return crossed.mutate(due=crossed.amount_at_home * days / length, day_on=start, week_on=crossed.scope_week_on)
