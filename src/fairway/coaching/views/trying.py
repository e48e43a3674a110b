"""Doing what somebody asked for, and saying on the next page that it was done or why it was refused."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from fairway.coaching.types import Refused
from fairway.web.saying import say_done


def tried(request: HttpRequest, act: Callable[[], None], done: str = "") -> bool:
    """Whether it was done. `done` is said then, as a sentence without its full stop; empty where `act` says it."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        say_done(request, done, undo=None)
    return True
