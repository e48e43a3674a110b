"""One 1:1 of the demonstration's past: when it began and ended, what it was about, what both wrote and promised."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from fairway.coaching.agenda import lines_of
from fairway.coaching.balance import Tap
from fairway.coaching.branching import Branch, practice_for
from fairway.coaching.kinds import ONE_TO_ONE, kind_of
from fairway.coaching.page import ELSEWHERE
from fairway.coaching.past import PastNote, PastSession
from fairway.coaching.telling import told_in
from fairway.coaching.types import Part, TalkFocus
from fairway.commitments.types import Brought, Owner, OwnerRole, Promise
from fairway.crm.demo import meeting as said
from fairway.execution.types import HiaStanding, SellerStanding
from fairway.lib.periods import local_day, zone
from fairway.people.actions.accounts import account_of
from fairway.people.types import PersonFacts, WorkingTime
from fairway.people.working_time import is_working_day, pattern_on
from fairway.simulation.meeting import stretches

RECENT = 4  # closed weeks that say what somebody can promise


@dataclass
class Calendar:
    """Who works when and by which clock, who has an account, and which hours of a manager are taken."""

    times: Mapping[int, WorkingTime]
    names: Mapping[int, str]
    timezone: str  # the organisation's
    today: date
    taken: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[int, int] = field(default_factory=dict)

    def works(self, key: int, day: date) -> bool:
        return is_working_day(self.times[key], day)

    def clock(self, key: int, day: date) -> ZoneInfo:
        return zone(pattern_on(self.times[key], day).timezone)

    def day(self, at: datetime) -> date:
        """The organisation's day at an instant."""
        return local_day(at, self.timezone)

    def account(self, key: int) -> int:
        """Theirs; made where somebody writes for the first time."""
        if key not in self.accounts:
            self.accounts[key] = account_of(key).pk
        return self.accounts[key]


@dataclass
class Talk:
    """One talk of the past. `standing` is how the seller stood when its week began."""

    calendar: Calendar
    rng: np.random.Generator
    seller: PersonFacts
    every_days: int
    coach: int
    at: datetime
    branch: Branch
    standing: SellerStanding

    def as_held(self, planned_at: datetime, progress: float, processes: Mapping[str, str]) -> PastSession:
        rng = self.rng
        coach = self.coach
        opened_at = self.at + timedelta(seconds=int(rng.integers(20, 240)))
        held_at = opened_at + timedelta(minutes=int(rng.integers(38, 52)), seconds=int(rng.integers(60)))
        talking = said.TALKING.get(self.calendar.names[coach], said.OTHERS)
        practice = practice_for(processes.get(self.branch.metric_key, ""))
        return PastSession(
            person_key=self.seller.key,
            coach_key=coach,
            kind=ONE_TO_ONE,
            starts_at=self.at,
            planned_at=planned_at,
            planned_by=self.calendar.account(coach),
            opened_at=opened_at,
            held_at=held_at,
            metric_key=self.branch.metric_key,
            told=told_in(lines_of(self.standing.hias, []), self.branch, practice, ELSEWHERE),
            notes=self._notes(opened_at, held_at, coach),
            taps=_taps(stretches(talking, progress, rng), opened_at, held_at),
            promises=[*self._own_promises(held_at), *self._coachs(held_at, coach)],
        )

    def _pick(self, texts: Sequence[str]) -> str:
        return texts[int(self.rng.integers(len(texts)))]

    def _notes(self, opened_at: datetime, held_at: datetime, coach: int) -> list[PastNote]:
        seller, leads = self.calendar.account(self.seller.key), self.calendar.account(coach)
        told = self._pick(said.NOTES[self.branch.kind])
        hia = next((one for one in self.standing.hias if one.metric_key == self.branch.metric_key), None)
        last = hia.last_closed if hia else None
        notes = [
            PastNote(Part.BRANCH, told, leads, opened_at + timedelta(minutes=20)),
            PastNote(Part.PRACTICE, self._pick(said.PRACTICED), leads, held_at - timedelta(minutes=4)),
        ]
        if hia is not None and last is not None:
            read = self._pick(said.OWN_READS[last.done >= last.expected]).format(it=hia.name)
            notes.append(
                PastNote(Part.OWN_READ, read, seller, self.at - timedelta(minutes=int(self.rng.integers(15, 90))))
            )
        if self.rng.random() < 0.5:  # the seller adds to what was written
            text = f"{told}\n{self._pick(said.ADDED)}"
            notes.append(PastNote(Part.BRANCH, text, seller, opened_at + timedelta(minutes=26)))
        return notes

    def _own_promises(self, held_at: datetime) -> list[Brought]:
        """One or two of what the seller has in force, each with a number and a day."""
        agreed = [one for one in self.standing.hias if not one.is_draft and one.metric_key in said.PROMISES]
        first = [one for one in agreed if one.metric_key == self.branch.metric_key]
        wanted = [*first, *(one for one in agreed if one not in first)]
        count = 1 + (self.rng.random() < 0.35)
        return [found for one in wanted[:count] if (found := self._own(one, held_at)) is not None]

    def _own(self, hia: HiaStanding, held_at: datetime) -> Brought | None:
        made_on, seller = self.calendar.day(held_at), self.seller.key
        by_on = made_on + timedelta(days=min(self.every_days, kind_of(ONE_TO_ONE).every_days) - 1)
        seen = [mark.done for mark in hia.weeks if mark.is_closed and not mark.is_blind][-RECENT:]
        if not seen:
            return None
        pace = sum(seen) / len(seen) * (by_on - made_on).days / 7
        quantity = max(1, round(pace * float(self.rng.choice([0.8, 0.9, 1.1]))))
        if quantity > max(1.0, *seen) * 3 * max((by_on - made_on).days / 7, 1.0):
            return None
        promise = Promise(
            Owner(OwnerRole.SELLER, seller),
            said.PROMISES[hia.metric_key].format(n=quantity),
            by_on,
            metric_key=hia.metric_key,
            quantity=Decimal(quantity),
            if_then=self._pick(said.IF_THEN),
        )
        return Brought(seller, promise, made_on, self.calendar.account(seller))

    def _coachs(self, held_at: datetime, coach: int) -> list[Brought]:
        """Now and then whoever leads promises something too, and says what became of it once its day is over."""
        rng, made_on = self.rng, self.calendar.day(held_at)
        is_made, is_kept, what = rng.random() < 0.4, rng.random() < 0.8, self._pick(said.MANAGER_PROMISES)
        by_on = made_on + timedelta(days=7)
        if not is_made:
            return []
        promise = Promise(Owner(OwnerRole.MANAGER, coach), what, by_on)
        is_over = by_on < self.calendar.today
        return [
            Brought(self.seller.key, promise, made_on, self.calendar.account(coach), bool(is_kept) if is_over else None)
        ]


def _taps(parts: Sequence[tuple[str, float]], opened_at: datetime, held_at: datetime) -> list[Tap]:
    """One tap where each stretch begins."""
    found, at = [], opened_at
    for focus, share in parts:
        found.append(Tap(at, TalkFocus(focus)))
        at += (held_at - opened_at) * share
    return found
