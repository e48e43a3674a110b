"""Reads of what certificates rest on. Nothing here asks who looks."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.coaching.observing.queries import observations_about
from fairway.coaching.observing.types import ObservationFacts
from fairway.coaching.support.asking import Asked
from fairway.coaching.support.lines import Lines, seats_in
from fairway.coaching.support.queries import misses_discussed, misses_over_weeks, promises_kept, sessions_held
from fairway.diagnosis.queries import statuses_over
from fairway.lib.periods import week_of, week_period
from fairway.people.queries import direct_managers_of, employment, every_line, led_since, organisation
from fairway.plans.queries import plans_of
from fairway.training.certifying.rules import WEEKS, may_renew
from fairway.training.certifying.types import (
    NOTHING,
    CertificateFacts,
    FieldSums,
    ObservedTalk,
    Standings,
    Talk,
    year_after,
)
from fairway.training.curriculum.reading import modules_of
from fairway.training.curriculum.types import Track
from fairway.training.fieldwork.queries import assignments_of
from fairway.training.fieldwork.types import CERTIFICATION, Answer, AssignmentFacts
from fairway.training.models import Certificate
from fairway.training.progress.queries import standings_of

WEEK = timedelta(days=7)
LONGEST_YEAR = timedelta(days=366)
ByWeek = Mapping[date, FieldSums]


def weeks_counted(on: date, count: int = WEEKS) -> list[date]:
    """First days of the last closed weeks, the oldest first."""
    newest = week_of(on, organisation().week_starts_on) - WEEK
    return [newest - WEEK * back for back in range(count - 1, -1, -1)]


@dataclass(frozen=True, slots=True)
class Led:
    """Some managers over some weeks: what is asked of the rooms below, and by week who led each of their sellers."""

    manager_keys: Collection[int]
    asked: Asked
    by_week: Mapping[date, Mapping[int, int]]


def led_over(manager_keys: Collection[int], weeks: Sequence[date], on: date) -> Led:
    """These managers over these weeks, as of a day: in a few statements, however many they are."""
    last_on = week_period(weeks[-1]).end_on
    led = led_since(manager_keys, weeks[0], last_on)
    sellers = sorted({key for own in led.values() for key in own})
    people, lines, plans = employment(sellers), Lines(every_line(sellers)), plans_of(sellers, weeks[0], last_on)
    by_week: dict[date, dict[int, int]] = {}
    for week_on in weeks:
        seats = seats_in(week_period(week_on), people, lines, plans)
        by_week[week_on] = {seat.person_key: seat.path[0] for seat in seats if seat.path[:1] and seat.path[0] in led}
    return Led(manager_keys, Asked(weeks, people, plans, on, is_of_few=True), by_week)


def misses_to_ask_about(led: Led) -> Sequence[date]:
    """The last days for what fell behind among these sellers in these weeks and nobody spoke of yet."""
    return sorted(
        one.last_on
        for one in misses_over_weeks(led.asked)
        if not one.is_spoken and one.last_on >= led.asked.on and one.person_key in led.by_week[one.week_on]
    )


def sums_by_week(led: Led) -> Mapping[int, ByWeek]:
    """By manager and week what their own sellers add up to: a seller's week belongs to whom they stood under when it
    began. Weeks without sellers of theirs are left out. In statements constant in the number of managers.
    """
    asked, weeks = led.asked, led.asked.weeks
    held, kept, discussed = sessions_held(asked), promises_kept(asked), misses_discussed(asked)
    judged = Counter((person, week_on) for person, _, week_on, _ in statuses_over(weeks[0], weeks[-1], asked.keys))
    found: dict[int, dict[date, FieldSums]] = {key: {} for key in led.manager_keys}
    for week_on, managers in led.by_week.items():
        for person, manager in managers.items():
            sums = FieldSums(
                held=held.get(week_on, {}).get(person, NOTHING),
                kept=kept.get(week_on, {}).get(person, NOTHING),
                discussed=discussed.get(week_on, {}).get(person, NOTHING),
                judged=judged[person, week_on],
            )
            found[manager][week_on] = found[manager].get(week_on, FieldSums()) + sums
    return found


def field_sums(led: Led) -> Mapping[int, FieldSums]:
    """By manager what these weeks show."""
    return {key: sum(own.values(), FieldSums()) for key, own in sums_by_week(led).items()}


def observed_talks(manager_keys: Collection[int], on: date) -> Mapping[int, Sequence[ObservedTalk]]:
    """By manager the sessions others saw within a year, the oldest first."""
    found: dict[int, list[ObservedTalk]] = defaultdict(list)
    for one in observations_about(manager_keys, on - LONGEST_YEAR, on):
        talk = _observed(one)
        if talk is not None and on < year_after(talk.on):
            found[one.person_key].append(talk)
    return found


def _observed(one: ObservationFacts) -> ObservedTalk | None:
    ratings = [seen.rating for seen in one.given.seen.values() if seen.rating is not None]
    return ObservedTalk(one.session_on, sum(ratings) / len(ratings), len(ratings)) if ratings else None


def standings_by(led: Led) -> Mapping[int, Standings]:
    """By manager everything a certificate is about, as of the day that is asked for, by weeks that are counted."""
    manager_keys, on = led.manager_keys, led.asked.on
    sums, observed = field_sums(led), observed_talks(manager_keys, on)
    handed_in, done = assignments_of(manager_keys), standings_of(manager_keys)
    leading = direct_managers_of(manager_keys, on)
    before = {
        key: one.granted_on
        for key, one in newest_certificates(manager_keys).items()
        if may_renew(one.expires_on, on) and one.granted_on < on
    }
    modules = [one for one in modules_of(Track.MANAGERS) if one.key != CERTIFICATION]
    return {
        key: Standings(
            on=on,
            sums=sums[key],
            observed=tuple(observed.get(key, ())),
            talk=_talk(handed_in[key].get(CERTIFICATION)),
            modules_done=sum(done[key].is_done(one) for one in modules),
            modules=len(modules),
            is_led=bool(leading[key] - {key}),
            since_on=before.get(key),
        )
        for key in manager_keys
    }


def _talk(one: AssignmentFacts | None) -> Talk:
    if one is None:
        return Talk()
    return Talk(one.handed_in_on, one.read_on if one.is_done else None, one.answer is Answer.AGAIN)


def newest_certificates(person_keys: Collection[int]) -> Mapping[int, CertificateFacts]:
    """By person the one that was given last, also where it has expired."""
    rows = Certificate.objects.filter(person_id__in=list(person_keys)).order_by("granted_on", "pk")
    return {row.person_id: CertificateFacts(row.person_id, row.granted_on, row.expires_on, row.facts) for row in rows}
