"""Random definitions over every field, day and way of counting that the rules allow."""

from random import Random
from typing import Any

from fairway.metrics.condition_rules import LOOKED_BACK_BY
from fairway.metrics.fields import DATES, FIELDS
from fairway.metrics.rules import MONEY_FIELDS, problems_of
from fairway.metrics.types import Condition, Counting, Credit, Definition, FollowUp, LookBack, MetricClass, Unit
from tests.engines.organisations import STAGES, WORDS, one_of

TEXTS = {
    "type": ("call", "email", "meeting", "task"),
    "subtype": WORDS,
    "word": (*WORDS, "call", "meeting"),
    "direction": ("outbound", "inbound", "internal"),
    "status": ("done", "planned", "unconfirmed", "cancelled", "no_show"),
    "outcome": ("conversation", "voicemail", "answered"),
    "tier": ("A", "B", "C"),
    "segment": ("small", "large"),
    "seniority": ("c_level", "vp", "director"),
    "buying_role": ("economic_buyer", "champion"),
    "response": ("accepted", "declined"),
    "role": ("required",),
    "stage": STAGES,
    "from_stage": STAGES,
    "to_stage": STAGES,
    "pipeline": ("", "new", "renewal"),
    "source": ("web",),
    "lost_reason": ("price",),
}
NUMBERS = {
    "duration_min": 60,
    "logged_after_hours": 72,
    "amount": 10_000,
    "potential_amount": 100_000,
    "cycle_days": 90,
    "customer_days": 90,
    "days_in_stage": 60,
    "days_to_close": 60,
    "won_last_year": 10_000,
}
STATUSES = TEXTS["status"]


def random_definition(rng: Random, key: str) -> Definition:
    """A definition that keeps every rule."""
    while True:
        definition = _attempt(rng, key)
        if not problems_of(definition):
            return definition


def _attempt(rng: Random, key: str) -> Definition:
    records = one_of(rng, ("activities", "activities", "opportunities", "stage_changes", "leads", "accounts", "quotas"))
    counting = one_of(rng, tuple(c for c in Counting if c is not Counting.RATIO))
    parts: dict[str, Any] = {"where": _conditions(rng, records)}
    if records == "quotas":
        counting = Counting.SUM
    if counting is Counting.SHARE:
        parts["of"] = _conditions(rng, records)
    if counting is Counting.COUNT and rng.random() < 0.4:
        parts["quality"] = _conditions(rng, records)
    if counting in {Counting.DISTINCT, Counting.SUM, Counting.AVERAGE}:
        parts["value"] = "amount" if records == "quotas" else one_of(rng, tuple(FIELDS[records]))
    if counting is Counting.OPEN and rng.random() < 0.5:
        parts["value"] = "amount"
    if counting is Counting.FOLLOWED:
        parts["follow_up"] = _follow_up(rng, records)
    if records == "activities" and rng.random() < 0.5:
        parts["statuses"] = tuple(rng.sample(STATUSES, rng.randrange(1, 6)))
    is_money = parts.get("value") in MONEY_FIELDS and counting is not Counting.DISTINCT
    is_share = counting is Counting.SHARE or (counting is Counting.FOLLOWED and rng.random() < 0.7)
    if records not in {"activities", "accounts"} and rng.random() < 0.2:
        parts["weeks_later"] = one_of(rng, (1, 5))
    return Definition(
        key=key,
        name=key,
        metric_class=MetricClass.ACTIVITY if records == "activities" and not is_money else MetricClass.RESULT,
        records=records,
        counting=counting,
        date="" if counting is Counting.OPEN else one_of(rng, ("", *DATES[records])),
        credit=Credit.SELLER if records == "activities" else Credit.OWNER,
        unit=Unit.SHARE if is_share else Unit.MONEY if is_money else Unit.COUNT,
        **parts,
    )


def _follow_up(rng: Random, records: str) -> FollowUp:
    return FollowUp(
        within_hours=one_of(rng, (0.5, 3, 24, 24.5, 168)),
        by="lead_key" if records == "leads" else one_of(rng, ("opportunity_id", "account_id", "lead_key")),
        where=_conditions(rng, "activities", may_look=False),
        date=one_of(rng, tuple(DATES["activities"])),
        statuses=tuple(rng.sample(STATUSES, rng.randrange(1, 6))),
        by_same_seller=rng.random() < 0.5,
        **_how_many(rng),
    )


def _how_many(rng: Random) -> dict[str, Any]:
    return {"at_least": one_of(rng, (1, 1, 2, 3)), "different": one_of(rng, ("", "", "contacts", "type", "word"))}


def _look_back(rng: Random, records: str) -> Condition:
    look = LookBack(
        within_days=one_of(rng, (0.5, 7, 30, 90, 365)),
        by=one_of(rng, LOOKED_BACK_BY[records]),
        where=_conditions(rng, "activities", 1, may_look=False),
        date=one_of(rng, tuple(DATES["activities"])),
        statuses=tuple(rng.sample(STATUSES, rng.randrange(1, 6))),
        by_same_seller=rng.random() < 0.5,
        **_how_many(rng),
    )
    return Condition("had", look_back=look)


def _conditions(rng: Random, records: str, depth: int = 0, *, may_look: bool = True) -> tuple[Condition, ...]:
    count = rng.randrange(3) if depth == 0 else rng.randrange(1, 3)
    return tuple(_condition(rng, records, depth, may_look=may_look) for _ in range(count))


def _condition(rng: Random, records: str, depth: int, *, may_look: bool) -> Condition:
    if depth < 2 and rng.random() < 0.2:
        parts = _conditions(rng, records, depth + 1, may_look=may_look)
        return Condition(one_of(rng, ("all", "any", "none")), parts=parts)
    if may_look and records in LOOKED_BACK_BY and rng.random() < 0.15:
        return _look_back(rng, records)
    field = one_of(rng, tuple(FIELDS[records]))
    kind = FIELDS[records][field].kind
    if rng.random() < 0.2 or field.endswith(("_id", "_key")):
        return Condition(one_of(rng, ("known", "unknown")), field)
    if kind == "boolean":
        return Condition(one_of(rng, ("is", "is_not")), field, (rng.random() < 0.5,))
    if kind == "number":
        most = next((limit for name, limit in NUMBERS.items() if field.endswith(name)), 4)
        test = one_of(rng, ("at_least", "at_most", "above", "below", "is", "is_not"))
        return Condition(test, field, (rng.randrange(most + 1),))
    words = TEXTS.get(field.partition(".")[2] or field, ("nobody",))
    if rng.random() < 0.5:
        return Condition(one_of(rng, ("is", "is_not")), field, (one_of(rng, words),))
    return Condition(one_of(rng, ("in", "not_in")), field, tuple(rng.sample(words, rng.randrange(1, len(words) + 1))))
