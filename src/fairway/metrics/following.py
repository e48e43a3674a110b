"""Records followed by another one within some hours."""

from fairway.metrics.relations import INSTANTS, every_condition, looked_up, met, needs_for, relation_of
from fairway.metrics.types import Definition, FollowUp
from fairway.metrics.visible import Table, activities, kept


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
    instant, record = ("when_at", "activity_id") if is_activity else ("created_at", "lead_key")
    if is_activity:
        counted = counted & t.status_now.isin(list(definition.statuses))
    base = t.filter(counted)
    later = _followers(follow_up, is_exact_past=is_exact_past)
    limit = base[instant] + ibis.interval(seconds=round(follow_up.within_hours * 3600))
    joins = [base[follow_up.by] == later.follow_by, later.follow_at >= base[instant], later.follow_at <= limit]
    if is_activity:
        joins.append(base.activity_id != later.follow_id)
    if follow_up.by_same_seller:
        joins.append(base.person == later.follow_person)
    followed = base.semi_join(later, joins).select(followed_record=record)
    return base.left_join(followed, base[record] == followed.followed_record).select(
        *kept(base), is_followed=followed.followed_record.notnull()
    )


def required_follow_up(definition: Definition) -> FollowUp:
    """What must come after; ValueError for a definition that names nothing."""
    if definition.follow_up is None:
        raise ValueError(f"{definition.key} has no follow_up")
    return definition.follow_up


def _followers(follow_up: FollowUp, *, is_exact_past: bool) -> Table:
    """Activities that may be the follow-up, in any week: the look-ahead must not stop at the scope's edge."""
    conditions = list(every_condition(follow_up.where))
    needs = needs_for("activities", [condition.field for condition in conditions])
    instant = INSTANTS[follow_up.date]
    t = activities(is_exact_past=is_exact_past)
    if follow_up.date == "completed":
        t = t.filter(t.completed_at <= t.as_of_at)
    relation = looked_up(t, "activities", needs, conditions, moment=instant)
    t = relation.table
    wanted = met(follow_up.where, relation) & t.status_now.isin(list(follow_up.statuses))
    chosen = t.filter(wanted & t[instant].notnull() & t[follow_up.by].notnull())
    return chosen.select(
        follow_by=chosen[follow_up.by],
        follow_at=chosen[instant],
        follow_id=chosen.activity_id,
        follow_person=chosen.person_key,
    )
