"""Versions of a metric over time: which one holds in a week, and from when on a change may.

The newest version that holds by a week's first day is in force in that week. A locked version keeps its weeks: whatever
comes after it begins later. Before its first version a metric is what the catalogue or the organisation's word says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from fairway.metrics.families import fingerprint
from fairway.metrics.types import Definition


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a metric the organisation wrote. Its number stands in the definition."""

    definition: Definition
    holds_from_on: date | None = None  # the first day of a week; None: always
    is_locked: bool = False
    reason: str = ""
    made_by: int | None = None  # an account; None: the operator, or a source
    made_at: datetime | None = None
    origin: str = ""
    is_compared: bool = False  # with what held before it, in weeks that were closed by then

    def holds_by(self, week_on: date) -> bool:
        return self.holds_from_on is None or self.holds_from_on <= week_on


@dataclass(frozen=True, slots=True)
class Change:
    """What is said of a change: from which day it holds, why. Without a day it holds from as early as it may."""

    holds_from_on: date | None = None  # BEGINNING: always
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Era:
    """Weeks in which the same definitions are in force."""

    weeks: tuple[date, ...]
    known: Mapping[str, Definition]


def in_force(versions: Sequence[Version], week_on: date) -> Version | None:
    """The version that holds in a week, of one metric's versions in their order; None before the first."""
    return next((version for version in reversed(versions) if version.holds_by(week_on)), None)


def earliest_start(versions: Sequence[Version], next_week_on: date) -> date | None:
    """The first day from which another version may hold; None where it may always. Weeks of a locked version stay its
    own: up to its successor, or to the end of the running week.
    """
    floors = []
    for place, version in enumerate(versions):
        ends_on = min((one.holds_from_on or date.min for one in versions[place + 1 :]), default=next_week_on)
        if version.is_locked and ends_on > (version.holds_from_on or date.min):
            floors.append(ends_on)
    return max(floors, default=None)


def eras(weeks: Sequence[date], own: Mapping[str, Sequence[Version]], offered: Mapping[str, Definition]) -> list[Era]:
    """Those weeks in order, parted where a version begins, each with every definition then in force."""
    starts = sorted(_starts(version for versions in own.values() for version in versions))
    parts: dict[int, list[date]] = {}
    for week_on in sorted(weeks):
        parts.setdefault(sum(start <= week_on for start in starts), []).append(week_on)
    return [Era(tuple(part), with_own(offered, own, part[0])) for part in parts.values()]


def with_own(
    offered: Mapping[str, Definition], own: Mapping[str, Sequence[Version]], week_on: date
) -> dict[str, Definition]:
    """What is offered, and on top the organisation's own definitions of a week."""
    found = dict(offered)
    for key, versions in own.items():
        version = in_force(versions, week_on)
        if version is not None:
            found[key] = version.definition
    return found


def counted_otherwise(
    weeks: Iterable[date], before: Sequence[Version], after: Sequence[Version], offered: Definition | None
) -> dict[tuple[Definition, Definition], list[date]]:
    """Weeks in which another history of a metric may give other numbers, by the definitions that hold in them: (before,
    after). Weeks in which there was no such metric are left out.
    """
    found: dict[tuple[Definition, Definition], list[date]] = {}
    for week_on in weeks:
        was, now = (
            version.definition if (version := in_force(versions, week_on)) else offered for versions in (before, after)
        )
        if was is not None and now is not None and was != now:
            found.setdefault((was, now), []).append(week_on)
    return {pair: held for pair, held in found.items() if fingerprint(pair[0]) != fingerprint(pair[1])}


def timeline_print(versions: Sequence[Version], offered: Definition | None) -> str:
    """Differs between two histories of a metric exactly when its numbers may, in any week. A metric that was never
    counted otherwise has the fingerprint of its definition.
    """
    steps: list[tuple[date, str]] = [(date.min, fingerprint(offered))] if offered is not None else []
    for start in sorted({date.min, *_starts(versions)}):
        version = in_force(versions, start)
        if version is not None:
            steps = [step for step in steps if step[0] != start] + [(start, fingerprint(version.definition))]
    told = [step for place, step in enumerate(steps) if not place or steps[place - 1][1] != step[1]]
    if len(told) == 1 and told[0][0] == date.min:
        return told[0][1]
    return blake2b(repr(told).encode(), digest_size=12).hexdigest()


def _starts(versions: Iterable[Version]) -> set[date]:
    return {version.holds_from_on for version in versions if version.holds_from_on is not None}
