"""What a definition gives over real records, told for the page: a number, rows of either side, one seller's weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fairway.ledger.trying import Tried, TriedRecord
from fairway.ledger.types import Count
from fairway.metrics.describing import rule_in_words
from fairway.metrics.types import Counting, Definition, Unit
from fairway.studio.building.listing import can_be_in_words
from fairway.web.charts import Column
from fairway.web.words import number, plural

SLOW_SECONDS = 2.0
AVERAGED = frozenset({Counting.AVERAGE})


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """One record on the page."""

    what: str
    day_on: date
    seller: str
    about: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A definition over last week's records."""

    week_on: date
    number: str
    number_of: str
    sentence: str
    rules: Sequence[str]
    can_be: str
    has_records: bool = True
    counting: Sequence[ToldRecord] = ()
    nearly: Sequence[ToldRecord] = ()
    weeks: Sequence[tuple[date, str]] = ()
    columns: Sequence[Column] = field(default_factory=tuple)
    took: str = ""

    @property
    def weeks_label(self) -> str:
        if not self.weeks:
            return ""
        told = ", ".join(shown for _, shown in self.weeks)
        return f"{self.weeks[0][0]:%-d %b} to {self.weeks[-1][0]:%-d %b}, week by week: {told}"


def preview_of(
    definition: Definition,
    tried: Tried,
    week_on: date,
    *,
    records: tuple[Sequence[ToldRecord], Sequence[ToldRecord]],
    weeks: Mapping[date, Count] | None,
    seconds: float,
) -> Preview:
    """The preview. `records` are those that count and those that nearly do; `weeks` one seller's, in order."""
    per_week = [(week, told(definition, count)) for week, count in weeks.items()] if weeks else []
    columns = (
        [Column(week, height(definition, count), 0.0, "partial") for week, count in weeks.items()] if weeks else []
    )
    is_ratio = definition.counting is Counting.RATIO
    return Preview(
        week_on=week_on,
        number="–" if is_ratio else told(definition, tried.count),
        number_of=UNITS.get(definition.unit, ""),
        sentence=OF_A_RATIO + ("" if weeks else CHOOSE) if is_ratio else _sentence(tried, week_on),
        rules=rule_in_words(definition),
        can_be=can_be_in_words(definition) + (VOLUME if definition.is_volume and not definition.is_raw_volume else "."),
        has_records=not is_ratio,
        counting=records[0],
        nearly=records[1],
        weeks=per_week,
        columns=columns,
        took=slow_words(seconds),
    )


OF_A_RATIO = "A ratio has no records of its own: it divides what two metrics count."
CHOOSE = " Choose a seller to see theirs."


def _sentence(tried: Tried, week_on: date) -> str:
    unsure = f" {number(tried.count.unconfirmed)} cannot be told." if tried.count.unconfirmed else ""
    people = plural(tried.people, "seller")
    return f"{plural(tried.records, 'record')} of {people} in the week of {week_on:%-d %b %Y}.{unsure}"


VOLUME = ": it says neither for whom nor how well. Add such a condition."
UNITS = {Unit.DAYS: "days", Unit.MINUTES: "minutes", Unit.HOURS: "hours", Unit.MONEY: "in your currency"}


def slow_words(seconds: float) -> str:
    """A note where counting took longer than one waits without being told."""
    if seconds <= SLOW_SECONDS:
        return ""
    return f"This took {number(seconds)} seconds: each change is compiled and counted over the real records anew."


def told(definition: Definition, count: Count) -> str:
    """A number as it is read: `12 of 30` for a share, an average as such."""
    if definition.counting in AVERAGED:
        return number(count.done / count.of) if count.of else "–"
    if definition.unit is Unit.SHARE:
        return f"{number(count.done)} of {number(count.of)}"
    return number(count.done)


def height(definition: Definition, count: Count) -> float:
    """How high a week stands beside the others."""
    is_part = definition.counting in AVERAGED or definition.unit is Unit.SHARE
    return (count.done / count.of if count.of else 0.0) if is_part else max(count.done, 0.0)


def told_record(record: TriedRecord, seller: str, about: str) -> ToldRecord:
    what = " ".join(
        part for part in (record.word.replace("_", " "), f"({record.status})" if record.status else "") if part
    )
    why_not = "; ".join(fault[:1].upper() + fault[1:] for fault in record.fails)
    return ToldRecord(what or about or record.record_id, record.day_on, seller, about, why_not)
