"""Sending one e-mail, what became of it, and leaving a mail server that does not answer alone for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from fairway.coaching.channels.types import Later, Mail, NotReached, TurnedAway, Unsure
from fairway.coaching.models import MailServerAway

FOR_NOW = range(400, 500)  # codes by which a mail server asks to come again, as greylisting ones do
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)  # doubled each time it does not answer
THE_ONE = 1  # row
AWAY = "The mail server could not be reached"


@contextmanager
def mail_server() -> Iterator[BaseEmailBackend]:
    """An open connection to the mail server. NotReached where it does not answer, or did not lately: each time that
    costs whoever waits a whole time-out, so all mails wait together, longer each time.
    """
    now = timezone.now()
    row = MailServerAway.objects.filter(again_at__gt=now).first()
    if row is not None:
        raise NotReached(AWAY, row.again_at)
    connection = get_connection()
    try:
        connection.open()
    except OSError:  # nothing was said yet, so nothing was taken
        raise NotReached(AWAY, _leave_alone(now)) from None
    try:
        yield connection
    finally:
        connection.close()
    MailServerAway.objects.filter(again_at__lte=now).delete()  # it answered to the end


def post_mail(mail: Mail, address: str) -> None:
    """Send it. Later where the mail server took nothing, TurnedAway where it knows nobody of that address, Unsure where
    it took it perhaps.
    """
    with mail_server() as connection:
        hand_over(EmailMessage(mail.subject, mail.text, None, [address], connection=connection))


def hand_over(message: EmailMessage) -> None:
    """Send a message over its connection, which is open; refused as `post_mail` refuses."""
    try:
        message.send()
    except SMTPRecipientsRefused as problem:
        if all(code in FOR_NOW for code, _ in problem.recipients.values()):
            raise Later("The mail server asks to come again") from None
        raise TurnedAway("The mail server does not take your address") from None
    except SMTPResponseException as problem:
        raise Later(f"The mail server did not take it (code {problem.smtp_code})") from None
    except OSError:
        _leave_alone(timezone.now())
        raise Unsure("The mail server did not say whether it took it") from None


def _leave_alone(now: datetime) -> datetime:
    """Nobody knocks until the instant this returns. Whoever else finds it away meanwhile counts no second time."""
    row = MailServerAway.objects.filter(pk=THE_ONE).first() or MailServerAway(pk=THE_ONE, again_at=now, tries=0)
    if row.again_at <= now:
        row.again_at = now + min(FIRST_WAIT * 2 ** min(row.tries, 10), LONGEST_WAIT)
        row.tries = min(row.tries + 1, 1000)
        row.save()
    return row.again_at
