"""The stored sums as somebody may see them.

A manager's sums are seen by that manager and whoever stood above them when the period began. Whoever led some of a
group's sellers themselves knows what those add: where fewer than five would be left of it, the figure is hidden from
them in every sum that holds the group. Their own team they see whole, whatever its size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.leadership.models import RolledArea, RolledPeriod, RolledSeller, RolledTeam
from fairway.leadership.types import Grain, Sum, Told
from fairway.people import access
from fairway.people.queries import ever_below, led_now_and_soon
from fairway.people.types import Viewer

Spoiled = set[tuple[int, int, str]]  # period, manager, figure


@dataclass(frozen=True, slots=True)
class Seen:
    """By first day what somebody may read of one manager's weeks and quarters."""

    weeks: Mapping[date, Told]
    quarters: Mapping[date, Told]


def sums_seen(
    viewer: Viewer, manager_keys: Collection[int], weeks: Collection[date], quarters: Mapping[date, Sequence[date]]
) -> dict[int, Seen]:
    """By manager what the viewer may read of those weeks and quarters; `quarters` gives the weeks of each.

    Hidden for whoever leads nobody and is not in operations. Managers the viewer did not stand above then are absent.
    """
    periods = _periods(weeks, quarters)
    begins = {period.pk: quarters.get(period.starts_on, [period.starts_on]) for period in periods.values()}
    rows = list(RolledArea.objects.filter(manager_id__in=list(manager_keys), period_id__in=list(begins)))
    asked = {(row.manager_id, day) for row in rows for day in begins[row.period_id]}
    seen = access.areas_seen(viewer, asked)
    rows = [row for row in rows if all((row.manager_id, day) in seen for day in begins[row.period_id])]
    spoiled = _spoiled(viewer.person_key, periods, viewer.on, everywhere=viewer.is_operations)
    found: dict[int, tuple[dict[date, Told], dict[date, Told]]] = defaultdict(lambda: ({}, {}))
    for row in rows:
        period = periods[row.period_id]
        own = {key for pk, manager, key in spoiled if (pk, manager) == (row.period_id, row.manager_id)}
        found[row.manager_id][period.grain == Grain.QUARTER][period.starts_on] = _told(row, period.starts_on, own)
    return {key: Seen(*both) for key, both in found.items()}


def own_sums_seen(viewer: Viewer, weeks: Collection[date], quarters: Mapping[date, Sequence[date]]) -> Seen:
    """The same of the sellers the viewer leads themselves, as a team of whatever size."""
    periods = _periods(weeks, quarters)
    found: tuple[dict[date, Told], dict[date, Told]] = ({}, {})
    own = RolledTeam.objects.filter(manager_id=viewer.person_key or 0, period_id__in=list(periods)).order_by("pk")
    for team in own:
        period = periods[team.period_id]
        into = found[period.grain == Grain.QUARTER]
        if period.starts_on not in into:  # over a quarter somebody may have reported to two people: the first is shown
            sums = {key: Sum(*columns[:3]) for key, columns in team.figures.items()}
            into[period.starts_on] = Told(period.starts_on, sums)
    return Seen(*found)


def whole_sums_seen(viewer: Viewer, weeks: Collection[date], quarters: Mapping[date, Sequence[date]]) -> Seen:
    """The same of every group of the organisation together, for operations; Hidden for everybody else."""
    access.require_operations(viewer)
    periods = _periods(weeks, quarters)
    spoiled = {
        (period_id, figure) for period_id, _, figure in _spoiled(viewer.person_key, periods, viewer.on, everywhere=True)
    }
    sums: dict[int, dict[str, Sum]] = {pk: {} for pk in periods}
    alone: dict[int, set[str]] = {pk: set() for pk in periods}
    for team in RolledTeam.objects.filter(period_id__in=list(periods)):
        own = sums[team.period_id]
        for key, (done, of, sellers, number) in team.figures.items():
            before = own.get(key, Sum(0.0, 0.0, 0))
            own[key] = Sum(before.done + done, before.of + of, before.sellers + sellers) if number else before
            if sellers and not number:
                alone[team.period_id].add(key)
    found: tuple[dict[date, Told], dict[date, Told]] = ({}, {})
    for pk, period in periods.items():
        hidden = {
            key for key, one in sums[pk].items() if (pk, key) in spoiled or (not one.sellers and key in alone[pk])
        }
        shown = {key: one for key, one in sums[pk].items() if key not in hidden}
        told = Told(period.starts_on, shown, frozenset(hidden), frozenset(alone[pk]) - hidden)
        found[period.grain == Grain.QUARTER][period.starts_on] = told
    return Seen(*found)


def without_small(seen: Seen) -> Seen:
    """One's own team as whoever leads nobody in it may read it. A figure of five sellers or more of one team is a group
    of its own; a smaller one stands in a sum with others, who could be told from it.
    """
    return Seen(*({day: _large(told) for day, told in periods.items()} for periods in (seen.weeks, seen.quarters)))


def _large(told: Told) -> Told:
    size = max((one.sellers for one in told.sums.values()), default=0)
    fewest = 1 if size >= LEAST_SELLERS else 0  # that nobody has something says it of each where they are few
    small = {key for key, one in told.sums.items() if fewest <= one.sellers < LEAST_SELLERS}
    kept = {key: one for key, one in told.sums.items() if key not in small}
    return Told(told.starts_on, kept, told.hidden | small, told.partial)


