"""What reaches the CRM: which acts are logged, when, under which word, and which are left unconfirmed.

An act that is scheduled enters the CRM on an earlier day and is marked once done; any other enters it
afterwards, some of them days late.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from fairway.simulation.accounts import Ground
from fairway.simulation.acting import RECORDING, Act
from fairway.simulation.calendar import DAY_STARTS, LAST_START, instant
from fairway.simulation.draws import between
from fairway.simulation.people import Seller
from fairway.simulation.scenario import InVain
from fairway.simulation.types import Fate, SimActivity, SimParticipant

SHARE_NO_SHOW = 0.4  # of meetings that do not take place; the rest are called off before
SHARE_VAIN_NO_SHOW = 0.7  # the same of tries, where they stand under the act's word
FIRST_CANCELLED = 9 * 60  # minutes after local midnight, on the day itself
RESPONSES = ("accepted", "accepted", "accepted", "tentative")


class Times(NamedTuple):
    """The instants of one record; what never came is None."""

    scheduled_at: datetime | None
    occurred_at: datetime | None
    completed_at: datetime | None
    logged_at: datetime
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrueAct:
    """One thing that truly happened, and the record of it; without one it was never logged."""

    person_id: str
    week: int
    kind: str
    at: datetime
    activity_id: str | None
    is_own_word: bool = True  # the record is of the kind's own type and word


@dataclass(slots=True)
class Records:
    """What was recorded so far, and what truly happened."""

    last_day: date
    ground: Ground
    activities: list[SimActivity] = field(default_factory=list)
    participants: list[SimParticipant] = field(default_factory=list)
    true_acts: list[TrueAct] = field(default_factory=list)

    def next_id(self) -> str:
        return f"act-{len(self.activities) + 1:06d}"

    def keep(self, activity: SimActivity, chance: float) -> None:
        """Add a record and who took part in it from the account's side."""
        self.activities.append(activity)
        if activity.account_id is None or activity.direction == "internal":
            return
        there = self.ground.contacts[activity.account_id]
        first = between(0, len(there) - 1, chance)
        is_meeting = activity.type == "meeting"
        for place in range(2 if is_meeting else 1):
            self.participants.append(
                SimParticipant(
                    activity.activity_id,
                    there[(first + place) % len(there)].contact_id,
                    "to" if activity.type == "email" else "attendee",
                    RESPONSES[between(0, 3, chance)] if is_meeting else None,
                )
            )


def record(act: Act, seller: Seller, week: int, records: Records) -> None:
    """Put an act into the CRM, or leave it out, and note the truth."""
    chances = act.chances[RECORDING:]
    at = instant(seller.person.timezone, act.day, act.minute)
    fate, is_scheduled = _fate(act, seller, chances, records.last_day, week)
    activity_id, is_mistyped = None, chances[4] < (act.pressure.share_mistyped or 0.0)
    if act.is_in_vain:
        if fate is not None:
            _record_in_vain(act, seller, records, chances)
        return
    if fate is not None:
        times = _scheduled(act, seller, at, chances) if is_scheduled else _afterwards(act, seller, at, chances)
        row = _own_record(act, records.next_id(), fate, times)
        if fate is Fate.UNCONFIRMED:
            row = replace(row, occurred_at=None, completed_at=None)
        elif is_mistyped:
            other, word = act.pressure.logged_as
            row = replace(row, type=other or row.type, subtype=word or None, outcome=None)
        activity_id = row.activity_id
        records.keep(row, chances[9])
    true = TrueAct(seller.person.person_id, week, act.kind.word, at, activity_id, is_own_word=not is_mistyped)
    records.true_acts.append(true)
    if chances[5] < act.kind.share_cancelled:
        _record_cancelled(act, seller, records, chances)


def is_source_off(seller: Seller, type_word: str, day: date, last_day: date) -> bool:
    """Whether that type of the seller's activities did not reach the CRM on a day."""
    if not seller.spec.sources_off:
        return False
    ago = (last_day - day).days
    return any(
        off.type == type_word and off.until_days_ago <= ago <= off.from_days_ago for off in seller.spec.sources_off
    )


def _fate(act: Act, seller: Seller, chances: Sequence[float], last_day: date, week: int) -> tuple[Fate | None, bool]:
    """What becomes of the record (None: there is none) and whether it was scheduled."""
    kind, pressure = act.kind, act.pressure
    share_logged = kind.share_logged * seller.share_logged if pressure.share_logged is None else pressure.share_logged
    if not kind.is_auto_captured:
        share_logged *= seller.planting.in_week(week).all_logged
    if chances[0] >= share_logged or is_source_off(seller, kind.type, act.day, last_day):
        return None, False
    # Only what was in the diary can be left there unconfirmed.
    is_scheduled = chances[1] < kind.share_scheduled or bool(pressure.share_unconfirmed)
    share_unconfirmed = kind.share_unconfirmed if pressure.share_unconfirmed is None else pressure.share_unconfirmed
    if is_scheduled and chances[2] < share_unconfirmed:
        return Fate.UNCONFIRMED, True
    return Fate.DONE, is_scheduled


