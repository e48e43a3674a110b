"""A session as its page shows it: everything both read, in the order they talk about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairway.coaching.agenda import ActivityLine, Slot, lines_of, slots_of
from fairway.coaching.balance import Balance, Tap, balance_of, balance_read, part_at
from fairway.coaching.branching import Branch, Practice, branch_of, practice_for
from fairway.coaching.measured import Measured
from fairway.coaching.promises import PromiseLine, Tally, line_of, tallies
from fairway.coaching.queries.coaches import zone_of
from fairway.coaching.queries.programme import programme_of
from fairway.coaching.queries.readings import ReadingFacts, measured_in, reading_of
from fairway.coaching.queries.sessions import held_before, notes_of, promise_keys_of, taps_of, told_of
from fairway.coaching.tallying import sides_of, until_yesterday
from fairway.coaching.types import Kind, NoteFacts, Part, SessionFacts, State, TalkFocus
from fairway.commitments.actions.in_crm import key_of
from fairway.commitments.queries import promised_for
from fairway.commitments.types import CommitmentFacts, Kept
from fairway.diagnosis.queries import concluded_about, stored_diagnoses
from fairway.diagnosis.states import Stand, stands_of
from fairway.evidence.conclusions.types import LandingFacts
from fairway.exchange.outbox.queries import outbox_of
from fairway.execution.queries import shown_weeks, stored_standings
from fairway.execution.types import SellerStanding
from fairway.lib.periods import local_day, zone
from fairway.metrics.queries import definitions_for
from fairway.people import access
from fairway.people.queries import direct_managers, names_of, organisation
from fairway.people.types import PersonFacts, Viewer
from fairway.web.words import first_name, money, plural

KEPT_BACK = 13  # weeks
TREND = 6  # sessions
ELSEWHERE = "Forecast and deals have a meeting of their own."


@dataclass(frozen=True, slots=True)
class TalkPoint:
    """The share of one earlier talk that was about activities."""

    session: SessionFacts
    share: float
    is_estimated: bool
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """What the two are at now, and what their talk was about so far."""

    session: SessionFacts
    balance: Balance | None  # None before it began
    at: Part | None  # where the agenda is now
    tapped: TalkFocus | None  # what the talk is about, where somebody said so


@dataclass(frozen=True)
class RoomPage:
    """One session for one of its two."""

    session: SessionFacts
    kind: Kind
    seller: PersonFacts
    coach_name: str  # first name, or `the manager`
    is_own: bool
    starts_at: datetime  # in the zone of whoever reads
    zone: str
    slots: Sequence[Slot]
    notes: Mapping[Part, NoteFacts]
    last_time: Sequence[PromiseLine]
    last_held: SessionFacts | None
    lines: Sequence[ActivityLine]
    branch: Branch
    practice: Practice
    promises: Sequence[PromiseLine]
    number: str
    talk: Talk
    trend: Sequence[TalkPoint]
    tallies: Sequence[Tally]
    held: Mapping[str, Any]  # what it said when it was held; empty before
    reading: ReadingFacts | None  # of a held session, for the two who talked; None for everybody else

    @property
    def can_write(self) -> bool:
        return self.session.is_to_come

    @property
    def names(self) -> str:
        return f"{first_name(self.seller.name)} and {self.coach_name}"

    def note(self, part: Part) -> NoteFacts:
        return self.notes.get(part, NoteFacts(part))


@dataclass(frozen=True)
class Ground:
    """What is known of a seller for any session with them."""

    standing: SellerStanding | None
    stands: Sequence[Stand]
    branch: Branch
    practice: Practice
    landing: LandingFacts | None

    @property
    def lines(self) -> Sequence[ActivityLine]:
        return lines_of(self.standing.hias, shown_weeks()) if self.standing else ()

    def practice_in(self, kind: Kind) -> Practice:
        """That of the kind's process, else of the activity the session is about."""
        return practice_for(kind.process) if kind.process else self.practice


def ground_of(viewer: Viewer, seller: PersonFacts, *, by_name: bool = False) -> Ground:
    """As of today, for the seller and whoever leads them directly; `by_name` for what both keep."""
    is_own = viewer.person_key == seller.key and not by_name
    whose = "your" if is_own else f"{first_name(seller.name)}’s"
    standing = stored_standings([seller.key]).get(seller.key)
    concluded = concluded_about([seller.key], viewer.on)[seller.key]
    stands = stands_of(standing, concluded, viewer.on) if standing else []
    processes = {
        key: str(one.process) for key, one in definitions_for({stand.hia.metric_key for stand in stands}).items()
    }
    diagnoses = {metric: one for (_, metric), one in stored_diagnoses([seller.key]).items()}
    branch = branch_of(stands, diagnoses, processes, whose)
    return Ground(standing, stands, branch, practice_for(processes.get(branch.metric_key, "")), concluded.landing)


