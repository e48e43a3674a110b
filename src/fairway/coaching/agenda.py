"""The agenda of a session: its parts in order with their clock, and each activity in one line. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fairway.coaching.types import Part
from fairway.execution.strips import columns_of, strip_label
from fairway.execution.types import HiaStanding, Status
from fairway.web.charts import Column
from fairway.web.words import number, spelled

LATELY = 3  # closed weeks in a line


@dataclass(frozen=True, slots=True)
class Slot:
    """One part, when it begins and how long it takes."""

    part: Part
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One HIA: how it stands, its closed weeks, and in words how often and how well it was done."""

    metric_key: str
    name: str
    mark: str
    columns: Sequence[Column | None]
    label: str
    words: str
    is_quality_low: bool = False


def slots_of(parts: Mapping[Part, int], starts_at: datetime) -> list[Slot]:
    """Each part with its clock, in the zone of `starts_at`."""
    found, at = [], starts_at
    for part, minutes in parts.items():
        found.append(Slot(part, at, minutes))
        at += timedelta(minutes=minutes)
    return found


def lines_of(hias: Sequence[HiaStanding], weeks: Sequence[date]) -> list[ActivityLine]:
    """Every agreed HIA, over those weeks."""
    return [
        ActivityLine(
            metric_key=hia.metric_key,
            name=hia.name,
            mark=hia.status.value,
            columns=columns_of(hia, weeks),
            label=strip_label(hia),
            words=_words(hia),
            is_quality_low=hia.is_quality_low,
        )
        for hia in hias
        if not hia.is_draft
    ]


def _words(hia: HiaStanding) -> str:
    """`Last three weeks 4, 3, 2 of 5. Done well 26 of 30`."""
    closed = [mark for mark in hia.weeks if mark.is_closed][-LATELY:]
    if hia.status is Status.AWAY:
        return "Paused while away"
    if not closed:
        return f"{number(hia.done)} so far; no week has closed yet"
    if closed[-1].is_blind:
        return "Not seen: the source was off"
    counts = ", ".join("–" if mark.is_blind else number(mark.done) for mark in closed)
    span = f"Last {spelled(len(closed)).lower()} weeks" if len(closed) > 1 else "Last week"
    well = f". Done well {number(hia.quality.good)} of {number(hia.quality.of)}" if hia.quality else ""
    asked = (closed[-1].expected or hia.target) if hia.per == "week" else hia.target
    return f"{span} {counts} of {number(asked)}{'' if hia.per == 'week' else ' a month'}{well}"


def minutes_in_words(parts: Mapping[Part, int], names: str) -> str:
    """`44 minutes on what Ann and Mona can change, 1 on the number.`"""
    about_number = parts.get(Part.NUMBER, 0)
    rest = sum(parts.values()) - about_number
    tail = f", {about_number} on the number" if about_number else ""
    return f"{rest} minutes on what {names} can change{tail}."
