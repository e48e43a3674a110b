"""Records followed by other ones within some hours."""

from fairway.metrics.looking import is_enough
from fairway.metrics.relations import candidates, met, relation_of
from fairway.metrics.types import Definition, FollowUp
from fairway.metrics.visible import Table, kept

# From when the hours run, and what names the record.
STARTS = {"activities": ("when_at", "activity_id"), "leads": ("created_at", "lead_key")}


def followed_records(definition: Definition, *, is_exact_past: bool) -> Table:
    """Records that count towards the share, each with `is_followed`.

    The hours run from when an activity took place or a lead was created, both ends included, whatever day it counts by.
    """
    import ibis

    follow_up = required_follow_up(definition)
    relation = relation_of([definition], is_exact_past=is_exact_past)
    t = relation.table
    counted = met(definition.where, relation)
    is_activity = definition.records == "activities"
    instant, record = STARTS[definition.records]
    if is_activity:
        counted = counted & t.status_now.isin(list(definition.statuses))
    base = t.filter(counted)
    # Activities of any week: the look-ahead must not stop at the scope's edge.
    later = candidates([follow_up], is_exact_past=is_exact_past)
    later = later.select(
        follow_by=later[follow_up.by],
        follow_at=later.at_0,
        follow_id=later.activity_id,
        follow_person=later.person_key,
        value_0=later.value_0,
    )
    later = later.filter(later.follow_by.notnull())
    limit = base[instant] + ibis.interval(seconds=round(follow_up.within_hours * 3600))
    joins = [base[follow_up.by] == later.follow_by, later.follow_at >= base[instant], later.follow_at <= limit]
    if is_activity:
        joins.append(base.activity_id != later.follow_id)
    if follow_up.by_same_seller:
        joins.append(base.person == later.follow_person)
    followed = _followed(base, later, joins, record, follow_up)
    return base.left_join(followed, base[record] == followed.followed_record).select(
        *kept(base), is_followed=followed.followed_record.notnull()
    )


def _followed(base: Table, later: Table, joins: list[object], record: str, follow_up: FollowUp) -> Table:
    """`followed_record`: those followed as often as asked for."""
    import ibis

    if follow_up.at_least == 1 and not follow_up.different:
        return base.semi_join(later, joins).select(followed_record=record)
    joined = base.inner_join(later, joins).select(followed_record=base[record], value_0=later.value_0)
    found = joined.group_by("followed_record").agg(is_enough=is_enough(joined, follow_up, 0, ibis.literal(True)))
    return found.filter(found.is_enough).drop("is_enough")


def required_follow_up(definition: Definition) -> FollowUp:
    """What must come after; ValueError for a definition that names nothing."""
    if definition.follow_up is None:
        raise ValueError(f"{definition.key} has no follow_up")
    return definition.follow_up
