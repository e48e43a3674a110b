"""Which definitions share a scan, and what of a definition moves its numbers at all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from fairway.metrics.relations import date_of
from fairway.metrics.types import Counting, Definition, MetricClass

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
)


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
    return replace(bare, **kept, date=date_of(definition), statuses=tuple(sorted(set(definition.statuses))))


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
    """Additive metrics share a scan where records and day are the same; different values also the value's field."""
    records, date = definition.records, date_of(definition)
    if records == "quotas" or definition.counting is Counting.OPEN:
        return "lasting", definition.key
    if definition.counting is Counting.FOLLOWED:
        return "look-ahead", definition.key
    if definition.counting is Counting.DISTINCT:
        return "distinct", records, date, definition.value
    return "additive", records, date
