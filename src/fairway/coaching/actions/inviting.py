"""Mailing sessions to the calendars of both, and of a co-coach: once when one is planned, with each move, and when
it is called off.
"""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q

from fairway.coaching.actions.mailing import hand_over, page_address
from fairway.coaching.appointing import appointment_of, words_of
from fairway.coaching.beside.appointing import appointment_beside, words_beside
from fairway.coaching.beside.queries import helped, helped_soon
from fairway.coaching.beside.types import CoCoachFacts
from fairway.coaching.channels.types import Later, TurnedAway, Unsure
from fairway.coaching.groups.seating import is_stood_for, others_there, standing_for
from fairway.coaching.models import CalendarChoice, InviteSent, Session
from fairway.coaching.queries.coaches import leader_among
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts, State
from fairway.lib.calendar_file import Envelope, Method, calendar_file
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.queries import accounts_that_enter, direct_managers_of, facts_of, organisation
from fairway.people.types import Facet, PersonFacts

TOO_OLD = timedelta(days=1)  # a change nobody could be mailed of for so long stands on the page and at the address
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Invite:
    """A mail to one of the two of a session, or to its co-coach, for whom both names stand in `beside`."""

    session: SessionFacts
    reader: PersonFacts
    other: str | None
    method: Method
    seats: int = 1  # with how many sellers at once
    beside: tuple[str, ...] = ()


def send_invites(now: datetime) -> int:
    """Mail what is due. Returns how many mails went out. While the mail server is away nothing is marked as sent, and
    it is tried again. Nothing leaves a demonstration.
    """
    if organisation().is_demonstration:
        return 0
    on = local_day(now, organisation().timezone)
    due = [*_due(now, on), *_due_beside(now, on)]
    wanted = _wanted(due, on) if due else []
    if not wanted:
        return 0
    try:
        with get_connection() as connection:
            return _send_all(wanted, connection, now)
    except OSError as problem:
        log.warning("invitations could not be sent: %s", problem)
        return 0


def _due(now: datetime, on: date) -> list[Invite]:
    """Whom to tell what: of sessions to come that were planned, moved or called off of late, and not told before; and
    of those that passed to another who leads the seller, whenever that was.
    """
    states, fresh_from = [State.PLANNED, State.CALLED_OFF], now - TOO_OLD
    told_of = InviteSent.objects.filter(method=Method.REQUEST).values("session_id")
    rows = Session.objects.filter(starts_at__gt=now, state__in=states)
    due = Q(changed_at__gte=fresh_from) | Q(pk__in=told_of)
    # Of a group whose one session changed the others tell how many it is with, and which stands for all.
    beside = Q(group_id__in=rows.filter(due, group__isnull=False).values("group_id"))
    found = [session_facts(row) for row in rows.filter(due | beside).defer("told").order_by("pk")]
    told: dict[int, dict[int, InviteSent]] = {one.key: {} for one in found}
    for row in InviteSent.objects.filter(session_id__in=list(told)).order_by("pk"):
        told[row.session_id][row.person_id] = row
    guests = {key: {facts.person_key for facts in beside} for key, beside in helped(told).items()}
    sellers = {seller.key: seller for seller in facts_of({one.person_key for one in found}, on)}
    managers = direct_managers_of(sellers, on)
    led = {
        one.key: leader_among(seller, one.coach_key, managers[seller.key])
        for one in found
        if (seller := sellers.get(one.person_key)) is not None
    }
    seats = standing_for((one, led[one.key]) for one in found if one.key in led)
    asked = [
        (one, leader_key, key, method)
        for one in found
        if one.key in led
        for leader_key in [led[one.key]]
        for key, method in _told_anew(
            one,
            {one.person_key, None if is_stood_for(one, leader_key, seats) else leader_key} - {None},
            {
                key: newest
                for key, newest in told[one.key].items()
                if key in {one.person_key, leader_key} or key not in guests[one.key]
            },
            is_fresh=(one.changed_at or now) >= fresh_from,
        )
    ]
    people = {person.key: person for person in facts_of({key for _, *both, _ in asked for key in both if key}, on)}

    def name(key: int | None) -> str | None:
        return people[key].name if key in people else None

    return [
        Invite(one, people[key], name(leader_key), method)
        if key == one.person_key
        else Invite(one, people[key], sellers[one.person_key].name, method, others_there(one, leader_key, seats))
        for one, leader_key, key, method in asked
        if key in people
    ]


def _due_beside(now: datetime, on: date) -> list[Invite]:
    """The same for co-coaches: whoever both agreed to is told once and with each move, also of what was planned long
    ago; whom it ended with, that it did. While one of the two has to agree anew nothing is told.
    """
    found = helped_soon(now)
    sellers = {seller.key: seller for seller in facts_of({one.person_key for one, _ in found.values()}, on)}
    managers = direct_managers_of(sellers, on)
    people = {
        person.key: person
        for person in facts_of(
            {facts.person_key for _, beside in found.values() for facts in beside}.union(*managers.values()), on
        )
    }
    told = {
        (row.session_id, row.person_id): row
        for row in InviteSent.objects.filter(session_id__in=list(found)).order_by("pk")
    }
    due = []
    for one, beside in found.values():
        seller = sellers.get(one.person_key)
        leader_key = leader_among(seller, one.coach_key, managers[seller.key]) if seller else None
        for facts in beside:
            if seller is None or facts.person_key == leader_key or facts.person_key not in people:
                continue
            newest = told.get((one.key, facts.person_key))
            method = _method_beside(one, facts, newest, managers[seller.key])
            names = (seller.name, *([people[leader_key].name] if leader_key in people else ()))
            if method is not None:
                due.append(Invite(one, people[facts.person_key], None, method, beside=names))
    return due


