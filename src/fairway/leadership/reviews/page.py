"""Pages of reviews in typed parts: the list with what the time went to, and one review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from fairway.leadership.reviews.agenda import Entry, Ground, agenda
from fairway.leadership.reviews.balance import Attention, Balance, balance_of
from fairway.leadership.reviews.clock import Clock, clocked
from fairway.leadership.reviews.ground import ground_of
from fairway.leadership.reviews.kinds import kind_of
from fairway.leadership.reviews.queries import (
    attention_of,
    attention_seen,
    notes_of,
    open_promises_of,
    promises_before,
    promises_in,
    reviews_of,
    talked_in,
)
from fairway.leadership.reviews.types import DECISIONS, Kind, NoteFacts, PromiseFacts, ReviewFacts, State
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.queries import account_names, names_of, organisation, person_facts
from fairway.people.types import PersonFacts, Viewer
from fairway.web.words import first_name, moment, name_order

NOBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Line:
    """One review in a list: with whom, for the viewer."""

    facts: ReviewFacts
    kind_name: str
    other: str
    leads: bool  # the viewer leads it


@dataclass(frozen=True, slots=True)
class PromiseLine:
    facts: PromiseFacts
    other: str
    is_own: bool  # the viewer promised it
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A manager with whom the viewer may plan one, and when the last was held."""

    person: PersonFacts
    last_on: date | None


@dataclass(frozen=True, slots=True)
class BalanceView:
    """What the reviews of a leader went to; `name` is empty for the viewer's own."""

    leader_key: int
    name: str
    balance: Balance


