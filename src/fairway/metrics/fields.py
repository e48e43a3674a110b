"""Which fields a definition may name, per kind of record, and where each is found in the lake.

A dotted field looks through a reference: `account.tier` of an activity is its account's tier. `contacts.seniority`
asks whether any participant has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldSource:
    column: str
    kind: str  # text, number, boolean, amount
    through: str = ""  # accounts, opportunities, leads, stages, contacts: the joined table


def _own(kind: str, *names: str) -> dict[str, FieldSource]:
    return {name: FieldSource(name, kind) for name in names}


ACCOUNT_FIELDS = {
    "account.tier": FieldSource("tier", "text", "accounts"),
    "account.segment": FieldSource("segment", "text", "accounts"),
    "account.potential_amount": FieldSource("potential_amount", "number", "accounts"),
    "account.is_customer": FieldSource("is_customer", "boolean", "accounts"),
    "account.is_target": FieldSource("is_target", "boolean", "accounts"),
}
CUSTOMER_DAYS = FieldSource("customer_days", "number")
OPPORTUNITY_FIELDS = {
    "opportunity.pipeline": FieldSource("pipeline", "text", "opportunities"),
    "opportunity.type": FieldSource("type", "text", "opportunities"),
    "opportunity.source": FieldSource("source", "text", "opportunities"),
    "opportunity.amount": FieldSource("amount", "number", "opportunities"),
    "opportunity.stage": FieldSource("stage_then", "text", "opportunities"),
    "opportunity.stage_position": FieldSource("position_then", "number", "opportunities"),
    "opportunity.is_open": FieldSource("is_open_then", "boolean", "opportunities"),
}
# Asked of activities only: whose record it was, and whether that person stood below whoever did the activity.
SPAN_FIELDS = {
    "account.is_in_span": FieldSource("is_in_span", "boolean", "accounts"),
    "opportunity.is_in_span": FieldSource("is_in_span", "boolean", "opportunities"),
}
LEAD_FIELDS = {
    "lead.source": FieldSource("source", "text", "leads"),
    "lead.is_inbound": FieldSource("is_inbound", "boolean", "leads"),
    "lead.status": FieldSource("status", "text", "leads"),
}
CONTACT_FIELDS = {
    "contacts.seniority": FieldSource("seniority", "text", "contacts"),
    "contacts.buying_role": FieldSource("buying_role", "text", "contacts"),
    "contacts.response": FieldSource("response", "text", "contacts"),
    "contacts.role": FieldSource("role", "text", "contacts"),
    "contacts.count": FieldSource("contact_count", "number", "contacts"),
}

FIELDS: Mapping[str, Mapping[str, FieldSource]] = {
    "activities": {
        **_own("text", "type", "subtype", "word", "direction", "outcome", "status"),
        **_own("number", "duration_min", "logged_after_hours", "days_late"),
        **_own("boolean", "is_auto_captured"),
        **_own("text", "account_id", "opportunity_id", "lead_key"),
        "day": FieldSource("day_on", "day"),  # for counting different days
        **ACCOUNT_FIELDS,
        "account.customer_days": CUSTOMER_DAYS,
        **OPPORTUNITY_FIELDS,
        **SPAN_FIELDS,
        **LEAD_FIELDS,
        **CONTACT_FIELDS,
    },
    "opportunities": {
        **_own("text", "pipeline", "stage", "type", "source", "lost_reason", "account_id", "opportunity_id"),
        **_own("number", "amount", "cycle_days", "stage_position", "days_in_stage"),
        **_own("number", "days_to_close", "days_to_next_step"),
        **_own("boolean", "is_won", "is_first_win_of_account"),
        "last_position": FieldSource("last_position", "number", "stages"),
        **ACCOUNT_FIELDS,
        "account.customer_days": CUSTOMER_DAYS,
    },
    "stage_changes": {
        **_own("text", "from_stage", "to_stage", "opportunity_id"),
        "to_position": FieldSource("to_position", "number", "stages"),
        "from_position": FieldSource("from_position", "number", "stages"),
        "is_first_time": FieldSource("is_first_time", "boolean"),
        "is_forward": FieldSource("is_forward", "boolean", "stages"),
        "furthest_position": FieldSource("furthest_position", "number", "stages"),
        **{
            name: source
            for name, source in OPPORTUNITY_FIELDS.items()
            if name in {"opportunity.pipeline", "opportunity.type", "opportunity.source", "opportunity.amount"}
        },
    },
    "leads": {
        **_own("text", "source", "status", "lead_key", "converted_opportunity_id"),
        **_own("boolean", "is_inbound"),
        **_own("boolean", "is_converted"),
    },
    "accounts": {
        **_own("text", "tier", "segment", "account_id"),
        **_own("boolean", "is_customer", "is_target"),
        **_own("number", "potential_amount", "customer_days"),
        **_own("number", "wins_last_year", "wins_year_before", "won_last_year"),
    },
    "quotas": _own("number", "amount"),
}

WEEK_END = "week_end"  # what stands then: open opportunities, accounts

# Which days a definition may count by; the first is the usual one.
DATES: Mapping[str, Mapping[str, str]] = {
    "activities": {"occurred": "when", "completed": "completed", "scheduled": "scheduled", "logged": "logged"},
    "opportunities": {"closed": "closed", "created": "created", WEEK_END: ""},
    "stage_changes": {"changed": "changed"},
    "leads": {"created": "created", "converted": "converted"},
    "accounts": {WEEK_END: ""},
    "quotas": {"period": "period"},
}
