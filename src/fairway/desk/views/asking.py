"""Who is asking, and about whom. Every view names its viewer explicitly."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest

from fairway.audit.actions import record_looks
from fairway.people.access import require_operations, viewer_of
from fairway.people.queries import organisation
from fairway.people.types import PersonFacts, Viewer


def operations_only(request: HttpRequest) -> Viewer:
    """The viewer, if they are operations; Hidden for everyone else."""
    viewer = viewer_of(request)
    require_operations(viewer)
    return viewer


def note_look(viewer: Viewer, person: PersonFacts, page: str) -> None:
    """Write down that a viewer saw a page about somebody else, for that person to read."""
    note_looks(viewer, [person.key], page)


def note_looks(viewer: Viewer, person_keys: Iterable[int], page: str) -> None:
    """The same for a page that says something about several people."""
    others = [key for key in person_keys if key != viewer.person_key]
    record_looks(viewer_id=viewer.user_id, subject_keys=others, page=page, on=viewer.on)


def takes_records(request: HttpRequest) -> bool:
    """Whether records may come in through a page; says why not. The demonstration takes none: anybody may enter it."""
    if organisation().is_demonstration:
        messages.error(
            request, "This is the demonstration: your own records belong into a home of their own, behind a password."
        )
        return False
    return True
