"""Entering the demonstration with one click, and everything that ends it."""

from django.conf import settings

from fairway.exchange.queries import sources
from fairway.people.queries import organisation

ENTERED = "entered_demonstration"  # in the session of whoever came in without a password


def is_open() -> bool:
    """The server must have been started as one, the organisation be one, and hold nothing from anywhere else: each
    alone lets nobody in without a password.
    """
    is_one = bool(settings.IS_DEMO_LOGIN_OPEN) and organisation().is_demonstration
    return is_one and all(source.kind == "demo" for source in sources())
