"""From what was understood of an upload to the metrics it brings and the board it would open. Plain."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from fairway.exchange.intake import Answers, Inspection, KindAnswer, KindClass, KindGuess
from fairway.lib.periods import week_period
from fairway.metrics.types import Condition, Definition, MetricClass
from fairway.metrics.words import REACHED, customers_reached, readable
from fairway.plans.drafting import DraftedHia, drafts_for
from fairway.web.words import number

PREVIEWED = 4

Weekly = dict[str, dict[str, list[float]]]  # seller, word: done in each closed week, oldest first


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One seller of the board that would open."""

    name: str
    done: float
    target: float


@dataclass(frozen=True, slots=True)
class TeamDraft:
    """One activity drafted for several sellers: the usual week, and where the middle half lies."""

    name: str
    usual: str
    middle: str
    sellers: int


@dataclass(frozen=True, slots=True)
class BoardPreview:
    drafts: tuple[TeamDraft, ...]
    rows: tuple[PreviewRow, ...]
    more: int
    week: str
    activity: str


def definitions_of(inspection: Inspection) -> list[Definition]:
    """The file's kinds of activity as metrics, by the name and class that were guessed or said."""
    return [definition_of(kind) for kind in inspection.kinds]


def definition_of(kind: KindGuess) -> Definition:
    """One kind of activity as a metric. What is no act of the seller's own, or no work with a customer, is counted and
    makes no High-Impact Activity.
    """
    return Definition(
        key=kind.word,
        name=kind.suggested_name or readable(kind.word),
        metric_class=MetricClass(kind.kind_class),
        records="activities",
        where=(Condition(test="is", field="word", values=(kind.word,)),),
        is_hygiene=kind.kind_class is KindClass.ACTIVITY and not kind.is_suited,
    )


def new_definitions(inspection: Inspection, answers: Answers, own: Collection[str]) -> Iterator[Definition]:
    """What opening the board defines: every kind the organisation has no definition of, and those it answered about.

    Answers that came with the last press of the button, after the last look, are put in.
    """
    for kind in inspection.kinds:
        said = answers.kinds.get(kind.word, KindAnswer())
        if said.is_left_out or said.same_as or (kind.word in own and not kind.is_answered and not said.name):
            continue
        kind_class = KindClass(said.kind_class) if said.kind_class in set(KindClass) else kind.kind_class
        is_suited = kind.is_suited or bool(said.kind_class)
        yield definition_of(
            replace(kind, suggested_name=said.name or kind.suggested_name, kind_class=kind_class, is_suited=is_suited)
        )


def board_preview(inspection: Inspection) -> BoardPreview:
    """Drafts, and four sellers' last closed week, from the counts of the file."""
    of_words = {definition.key: definition for definition in definitions_of(inspection)}
    reach = {kind: customers_reached(kind) for kind in REACHED}
    definitions = {definition.key: definition for definition in reach.values()} | of_words
    names = {person.native_id: person.name for person in inspection.people}
    weekly = {
        seller: _from_first_week(
            {reach[kind].key: row for kind, row in inspection.reached.get(seller, {}).items()} | dict(words)
        )
        for seller, words in inspection.weekly.items()
    }
    drafted = drafts_for(weekly, definitions, own_words=of_words)
    by_activity: dict[str, list[tuple[str, DraftedHia]]] = defaultdict(list)
    for seller, hias in drafted.items():
        for hia in hias:
            by_activity[hia.metric_key].append((seller, hia))
    if not by_activity:
        return BoardPreview((), (), 0, "", "")
    ordered = sorted(by_activity, key=lambda key: (-len(by_activity[key]), key))
    first, last_on = ordered[0], inspection.weeks_on[-1]
    rows = sorted(
        (
            PreviewRow(names.get(seller, seller), weekly[seller][first][-1], float(hia.target))
            for seller, hia in by_activity[first]
        ),
        key=lambda row: row.name.casefold(),
    )
    return BoardPreview(
        drafts=tuple(_team_draft(definitions[key].name, by_activity[key], weekly, key) for key in ordered[:2]),
        rows=tuple(rows[:PREVIEWED]),
        more=max(0, len(rows) - PREVIEWED),
        week=f"{last_on:%-d %b} to {week_period(last_on).end_on:%-d %b}",
        activity=definitions[first].name,
    )


def _from_first_week(words: Mapping[str, Sequence[int]]) -> dict[str, list[float]]:
    """A seller's counts from the first week with anything in it on: weeks before are not weeks of nothing."""
    first = min((next(place for place, times in enumerate(row) if times) for row in words.values()), default=0)
    return {word: [float(times) for times in row[first:]] for word, row in words.items()}


def _team_draft(name: str, drafted: Sequence[tuple[str, DraftedHia]], weekly: Weekly, key: str) -> TeamDraft:
    targets = sorted(float(hia.target) for _, hia in drafted)
    weeks = sorted(count for seller, _ in drafted for count in weekly[seller][key])
    low, high = weeks[len(weeks) // 4], weeks[-1 - len(weeks) // 4]
    middle = f"{number(low)} to {number(high)}" if low != high else number(low)
    return TeamDraft(name, number(round(median(targets))), middle, len(drafted))
