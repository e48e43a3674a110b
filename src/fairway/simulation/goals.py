"""Quotas: alike within a team, and where an attainment is planted, such that it comes true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from fairway.simulation.calendar import Weeks
from fairway.simulation.deals import Deal
from fairway.simulation.people import Seller
from fairway.simulation.types import SimQuota

WEEKS_OF_BOOKINGS = 26  # before the last day, from which usual bookings are told
LEAST_QUOTA, MOST_QUOTA = (
    0.8,
    1.25,
)  # of what is usual in the team; the rest is a matter of how large deals are there


@dataclass(frozen=True, slots=True)
class Goal:
    """A seller's quota for thirteen weeks, and what the amounts of their deals are multiplied by."""

    quota: int
    amount_factor: float
    attainment: float  # bookings of the last half year over the quota for it


def goals_of(sellers: Sequence[Seller], deals: Iterable[Deal], last_day: date) -> dict[str, Goal]:
    """Everybody's goal, by person. Call before any amount has been multiplied.

    A quota is what people in the team usually book, by working time. A planted attainment moves it a little,
    and for the rest makes that seller's deals larger or smaller: only money in the history changes. It comes true of
    the last half year and of where the running quarter leads at that pace: whichever is further from it decides.
    """
    past = list(deals)
    usual = usual_bookings(sellers, past, last_day)
    leading = _running_quarter(sellers, past, usual, last_day)
    goals: dict[str, Goal] = {}
    for seller in sellers:
        own = usual[seller.person.person_id]
        team = [
            usual[other.person.person_id]
            for other in sellers
            if other.team is seller.team and other.person.fte == 1.0 and _has_half_a_year(other, last_day)
        ]
        share = seller.calendar.day_share * len(seller.person.working_days)
        quota = max(float(median(team or [own])) * share, 5000.0)
        factor, planted = 1.0, seller.spec.attainment
        if planted is not None and own > 0 and _has_half_a_year(seller, last_day):
            pick = min if planted >= 1 else max
            told = pick(own, leading[seller.person.person_id]) or own
            quota = min(max(told / planted, LEAST_QUOTA * quota), MOST_QUOTA * quota)
            factor = quota * planted / told
        goals[seller.person.person_id] = Goal(int(round(quota, -3)), factor, own * factor / quota)
    return goals


def apply_goals(goals: Mapping[str, Goal], deals: Iterable[Deal], last_day: date) -> None:
    """Multiply the amount of each deal by what holds for its owner on the last day."""
    for deal in deals:
        known = [person for at, person in deal.owners if at.date() <= last_day] or [deal.owners[0][1]]
        deal.amount = max(1000, int(round(deal.amount * goals[known[-1]].amount_factor, -2)))


def quota_rows(sellers: Sequence[Seller], goals: Mapping[str, Goal], weeks: Weeks, until: date) -> Iterator[SimQuota]:
    """A quota for each calendar quarter of the history in which somebody was there."""
    for seller in sellers:
        person = seller.person
        for start_on, end_on in quarters(weeks.monday(weeks.first), until):
            if end_on >= person.hired_on and (person.left_on is None or start_on <= person.left_on):
                yield SimQuota(person.person_id, start_on, end_on, goals[person.person_id].quota)


def usual_bookings(sellers: Sequence[Seller], deals: Iterable[Deal], last_day: date) -> dict[str, float]:
    """Per person, what was won in thirteen weeks on average, credited to the owner at closing."""
    total = _booked(sellers, deals, last_day - timedelta(days=7 * WEEKS_OF_BOOKINGS), last_day)
    return {person: amount * 13 / WEEKS_OF_BOOKINGS for person, amount in total.items()}


def _running_quarter(
    sellers: Sequence[Seller], deals: Iterable[Deal], usual: Mapping[str, float], last_day: date
) -> dict[str, float]:
    """Per person, what the calendar quarter of a day comes to if the rest of it is as usual."""
    ((start_on, end_on),) = quarters(last_day, last_day)
    booked = _booked(sellers, deals, start_on - timedelta(days=1), last_day)
    left = (end_on - last_day).days / ((end_on - start_on).days + 1)
    return {person: amount + usual[person] * left for person, amount in booked.items()}


def _booked(sellers: Sequence[Seller], deals: Iterable[Deal], after: date, until: date) -> dict[str, float]:
    """Per person, what was won after a day and until another, credited to the owner at closing."""
    total = {seller.person.person_id: 0.0 for seller in sellers}
    for deal in deals:
        if deal.is_won and deal.closed_at is not None and after < deal.closed_at.date() <= until:
            owner = [person for at, person in deal.owners if at <= deal.closed_at][-1]
            total[owner] += deal.amount
    return total


def quarters(first_day: date, last_day: date) -> Iterator[tuple[date, date]]:
    """Calendar quarters from the one of the first day to the one of the last."""
    start_on = date(first_day.year, (first_day.month - 1) // 3 * 3 + 1, 1)
    while start_on <= last_day:
        following = (start_on + timedelta(days=95)).replace(day=1)
        yield start_on, following - timedelta(days=1)
        start_on = following


def _has_half_a_year(seller: Seller, last_day: date) -> bool:
    since = last_day - timedelta(days=7 * WEEKS_OF_BOOKINGS)
    return seller.person.hired_on <= since and (seller.person.left_on is None or seller.person.left_on > last_day)
