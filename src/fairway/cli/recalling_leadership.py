"""The demonstration's past of leadership: reviews of the leader with each manager, what managers chose as activities of
their own, and one session the leader observed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np

from fairway.cli.recalled_talk import Calendar
from fairway.coaching.observing.actions import answer_observation, give_observation
from fairway.coaching.observing.types import Given, Seen
from fairway.coaching.queries.exporting import every_session
from fairway.coaching.types import State
from fairway.commitments.types import Kept
from fairway.crm.demo import leading as said
from fairway.execution.queries import today
from fairway.leadership.actions.bringing import bring_reviews
from fairway.leadership.own.actions import answer_choice, choose_acts
from fairway.leadership.own.queries import choices_since
from fairway.leadership.own.types import Chosen
from fairway.leadership.reviews.actions import Wish, plan_review
from fairway.leadership.reviews.kinds import WEEKLY
from fairway.leadership.reviews.past import PastPromise, PastReview
from fairway.leadership.reviews.types import Press
from fairway.lib.periods import Period
from fairway.people.queries import (
    everyone_on,
    keys_managed_directly,
    managers_among,
    names_of,
    organisation,
    working_time_of,
)
from fairway.simulation.draws import stream

WEEK = timedelta(days=7)
CHOSEN_WEEKS_AGO, REVIEWED_IN = 10, timedelta(days=28)
HOUR = 10  # of the leader's day, the first review of a week


def bring_leading(seed: int) -> int:
    """Store it for everybody who leads managers, up to yesterday, and plan the next review of each. The same for the
    same seed, people and day. Returns how many reviews were held.
    """
    on = today()
    everybody = [one.key for one in everyone_on(on)]
    leading = managers_among(everybody, on)
    count = 0
    for leader in sorted(leading):
        managers = sorted(managers_among(keys_managed_directly(leader, on) - {leader}, on))
        if managers:
            people = {leader, *managers}
            times = working_time_of(people, Period(on - said.WEEKS_BACK * WEEK - WEEK, on + 2 * WEEK))
            calendar = Calendar(times, names_of(people), organisation().timezone, on)
            count += Leading(seed, leader, managers, calendar).bring()
    return count


@dataclass
class Leading:
    """A leader and the managers who report to them."""

    seed: int
    leader: int
    managers: Sequence[int]
    calendar: Calendar

    def bring(self) -> int:
        rng = stream(self.seed, "leading", str(self.managers.index(min(self.managers))))
        held = [self._review(manager, at, rng) for manager, at in self._met()]
        count = bring_reviews(held) if held else 0
        for place, manager in enumerate(self.managers):
            self._plan_next(manager, place)
            self._choose(manager)
        self._observe()
        return count

    def _met(self) -> Iterator[tuple[int, datetime]]:
        """Each manager every other week where both are at work, the oldest first."""
        monday = self.calendar.today - timedelta(days=self.calendar.today.weekday())
        for back in range(said.WEEKS_BACK, 0, -1):
            for place, manager in enumerate(self.managers):
                day = monday - back * WEEK + timedelta(days=1 + place % 3)
                if (back + place) % 2 == 0 and self._both_work(manager, day):
                    yield manager, self._start(day, place)

    def _both_work(self, manager: int, day: date) -> bool:
        return self.calendar.works(self.leader, day) and self.calendar.works(manager, day)

    def _start(self, day: date, place: int) -> datetime:
        own: ZoneInfo = self.calendar.clock(self.leader, day)
        return datetime.combine(day, time(HOUR + place % 6), own)

    def _review(self, manager: int, at: datetime, rng: np.random.Generator) -> PastReview:
        """What it went to follows how far the leader had come by then."""
        day = self.calendar.day(at)
        way = 1 - (self.calendar.today - day) / (said.WEEKS_BACK * WEEK)
        share = said.RESULTS_BEFORE + (said.RESULTS_NOW - said.RESULTS_BEFORE) * way
        share = float(np.clip(share + rng.normal(0, 0.06), 0.05, 0.9))
        minutes, asked = int(rng.integers(25, 34)), int(rng.integers(5, 9))
        results, number = round(share * minutes), round(share * asked)
        begins_with_it = way < said.FIRST_RESULTS_UNTIL and rng.random() < 0.6
        return PastReview(
            leader_key=self.leader,
            manager_key=manager,
            kind=WEEKLY,
            opened_at=at,
            held_at=at + timedelta(minutes=minutes),
            presses=_presses(at, minutes, results, begins_with_it=begins_with_it),
            asked={"working": asked - number, "number": number},
            notes=_notes(rng),
            promises=self._promises(day, rng),
            account=self.calendar.account(manager),
        )

    def _promises(self, day: date, rng: np.random.Generator) -> list[PastPromise]:
        """One in every second review; the manager says a fortnight later what became of it."""
        if rng.random() < 0.5:
            return []
        what = said.PROMISES[int(rng.integers(len(said.PROMISES)))]
        by_on = day + timedelta(days=10)
        is_answered = by_on + timedelta(days=4) < self.calendar.today
        kept = (Kept.KEPT if rng.random() < 0.75 else Kept.NOT_KEPT) if is_answered else Kept.OPEN
        return [PastPromise(what, day, by_on, kept, by_on + timedelta(days=4) if is_answered else None)]

    def _plan_next(self, manager: int, place: int) -> None:
        for offset in range(1 + place, 14):
            day = self.calendar.today + timedelta(days=offset)
            if self._both_work(manager, day):
                wish = Wish(self.leader, manager, WEEKLY, self._start(day, place))
                plan_review(wish, actor_id=self.calendar.account(self.leader))
                return

    def _choose(self, manager: int) -> None:
        """Ten weeks ago, and agreed to two days later."""
        acts = said.OWN_ACTS.get(self.calendar.names[manager], ())
        if not acts:
            return
        on, review_on = self.calendar.today - CHOSEN_WEEKS_AGO * WEEK, self.calendar.today + REVIEWED_IN
        chosen = [Chosen(act, Decimal(target), review_on) for act, target in acts]
        choose_acts(manager, chosen, on=on, is_led=True, actor_id=self.calendar.account(manager))
        [waits] = [one for one in choices_since([manager], on)[manager] if one.waits]
        by, account = self.leader, self.calendar.account(self.leader)
        answer_choice(waits.key, is_yes=True, by_key=by, on=on + timedelta(days=2), actor_id=account)

    def _observe(self) -> None:
        """The newest session that the first manager by key held."""
        manager = self.managers[0]
        held = [one for one in every_session() if one.state is State.HELD and one.coach_key == manager]
        if not held:
            return
        newest = max(held, key=lambda one: (one.held_at or one.starts_at, one.key))
        given = Given({key: Seen(*seen) for key, seen in said.OBSERVED.items()}, said.KEEP, said.TO_TRY)
        account = self.calendar.account(self.leader)
        key = give_observation(newest, manager, given, observer_key=self.leader, actor_id=account)
        by_on, account = self.calendar.today + timedelta(days=9), self.calendar.account(manager)
        answer_observation(key, said.ANSWER, by_on, on=self.calendar.today, actor_id=account)


def _presses(at: datetime, minutes: int, results: int, *, begins_with_it: bool) -> list[Press]:
    """The clock of each item, one after the other; before support is well kept the number comes first."""
    support = minutes - results
    parts = [("working", round(support * 0.55)), ("in_the_way", round(support * 0.25))]
    parts += [("needed", support - sum(length for _, length in parts))]
    ordered = [("number", results), *parts] if begins_with_it else [*parts, ("number", results)]
    found, passed = [], 0
    for item, length in ordered:
        if length > 0:
            found.append(Press(at + timedelta(minutes=passed), item))
        passed += length
    return found


def _notes(rng: np.random.Generator) -> dict[str, str]:
    return {item: texts[int(rng.integers(len(texts)))] for item, texts in said.NOTES.items() if rng.random() < 0.7}
