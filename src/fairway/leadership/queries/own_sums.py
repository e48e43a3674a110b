"""Weekly sums of managers' own acts, as the manager, whoever is above and whoever reports to them may read them.

A manager reads their own team whole. Whoever is above reads what the two halves show of it: whole groups of five
sellers or more. Whoever reports to the manager knows their own part, and the parts of those they lead: the whole is
shown to them only where it is about at least five others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.coaching.observing.queries import observations_over
from fairway.coaching.support.asking import Asked, week_among
from fairway.coaching.support.queries import is_removed, is_told, misses_discussed, support_added
from fairway.coaching.support.types import Part
from fairway.commitments.queries import taken_on_over
from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.leadership.models import RolledSeller, RolledTeam
from fairway.leadership.own.types import Act, Lens
from fairway.leadership.own.weeks import NOTHING, ActSums
from fairway.leadership.queries.seeing import own_sums_seen, sums_seen, written_weeks
from fairway.leadership.types import Grain, Sum, Told
from fairway.lib.periods import week_period
from fairway.people.queries import led_since
from fairway.people.types import Employment, PersonFacts, Viewer
from fairway.plans.queries import plans_of

Seats = Mapping[date, frozenset[int]]  # by week who worked for the manager
ByPerson = Mapping[date, Mapping[int, Part]]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose board, read by whom as what, over which closed weeks, the oldest first."""

    viewer: Viewer
    subject: PersonFacts
    lens: Lens
    weeks: Sequence[date]
    leads_managers: bool  # the subject does


def sums_of(asking: Asking, acts: Collection[Act]) -> dict[str, ActSums]:
    """By act what the viewer may read."""
    if not asking.weeks:
        return {act.key: ActSums({}) for act in acts}
    of_team = [act for act in acts if act.reads and act.key != "discussed"]
    found = {act.key: one for act, one in zip(of_team, _of_team(asking, of_team), strict=True)} if of_team else {}
    for act in acts:
        if act.key == "discussed":
            found[act.key] = _discussed(asking)
        elif act.key == "observed":
            found[act.key] = _observed(asking)
        elif act.key == "taken_on":
            found[act.key] = _taken_on(asking)
    return found


def _of_team(asking: Asking, acts: Sequence[Act]) -> list[ActSums]:
    """Acts that are counted by stored weekly sums."""
    if asking.lens is Lens.OWN:
        told: Mapping[date, Told] = own_sums_seen(asking.viewer, asking.weeks, {}).weeks
        return [_read(act.reads, told) for act in acts]
    if asking.lens is Lens.ABOVE:
        if asking.leads_managers:  # everybody below is more than those they lead themselves
            return [ActSums({}, frozenset(asking.weeks)) for _ in acts]
        told, absent = _area_seen(asking)
        return [_read(act.reads, told, absent) for act in acts]
    told, yours = _beside_others(asking), _own_parts(asking, seats_of(asking.subject.key, asking.weeks))
    return [_read(act.reads, told, yours=yours.get(act.reads, {})) for act in acts]


def _read(
    figure: str,
    told: Mapping[date, Told],
    absent: frozenset[date] = frozenset(),
    yours: Mapping[date, Part] | None = None,
) -> ActSums:
    sums = {week_on: one.sums[figure] for week_on, one in told.items() if figure in one.sums}
    whole = {week_on: Part(one.done, one.of) for week_on, one in sums.items()}
    hidden = frozenset(week_on for week_on, one in told.items() if figure in one.hidden)
    return ActSums(whole, hidden | absent, yours)


def _area_seen(asking: Asking) -> tuple[Mapping[date, Told], frozenset[date]]:
    """What whoever is above reads by week, and the weeks that were worked out without anything for them to read, such
    as those before they stood above.
    """
    seen = sums_seen(asking.viewer, [asking.subject.key], asking.weeks, {}).get(asking.subject.key)
    told = seen.weeks if seen else {}
    return told, frozenset(written_weeks(asking.weeks) - told.keys())


def seats_of(manager_key: int, weeks: Collection[date]) -> Seats:
    """By week who worked for a manager, as it was when the week was written."""
    rows = RolledSeller.objects.filter(
        team__manager_id=manager_key, team__period__grain=Grain.WEEK, team__period__starts_on__in=list(weeks)
    )
    found: dict[date, set[int]] = defaultdict(set)
    for week_on, person_key in rows.values_list("team__period__starts_on", "person_id"):
        found[week_on].add(person_key)
    return {week_on: frozenset(keys) for week_on, keys in found.items()}


def _beside_others(asking: Asking) -> dict[date, Told]:
    """The manager's own team by week for somebody who reports to them: every figure that is about at least five others
    than the reader and those whom the reader led since that week began.
    """
    seats = seats_of(asking.subject.key, asking.weeks)
    own_key = asking.viewer.person_key or 0
    until = led_since([own_key], asking.weeks[0])[own_key]
    teams = RolledTeam.objects.filter(
        manager_id=asking.subject.key, period__grain=Grain.WEEK, period__starts_on__in=list(asking.weeks)
    )
    found = {}
    for week_on, figures in teams.order_by("pk").values_list("period__starts_on", "figures"):
        known = {key for key in seats.get(week_on, ()) if key == own_key or until.get(key, date.min) >= week_on}
        sums = {key: Sum(*columns[:3]) for key, columns in figures.items()}
        shown = {key: one for key, one in sums.items() if one.sellers - len(known) >= LEAST_SELLERS}
        found[week_on] = Told(week_on, shown, frozenset(sums.keys() - shown.keys()))
    return found