@dataclass(frozen=True, slots=True)
class ListPage:
    """Reviews of the viewer, what was promised in them, and what the time went to."""

    to_come: Sequence[Line]
    held: Sequence[Line]
    promises: Sequence[PromiseLine]
    balances: Sequence[BalanceView]
    managers: Sequence[Choice]
    zone: str

    @property
    def headline(self) -> str:
        """The answer to what the page is opened for, in words."""
        if not self.to_come:
            return "No review is planned"
        first = self.to_come[0]
        when = moment(first.facts.starts_at, self.zone)
        if first.facts.state is State.OPEN:
            return f"You are talking with {first_name(first.other)}"
        return f"Next: {first_name(first.other)}, {when}"

    @property
    def told_of(self) -> set[int]:
        """Of whom it tells something."""
        listed = {key for one in (*self.to_come, *self.held) for key in one.facts.both}
        return listed | {one.leader_key for one in self.balances}


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review, the same for both of its two."""

    facts: ReviewFacts
    kind: Kind
    leader: str
    manager: str
    is_leader: bool  # the viewer is
    ground: Ground
    entries: Sequence[Entry]
    decisions: NoteFacts
    before: Sequence[PromiseFacts]
    promises: Sequence[PromiseFacts]
    written_by: Mapping[str, str]
    clock: Clock | None
    nudge: str  # what to do this time, from the balance of the leader; the same for both
    can_write: bool
    zone: str

    @property
    def other(self) -> str:
        return self.manager if self.is_leader else self.leader

    @property
    def running(self) -> str:
        return next((one.item.name for one in self.entries if one.is_running), "")

    @property
    def cut(self) -> Sequence[Entry]:
        """Items whose clock was forgotten."""
        return [one for one in self.entries if one.cut_minutes]

    @property
    def idle_minutes(self) -> int:
        return round(self.clock.idle / 60) if self.clock else 0

    def minutes(self, side: str) -> int:
        """Talked about so far."""
        return round(sum(one.seconds for one in self.entries if one.item.side == side) / 60)

    def asked(self, side: str) -> int:
        return sum(one.asked for one in self.entries if one.item.side == side)

    def planned(self, side: str) -> int:
        return sum(one.item.minutes for one in self.entries if one.item.side == side)


def list_page(viewer: Viewer) -> ListPage:
    """The viewer's reviews. Hidden for whoever leads nobody, never was in one and is not in operations, who see their
    own alone as everybody does.
    """
    own = viewer.person_key or 0
    found = reviews_of(own, viewer.on)
    if not found and not viewer.is_operations and not access.leads_anyone(viewer):
        raise access.Hidden
    seen, managers = attention_seen(viewer), access.managers_led_by(viewer)
    promised = open_promises_of(own)
    people = {key for one in [*found, *(facts for _, facts in promised)] for key in one.both} | set(seen)
    names = names_of(people)
    lines, zone = [_line(one, own, names) for one in found], zone_of(viewer)
    return ListPage(
        to_come=sorted((one for one in lines if one.facts.is_to_come), key=_talking_first),
        held=[one for one in lines if one.facts.state is State.HELD],
        promises=[
            PromiseLine(made, _other(facts, own, names), facts.leader_key == own, made.by_on < viewer.on)
            for made, facts in promised
        ],
        balances=_balances(seen, own, names, leads=bool(managers)),
        managers=[Choice(one, _last_on(one.key, own, found, zone)) for one in managers],
        zone=zone,
    )


def review_page(viewer: Viewer, facts: ReviewFacts, now: datetime) -> ReviewPage:
    """One review the viewer is in."""
    kind = kind_of(facts.kind)
    talked, notes = talked_in([facts.key])[facts.key], notes_of(facts.key)
    until_at = facts.held_at or now
    clock = clocked(kind, talked.presses, facts.opened_at, until_at) if facts.opened_at else None
    if clock and facts.state is not State.OPEN:
        clock = replace(clock, running="")
    on = viewer.on if facts.is_to_come else local_day(facts.happened_at, organisation().timezone)
    names, writers = names_of(facts.both), account_names({note.edited_by or 0 for note in notes.values()})
    ground = ground_of(facts, on, viewer.on)
    return ReviewPage(
        facts=facts,
        kind=kind,
        leader=names.get(facts.leader_key, NOBODY),
        manager=names.get(facts.manager_key, NOBODY),
        is_leader=viewer.person_key == facts.leader_key,
        ground=ground,
        entries=agenda(kind, ground, notes, talked, clock),
        decisions=notes.get(DECISIONS, NoteFacts()),
        before=promises_before(facts),
        promises=promises_in(facts.key),
        written_by={item: first_name(writers.get(note.edited_by or 0, "")) for item, note in notes.items()},
        clock=clock,
        nudge=balance_of(attention_of(facts.leader_key)).nudge if facts.is_to_come else "",
        can_write=facts.takes_words(now),
        zone=zone_of(viewer),
    )


def _line(facts: ReviewFacts, own: int, names: Mapping[int, str]) -> Line:
    return Line(facts, kind_of(facts.kind).name, _other(facts, own, names), facts.leader_key == own)


def _other(facts: ReviewFacts, own: int, names: Mapping[int, str]) -> str:
    return names.get(facts.manager_key if facts.leader_key == own else facts.leader_key, NOBODY)


def _talking_first(line: Line) -> tuple[bool, datetime]:
    return line.facts.state is not State.OPEN, line.facts.starts_at


def _last_on(manager_key: int, own: int, found: Sequence[ReviewFacts], zone: str) -> date | None:
    """The day, in a zone, of the newest one the viewer held with a manager."""
    held = (one for one in found if one.both == (own, manager_key) and one.state is State.HELD)
    return next((local_day(one.happened_at, zone) for one in held), None)


def _balances(
    seen: Mapping[int, Sequence[Attention]], own: int, names: Mapping[int, str], *, leads: bool
) -> list[BalanceView]:
    """The viewer's own first, where they lead managers, then those of others by name."""
    others = sorted((key for key in seen if key != own), key=lambda key: name_order(names.get(key, "")))
    mine = [own] if leads or own in seen else []
    return [
        BalanceView(key, "" if key == own else names.get(key, NOBODY), balance_of(seen.get(key, ())))
        for key in [*mine, *others]
    ]


def zone_of(viewer: Viewer) -> str:
    """In which zone a viewer reads and says when a review is."""
    return person_facts(viewer.person_key, viewer.on).timezone if viewer.person_key else organisation().timezone
