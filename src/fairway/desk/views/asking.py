"""Who is asking, and about whom. Every view names its viewer explicitly."""

from django.contrib import messages
from django.http import HttpRequest

from fairway.people.access import require_operations, viewer_of
from fairway.people.queries import organisation
from fairway.people.types import Viewer


def operations_only(request: HttpRequest) -> Viewer:
    """The viewer, if they are operations; Hidden for everyone else."""
    viewer = viewer_of(request)
    require_operations(viewer)
    return viewer


def takes_records(request: HttpRequest) -> bool:
    """Whether records may come in through a page; says why not. The demonstration takes none: anybody may enter it."""
    if organisation().is_demonstration:
        messages.error(
            request, "This is the demonstration: your own records belong into a home of their own, behind a password."
        )
        return False
    return True
