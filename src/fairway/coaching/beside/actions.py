"""Writes of co-coaches: asked for by one of the two, agreed to by the other, ended by any of the three.

Whoever is asked for is told once both agreed, and not before. The pass to their page is made, moved and taken back here
alone; a change of the session itself calls `fit_pass` in its own transaction.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.beside.queries import co_coach_facts
from fairway.coaching.beside.types import CoCoachFacts, NotThem, Side, open_until, page_of
from fairway.coaching.models import CoCoach, Session
from fairway.coaching.queries.coaches import who_leads
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import Refused, State
from fairway.lib.periods import local_day
from fairway.people.actions.guests import let_in, show_out
from fairway.people.queries import organisation

NOT_ASKED = "That is not asked any more. Load the page again."


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who of the two speaks: on which side, as which person, with which account."""

    side: Side
    person_key: int
    account: int | None


@transaction.atomic
def ask_for_co_coach(key: int, person_key: int, *, by: Speaker, on: date) -> None:
    """One of the two asks for somebody by name, which is their own yes. Refused once the session is over, beside
    another co-coach, for whoever sees the session anyway, and for whom it was ended with before.
    """
    row = _locked(key)
    if row.state not in {State.PLANNED, State.OPEN}:
        raise Refused("This session is over. Ask for somebody in the next one.")
    if row.group_id is not None:
        raise Refused("This one is held in a group. A co-coach helps where the two of you are alone.")
    if person_key in {row.person_id, *who_leads(row.person_id, on)}:
        raise NotThem("That is one of you: they see this page as it is.")
    if row.co_coaches.filter(person_id=person_key).exclude(ended_on=None).exists():
        raise NotThem("They were beside you in this session, and it was ended. Ask for somebody else.")
    said = {"asked_by": by.account, "asked_on": on}
    try:
        with transaction.atomic():
            asked = CoCoach(session=row, person_id=person_key, **said)
            _say_yes(asked, by, on)
            asked.save()
    except IntegrityError as problem:
        raise Refused("Somebody is asked for already. End that first.") from problem
    _record("ask_for_co_coach", row, by.account)


@transaction.atomic
def answer_co_coach(key: int, asked_key: int, *, by: Speaker, is_yes: bool, on: date) -> None:
    """The other of the two answers. The second yes lets the co-coach in; a no asks nobody any more, and of whoever was
    never let in nothing is kept. Refused once it waits for nobody, also where by now somebody else is asked for.
    """
    row = _locked(key)
    asked = _open(row, asked_key)
    leaders = who_leads(row.person_id, on)
    facts = co_coach_facts(asked)
    if row.state not in {State.PLANNED, State.OPEN} or facts.has_agreed(by.side, State(row.state), leaders):
        raise Refused(NOT_ASKED)
    if is_yes:
        _say_yes(asked, by, on)
        asked.save()
        _fit(row, asked, leaders, on)
        _record("agree_to_co_coach", row, by.account)
    else:
        _close(row, asked, on)
        _record("decline_co_coach", row, by.account)


@transaction.atomic
def end_co_coach(key: int, asked_key: int, *, on: date, actor_id: int | None) -> None:
    """Any of the three ends it, before or after it was agreed; the page closes at once. Twice is once."""
    row = _locked(key)
    asked = CoCoach.objects.filter(session=row, pk=asked_key, ended_on=None).first()
    if asked is not None:
        _close(row, asked, on)
        _record("end_co_coach", row, actor_id)


def fit_pass(row: Session) -> None:
    """After a session was moved, begun, held or called off: until when its page is open to a co-coach. What was not
    agreed by the end is asked no more. Inside the caller's transaction.
    """
    on = local_day(timezone.now(), organisation().timezone)
    asked = CoCoach.objects.filter(session=row, ended_on=None).first()
    if asked is not None:
        _fit(row, asked, who_leads(row.person_id, on), on)


def close_beside(row: Session) -> None:
    """Whoever was asked for or is beside it is no more: it is held in a group. Inside the caller's transaction."""
    asked = CoCoach.objects.filter(session=row, ended_on=None).first()
    if asked is not None:
        _close(row, asked, local_day(timezone.now(), organisation().timezone))


def _fit(row: Session, asked: CoCoach, leaders: set[int], on: date) -> None:
    # Whether both agreed is asked as of the last moment before a session was held: then the yes of both stays.
    is_agreed = co_coach_facts(asked).is_agreed(State.PLANNED, leaders)
    is_over = row.state in {State.HELD, State.CALLED_OFF}
    if row.state == State.CALLED_OFF or (is_over and not is_agreed):
        _close(row, asked, on)
    elif is_agreed:
        until_on = open_until(session_facts(row), organisation().timezone)
        page = page_of(row.pk)
        let_in(asked.person_id, person_key=row.person_id, page=page, since_on=on, until_on=until_on)


def _say_yes(asked: CoCoach, by: Speaker, on: date) -> None:
    if by.side is Side.SELLER:
        asked.seller_agreed_on = on
    else:
        asked.coach_id, asked.coach_agreed_on = by.person_key, on


def _close(row: Session, asked: CoCoach, on: date) -> None:
    show_out(person_key=row.person_id, page=page_of(row.pk))
    facts: CoCoachFacts = co_coach_facts(asked)
    if facts.was_agreed:
        asked.ended_on = on
        asked.save(update_fields=["ended_on"])
    else:
        asked.delete()


def _locked(key: int) -> Session:
    return Session.objects.select_for_update().get(pk=key)


def _open(row: Session, asked_key: int) -> CoCoach:
    """What the page that was answered asked about."""
    asked = CoCoach.objects.filter(session=row, pk=asked_key, ended_on=None).first()
    if asked is None:
        raise Refused(NOT_ASKED)
    return asked


def _record(action: str, row: Session, actor_id: int | None) -> None:
    record_change(actor_id=actor_id, action=action, subject=("person", row.person_id), detail={"kind": row.kind})