def _method_beside(
    one: SessionFacts, facts: CoCoachFacts, newest: InviteSent | None, leading: Collection[int]
) -> Method | None:
    if facts.ended_on is not None or one.state is State.CALLED_OFF:
        return Method.CANCEL if newest and newest.method == Method.REQUEST else None
    is_new = newest is None or newest.sequence < one.sequence
    return Method.REQUEST if is_new and facts.is_agreed(one.state, leading) else None


def _told_anew(
    one: SessionFacts, both: Collection[int | None], told: dict[int, InviteSent], *, is_fresh: bool
) -> Iterator[tuple[int, Method]]:
    """Whoever has it as it was, or not at all; and to whom it is over: called off, or somebody else's by now. Of what
    changed long ago only whoever took it over is told.
    """
    is_planned, has_passed_on = one.state is State.PLANNED, any(key not in both for key in told)
    for key in both if is_planned else ():
        if key is None:
            continue
        is_due = has_passed_on or is_fresh if key not in told else is_fresh and told[key].sequence < one.sequence
        if is_due:
            yield key, Method.REQUEST
    for key, newest in told.items():
        if newest.method == Method.REQUEST and not (is_planned and key in both):
            yield key, Method.CANCEL


def _wanted(due: list[Invite], on: date) -> list[tuple[Invite, str]]:
    """Those whose reader can log in, has an address, wants such mails and may see the session; each with the address.
    What is over is told also to whom it was shown before.
    """
    readers = {invite.reader.key for invite in due}
    silent = CalendarChoice.objects.filter(is_mail_off=True, person_id__in=list(readers))
    accounts = accounts_that_enter(readers - set(silent.values_list("person_id", flat=True)), on)
    found = []
    for invite in due:
        viewer, address = accounts.get(invite.reader.key, (None, ""))
        if viewer is not None and address:
            may_see = Facet.NOTES in access.facets(viewer, invite.session.person_key)
            if may_see or invite.beside or invite.method is Method.CANCEL:
                found.append((invite, address))
    return found


def _send_all(wanted: list[tuple[Invite, str]], connection: BaseEmailBackend, now: datetime) -> int:
    sent = 0
    for invite, address in wanted:
        if not _claim(invite, now):
            continue
        try:
            hand_over(_mail(invite, address, now, connection))
            sent += 1
        except Later as problem:  # nothing was taken: it is due again
            log.warning("an invitation waits: %s", problem)
            _unclaim(invite)
        except TurnedAway as problem:
            log.warning("an invitation was turned away: %s", problem)
        except Unsure as problem:  # it may have arrived: one mail too few is better than two. The others wait.
            log.warning("an invitation may not have arrived: %s", problem)
            return sent
    return sent


def _claim(invite: Invite, now: datetime) -> bool:
    """Write down that it is sent before it is, so that a crash between never sends two."""
    said = {"sequence": invite.session.sequence, "method": invite.method}
    try:
        with transaction.atomic():
            InviteSent.objects.create(session_id=invite.session.key, person_id=invite.reader.key, sent_at=now, **said)
    except IntegrityError:
        return False
    return True


def _unclaim(invite: Invite) -> None:
    said = {"sequence": invite.session.sequence, "method": invite.method}
    InviteSent.objects.filter(session_id=invite.session.key, person_id=invite.reader.key, **said).delete()


def _mail(invite: Invite, address: str, now: datetime, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The appointment beside its words, as calendars expect it. Its reader alone stands in it, and an answer goes
    nowhere: who comes is no matter of a mailbox.
    """
    one, choice = invite.session, page_address("coaching:own_calendar")
    if invite.beside:
        page, is_over = page_address("coaching:beside", one.key), invite.method is Method.CANCEL
        appointment = appointment_beside(one, invite.beside, page, is_over=is_over)
        words = words_beside(one, invite.method, appointment, invite.reader.timezone, choice)
    else:
        name, key = ("group", one.group_key) if invite.seats > 1 else ("room", one.key)
        appointment = appointment_of(one, invite.other, page_address(f"coaching:{name}", key), invite.seats)
        words = words_of(invite.method, appointment, invite.reader.timezone, choice)
    message = EmailMultiAlternatives(words.subject, words.text, None, [address], connection=connection)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    file = calendar_file(appointment, Envelope(invite.method, sender, address, now))
    # Mail programs look for the method beside the type before they open the file.
    message.attach_alternative(file.decode(), f"text/calendar; method={invite.method}")
    return message
