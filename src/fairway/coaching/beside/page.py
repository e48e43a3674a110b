"""What the co-coach of a session sees of it, and what the two see of the co-coach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fairway.coaching.agenda import Slot, slots_of
from fairway.coaching.beside.queries import co_coach_of, side_of, two_of
from fairway.coaching.beside.types import CoCoachFacts, open_until
from fairway.coaching.branching import HELPING, Practice, practice_for, questions_for
from fairway.coaching.observing.queries import is_seen_by_others, may_observe
from fairway.coaching.observing.rubric import rubric
from fairway.coaching.queries.coaches import who_leads
from fairway.coaching.queries.programme import programme_of
from fairway.coaching.queries.sessions import notes_of, promise_keys_of
from fairway.coaching.types import Kind, NoteFacts, Part, SessionFacts
from fairway.commitments.queries import commitments_by_key
from fairway.commitments.types import Kept
from fairway.lib.periods import zone
from fairway.people import access
from fairway.people.queries import (
    accounts_that_enter,
    keys_above,
    keys_managed_directly,
    names_of,
    organisation,
)
from fairway.people.types import Viewer
from fairway.web.words import first_name, join_words, name_order

MOST_OFFERED = 60  # names under the field; any other is typed whole
SEES = "the agenda with its minutes, all notes of this session, its practice and what is promised in it"
NEVER_SEES = "how anybody stands, a count, what the records suggest, a reason, an earlier session or the number"


@dataclass(frozen=True, slots=True)
class Made:
    """A commitment of the session as the co-coach reads it: whose, what, by when."""

    who: str
    what: str
    if_then: str
    by_on: date


@dataclass(frozen=True)
class BesidePage:
    """One session for its co-coach. It takes nothing from what is known of the seller."""

    session: SessionFacts
    co_coach: CoCoachFacts
    kind: Kind
    seller: str  # a first name
    names: str  # first names of the two
    starts_at: datetime  # in the zone of whoever reads
    zone: str
    slots: Sequence[Slot]
    notes: Mapping[Part, NoteFacts]
    questions: Sequence[str]
    practice: Practice
    promises: Sequence[Made]
    until_on: date  # the last day on which this page is open

    @property
    def can_write(self) -> bool:
        return self.session.is_to_come

    def note(self, part: Part) -> NoteFacts:
        return self.notes.get(part, NoteFacts(part))


def beside_page(viewer: Viewer, one: SessionFacts, co_coach: CoCoachFacts) -> BesidePage:
    """Of a session the caller asked the door about. Questions and practice are those of its kind, whatever the seller's
    own would be.
    """
    kind, two = programme_of(one.kind), two_of(one, viewer.on)
    clock = access.person_by_key(viewer, access.require_person(viewer)).timezone
    starts_at = one.starts_at.astimezone(zone(clock))
    return BesidePage(
        session=one,
        co_coach=co_coach,
        kind=kind,
        seller=first_name(two[one.person_key]),
        names=join_words([first_name(name) for name in two.values()]),
        starts_at=starts_at,
        zone=clock,
        slots=slots_of(one.parts, starts_at),
        notes=notes_of(one.key),
        questions=questions_for(HELPING, kind.process, ""),
        practice=practice_for(kind.process),
        promises=_made_in(one, two),
        until_on=open_until(one, organisation().timezone),
    )


def _made_in(one: SessionFacts, two: Mapping[int, str]) -> list[Made]:
    made = commitments_by_key(list(promise_keys_of([one.key])))
    return [
        Made(
            first_name(two.get(each.owner_key or 0, "")) or str(each.role).capitalize(),
            each.what,
            each.if_then,
            each.by_on,
        )
        for each in made
        if each.kept is not Kept.WITHDRAWN
    ]


@dataclass(frozen=True)
class CoCoachCard:
    """What the two see of a co-coach: who was asked for, how far it is, and what the viewer can say to it."""

    session: SessionFacts
    facts: CoCoachFacts | None
    name: str
    is_agreed: bool
    waits_for_viewer: bool
    other: str  # the other of the two, by first name
    until_on: date
    offered: Sequence[str]  # names to choose from; any other is typed whole
    observes: str = ""  # by which rubric they may observe how it is led; empty for who stands above nobody of it
    is_observed: bool = False
    sees: str = SEES
    never_sees: str = NEVER_SEES

    @property
    def can_ask(self) -> bool:
        return self.facts is None and self.session.is_to_come


def co_coach_card(viewer: Viewer, one: SessionFacts, other: str) -> CoCoachCard:
    """Of a session the viewer may read as one of the two; `other` is how the page calls the other of them."""
    facts, leaders = co_coach_of(one.key), who_leads(one.person_key, viewer.on)
    own = side_of(viewer, one)
    can_ask = facts is None and one.is_to_come
    observes = facts is not None and may_observe(facts.person_key, one, viewer.on)
    return CoCoachCard(
        session=one,
        facts=facts,
        name=names_of([facts.person_key]).get(facts.person_key, "") if facts else "",
        is_agreed=facts is not None and facts.is_agreed(one.state, leaders),
        waits_for_viewer=facts is not None and one.is_to_come and not facts.has_agreed(own, one.state, leaders),
        other=other,
        until_on=open_until(one, organisation().timezone),
        offered=_offered(viewer, one, leaders) if can_ask else (),
        observes=rubric().name if observes else "",
        is_observed=observes and is_seen_by_others(one.key),
    )


def _offered(viewer: Viewer, one: SessionFacts, leaders: set[int]) -> list[str]:
    """Whom the viewer's pages may name anyway, nearest to the session: above the seller, or led by the viewer."""
    own_key = access.require_person(viewer)
    near = keys_above(one.person_key, viewer.on) | keys_managed_directly(own_key, viewer.on)
    known = access.known_by_name(viewer, near) - leaders - {own_key, one.person_key}
    return sorted(names_of(accounts_that_enter(known, viewer.on)).values(), key=name_order)[:MOST_OFFERED]
