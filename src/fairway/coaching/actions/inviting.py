"""Mailing sessions to the calendars of those in them: once when one is planned, with each move, when it passes to
another, and when it is called off or gone.
"""

import logging
from datetime import date, datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction

from fairway.coaching.actions.mailing import hand_over, mail_server
from fairway.coaching.appointing import TO_THE_TWO, words_of
from fairway.coaching.beside.appointing import TO_A_CO_COACH
from fairway.coaching.beside.types import page_of
from fairway.coaching.channels.types import Later, NotReached, TurnedAway, Unsure
from fairway.coaching.models import CalendarChoice, InviteLeft, InviteSent
from fairway.coaching.queries.addresses import page_address
from fairway.coaching.queries.due_invites import Invite, due_beside, due_of_those_gone, due_to_the_two
from fairway.coaching.types import SessionFacts
from fairway.lib.calendar_file import Envelope, calendar_file
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.queries import accounts_that_enter, organisation
from fairway.people.types import Facet, Viewer

log = logging.getLogger(__name__)


def send_invites(now: datetime) -> int:
    """Mail what is due. Returns how many mails went out. While the mail server is away nothing is marked as sent, and
    it is tried again. Nothing leaves a demonstration.
    """
    if organisation().is_demonstration:
        return 0
    on = local_day(now, organisation().timezone)
    InviteLeft.objects.filter(starts_at__lte=now).delete()  # over by now: nobody's matter
    due = [*due_to_the_two(now, on), *due_beside(now, on), *due_of_those_gone(on)]
    wanted = _wanted(due, on) if due else []
    if not wanted:
        return 0
    try:
        with mail_server() as connection:
            return _send_all(wanted, connection, now)
    except NotReached as problem:
        log.warning("invitations wait until %s: %s", problem.again_at, problem)
        return 0


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
            if one is None or invite.news.is_over or _may_see(viewer, invite, one):
                found.append((invite, address))
    return found


def _may_see(viewer: Viewer, invite: Invite, one: SessionFacts) -> bool:
    if invite.is_beside:
        return (one.person_key, page_of(one.key)) in access.guest_of(viewer)
    return Facet.NOTES in access.facets(viewer, one.person_key)


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
    telling = TO_A_CO_COACH if invite.is_beside else TO_THE_TWO
    words = words_of(invite.news, invite.appointment, invite.reader.timezone, choice, telling)
    message = EmailMultiAlternatives(words.subject, words.text, None, [address], connection=connection)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    file = calendar_file(invite.appointment, Envelope(invite.method, sender, address, now))
    # Mail programs look for the method beside the type before they open the file.
    message.attach_alternative(file.decode(), f"text/calendar; method={invite.method}")
    return message
