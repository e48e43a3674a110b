"""The demonstration's half year of 1:1s before today: who met whom when, what was said, written down and promised.

It draws and words; the rooms store it, and the ledger decides what became of each promise that can be counted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import numpy as np
from django.utils import timezone

from fairway.cli.recalled_talk import Calendar, Talk
from fairway.coaching.actions.bringing import bring_sessions
from fairway.coaching.actions.planning import Wish, plan_session
from fairway.coaching.actions.writing import Draft, write_note
from fairway.coaching.branching import Branch, branch_of
from fairway.coaching.groups.actions import plan_group, write_group_note
from fairway.coaching.groups.types import GroupWish
from fairway.coaching.kinds import ONE_TO_ONE
from fairway.coaching.past import PastRhythm, PastSession
from fairway.coaching.types import Part
from fairway.crm.demo import meeting as said
from fairway.diagnosis.states import Concluded, stands_of
from fairway.execution.queries import last_over, standings_over, today
from fairway.execution.types import SellerStanding
from fairway.lib.periods import Period
from fairway.metrics.queries import definitions_for
from fairway.people.queries import lines_since, names_of, organisation, sellers_on, working_time_of
from fairway.people.queries.lines import LineFacts
from fairway.people.types import LineKind, PersonFacts
from fairway.plans.queries import has_plan
from fairway.simulation.draws import stream
from fairway.simulation.meeting import Rhythm, days_met, start_of
from fairway.web.words import first_name

WEEKS_BACK = 26
EARLY_STAGE = "early_stage"
AHEAD = timedelta(days=60)  # within which the next talk is planned


def bring_half_a_year(seed: int) -> int:
    """Store the sessions of everybody on the board with whoever led them, up to the last day that is over, and plan
    the next ones. The same for the same seed, people and day. Returns how many were held.
    """
    on, until = today(), last_over()
    days = Period(until - timedelta(weeks=WEEKS_BACK) + timedelta(days=1), until)
    pairs = _pairs(seed, days)
    met = {pair.seller.key: pair.days(days) for pair in pairs}
    talked: dict[date, set[int]] = defaultdict(set)
    for pair in pairs:
        for day, _ in met[pair.seller.key]:
            talked[_before_week_of(day)].add(pair.seller.key)
    stood = standings_over(talked)
    processes = {key: str(one.process) for key, one in definitions_for(said.PROMISES).items()}
    held = [one for pair in pairs for one in pair.sessions(met[pair.seller.key], stood, processes, days)]
    rhythms = [
        PastRhythm(pair.seller.key, ONE_TO_ONE, pair.rhythm.every_days, days.start_on, pair.account(pair.coach_on(on)))
        for pair in pairs
    ]
    count = bring_sessions(held, rhythms)
    for pair in pairs:
        pair.plan_next(on)
    for leader, (names, topic) in said.GROUPS.items():
        _gather(leader, [pair for pair in pairs if pair.seller.name in names], topic, on)
    return count


def _gather(leader: str, pairs: Sequence["Pair"], topic: str, on: date) -> None:
    """Their next session together, where all of them are at work and led by the same."""
    for offset in range(2, AHEAD.days):
        day = on + timedelta(days=offset)
        starts = [pair.starts(day) for pair in pairs]
        coaches = {pair.coach_on(day) for pair in pairs}
        if starts and starts[0] is not None and None not in starts and len(coaches) == 1:
            [coach] = coaches
            if coach is None or pairs[0].calendar.names.get(coach) != leader:
                return
            wish = GroupWish(coach, EARLY_STAGE, starts[0], frozenset(pair.seller.key for pair in pairs), topic)
            key = plan_group(wish, actor_id=pairs[0].account(coach))
            write_group_note(key, Part.MATTER, Draft(said.GROUP_NOTE), actor_id=pairs[0].account(coach))
            return


def _pairs(seed: int, days: Period) -> list["Pair"]:
    on = days.end_on + timedelta(days=1)
    sellers = sellers_on(on, with_plan=has_plan(on))
    lines = lines_since([seller.key for seller in sellers], days.start_on)
    led = [(seller, [line for line in lines[seller.key] if line.kind == LineKind.LINE]) for seller in sellers]
    leads = {line.manager_key for _, own in led for line in own if line.manager_key is not None}
    everyone = {seller.key for seller in sellers} | leads
    calendar = Calendar(
        working_time_of(everyone, Period(days.start_on, on + AHEAD)), names_of(everyone), organisation().timezone, on
    )
    return [Pair(seed, seller, place, own, calendar) for place, (seller, own) in enumerate(led) if own]


@dataclass
class Pair:
    """A seller and whoever leads them."""

    seed: int
    seller: PersonFacts
    place: int
    lines: Sequence[LineFacts]
    calendar: Calendar

    @property
    def rhythm(self) -> Rhythm:
        return said.RHYTHMS.get(self.seller.name, said.USUAL)

    @cached_property
    def rng(self) -> np.random.Generator:
        return stream(self.seed, "one_to_one", self.seller.slug)

    def coach_on(self, day: date) -> int | None:
        """Who led the seller on a day; None where nobody did."""
        held = (line.manager_key for line in self.lines if line.from_on <= day <= (line.to_on or day))
        return next(held, None)

    def account(self, key: int | None) -> int | None:
        return self.calendar.account(key) if key is not None else None

    def starts(self, day: date) -> datetime | None:
        """When they can begin on a day of whoever leads; None where one of the two is not at work."""
        coach = self.coach_on(day)
        if coach is None or not self.calendar.works(coach, day):
            return None
        other = self.calendar.clock(self.seller.key, day)
        own, taken = self.calendar.clock(coach, day), self.calendar.taken[coach]
        at = start_of(day, own, other, place=5 * self.place, taken=taken)
        is_there = at is not None and self.calendar.works(self.seller.key, at.astimezone(other).date())
        return at if is_there else None

    def days(self, days: Period) -> list[tuple[date, datetime]]:
        """When they met, by the day of whoever leads, the oldest first."""
        on = days_met(self.rhythm, days.start_on, days.end_on, lambda day: self.starts(day) is not None, self.rng)
        found = []
        for day in on:
            at, coach = self.starts(day), self.coach_on(day)
            if at is not None and coach is not None:
                self.calendar.taken[coach].append(at)
                found.append((day, at))
        return found

    def sessions(
        self,
        met: Sequence[tuple[date, datetime]],
        stood: Mapping[date, Mapping[int, SellerStanding]],
        processes: Mapping[str, str],
        days: Period,
    ) -> list[PastSession]:
        """Every talk they had; each was planned when the one before ended."""
        found: list[PastSession] = []
        for day, at in met:
            standing = stood[_before_week_of(day)][self.seller.key]
            stands = stands_of(standing, Concluded(), day)
            branch = branch_of(stands, {}, processes, f"{first_name(self.seller.name)}’s")
            before = found[-1].held_at if found else at - timedelta(days=3)
            progress = (day - days.start_on) / (days.end_on - days.start_on)
            coach = self.coach_on(day)
            if coach is not None:
                found.append(self._talk(coach, at, branch, standing).as_held(before, progress, processes))
        return found

    def _talk(self, coach: int, at: datetime, branch: Branch, standing: SellerStanding) -> Talk:
        return Talk(self.calendar, self.rng, self.seller, self.rhythm.every_days, coach, at, branch, standing)

    def plan_next(self, on: date) -> None:
        """The next talk, where one stands in the calendar, by the action anybody plans one with."""
        after = self.rhythm.next_in_days
        if after is None:
            return
        days = (on + timedelta(days=offset) for offset in range(after, AHEAD.days))
        found = next(((day, at) for day in days if (at := self.starts(day)) is not None and at > timezone.now()), None)
        coach = self.coach_on(found[0]) if found else None
        if found is None or coach is None:
            return
        self.calendar.taken[coach].append(found[1])
        key = plan_session(Wish(self.seller.key, coach, ONE_TO_ONE, found[1]), actor_id=self.account(coach))
        if after <= 1:
            write_note(key, Part.OWN_READ, Draft(said.NEXT_READ), actor_id=self.account(self.seller.key))


def _before_week_of(day: date) -> date:
    """The last Sunday: of a running week a talk knows little."""
    return day - timedelta(days=day.weekday() + 1)
