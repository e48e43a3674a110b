"""Sending one e-mail, and what became of it."""

from smtplib import SMTPRecipientsRefused as NobodyThere
from smtplib import SMTPResponseException
from socket import gaierror

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from fairway.coaching.channels.types import Later, Mail, TurnedAway, Unsure


def post_mail(mail: Mail, address: str) -> None:
    """Send it. Later where the mail server took nothing, TurnedAway where it knows nobody of that address, Unsure where
    it took it perhaps.
    """
    try:
        send_mail(mail.subject, mail.text, None, [address])
    except NobodyThere:
        raise TurnedAway("The mail server does not take your address") from None
    except (ConnectionRefusedError, gaierror):
        raise Later("The mail server could not be reached", is_for_all=True) from None
    except SMTPResponseException as problem:
        raise Later(f"The mail server did not take it (code {problem.smtp_code})") from None
    except OSError:
        raise Unsure("The mail server did not say whether it took it") from None


def page_address(name: str, *args: object) -> str:
    """A page's whole address for a message; empty where this deployment does not know its own."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin}{reverse(name, args=args)}" if origin else ""