def _own_record(act: Act, activity_id: str, fate: Fate, times: Times) -> SimActivity:
    """A record of the seller's side under its own word. An outcome is told only of what stands as done."""
    kind, outcome = act.kind, None
    if fate is Fate.DONE and kind.outcomes:
        outcome = kind.outcomes[1 if act.is_in_vain else 0]
    elif fate is Fate.DONE and kind.qualities:
        outcome = kind.qualities[0 if act.is_good else 1]
    return SimActivity(
        activity_id=activity_id,
        seller_id=act.seller_id,
        type=kind.type,
        subtype=None if kind.is_bare else kind.word,
        direction=kind.direction,
        status=fate,
        scheduled_at=times.scheduled_at,
        occurred_at=times.occurred_at,
        completed_at=times.completed_at,
        cancelled_at=times.cancelled_at,
        logged_at=times.logged_at,
        minutes=act.minutes,
        outcome=outcome,
        account_id=act.account.account_id if act.account else None,
        deal_id=act.deal.deal_id if act.deal else None,
        is_auto_captured=kind.is_auto_captured,
        lead_id=act.lead.lead_id if act.lead else None,
    )


def _scheduled(act: Act, seller: Seller, at: datetime, chances: Sequence[float]) -> Times:
    """In the diary some working days before, else since that morning; marked that day or days later."""
    zone_name = seller.person.timezone
    earlier = seller.calendar.before(act.day, between(1, 5, chances[6]))
    logged_at = instant(zone_name, earlier or act.day, DAY_STARTS + between(0, 25, chances[7]))
    late_on = _late_on(act, seller, chances)
    marked_at = at + timedelta(minutes=act.minutes)
    if late_on is not None:
        marked_at = instant(zone_name, late_on, DAY_STARTS + between(0, 90, chances[7]))
    return Times(at, at, marked_at, logged_at)


def _afterwards(act: Act, seller: Seller, at: datetime, chances: Sequence[float]) -> Times:
    """Logged within half an hour of its end, by itself at once, or some days later."""
    zone_name = seller.person.timezone
    late_on = None if act.kind.is_auto_captured else _late_on(act, seller, chances)
    end_at = at + timedelta(minutes=act.minutes)
    logged_at = end_at + timedelta(minutes=1 if act.kind.is_auto_captured else between(1, 30, chances[7]))
    if late_on is not None:
        logged_at = instant(zone_name, late_on, DAY_STARTS + between(0, 90, chances[7]))
    return Times(None, at, end_at, logged_at)


def _late_on(act: Act, seller: Seller, chances: Sequence[float]) -> date | None:
    """The later day on which an act is logged or marked; None for most, which are so on the day itself."""
    share_late = act.kind.share_late if seller.spec.share_late is None else seller.spec.share_late
    if act.pressure.count is not None or chances[3] >= share_late:
        return None
    return seller.calendar.after(act.day, between(*act.kind.late_days, chances[8]))


def _record_in_vain(act: Act, seller: Seller, records: Records, chances: Sequence[float]) -> None:
    """A try under the act's own word: done with an outcome that says what it was not, or nobody came to it."""
    at = instant(seller.person.timezone, act.day, act.minute)
    times = _scheduled(act, seller, at, chances)
    if act.kind.in_vain is InVain.OUTCOME:
        is_scheduled = chances[1] < act.kind.share_scheduled
        times = times if is_scheduled else _afterwards(act, seller, at, chances)
        records.keep(_own_record(act, records.next_id(), Fate.DONE, times), chances[9])
        return
    is_no_show = chances[5] < SHARE_VAIN_NO_SHOW
    called_off_at = times.logged_at + (at - times.logged_at) * (0.5 + chances[5] / 2)
    cancelled_at = at + timedelta(minutes=15) if is_no_show else called_off_at
    times = Times(at, None, None, times.logged_at, cancelled_at)
    fate = Fate.NO_SHOW if is_no_show else Fate.CANCELLED
    records.keep(_own_record(act, records.next_id(), fate, times), chances[9])


def _record_cancelled(act: Act, seller: Seller, records: Records, chances: Sequence[float]) -> None:
    """Something else of the kind, arranged for the end of the day: called off, or nobody came."""
    zone_name = seller.person.timezone
    at = instant(zone_name, act.day, LAST_START)
    is_no_show = act.kind.type == "meeting" and chances[8] < SHARE_NO_SHOW
    called_off_at = instant(zone_name, act.day, FIRST_CANCELLED + between(0, 120, chances[8]))
    cancelled_at = at + timedelta(minutes=15) if is_no_show else called_off_at
    fate = Fate.NO_SHOW if is_no_show else Fate.CANCELLED
    logged_at = _scheduled(act, seller, at, chances).logged_at
    times = Times(at, None, None, logged_at, cancelled_at)
    records.keep(_own_record(act, records.next_id(), fate, times), chances[9])
