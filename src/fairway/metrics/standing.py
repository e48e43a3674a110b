"""What holds over time rather than happens on a day: open opportunities counted or summed, quotas spread over days."""

from fairway.metrics import joining
from fairway.metrics.relations import looked_up, met, relation_of
from fairway.metrics.types import Definition
from fairway.metrics.visible import Table, quotas, scope


def open_opportunities(definition: Definition, *, is_exact_past: bool) -> Table:
    """Opportunities open at each week's end (or now, in the running week) that meet the definition.

    Gives `amount_at_home` when the definition sums amounts. A condition on the stage looks at that instant too.
    """
    relation = relation_of([definition], is_exact_past=is_exact_past)
    return relation.table.filter(met(definition.where, relation))


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
