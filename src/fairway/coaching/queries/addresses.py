"""Where a page of this deployment is, for messages that leave it."""

from django.conf import settings
from django.urls import reverse


def page_address(name: str, *args: object) -> str:
    """A page's whole address for a message; empty where this deployment does not know its own."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin}{reverse(name, args=args)}" if origin else ""
