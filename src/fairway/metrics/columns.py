"""Which columns of the CRM's records a definition reads, by the names they have in a CRM folder: `activities.outcome`.

A field that is worked out counts as what it is made of, and one that is looked up through a reference brings the
reference with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fairway.metrics.fields import DATES, FIELDS, WEEK_END
from fairway.metrics.types import Condition, Counting, Credit, Definition, FollowUp, LookBack, every_condition

NATIVE = {"lead_key": "lead_id", "contact_key": "contact_id", "owner_key": "owner_id", "person_key": "seller_id"}
REFERENCES = {
    "accounts": "account_id",
    "opportunities": "opportunity_id",
    "leads": "lead_id",
    "stages": "stage",
    "contacts": "",
}
MADE_OF = {
    "word": ("activities.subtype",),
    "day": ("activities.occurred_at",),
    "logged_after_hours": ("activities.logged_at", "activities.occurred_at"),
    "days_late": ("activities.completed_at", "activities.scheduled_start_at", "activities.due_on"),
    "contacts.count": ("participants.contact_id",),
    "contacts.role": ("participants.role",),
    "contacts.response": ("participants.response",),
    "contacts.seniority": ("participants.contact_id", "contacts.seniority"),
    "contacts.buying_role": ("participants.contact_id", "contacts.buying_role"),
    "account.customer_days": ("opportunities.account_id", "opportunities.closed_at"),
    "account.is_in_span": ("accounts.owner_id",),
    "opportunity.is_in_span": ("activities.opportunity_id", "opportunities.owner_id"),
    "opportunity.stage": ("activities.opportunity_id", "opportunities.stage"),
    "opportunity.stage_position": ("activities.opportunity_id", "opportunities.stage"),
    "opportunity.is_open": ("activities.opportunity_id", "opportunities.closed_at"),
    "cycle_days": ("opportunities.created_at", "opportunities.closed_at"),
    "days_to_close": ("opportunities.expected_close_on",),
    "days_to_next_step": ("opportunities.next_step_on",),
    "days_in_stage": ("opportunities.stage",),
    "stage_position": ("opportunities.stage",),
    "last_position": ("opportunities.stage",),
    "is_first_win_of_account": ("opportunities.account_id", "opportunities.closed_at", "opportunities.is_won"),
    "is_converted": ("leads.converted_at",),
    "customer_days": ("opportunities.account_id", "opportunities.closed_at"),
    "wins_last_year": ("opportunities.account_id", "opportunities.closed_at", "opportunities.is_won"),
    "wins_year_before": ("opportunities.account_id", "opportunities.closed_at", "opportunities.is_won"),
    "won_last_year": ("opportunities.account_id", "opportunities.closed_at", "opportunities.amount"),
}
STAGE_CHANGES = ("opportunities.stage",)  # what a change of stage is made by
DAYS = {
    ("activities", "occurred"): ("activities.occurred_at",),
    ("activities", "completed"): ("activities.completed_at",),
    ("activities", "scheduled"): ("activities.scheduled_start_at",),
    ("activities", "logged"): ("activities.logged_at",),
    ("opportunities", "closed"): ("opportunities.closed_at",),
    ("opportunities", "created"): ("opportunities.created_at",),
    ("stage_changes", "changed"): STAGE_CHANGES,
    ("leads", "created"): ("leads.created_at",),
    ("leads", "converted"): ("leads.converted_at",),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What a definition reads to count, and what it reads beside that to say whether an act was done well."""

    counted: frozenset[str]
    well: frozenset[str]


def columns_of(definition: Definition) -> Columns:
    """Ratios read nothing themselves: ask what they divide."""
    counted = frozenset(_counted(definition))
    well = frozenset(_of_conditions(definition.records, definition.quality))
    return Columns(counted, well - counted)


def _counted(definition: Definition) -> Iterator[str]:
    records = definition.records
    if definition.counting is Counting.RATIO:
        return
    yield from _of_conditions(records, [*definition.where, *definition.of])
    yield from _of_days(records, definition.date)
    if definition.value:
        yield from _of_field(records, definition.value)
    if records == "activities":
        yield "activities.status"
    elif definition.credit is Credit.OWNER and records in {"opportunities", "leads", "accounts"}:
        yield f"{records}.owner_id"
    if definition.counting is Counting.OPEN:
        yield "opportunities.closed_at"
    if definition.follow_up is not None:
        yield from _of_nearby(records, definition.follow_up)


def _of_days(records: str, date: str) -> Iterable[str]:
    stated = date or next(iter(DATES[records]))
    return () if stated in {WEEK_END, "period"} else DAYS[records, stated]


def _of_conditions(records: str, conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in every_condition(list(conditions)):
        if condition.look_back is not None:
            yield from _of_nearby(records, condition.look_back)
        elif condition.field:
            yield from _of_field(records, condition.field)


def _of_nearby(records: str, nearby: FollowUp | LookBack) -> Iterator[str]:
    """Of the activities that come before or after: what they share, and what is asked of them."""
    yield f"activities.{NATIVE.get(nearby.by, nearby.by)}"
    if records in {"opportunities", "leads"} and nearby.by == "account_id":
        yield f"{records}.account_id"
    yield "activities.status"
    yield from _of_days("activities", nearby.date)
    yield from _of_conditions("activities", nearby.where)
    if nearby.different == "contacts":
        yield "participants.contact_id"
    elif nearby.different:
        yield from _of_field("activities", nearby.different)


def _of_field(records: str, name: str) -> Iterable[str]:
    if name in MADE_OF:
        return (*MADE_OF[name], f"{records}.account_id") if name.startswith("account.") else MADE_OF[name]
    if records == "stage_changes" and not name.startswith("opportunity."):
        return STAGE_CHANGES
    source = FIELDS[records][name]
    if not source.through:
        return (f"{records}.{NATIVE.get(source.column, source.column)}",)
    column = f"{source.through}.{NATIVE.get(source.column, source.column)}"
    link = REFERENCES[source.through]
    return (column, f"{records}.{link}") if link and records != source.through else (column,)
