"""Which definitions share a scan, and what of a definition moves its numbers at all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from fairway.metrics.fields import SPAN_FIELDS, WEEK_END
from fairway.metrics.relations import conditions_of, date_of
from fairway.metrics.types import Counting, Definition, MetricClass, Unit, every_condition

COUNTED_FIELDS = (
    "key",
    "records",
    "counting",
    "where",
    "of",
    "quality",
    "value",
    "follow_up",
    "over",
    "weeks_later",
)
# Fields that look at what an account had bought before: they move with records of other people and weeks.
LOOKING_FIELDS = frozenset({"account.customer_days"})


@dataclass(frozen=True, slots=True)
class Family:
    """Definitions counted by one statement: additive, distinct, look-ahead, lasting; `words` has no members."""

    kind: str
    members: tuple[Definition, ...] = ()


WORDS = Family("words")


def is_word_metric(definition: Definition) -> bool:
    """Whether a definition only counts one of the organisation's own words: those are counted together, in one scan."""
    return (
        definition.records == "activities"
        and definition.counting is Counting.COUNT
        and date_of(definition) == "occurred"
        and definition.statuses == ("done",)
        and not definition.quality
        and len(definition.where) == 1
        and definition.where[0].field == "word"
        and definition.where[0].test == "is"
    )


def as_counted(definition: Definition) -> Definition:
    """The definition without everything that is only shown: names, reasons, class, version."""
    kept = {name: getattr(definition, name) for name in COUNTED_FIELDS}
    bare = Definition(key="", name="", metric_class=MetricClass.ACTIVITY, records="")
    # Of the units only whether a follow-up is told as a share: its denominator is counted then.
    unit = Unit.SHARE if definition.counting is Counting.FOLLOWED and definition.unit is Unit.SHARE else Unit.COUNT
    statuses = tuple(sorted(set(definition.statuses)))
    return replace(bare, **kept, date=date_of(definition), statuses=statuses, unit=unit)


def looks_back(definition: Definition) -> bool:
    """Whether a record counts by what came before it: then its number moves with records of weeks long past."""
    conditions = [
        *conditions_of(definition),
        *every_condition(definition.follow_up.where if definition.follow_up else ()),
    ]
    return any(condition.look_back is not None or condition.field in LOOKING_FIELDS for condition in conditions)


def looks_at_spans(definition: Definition) -> bool:
    """Whether a record counts by who stood below whom: then its number moves with reporting lines."""
    conditions = [
        *conditions_of(definition),
        *every_condition(definition.follow_up.where if definition.follow_up else ()),
    ]
    before = [inner for c in conditions if c.look_back for inner in every_condition(c.look_back.where)]
    return not SPAN_FIELDS.keys().isdisjoint({definition.value, *(c.field for c in (*conditions, *before))})


def counts_by_own_weeks(definition: Definition) -> bool:
    """Whether only activities of a week, and what they refer to, move its number in that week, besides reporting lines
    where it looks at those.
    """
    return definition.records == "activities" and not looks_back(definition)


def fingerprint(definition: Definition) -> str:
    """Differs between two definitions of a key exactly when their numbers may."""
    return blake2b(repr(as_counted(definition)).encode(), digest_size=12).hexdigest()


def families_of(definitions: Iterable[Definition]) -> list[Family]:
    """Every definition that has counts of its own in the family that counts it. Words and ratios have none."""
    grouped: dict[tuple[str, ...], list[Definition]] = defaultdict(list)
    for definition in definitions:
        if not is_word_metric(definition) and definition.counting is not Counting.RATIO:
            grouped[_family_key(definition)].append(as_counted(definition))
    return [Family(key[0], tuple(members)) for key, members in grouped.items()]


def _family_key(definition: Definition) -> tuple[str, ...]:
    """Additive metrics share a scan where records and day are the same; different values also the value's field;
    look-aheads where all but what is told of them is the same. What looks back goes through activities once more, and
    so apart from what does not; so does what looks at spans, which joins every owner an opportunity had.
    """
    records, date = definition.records, date_of(definition)
    if records == "quotas" or definition.counting is Counting.OPEN:
        return "lasting", definition.key
    if definition.counting is Counting.FOLLOWED:
        alike = replace(as_counted(definition), key="", unit=Unit.COUNT)
        return "look-ahead", repr(alike)
    apart = "looking" if looks_back(definition) and date != WEEK_END else ""
    apart += " spans" if looks_at_spans(definition) else ""
    scan = (records, date, apart, str(definition.weeks_later))
    return ("distinct", *scan, definition.value) if definition.counting is Counting.DISTINCT else ("additive", *scan)