def _asked(asking: Asking, person_keys: Iterable[int]) -> Asked:
    keys = sorted(person_keys)
    people = [Employment(key, None, None, is_operations=False) for key in keys]
    plans = plans_of(keys, asking.weeks[0], week_period(asking.weeks[-1]).end_on)
    return Asked(asking.weeks, people, plans, asking.viewer.on, is_of_few=True)


def _own_parts(asking: Asking, seats: Seats) -> dict[str, dict[date, Part]]:
    """By figure what concerns the reader alone, in weeks in which they worked for that manager."""
    own_key = asking.viewer.person_key or 0
    mine = [week_on for week_on, keys in seats.items() if own_key in keys]
    if not mine:
        return {}
    added = support_added(_asked(asking, [own_key]))
    return {figure: _of_person(own_key, weeks, mine) for figure, weeks in added.items()}


def _of_person(key: int, added: ByPerson, weeks: Iterable[date]) -> dict[date, Part]:
    return {week_on: added.get(week_on, {}).get(key, NOTHING) for week_on in weeks}


def _discussed(asking: Asking) -> ActSums:
    """Misses by week, worked out now: for the manager, and of whoever reports to them their own. Whoever is above reads
    them by quarter alone, as everywhere.
    """
    if asking.lens is Lens.ABOVE:
        return ActSums({}, frozenset(asking.weeks))
    seats = seats_of(asking.subject.key, asking.weeks)
    own_key = asking.viewer.person_key or 0
    keys = frozenset().union(*seats.values()) if asking.lens is Lens.OWN else frozenset({own_key})
    added = misses_discussed(_asked(asking, keys)) if keys else {}
    if asking.lens is Lens.LED:
        mine = [week_on for week_on, seated in seats.items() if own_key in seated]
        return ActSums({}, frozenset(asking.weeks), _of_person(own_key, added, mine))
    return ActSums({week_on: _together(added.get(week_on, {}), seated) for week_on, seated in seats.items()})


def _together(parts: Mapping[int, Part], keys: Collection[int]) -> Part:
    found = [part for key, part in parts.items() if key in keys]
    return Part(sum(part.done for part in found), sum(part.of for part in found))


def _observed(asking: Asking) -> ActSums:
    """Sessions a leader observed: how many is read by the leader and above, of whom by each of those alone."""
    until_on = week_period(asking.weeks[-1]).end_on
    found = observations_over(asking.weeks[0], until_on, [asking.subject.key])
    by_week = _by_week(asking.weeks, ((one.person_key, one.session_on, Part(1.0, 0.0)) for one in found))
    if asking.lens is Lens.LED:
        own_key = asking.viewer.person_key or 0
        return ActSums({}, frozenset(asking.weeks), _of_person(own_key, by_week, asking.weeks))
    return ActSums({week_on: _together(parts, parts.keys()) for week_on, parts in by_week.items()})


def _taken_on(asking: Asking) -> ActSums:
    """Obstacles a leader was asked to remove, by the week in which they were raised. In a week that may be one, and of
    one seller alone: whoever is above reads nothing of them.
    """
    if asking.lens is Lens.ABOVE:
        return ActSums({}, frozenset(asking.weeks))
    raised = taken_on_over(asking.subject.key, asking.weeks[0], week_period(asking.weeks[-1]).end_on)
    told = [one for one in raised if is_told(one, asking.viewer.on)]
    parted = ((one.person_key, one.commitment.made_on, Part(float(is_removed(one)), 1.0)) for one in told)
    by_week = _by_week(asking.weeks, parted)
    if asking.lens is Lens.OWN:
        return ActSums({week_on: _together(parts, parts.keys()) for week_on, parts in by_week.items()})
    own_key = asking.viewer.person_key or 0
    led = led_since([own_key], asking.weeks[0], asking.viewer.on)[own_key]
    yours = {
        week_on: _together(parts, {key for key in parts if key == own_key or led.get(key, date.min) >= week_on})
        for week_on, parts in by_week.items()
    }
    return ActSums({}, frozenset(asking.weeks), yours)


def _by_week(weeks: Sequence[date], parted: Iterable[tuple[int, date, Part]]) -> dict[date, dict[int, Part]]:
    """By week and seller, of each (seller, day, part) added up."""
    found: dict[date, dict[int, Part]] = {week_on: {} for week_on in weeks}
    for person_key, day, part in parted:
        week_on = week_among(weeks, day)
        if week_on is not None:
            before = found[week_on].get(person_key, NOTHING)
            found[week_on][person_key] = Part(before.done + part.done, before.of + part.of)
    return found
