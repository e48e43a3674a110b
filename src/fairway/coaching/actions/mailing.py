"""Sending one e-mail, and what became of it."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from fairway.coaching.channels.types import Later, Mail, TurnedAway, Unsure

FOR_NOW = range(400, 500)  # codes by which a mail server asks to come again, as greylisting ones do


def post_mail(mail: Mail, address: str) -> None:
    """Send it. Later where the mail server took nothing, TurnedAway where it knows nobody of that address, Unsure where
    it took it perhaps.
    """
    connection = get_connection()
    try:
        connection.open()
    except OSError:  # nothing was said yet, so nothing was taken
        raise Later("The mail server could not be reached", is_for_all=True) from None
    try:
        hand_over(EmailMessage(mail.subject, mail.text, None, [address], connection=connection))
    finally:
        connection.close()


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
        raise Unsure("The mail server did not say whether it took it") from None


def page_address(name: str, *args: object) -> str:
    """A page's whole address for a message; empty where this deployment does not know its own."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin}{reverse(name, args=args)}" if origin else ""