def newest_written() -> date | None:
    """The first day of the newest week that was rolled up; None before the first."""
    newest = RolledPeriod.objects.filter(grain=Grain.WEEK).order_by("-starts_on")
    return newest.values_list("starts_on", flat=True).first()


def written_weeks(weeks: Collection[date]) -> set[date]:
    """Those of some weeks that were rolled up."""
    rows = RolledPeriod.objects.filter(grain=Grain.WEEK, starts_on__in=list(weeks))
    return set(rows.values_list("starts_on", flat=True))


def _periods(weeks: Collection[date], quarters: Collection[date]) -> dict[int, RolledPeriod]:
    """By key those that are written; the sums of quarters stand beside those of weeks."""
    written = RolledPeriod.objects.filter(grain=Grain.WEEK, starts_on__in=list(weeks)) | RolledPeriod.objects.filter(
        grain=Grain.QUARTER, starts_on__in=list(quarters)
    )
    return {period.pk: period for period in written}


def _told(row: RolledArea, starts_on: date, spoiled: Collection[str]) -> Told:
    sums = {key: Sum(*columns) for key, columns in row.figures.items()}
    hidden = {key for key, one in sums.items() if key in spoiled or (not one.sellers and key in row.partial)}
    return Told(
        starts_on,
        {key: one for key, one in sums.items() if key not in hidden},
        frozenset(hidden),
        frozenset(row.partial) - hidden,
    )


def areas_of(manager_key: int, on: date) -> list[tuple[RolledPeriod, Told]]:
    """Every period of everybody below a manager, the oldest first, as that manager may read it on a day."""
    rows = RolledArea.objects.filter(manager_id=manager_key).select_related("period")
    ordered = sorted(rows, key=lambda row: (row.period.starts_on, row.period.grain))
    spoiled = _spoiled(manager_key, {row.period_id: row.period for row in ordered}, on)
    hidden: dict[int, set[str]] = defaultdict(set)
    for period_id, key, figure in spoiled:
        if key == manager_key:
            hidden[period_id].add(figure)
    return [(row.period, _told(row, row.period.starts_on, hidden[row.period_id])) for row in ordered]


def _spoiled(
    reader_key: int | None, periods: Mapping[int, RolledPeriod], on: date, *, everywhere: bool = False
) -> Spoiled:
    """Figures that hold a group of which a reader knows all but one to four sellers from leading the others, or
    being one of them; with `everywhere` also of groups that never stood below them, as operations read them.

    Whom they will lead from a day to come they do not know of yet, and soon will: both ways no few may be left.
    """
    if reader_key is None or not periods:
        return set()
    since_on = min(period.starts_on for period in periods.values())
    now, soon = led_now_and_soon(reader_key, since_on, on)
    known = [now] if now == soon else [now, soon]
    below = None if everywhere else reader_key
    return set().union(*(_spoiled_by({**led, reader_key: date.max}, periods, below) for led in known))


def _spoiled_by(until: Mapping[int, date], periods: Mapping[int, RolledPeriod], below_key: int | None) -> Spoiled:
    """The same for somebody who knows these sellers, each until a day; `below_key` is None for groups everywhere."""
    seats = RolledSeller.objects.filter(person_id__in=list(until), team__period_id__in=list(periods))
    known: dict[int, int] = defaultdict(int)  # by team how many sellers
    where = set()
    for team_id, period_id, person_key in seats.values_list("team_id", "team__period_id", "person_id"):
        if until[person_key] >= periods[period_id].starts_on:
            known[team_id] += 1
            where.add(period_id)
    # Groups they read a sum of are of teams below them; a manager who was erased may have been.
    below = Q()
    if below_key is not None:
        below = Q(manager_id=below_key) | Q(manager_id__in=ever_below(below_key)) | Q(manager__isnull=True)
    teams = RolledTeam.objects.filter(below, period_id__in=where)
    return set(_spoiled_among(teams, known)) if where else set()


def _spoiled_among(teams: QuerySet[RolledTeam], known: Mapping[int, int]) -> Iterator[tuple[int, int, str]]:
    """(period, manager, figure); `known` says how many sellers of each team the reader knows all of."""
    members: dict[int, set[int]] = defaultdict(set)
    seats = RolledSeller.objects.filter(team_id__in=teams.values("pk"))
    for team_id, person_key in seats.values_list("team_id", "person_id"):
        members[team_id].add(person_key)
    groups: dict[tuple[int, str, int], list[RolledTeam]] = defaultdict(list)
    for team in teams:
        for key, (_, _, _, number) in team.figures.items():
            if number:
                groups[team.period_id, key, number].append(team)
    for (period_id, key, _), together in groups.items():
        seated = sum(len(members[team.pk]) for team in together)
        # Over a quarter somebody may sit in two teams of a group: they are one seller all the same.
        twice = seated - len(set().union(*(members[team.pk] for team in together)))
        count = sum(known.get(team.pk, 0) for team in together)
        about = sum(team.figures[key][2] for team in together) - twice
        if 0 < count < seated and about - count < LEAST_SELLERS:
            for manager_key in set(together[0].path).intersection(*(team.path for team in together)):
                yield period_id, manager_key, key
