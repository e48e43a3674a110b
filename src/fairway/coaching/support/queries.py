"""What each seller adds to the figures of the support half, week by week."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from fairway.coaching.queries.led import sessions_led
from fairway.coaching.support.asking import Added, Asked
from fairway.coaching.support.types import Miss, Part
from fairway.coaching.types import Led
from fairway.commitments.queries import fallen_due, raised_over
from fairway.commitments.types import Kept, ObstacleFacts, ObstacleState, OwnerRole
from fairway.diagnosis.queries import misses_over, said_over
from fairway.lib.periods import local_day, week_period
from fairway.people.queries import organisation
from fairway.plans.rules import in_force
from fairway.studio.proposals.queries import proposals_of
from fairway.studio.proposals.rules import agreed

WEEK = timedelta(days=7)
MOST_MINUTES = 75  # of sessions in a week, from which further ones do not count: five hours a month
SPOKEN_WITHIN = WEEK  # of the close of the week
ASKED_ABOUT_LATER = timedelta(weeks=8)  # within which a miss may still be asked about
REMOVED_WITHIN = timedelta(days=14)
LATE_BY = WEEK  # after its day, from which a review is overdue
AS_OF_NOW = timedelta(days=14)  # after its close, for which what stands now is taken for what stood then


def support_added(asked: Asked) -> Added:
    """Every figure of the support half that is told by week. Of a seller without what a figure is about there is no
    part.
    """
    agreed_in: dict[date, dict[int, Part]] = defaultdict(dict)
    for week_on in asked.weeks:
        end_on = week_period(week_on).end_on
        for one in asked.people:
            if one.left_on is None or one.left_on >= end_on:
                held = in_force(asked.plans.get(one.person_key, ()), end_on)
                has_own_act = any(not plan.needs_yes for plan in held)
                agreed_in[week_on][one.person_key] = Part(float(has_own_act), 1.0)
    return {
        "agreed": agreed_in,
        "held": sessions_held(asked),
        "removed": _removed(asked),
        "kept": promises_kept(asked),
        "reviewed": _reviewed(asked),
    }


def sessions_held(asked: Asked) -> dict[date, dict[int, Part]]:
    """By week and seller how many sessions were held of those whose day has come, within the minutes that count."""
    sessions = [one for one in sessions_led(asked.days.start_on, asked.days.end_on, asked.of) if one.on in asked.days]
    return _added(asked, ((one.person_key, one.on, one.is_held) for one in _within(sessions, asked)))


def promises_kept(asked: Asked) -> dict[date, dict[int, Part]]:
    """By week and seller how many promises of managers were kept of those that fell due and can be told."""
    due = fallen_due(asked.keys, asked.days.start_on, asked.days.end_on)
    promises = [one for one in due if one.role is OwnerRole.MANAGER]
    told = [one for one in promises if one.kept in {Kept.KEPT, Kept.NOT_KEPT}]
    return _added(asked, ((one.person_key, one.by_on, one.kept is Kept.KEPT) for one in told))


def _removed(asked: Asked) -> dict[date, dict[int, Part]]:
    raised = raised_over(asked.days.start_on, asked.days.end_on, asked.of)
    obstacles = [one for one in raised if is_told(one, asked.on)]
    return _added(asked, ((one.person_key, one.commitment.made_on, is_removed(one)) for one in obstacles))


def _added(asked: Asked, happened: Iterable[tuple[int, date, bool]]) -> dict[date, dict[int, Part]]:
    """(seller, day, whether it was done) of everything that could have been done, added up by week and seller."""
    into: dict[date, dict[int, Part]] = defaultdict(dict)
    for person_key, on, is_done in happened:
        week_on = asked.week_of(on)
        if week_on is not None:
            before = into[week_on].get(person_key, Part(0.0, 0.0))
            into[week_on][person_key] = Part(before.done + is_done, before.of + 1)
    return into


def _within(sessions: Iterable[Led], asked: Asked) -> list[Led]:
    """Sessions that begin before the seller's week has as many minutes as help."""
    minutes: dict[tuple[int, date | None], int] = defaultdict(int)
    found = []
    for one in sessions:
        place = (one.person_key, asked.week_of(one.on))
        if minutes[place] < MOST_MINUTES:
            found.append(one)
        minutes[place] += one.minutes
    return found


def is_told(one: ObstacleFacts, on: date) -> bool:
    """Whether it can be said of an obstacle that it was out of the way in time, or was not."""
    return not one.is_open or one.commitment.made_on + REMOVED_WITHIN < on


