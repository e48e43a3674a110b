"""Whose an opportunity or account was at a moment, and whether that person stood below somebody then.

Each function takes a relation and gives it back with more columns and the same rows.
"""

from collections.abc import Collection

from fairway.metrics.fields import SPAN_FIELDS
from fairway.metrics.visible import Table, kept, scope, stored

# The local day that goes with each instant of an activity.
DAY_OF = {
    "when_at": "when_on",
    "completed_at": "completed_on",
    "scheduled_start_at": "scheduled_on",
    "logged_at": "logged_on",
}


def with_owner_then(t: Table, *, opportunity: str, instant: str, today: str) -> Table:
    """`owner_then`: by the last owner change up to an instant; nobody before the first; without any always today's.

    All three name columns of `t`; the instant must be known.
    """
    import ibis

    changes = stored("owner_changes")
    window = ibis.window(group_by=changes.opportunity_id, order_by=changes.changed_at)
    spells = changes.select(
        owned_id=changes.opportunity_id,
        owner_then=changes.owner_key,
        from_at=changes.changed_at,
        until_at=changes.changed_at.lead().over(window),
    )
    known = stored("owner_changes").view()
    histories = known.group_by(history_of=known.opportunity_id).agg(changes=known.count())
    holds = [
        t[opportunity] == spells.owned_id,
        t[instant] >= spells.from_at,
        spells.until_at.isnull() | (t[instant] < spells.until_at),
    ]
    columns = t.columns
    t = t.left_join(spells, holds).select(*kept(t), owner_then=spells.owner_then)
    t = t.left_join(histories, t[opportunity] == histories.history_of).select(*kept(t), changes=histories.changes)
    owner = ibis.cases((t.changes.isnull(), t[today]), else_=t.owner_then)
    return t.select(*(t[name] for name in columns), owner_then=owner)


def with_spans(t: Table, fields: Collection[str], moment: str) -> Table:
    """`opportunity_is_in_span`, `account_is_in_span`, whichever of SPAN_FIELDS is among the fields: whether its owner
    stood below whoever did the activity, at any height, on the day of that moment. Never null.

    An opportunity's owner is the one of the moment, an account's the one of now: accounts carry no history. A moment
    that is not known or lies ahead of the clock is asked about at the clock, and so is its day.
    """
    import ibis

    columns, day = t.columns, t[DAY_OF[moment]]
    t = t.mutate(
        owned_at=ibis.least(ibis.coalesce(t[moment], t.as_of_at), t.as_of_at),
        owned_on=ibis.least(ibis.coalesce(day, t.as_of_on), t.as_of_on),
    )
    if "opportunity.is_in_span" in fields:
        t = with_owner_then(t, opportunity="opportunity_id", instant="owned_at", today="opportunity_owner_key")
        # Of an opportunity that cannot be seen yet nobody knows the owner, whatever its changes say.
        t = t.mutate(owner_then=ibis.cases((t.opportunity_created_at.notnull(), t.owner_then)))
        t = _below(t, "owner_then", "opportunity_is_in_span")
    if "account.is_in_span" in fields:
        t = _below(t, "account_owner_key", "account_is_in_span")
    told = [name.replace(".", "_") for name in SPAN_FIELDS if name in fields]
    return t.select(*(t[name] for name in (*columns, *told)))


def _below(t: Table, owner: str, name: str) -> Table:
    """Whether an owner stood below the person of the activity on `owned_on`. Spans of two people never overlap."""
    spans = scope("spans").view()
    holds = [
        t.person_key == spans.manager_key,
        t[owner] == spans.below_key,
        t.owned_on >= spans.from_on,
        t.owned_on <= spans.until_on,
    ]
    return t.left_join(spans, holds).select(*kept(t), **{name: spans.manager_key.notnull()})
