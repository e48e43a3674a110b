"""Mailing sessions to the calendars of both: once when one is planned, with each move, when it passes to another, and
when it is called off or gone.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q

from fairway.coaching.actions.mailing import hand_over, mail_server, page_address
from fairway.coaching.appointing import News, appointment_of, title_of, uid_of, words_of
from fairway.coaching.channels.types import Later, NotReached, TurnedAway, Unsure
from fairway.coaching.models import CalendarChoice, InviteLeft, InviteSent, Session
from fairway.coaching.queries.coaches import leader_among, leading
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts, State
from fairway.lib.calendar_file import Appointment, Envelope, Method, calendar_file
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.queries import accounts_that_enter, facts_of, names_of, organisation
from fairway.people.types import Facet, PersonFacts

TOO_OLD = timedelta(days=1)  # a change nobody could be mailed of for so long stands on the page and at the address
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Invite:
    """A mail to one of the two of a session; `session` is None once it went with its seller."""

    session: SessionFacts | None
    reader: PersonFacts
    appointment: Appointment
    news: News
    left: InviteLeft | None = None

    @property
    def method(self) -> Method:
        return Method.CANCEL if self.news.is_over else Method.REQUEST


def send_invites(now: datetime) -> int:
    """Mail what is due. Returns how many mails went out. While the mail server is away nothing is marked as sent, and
    it is tried again. Nothing leaves a demonstration.
    """
    if organisation().is_demonstration:
        return 0
    on = local_day(now, organisation().timezone)
    due = [*_due(now, on), *_left(now, on)]
    wanted = _wanted(due, on) if due else []
    if not wanted:
        return 0
    try:
        with mail_server() as connection:
            return _send_all(wanted, connection, now)
    except NotReached as problem:
        log.warning("invitations wait until %s: %s", problem.again_at, problem)
        return 0


def _due(now: datetime, on: date) -> list[Invite]:
    """Whom to tell what: of sessions to come that were planned, moved, passed on or called off of late, and not told
    before; and of those that passed to another who leads the seller, whenever that was.
    """
    states, fresh_from = [State.PLANNED, State.CALLED_OFF], now - TOO_OLD
    told_of = InviteSent.objects.filter(method=Method.REQUEST).values("session_id")
    rows = Session.objects.filter(
        Q(changed_at__gte=fresh_from) | Q(pk__in=told_of), starts_at__gt=now, state__in=states
    )
    found = [session_facts(row) for row in rows.defer("told").order_by("pk")]
    told: dict[int, dict[int, InviteSent]] = {one.key: {} for one in found}
    for row in InviteSent.objects.filter(session_id__in=list(told)).order_by("pk"):
        told[row.session_id][row.person_id] = row
    sellers = {seller.key: seller for seller in facts_of({one.person_key for one in found}, on)}
    managers = leading(sellers, on)
    asked = []
    for one in found:
        seller = sellers.get(one.person_key)
        leader_key = leader_among(seller, one.coach_key, managers[seller.key]) if seller else None
        is_fresh = (one.changed_at or now) >= fresh_from
        for key, news in _told_anew(one, leader_key, told[one.key], is_fresh=is_fresh):
            asked.append((one, key, leader_key if key == one.person_key else one.person_key, news))
    people = {person.key: person for person in facts_of({key for _, key, _, _ in asked}, on)}
    names = names_of({other for _, _, other, _ in asked if other is not None})
    return [
        Invite(one, people[key], _appointment(one, names.get(other or 0), news), news)
        for one, key, other, news in asked
        if key in people
    ]


def _told_anew(
    one: SessionFacts, leader_key: int | None, told: dict[int, InviteSent], *, is_fresh: bool
) -> Iterator[tuple[int, News]]:
    """Whoever has it as it was, or not at all; and to whom it is over: called off, or somebody else's by now. Of what
    changed long ago only whoever took it over is told. While nobody leads it there is nothing new to tell its seller.
    """
    both = (one.person_key, leader_key) if one.state is State.PLANNED and leader_key is not None else ()
    kept = {one.person_key} if one.state is State.PLANNED else set()
    has_passed_on = any(key not in {*both, *kept} for key in told)
    for key in both:
        newest = told.get(key)
        if newest is None:
            if has_passed_on or is_fresh:
                yield key, News.PLANNED
        elif newest.sequence < one.sequence:
            if newest.method == Method.CANCEL:
                yield key, News.PLANNED
            elif is_fresh:
                yield key, News.MOVED if newest.moved < one.moved else News.PASSED_ON
    for key, newest in told.items():
        if newest.method == Method.REQUEST and key not in {*both, *kept}:
            yield key, News.NOT_THEIRS if one.state is State.PLANNED else News.CALLED_OFF


def _appointment(one: SessionFacts, other: str | None, news: News) -> Appointment:
    """What the reader's calendar is told: of their own copy, which is over where it is theirs no more."""
    appointment = appointment_of(one, other, page_address("coaching:room", one.key))
    return replace(appointment, is_called_off=True) if news.is_over else appointment


def _left(now: datetime, on: date) -> list[Invite]:
    """Sessions that went with their seller and stand in a calendar still; what is over by now is nobody's matter."""
    InviteLeft.objects.filter(starts_at__lte=now).delete()
    rows = list(InviteLeft.objects.order_by("pk"))
    people = {person.key: person for person in facts_of({row.person_id for row in rows}, on)} if rows else {}
    return [
        Invite(None, people[row.person_id], _appointment_left(row), News.CALLED_OFF, row)
        for row in rows
        if row.person_id in people
    ]


def _appointment_left(row: InviteLeft) -> Appointment:
    return Appointment(
        uid=uid_of(row.session_key),
        title=title_of(row.kind, None),
        starts_at=row.starts_at,
        minutes=row.minutes,
        url="",
        changed_at=row.since,
        sequence=row.sequence,
        is_called_off=True,
    )


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
            one = invite.session
            if one is None or invite.news.is_over or Facet.NOTES in access.facets(viewer, one.person_key):
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
    if invite.left is not None:
        return InviteLeft.objects.filter(pk=invite.left.pk).delete()[0] > 0
    try:
        with transaction.atomic():
            InviteSent.objects.create(**_said(invite), moved=invite.session.moved if invite.session else 0, sent_at=now)
    except IntegrityError:
        return False
    return True


def _unclaim(invite: Invite) -> None:
    if invite.left is not None:
        invite.left.save(force_insert=True)
    else:
        InviteSent.objects.filter(**_said(invite)).delete()


def _said(invite: Invite) -> dict[str, object]:
    return {
        "session_id": invite.session.key if invite.session else None,
        "person_id": invite.reader.key,
        "sequence": invite.appointment.sequence,
        "method": invite.method,
    }


def _mail(invite: Invite, address: str, now: datetime, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The appointment beside its words, as calendars expect it. Its reader alone stands in it, and an answer goes
    nowhere: who comes is no matter of a mailbox.
    """
    choice = page_address("coaching:own_calendar")
    words = words_of(invite.news, invite.appointment, invite.reader.timezone, choice)
    message = EmailMultiAlternatives(words.subject, words.text, None, [address], connection=connection)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    file = calendar_file(invite.appointment, Envelope(invite.method, sender, address, now))
    # Mail programs look for the method beside the type before they open the file.
    message.attach_alternative(file.decode(), f"text/calendar; method={invite.method}")
    return message
