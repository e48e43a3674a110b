"""What a definition sees through references: accounts, opportunities as they stood, leads, participants, rates.

Each function takes a relation and gives it back with more columns and the same rows.
"""

from collections.abc import Sequence
from typing import Any

from fairway.metrics.types import Condition
from fairway.metrics.visible import Table, kept, leads, opportunities, scope, stored


def with_accounts(t: Table) -> Table:
    other = stored("accounts")
    return t.left_join(other, t.account_id == other.account_id).select(
        *kept(t),
        account_tier=other.tier,
        account_segment=other.segment,
        account_is_customer=other.is_customer,
        account_is_target=other.is_target,
        account_potential_amount=other.potential_amount.cast("float64"),
        account_owner_key=other.owner_key,
    )


def with_leads(t: Table) -> Table:
    other = leads()
    return t.left_join(other, t.lead_key == other.lead_key).select(
        *kept(t),
        lead_source=other.source,
        lead_is_inbound=other.is_inbound,
        lead_status=other.status,
    )


def with_opportunities(t: Table, moment: str) -> Table:
    """The opportunity with whether it was open at a moment: not closed by then, also if it came to be only later.

    A moment that is not known or lies ahead of the clock is asked about at the clock.
    """
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
        opportunity_owner_key=other.owner_key,
    )
    # A closing after the clock is not seen, so that a moment ahead of the clock needs no care of its own.
    was_closed = t.opportunity_closed_at.notnull() & (t[moment].isnull() | (t.opportunity_closed_at <= t[moment]))
    return t.mutate(opportunity_is_open_then=t.opportunity_created_at.notnull() & ~was_closed)


def participants() -> Table:
    """Who takes part in which activity, with what is known of the contact."""
    people, contacts = stored("participants"), stored("contacts")
    return people.left_join(contacts, people.contact_key == contacts.contact_key).select(
        people.activity_id, people.contact_key, people.role, people.response, contacts.seniority, contacts.buying_role
    )


def with_contacts(t: Table, conditions: Sequence[Condition], compare: Any) -> Table:
    """One flag per condition: whether any participant meets it; and how many different contacts take part.

    Flags are columns `contacts_0`, `contacts_1` ... in the order of `conditions`.
    """
    joined = participants()
    flags = {f"contacts_{number}": compare(condition, joined).any() for number, condition in enumerate(conditions)}
    grouped = joined.group_by("activity_id").agg(contact_count=joined.contact_key.nunique(), **flags)
    filled = {name: grouped[name].fill_null(False) for name in flags}
    out = t.left_join(grouped, t.activity_id == grouped.activity_id).select(
        *kept(t), contact_count=grouped.contact_count.fill_null(0), **filled
    )
    return out.mutate(
        **{name: out[name].fill_null(False) for name in flags}, contact_count=out.contact_count.fill_null(0)
    )


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