def is_removed(one: ObstacleFacts) -> bool:
    """Whether it was out of the way in time."""
    is_resolved = one.state is ObstacleState.RESOLVED and one.closed_on is not None
    return is_resolved and one.closed_on <= one.commitment.made_on + REMOVED_WITHIN  # type: ignore[operator]


def _reviewed(asked: Asked) -> dict[date, dict[int, Part]]:
    """Of weeks that closed lately alone: a review that was held moves its day, and nobody keeps the one before."""
    weeks = [week_on for week_on in asked.weeks if week_period(week_on).end_on + AS_OF_NOW >= asked.on]
    proposals = proposals_of(asked.keys) if weeks else {}
    found: dict[date, dict[int, Part]] = defaultdict(dict)
    for week_on in weeks:
        end_on = week_period(week_on).end_on
        for person_key, own in proposals.items():
            held = in_force(asked.plans.get(person_key, ()), end_on)
            due = [one.hypothesis.review_on for one in agreed(own, held, end_on).values()]
            if due:
                in_time = sum(review_on + LATE_BY >= end_on for review_on in due)
                found[week_on][person_key] = Part(float(in_time), float(len(due)))
    return found


def misses_discussed(asked: Asked) -> dict[date, dict[int, Part]]:
    """By week and seller how many activities fell behind, or into doubt, and of how many somebody said why within seven
    days of its close. Those of which the seven days are not over count once somebody did.
    """
    found: dict[date, dict[int, Part]] = defaultdict(dict)
    for one in misses_over_weeks(asked):
        if one.is_spoken or one.last_on < asked.on:
            part = found[one.week_on].get(one.person_key, Part(0.0, 0.0))
            found[one.week_on][one.person_key] = Part(part.done + one.is_spoken, part.of + 1)
    return found


def misses_over_weeks(asked: Asked) -> list[Miss]:
    """Every activity that fell behind, or into doubt, in one of the weeks and not in the week before."""
    days, before = asked.days, asked.weeks[0] - WEEK
    misses = misses_over(before, asked.weeks[-1], asked.of)
    said = said_over(asked.weeks[0], asked.weeks[-1], asked.of)
    spoken = _days_spoken_of(days.start_on, days.end_on + SPOKEN_WITHIN, asked.of)
    zone = organisation().timezone
    found = []
    for person_key, metric, week_on in sorted(misses):
        if week_on < asked.weeks[0] or (person_key, metric, week_on - WEEK) in misses:
            continue
        end_on = week_period(week_on).end_on
        last_on = end_on + SPOKEN_WITHIN
        said_at = said.get((person_key, metric, week_on))
        is_said = said_at is not None and local_day(said_at, zone) <= last_on
        is_spoken = is_said or any(end_on < on <= last_on for on in spoken.get((person_key, metric), ()))
        found.append(Miss(person_key, week_on, last_on, is_spoken))
    return found


def misses_asked_about(of: Collection[int], since_on: date, until_on: date) -> set[tuple[int, str]]:
    """(seller, activity) of misses in closed weeks about which, on days from one to another, both included, the seller
    said why, an obstacle was raised or a session was held: however long after, and each activity once.
    """
    first = since_on - ASKED_ABOUT_LATER
    zone, weeks = organisation().timezone, defaultdict(list)
    for person_key, metric, week_on in misses_over(first, until_on, of):
        weeks[person_key, metric].append(week_on)
    said = said_over(first, until_on, of)
    found = {
        (person_key, metric)
        for (person_key, metric, week_on), at in said.items()
        if week_on in weeks.get((person_key, metric), ()) and since_on <= local_day(at, zone) <= until_on
    }
    spoken = _days_spoken_of(since_on, until_on, of)
    return found | {
        pair
        for pair, days in spoken.items()
        if any(
            since_on <= on <= until_on and week_period(week_on).end_on < on for on in days for week_on in weeks[pair]
        )
    }


def _days_spoken_of(since_on: date, until_on: date, of: Collection[int] | None) -> Mapping[tuple[int, str], list[date]]:
    """By seller and activity the days on which an obstacle was raised or a session held about it."""
    found: dict[tuple[int, str], list[date]] = defaultdict(list)
    for obstacle in raised_over(since_on, until_on, of):
        found[obstacle.person_key, obstacle.metric_key].append(obstacle.commitment.made_on)
    for session in sessions_led(since_on, until_on, of):
        if session.held_on is not None and session.metric_key:
            found[session.person_key, session.metric_key].append(session.held_on)
    return found
