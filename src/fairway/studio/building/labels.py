"""What the form calls the fields, days, tests and ways of counting of the syntax, and values people may pick."""

from collections.abc import Collection, Mapping

from fairway.metrics.fields import FIELDS
from fairway.metrics.types import Counting

RECORDS = {
    "activities": "Activities: calls, e-mails, meetings, tasks",
    "opportunities": "Opportunities",
    "stage_changes": "Stage changes of opportunities",
    "leads": "Leads",
    "accounts": "Accounts",
    "quotas": "Quotas",
}
COUNTINGS = {
    Counting.COUNT: "How many there are",
    Counting.DISTINCT: "How many different ones",
    Counting.SUM: "A sum",
    Counting.AVERAGE: "An average",
    Counting.SHARE: "The share that also meets more conditions",
    Counting.FOLLOWED: "Those followed by an activity in time",
    Counting.OPEN: "Opportunities open when the week ends",
    Counting.RATIO: "One metric divided by another",
}
DAYS = {
    "occurred": "the day it took place",
    "completed": "the day it was completed",
    "scheduled": "the day it was planned for",
    "logged": "the day it was entered",
    "closed": "the day it closed",
    "created": "the day it was created",
    "week_end": "none: as it stands when a week ends",
    "changed": "the day of the change",
    "converted": "the day it was converted",
    "period": "its period",
}
STATUSES = {
    "done": "done",
    "planned": "planned",
    "unconfirmed": "past, and nobody said whether it was held",
    "cancelled": "cancelled",
    "no_show": "the customer did not come",
}
CREDITS = {"seller": "Whoever did it", "owner": "Whoever owned the record at that moment"}
CLASSES = {
    "activity": "Activity: the seller’s own act",
    "objective": "Objective: needs the customer’s yes",
    "result": "Result: only measured",
}
PROCESSES = {
    "none": "None of them",
    "territory": "Territory",
    "account": "Account",
    "opportunity": "Opportunity",
    "call": "Call",
    "enablement": "Enablement",
}
UNITS = {
    "count": "a count",
    "share": "a share",
    "money": "money",
    "days": "days",
    "minutes": "minutes",
    "hours": "hours",
}
OF_THE_ACTIVITY = {"opportunity_id": "opportunity", "account_id": "account", "lead_key": "lead"}
DIFFERENT = {
    "": "activities",
    "contacts": "different participants",
    "type": "different types",
    "word": "different words",
}

ODD = {
    "day": "day it counts on",
    "word": "your CRM’s word for it",
    "duration_min": "duration in minutes",
    "logged_after_hours": "hours until it was entered",
    "days_late": "days after it was due",
    "is_auto_captured": "was captured by itself",
    "account_id": "account",
    "opportunity_id": "opportunity",
    "lead_key": "lead",
    "converted_opportunity_id": "opportunity it became",
    "customer_days": "days since its first purchase",
    "cycle_days": "days from opening to closing",
    "stage_position": "place of its stage",
    "last_position": "place of the last stage it reached",
    "furthest_position": "furthest place it had reached",
    "days_in_stage": "days in its stage",
    "days_to_close": "days until its closing date",
    "days_to_next_step": "days until its next step",
    "is_won": "is won",
    "is_first_win_of_account": "is the account’s first purchase",
    "is_first_time": "reaches this stage for the first time",
    "is_forward": "goes forward",
    "is_customer": "is a customer",
    "is_target": "is a target account",
    "is_inbound": "came in by itself",
    "is_converted": "was converted",
    "is_open": "is open",
    "is_in_span": "is of somebody who works for whoever did it",
    "count": "how many take part",
    "won_last_year": "amount won in the last year",
    "wins_last_year": "purchases in the last year",
    "wins_year_before": "purchases in the year before",
    "potential_amount": "potential",
    "type": "type",
    "response": "answer to the invitation",
}
OWNERS = {
    "account": "Its account",
    "opportunity": "Its opportunity",
    "lead": "Its lead",
    "contacts": "Anybody taking part",
}
ITSELF = "The record itself"
VALUES: Mapping[str, tuple[str, ...]] = {
    "type": ("call", "email", "meeting", "task", "other"),
    "direction": ("outbound", "inbound", "internal"),
    "status": ("done", "planned", "unconfirmed", "cancelled", "no_show"),
    "contacts.seniority": ("c_level", "vp", "director", "manager", "owner"),
    "contacts.response": ("accepted", "declined"),
}


def label_of(field: str) -> str:
    """A field as the form calls it, without what it belongs to."""
    name = field.rpartition(".")[2]
    return ODD.get(name, name.replace("_", " "))


def may_be_asked(records: str, field: str) -> bool:
    """Whether a condition may ask about a field: different days are only counted."""
    source = FIELDS.get(records, {}).get(field)
    return source is not None and source.kind != "day"


def grouped_fields(records: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Fields of a kind of record as (what they belong to, [(field, label)])."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for field in FIELDS.get(records, {}):
        owner = field.partition(".")[0] if "." in field else ""
        group = OWNERS.get(owner, ITSELF)
        # A chosen option stands without its group: it says by itself whose it is.
        label = label_of(field) if group == ITSELF or field == "contacts.count" else f"{group}: {label_of(field)}"
        groups.setdefault(group, []).append((field, label))
    return list(groups.items())


def values_of(field: str, kind: str, words: Collection[str]) -> list[str]:
    """What may be picked for a field; anything else can be typed."""
    if kind == "boolean":
        return ["yes", "no"]
    return sorted(words) if field in {"word", "subtype"} else list(VALUES.get(field, ()))
