"""Composing the set-up page of an uploaded file: what was understood, what is asked, what the board would show.
Plain.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from fairway.exchange.intake import Answers, Inspection, KindClass
from fairway.exchange.types import Batch
from fairway.lib.periods import local_day, week_of, week_period
from fairway.metrics.types import Condition, Definition, MetricClass
from fairway.metrics.words import readable
from fairway.people.types import PersonRow
from fairway.plans.drafting import DraftedHia, drafts_from
from fairway.records.types import ActivityRow, ActivityStatus
from fairway.web.words import number, plural

SHOWN_WEEKS = 13
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
    drafts: Sequence[TeamDraft]
    rows: Sequence[PreviewRow]
    more: int
    week: str
    activity: str


def headline(inspection: Inspection) -> str:
    """How many questions stand between this file and a board."""
    open_questions = [question for question in inspection.questions if question.answered is None]
    if not inspection.rows_readable:
        return "No activity could be read yet"
    if not open_questions:
        return "Read, and ready for your board"
    return (
        "One question, then your board"
        if len(open_questions) == 1
        else f"{len(open_questions)} questions, then your board"
    )


def summary(inspection: Inspection) -> str:
    kept = f"{inspection.rows_readable:,} of {plural(inspection.rows_read, 'row')} can be read as they stand"
    return f"{kept}. Nothing is kept until you open the board."


def answers_from(posted: Mapping[str, Sequence[str]], before: Answers) -> Answers:
    """What the form says about columns, questions, kinds, people and the zone; what it leaves out stays as it was.

    Field names are an area and a key: `column:Due date`, `kind_name:Disc. req`. ValueError for an answer that is none.
    """
    said: dict[str, Any] = before.as_json()
    for name, values in posted.items():
        area, _, key = name.partition(":")
        if values and values[-1]:
            _put(said, area, key, values[-1])
    return Answers.from_json(said)


def _put(said: dict[str, Any], area: str, key: str, value: str) -> None:
    if area in {"column", "question", "sheet"}:
        said[f"{area}s"] = {**said[f"{area}s"], key: value}
    elif area in {"kind_name", "kind_class", "kind_out"}:
        field, shown = {
            "kind_name": ("name", value),
            "kind_class": ("kind_class", value),
            "kind_out": ("is_left_out", True),
        }[area]
        said["kinds"] = {**said["kinds"], key: {**_plain(said["kinds"].get(key)), field: shown}}
    elif area in {"person", "person_out"}:
        person = {"is_person": value} if area == "person" else {"is_left_out": True}
        said["people"] = {**said["people"], key: {**_plain(said["people"].get(key)), **person}}
    elif area == "timezone":
        said["timezone"] = value


def _plain(record: Any) -> dict[str, Any]:
    if record is None:
        return {}
    return dict(record) if isinstance(record, Mapping) else asdict(record)


def definitions_of(inspection: Inspection) -> list[Definition]:
    """The file's kinds of activity as metrics, by the name and class that were guessed or said."""
    return [
        Definition(
            key=kind.word,
            name=kind.suggested_name or readable(kind.word),
            metric_class=MetricClass(kind.kind_class),
            records="activities",
            where=(Condition(test="is", field="word", values=(kind.word,)),),
            is_hygiene=kind.kind_class is KindClass.ACTIVITY and not kind.is_suited,
        )
        for kind in inspection.kinds
    ]


def board_preview(batches: Iterable[Batch], inspection: Inspection, answers: Answers, today: date) -> BoardPreview:
    """Drafts and four sellers' last closed week, counted straight from the file."""
    last = last_closed_week(today, answers.week_starts_on)
    weekly, names = _counted(batches, answers, last)
    definitions = {definition.key: definition for definition in definitions_of(inspection)}
    drafted = {seller: drafts_from(counts, definitions) for seller, counts in weekly.items()}
    by_activity: dict[str, list[tuple[str, DraftedHia]]] = defaultdict(list)
    for seller, hias in drafted.items():
        for hia in hias:
            by_activity[hia.metric_key].append((seller, hia))
    if not by_activity:
        return BoardPreview((), (), 0, "", "")
    ordered = sorted(by_activity, key=lambda key: (-len(by_activity[key]), key))
    first = ordered[0]
    rows = sorted(
        (
            PreviewRow(names.get(seller, seller), weekly[seller][first][-1], float(hia.target))
            for seller, hia in by_activity[first]
        ),
        key=lambda row: row.name,
    )
    return BoardPreview(
        drafts=[_team_draft(definitions[key].name, by_activity[key], weekly, key) for key in ordered[:2]],
        rows=rows[:PREVIEWED],
        more=max(0, len(rows) - PREVIEWED),
        week=f"{last:%-d %b} to {week_period(last).end_on:%-d %b}",
        activity=definitions[first].name,
    )


def last_closed_week(today: date, week_starts_on: int) -> date:
    """The newest week that is over."""
    this_week = week_of(today, week_starts_on)
    return this_week if week_period(this_week).end_on <= today else this_week - timedelta(days=7)


def _team_draft(name: str, drafted: Sequence[tuple[str, DraftedHia]], weekly: Weekly, key: str) -> TeamDraft:
    targets = sorted(float(hia.target) for _, hia in drafted)
    weeks = sorted(count for seller, _ in drafted for count in weekly[seller][key])
    low, high = weeks[len(weeks) // 4], weeks[-1 - len(weeks) // 4]
    middle = f"{number(low)} to {number(high)}" if low != high else number(low)
    return TeamDraft(name, number(round(median(targets))), middle, len(drafted))


def _counted(batches: Iterable[Batch], answers: Answers, last: date) -> tuple[Weekly, dict[str, str]]:
    """Done activities by seller, word and closed week from each seller's first week on, and the sellers' names."""
    weeks = [last - timedelta(days=7 * back) for back in range(SHOWN_WEEKS - 1, -1, -1)]
    place = {week: number for number, week in enumerate(weeks)}
    counts: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0] * len(weeks)))
    names: dict[str, str] = {}
    first: dict[str, int] = {}
    for batch in batches:
        for row in batch.rows:
            if isinstance(row, PersonRow):
                names[row.native_id] = row.name
            elif isinstance(row, ActivityRow) and row.status is ActivityStatus.DONE:
                at = row.occurred_at or row.completed_at or row.scheduled_start_at
                week = place.get(week_of(local_day(at, answers.timezone), answers.week_starts_on)) if at else None
                if week is not None:
                    counts[row.seller_id][row.subtype or str(row.type)][week] += 1
                    first[row.seller_id] = min(first.get(row.seller_id, week), week)
    return {
        seller: {word: row[first[seller] :] for word, row in words.items()} for seller, words in counts.items()
    }, names
