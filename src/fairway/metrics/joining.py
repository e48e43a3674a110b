"""What a definition sees through references: accounts, opportunities as they stood, leads, participants, stages.

Each function takes a relation and gives it back with more columns and the same rows.
"""

from collections.abc import Sequence
from typing import Any

from fairway.metrics.types import Condition
from fairway.metrics.visible import Table, opportunities, scope, stage_changes, stage_positions, stored


def kept(t: Table) -> list[Any]:
    """Every column of a relation, for a select after a join."""
    return [t[name] for name in t.columns]


def with_accounts(t: Table) -> Table:
    other = stored("accounts")
    return t.left_join(other, t.account_id == other.account_id).select(
        *kept(t),
        account_tier=other.tier,
        account_segment=other.segment,
        account_is_customer=other.is_customer,
        account_is_target=other.is_target,
        account_potential_amount=other.potential_amount.cast("float64"),
    )


def with_leads(t: Table) -> Table:
    other = stored("leads")
    return t.left_join(other, t.lead_key == other.lead_key).select(
        *kept(t),
        lead_source=other.source,
        lead_is_inbound=other.is_inbound,
        lead_status=other.status,
    )


def with_opportunities(t: Table, instant: str) -> Table:
    """The opportunity as it stood at the record's instant: its stage, that stage's position, whether it was open."""
    other = opportunities()
    t = t.left_join(other, t.opportunity_id == other.opportunity_id).select(
        *kept(t),
        opportunity_pipeline=other.pipeline,
        opportunity_type=other.type,
        opportunity_source=other.source,
        opportunity_amount=other.amount.cast("float64"),
        opportunity_stage_now=other.stage,
        opportunity_created_at=other.created_at,
        opportunity_closed_at=other.closed_at,
    )
    open_then = t.opportunity_created_at.notnull() & (
        t.opportunity_closed_at.isnull() | (t.opportunity_closed_at > t[instant])
    )
    return t.mutate(opportunity_is_open_then=open_then)


def with_stage_then(t: Table, key: str, instant: str) -> Table:
    """The stage an opportunity was in at the record's instant, by its last change before, else by its stage today."""
    changes = stage_changes().select("opportunity_id", "changed_at", "to_stage")
    moments = t.filter(t.opportunity_id.notnull()).select(
        moment_key=t[key], moment_opportunity=t.opportunity_id, moment_at=t[instant]
    )
    before = moments.inner_join(
        changes, (moments.moment_opportunity == changes.opportunity_id) & (changes.changed_at <= moments.moment_at)
    )
    last = before.group_by("moment_key").agg(stage_from_history=before.to_stage.argmax(before.changed_at))
    t = t.left_join(last, t[key] == last.moment_key).select(*kept(t), stage_from_history=last.stage_from_history)
    t = t.mutate(opportunity_stage_then=t.stage_from_history.fill_null(t.opportunity_stage_now))
    positions = stage_positions()
    return t.left_join(positions, t.opportunity_stage_then == positions.stage).select(
        *kept(t), opportunity_position_then=positions.position
    )


def with_contacts(t: Table, conditions: Sequence[Condition], compare: Any) -> Table:
    """One flag per condition: whether any participant meets it; and how many different contacts take part.

    Flags are columns `contacts_0`, `contacts_1` ... in the order of `conditions`.
    """
    people = stored("participants")
    contacts = stored("contacts")
    joined = people.left_join(contacts, people.contact_key == contacts.contact_key).select(
        people.activity_id, people.contact_key, people.role, people.response, contacts.seniority, contacts.buying_role
    )
    flags = {f"contacts_{number}": compare(condition, joined).any() for number, condition in enumerate(conditions)}
    grouped = joined.group_by("activity_id").agg(contact_count=joined.contact_key.nunique(), **flags)
    filled = {name: grouped[name].fill_null(False) for name in flags}
    out = t.left_join(grouped, t.activity_id == grouped.activity_id).select(
        *kept(t), contact_count=grouped.contact_count.fill_null(0), **filled
    )
    return out.mutate(
        **{name: out[name].fill_null(False) for name in flags}, contact_count=out.contact_count.fill_null(0)
    )


def with_positions(t: Table) -> Table:
    """Positions of the stages a stage change leads from and to."""
    before, after = stage_positions(), stage_positions().view()
    t = t.left_join(before, t.from_stage == before.stage).select(*kept(t), from_position=before.position)
    return t.left_join(after, t.to_stage == after.stage).select(*kept(t), to_position=after.position)


def with_first_time(t: Table) -> Table:
    """Whether an opportunity entered a stage for the first time."""
    import ibis

    window = ibis.window(group_by=[t.opportunity_id, t.to_stage], order_by=t.changed_at)
    return t.mutate(is_first_time=ibis.row_number().over(window) == 0)


def with_last_position(t: Table) -> Table:
    """The furthest open stage an opportunity reached, from its history, else the position of its stage today."""
    positions = stage_positions()
    changes = stage_changes()
    walked = changes.inner_join(positions, changes.to_stage == positions.stage)
    open_stages = walked.filter(~walked.stage_is_closed.fill_null(False))
    furthest = open_stages.group_by("opportunity_id").agg(furthest=open_stages.position.max())
    t = t.left_join(furthest, t.opportunity_id == furthest.opportunity_id).select(*kept(t), furthest=furthest.furthest)
    today = stage_positions().view()
    t = t.left_join(today, t.stage == today.stage).select(*kept(t), position_today=today.position)
    return t.mutate(last_position=t.furthest.fill_null(t.position_today))


def with_first_win(t: Table) -> Table:
    """Whether a won opportunity is the first ever won with its account."""
    import ibis

    wins = opportunities()
    wins = wins.filter(wins.is_won & wins.account_id.notnull())
    window = ibis.window(group_by=wins.account_id, order_by=[wins.closed_at, wins.opportunity_id])
    ranked = wins.select(first_id=wins.opportunity_id, place=ibis.row_number().over(window))
    first = ranked.filter(ranked.place == 0)
    return t.left_join(first, t.opportunity_id == first.first_id).select(
        *kept(t), is_first_win_of_account=first.first_id.notnull()
    )


def with_rates(t: Table, day: str) -> Table:
    """The record's own amount in the organisation's currency at the rate of a day; null where no rate is known."""
    import ibis

    rates = scope("rates")
    joined = t.left_join(
        rates, (t.currency == rates.rate_currency) & (t[day] >= rates.from_on) & (t[day] <= rates.to_on)
    ).select(*kept(t), found_rate=rates.rate)
    at_home = joined.currency.isnull() | (joined.currency == joined.home_currency)
    rate = ibis.cases((at_home, 1.0), else_=joined.found_rate)
    return joined.mutate(amount_at_home=joined.amount.cast("float64") * rate)
