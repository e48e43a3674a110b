"""A definition in words, for the page that shows where a number came from."""

from collections.abc import Sequence

from fairway.metrics.condition_rules import STATUSES
from fairway.metrics.fields import DATES
from fairway.metrics.types import Condition, Counting, Definition, FollowUp, LookBack, Unit

RECORDS = {
    "activities": "activities",
    "opportunities": "opportunities",
    "stage_changes": "stage changes of opportunities",
    "leads": "leads",
    "accounts": "accounts",
    "quotas": "quotas",
}
DAYS = {
    "occurred": "the day they took place",
    "completed": "the day they were completed",
    "scheduled": "the day they were scheduled for",
    "logged": "the day they were entered",
    "closed": "the day they closed",
    "created": "the day they were created",
    "changed": "the day of the change",
    "converted": "the day they were converted",
    "period": "their period",
}
BECAME = {
    "planned": "planned",
    "done": "done",
    "unconfirmed": "unconfirmed",
    "cancelled": "cancelled",
    "no_show": "where the customer did not come",
}
ENDS = {"opportunities": "open opportunities", "accounts": "accounts"}
NEARBY = {"contacts": "different participants in", "type": "different types of", "word": "different kinds of"}
TESTS = {
    "is": "is",
    "is_not": "is not",
    "in": "is one of",
    "not_in": "is none of",
    "at_least": "is at least",
    "at_most": "is at most",
    "above": "is above",
    "below": "is below",
    "known": "is known",
    "unknown": "is not known",
}


def rule_in_words(definition: Definition) -> list[str]:
    """What is counted, by which day, for whom, each as a sentence."""
    sentences = [_what(definition), _when(definition), _whose(definition)]
    if definition.records == "activities" and "unconfirmed" not in definition.statuses:
        sentences.append(
            "A past meeting or call that nobody marked as held is unconfirmed: shown apart, never counted."
        )
    if definition.quality:
        well = " and ".join(condition_in_words(condition) for condition in definition.quality)
        sentences.append(f"Those whose {well} were done well: shown beside, it never changes the number.")
    if definition.counting is Counting.DISTINCT:
        sentences.append("The same one twice in a week counts once, on its first day.")
    return [sentence for sentence in sentences if sentence]


def _what(definition: Definition) -> str:
    records = RECORDS[definition.records] if not definition.stands else ENDS[definition.records]
    conditions = " and ".join(condition_in_words(condition) for condition in definition.where)
    subject = f"{records} whose {conditions}" if conditions else records
    if definition.records == "activities" and definition.statuses == ("done",):
        subject = f"{subject}, done"
    elif definition.records == "activities":
        subject = f"{subject}, {_became(definition.statuses)}"
    of = " and ".join(condition_in_words(condition) for condition in definition.of)
    follow_up = definition.follow_up
    return {
        Counting.COUNT: f"Counts {subject}.",
        Counting.DISTINCT: f"Counts different {_many(_field(definition.value))} of {subject}.",
        Counting.SUM: f"Adds up the {_field(definition.value)} of {subject}, in the organisation's currency.",
        Counting.AVERAGE: f"Averages the {_field(definition.value)} of {subject}.",
        Counting.SHARE: f"Of {subject}, the share whose {of}.",
        Counting.FOLLOWED: _followed(subject, follow_up, is_share=definition.unit is Unit.SHARE) if follow_up else "",
        Counting.OPEN: f"Looks at {subject} at the week's end.",
        Counting.RATIO: f"Divides {' by '.join(key.replace('_', ' ') for key in definition.over or ())}.",
    }[definition.counting]


def _became(statuses: Sequence[str]) -> str:
    """`whatever became of them`, or `planned or cancelled`."""
    words = [BECAME[status] for status in STATUSES if status in statuses]
    return "whatever became of them" if len(words) == len(STATUSES) else " or ".join(words)


def _followed(subject: str, follow_up: FollowUp, *, is_share: bool) -> str:
    told = f"Of {subject}, the share" if is_share else f"Counts {subject}, that were"
    return f"{told} followed within {follow_up.within_hours:g} hours by {_activities(follow_up)}."


def _activities(nearby: FollowUp | LookBack) -> str:
    """`at least 3 different participants in activities of the same account whose type is call`."""
    many = f"at least {nearby.at_least} " if nearby.at_least > 1 or nearby.different else ""
    kind = f"{NEARBY[nearby.different]} activities" if nearby.different else "activities" if many else "an activity"
    conditions = " and ".join(condition_in_words(condition) for condition in nearby.where)
    told = f"{many}{kind} of the same {_field(nearby.by)}"
    told += " by the same seller" if nearby.by_same_seller else ""
    told += "" if nearby.statuses == ("done",) else f", {_became(nearby.statuses)},"
    told += "" if nearby.date == "occurred" else f" by {DAYS[nearby.date]}"
    return f"{told} whose {conditions}" if conditions else told


def _when(definition: Definition) -> str:
    if definition.counting in {Counting.RATIO, Counting.OPEN}:
        return ""
    if definition.stands:
        return "Looked at as they stand at the end of the week, or now in the running one."
    date = definition.date or next(iter(DATES[definition.records]))
    later = f", and is told {definition.weeks_later} weeks later" if definition.weeks_later else ""
    return f"Each counts on {DAYS[date]}, where its seller was that day{later}."


def _whose(definition: Definition) -> str:
    if definition.records == "activities":
        return "It belongs to whoever did it, also when somebody else entered it or the record changed hands later."
    if definition.records == "accounts":
        return "It belongs to whoever owns the account now: accounts carry no history."
    return "It belongs to whoever owned the record at that moment." if definition.records != "quotas" else ""


def condition_in_words(condition: Condition) -> str:
    """One condition: `type is meeting`."""
    if condition.look_back is not None:
        days = f"{condition.look_back.within_days:g}"
        return f"{days} days before held {_activities(condition.look_back)}"
    if condition.parts:
        inner = [condition_in_words(part) for part in condition.parts]
        joined = (" and " if condition.test == "all" else " or ").join(inner)
        return f"not ({joined})" if condition.test == "none" else f"({joined})"
    shown = ", ".join("yes" if value is True else "no" if value is False else f"{value}" for value in condition.values)
    return f"{_field(condition.field)} {TESTS[condition.test]} {shown}".strip()


def _many(name: str) -> str:
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _field(name: str) -> str:
    words = (
        name.replace("_key", "")
        .replace("_id", "")
        .replace(".", "’s ")
        .replace("_", " ")
        .replace("contacts’s", "participants’")
    )
    return {"word": "kind", "amount": "amount"}.get(words, words)