def room_page(viewer: Viewer, one: SessionFacts, now: datetime) -> RoomPage:
    """Everything a session's page says. Hidden for whoever is neither the seller nor leads them directly."""
    seller = access.person_by_key(viewer, one.person_key)
    ground = ground_of(viewer, seller)
    earlier = held_before(one, TREND)
    names = _names(viewer, one)
    every = promised_for(viewer, seller.key)
    tasks = {entry.key: entry for entry in outbox_of([seller.key]).get(seller.key, [])}
    made = promise_keys_of([one.key, *(each.key for each in earlier)])
    metrics = {key: str(d.name) for key, d in definitions_for({each.metric_key for each in every}).items()}
    own_zone = zone_of(viewer, seller)
    coach = first_name(names[one.coach_key]) if one.coach_key in names else "the manager"

    def shown(promises: Sequence[CommitmentFacts]) -> list[PromiseLine]:
        return [line_of(each, names, metrics, viewer.person_key, tasks.get(key_of(each.key))) for each in promises]

    kind, measured = programme_of(one.kind), measured_in(viewer, [one, *earlier])
    return RoomPage(
        session=one,
        kind=kind,
        seller=seller,
        coach_name=coach,
        is_own=viewer.person_key == seller.key,
        starts_at=one.starts_at.astimezone(zone(own_zone)),
        zone=own_zone,
        slots=slots_of(one.parts, one.began_at.astimezone(zone(own_zone))),
        notes=notes_of(one.key),
        last_time=shown(_from_before(every, made, one, earlier)),
        last_held=earlier[-1] if earlier else None,
        lines=ground.lines,
        branch=ground.branch,
        practice=ground.practice_in(kind),
        promises=shown([each for each in every if made.get(each.key) == one.key]),
        number=number_in_words(ground.landing, organisation().currency),
        talk=talk_of(one, now, measured.get(one.key)),
        trend=trend_of(earlier, measured),
        held=told_of(one.key) if one.state is State.HELD else {},
        reading=reading_of(viewer, one) if one.state is State.HELD else None,
        tallies=tallies(
            sides_of(each for each in every if each.by_on in until_yesterday(viewer.on, KEPT_BACK)),
            first_name(seller.name),
            coach,
        ),
    )


def talk_of(one: SessionFacts, now: datetime, measured: Measured | None = None) -> Talk:
    """How a talk goes, or went: from what was read of it where it was. It says nothing of the seller."""
    taps = taps_of([one.key])[one.key]
    return Talk(
        session=one,
        balance=_balance(one, taps, now, measured),
        at=part_at(one.parts, one.opened_at, now) if one.opened_at and one.state is State.OPEN else None,
        tapped=taps[-1].focus if taps else None,
    )


def _balance(one: SessionFacts, taps: Sequence[Tap], now: datetime, measured: Measured | None) -> Balance | None:
    if one.opened_at is None:
        return None
    found = balance_of(one.parts, taps, one.opened_at, min(one.held_at or now, one.longest_until))
    if measured is None:
        return found
    # Held without its page open it had no clock.
    return balance_read(measured.shares(), found.total or one.minutes * 60)


def _names(viewer: Viewer, one: SessionFacts) -> dict[int, str]:
    """Of both, to both: whoever led a session is known to the seller, also when they lead them no more."""
    known = access.known_by_name(viewer, direct_managers(one.person_key, viewer.on) | {one.person_key})
    return names_of(known | ({one.coach_key} if one.coach_key is not None else set()))


def _from_before(
    every: Sequence[CommitmentFacts], made: Mapping[int, int], one: SessionFacts, earlier: Sequence[SessionFacts]
) -> list[CommitmentFacts]:
    """What was promised in the last session of this kind, and whatever else is open from before this one."""
    last = earlier[-1].key if earlier else None
    began_on = local_day(one.starts_at, organisation().timezone)
    return [
        each
        for each in every
        if made.get(each.key) != one.key
        and (made.get(each.key) == last is not None or (each.kept is Kept.OPEN and each.made_on < began_on))
    ]


def trend_of(earlier: Sequence[SessionFacts], measured: Mapping[int, Measured]) -> list[TalkPoint]:
    """Of earlier talks the share that was about activities, oldest first. `measured` by session, where it was read."""
    taps, found = taps_of([one.key for one in earlier]), []
    for one in earlier:
        balance = _balance(one, taps[one.key], one.happened_at, measured.get(one.key))
        if balance and balance.total:  # else it was held without a talk
            share = balance.share(TalkFocus.ACTIVITIES)
            found.append(TalkPoint(one, share, balance.is_estimated, balance.is_read))
    return found


def number_in_words(landing: LandingFacts | None, currency: str) -> str:
    """The result, in one sentence."""
    if landing is None or landing.goal is None:
        return f"No goal is known here. {ELSEWHERE}"
    dots = [float(dot) for dot in landing.now["dots"]]
    count = sum(1 for dot in dots if dot >= landing.goal)
    reached = f"{count} of {plural(len(dots), 'likely outcome')} reach {money(landing.goal, currency)}"
    return f"{reached}. {ELSEWHERE}"
