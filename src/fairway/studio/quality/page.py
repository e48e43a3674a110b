"""What waits to be rated, what both have rated, and how alike: worded once for the templates."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.people.types import PersonFacts, Viewer
from fairway.studio.quality.alike import LEAST_SAMPLES, Likeness, Pair, likeness_of, pairs_of
from fairway.studio.quality.records import RecordTold
from fairway.studio.quality.rubrics import Criterion, rubric_of
from fairway.studio.quality.types import Answer, Rating, Sample, Side
from fairway.web.words import day, number, plural, share

WEEKS_SHOWN, WEEKS_A_ROW = 12, 4


@dataclass(frozen=True, slots=True)
class Row:
    """One sample in a list; `told` says what became of it, once both have rated; `is_to_talk_about` that the viewer
    and the other side answered otherwise.
    """

    sample: Sample
    name: str  # of the activity
    record: RecordTold
    told: str = ""
    is_to_talk_about: bool = False


@dataclass(frozen=True, slots=True)
class LikenessRow:
    """How alike both rated in some weeks: the counts, what they may mean, and beyond chance."""

    weeks: str
    counts: str
    range: str
    beyond_chance: str


@dataclass(frozen=True, slots=True)
class OfSeller:
    """One seller's samples as one viewer may see them."""

    person: PersonFacts
    is_own: bool
    to_rate: tuple[Row, ...]
    given: tuple[Row, ...]  # waits for the other side
    over: tuple[Row, ...]  # one side alone gave its rating in time
    both: tuple[Row, ...]
    likeness: tuple[LikenessRow, ...]  # of a manager: by their own ratings alone

    @property
    def has_any(self) -> bool:
        return bool(self.to_rate or self.given or self.over or self.both)


@dataclass(frozen=True, slots=True)
class Beside:
    """One criterion with both answers; None where a side has none."""

    criterion: Criterion
    seller: Answer | None
    manager: Answer | None

    @property
    def differs(self) -> bool:
        return self.seller is not None and self.manager is not None and self.seller is not self.manager


def beside(metric_key: str, ratings: Mapping[Side, Rating]) -> list[Beside]:
    """Criterion by criterion, as the rubric has them today."""
    given = {side: ratings[side].answers if side in ratings else {} for side in Side}
    return [
        Beside(one, given[Side.SELLER].get(one.key), given[Side.MANAGER].get(one.key))
        for one in rubric_of(metric_key).criteria
    ]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page takes besides samples: for whom it is, up to which week, how activities and records are called."""

    viewer: Viewer
    last_week_on: date
    name_of: Callable[[str], str]
    records: Mapping[int, RecordTold]


def of_seller(person: PersonFacts, samples: Sequence[Sample], side: Side, facts: PageFacts) -> OfSeller:
    """`samples` newest week first."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for one in samples:
        rows[_place(one, side, facts.viewer)].append(_row(one, side, facts))
    own = [one for one in samples if is_viewers(one, side, facts.viewer)]
    return OfSeller(
        person=person,
        is_own=side is Side.SELLER,
        to_rate=tuple(rows["to_rate"]),
        given=tuple(rows["given"]),
        over=tuple(rows["over"]),
        both=tuple(rows["both"]),
        likeness=tuple(likeness_rows(own, facts.last_week_on)),
    )


def is_viewers(one: Sample, side: Side, viewer: Viewer) -> bool:
    """Whether the rating of the viewer's side is the viewer's own: there is one seller, and may be several managers."""
    return side in one.ratings and (side is Side.SELLER or one.is_given_by(side, viewer.user_id))


def _place(one: Sample, side: Side, viewer: Viewer) -> str:
    if one.is_rated_by_both:
        return "both"
    if one.is_open_on(viewer.on):
        return "over" if one.ratings else "unrated"
    return "given" if side in one.ratings else "to_rate"


def _row(one: Sample, side: Side, facts: PageFacts) -> Row:
    name, record = facts.name_of(one.record.metric_key), facts.records[one.key]
    if not one.is_rated_by_both:
        return Row(one, name, record)
    apart = [row.criterion.short for row in beside(one.record.metric_key, one.ratings) if row.differs]
    if not apart:
        return Row(one, name, record, "All rated alike")
    is_ours = is_viewers(one, side, facts.viewer)
    words = "Talk about" if is_ours else "Rated otherwise by the two"
    return Row(one, name, record, f"{words}: {', '.join(apart)}", is_to_talk_about=is_ours)


def likeness_rows(samples: Sequence[Sample], last_week_on: date) -> list[LikenessRow]:
    """Four weeks each, the newest first, and all of them; nothing where both have rated none."""
    pairs = {one.key: _pairs(one) for one in samples if one.is_rated_by_both}
    if not pairs:
        return []
    rows = []
    for back in range(0, WEEKS_SHOWN, WEEKS_A_ROW):
        first = last_week_on - timedelta(weeks=back + WEEKS_A_ROW - 1)
        until = last_week_on - timedelta(weeks=back)
        chosen = [pairs[one.key] for one in samples if one.key in pairs and first <= one.week_on <= until]
        if chosen:
            rows.append(_likeness_row(f"{day(first)} to {day(until + timedelta(days=6))}", likeness_of(chosen)))
    whole = _likeness_row(f"All {WEEKS_SHOWN} weeks", likeness_of(list(pairs.values())))
    return [*rows, whole] if len(rows) > 1 else [whole]


def _pairs(one: Sample) -> list[Pair]:
    return pairs_of(one.ratings[Side.SELLER].answers, one.ratings[Side.MANAGER].answers)


def _likeness_row(weeks: str, found: Likeness) -> LikenessRow:
    counts = f"{found.alike} of {plural(found.criteria, 'criterion', 'criteria')}, {plural(found.samples, 'sample')}"
    if found.low is None or found.high is None or found.beyond_chance is None:
        verb = "is" if found.samples == 1 else "are"
        why = f"Cannot tell, because {plural(found.samples, 'sample')} {verb} rated by both"
        return LikenessRow(weeks, counts, f"{why}; it takes {LEAST_SAMPLES}", "")
    return LikenessRow(
        weeks, counts, f"anywhere from {share(found.low)} to {share(found.high)}", f"{found.beyond_chance:.2f}"
    )


def headline(sellers: Sequence[OfSeller]) -> str:
    """The answer: how many wait for this viewer, else what there is to talk about."""
    many = sum(len(one.to_rate) for one in sellers)
    if many:
        return f"{number(many)} {'record' if many == 1 else 'records'} to rate"
    talk = sum(row.is_to_talk_about for one in sellers for row in one.both)
    if talk:
        return f"Nothing to rate, {plural(talk, 'record')} to talk about"
    return "Nothing to rate" if any(one.has_any for one in sellers) else "No record drawn yet"


def headline_of_counts(counted: Sequence[tuple[PersonFacts, int, int]]) -> str:
    """For whoever rates nothing: how many were drawn, and how many both sides rated."""
    drawn = sum(many for _, many, _ in counted)
    rated = sum(many for _, _, many in counted)
    return f"{number(rated)} of {plural(drawn, 'sample')} rated by both"
