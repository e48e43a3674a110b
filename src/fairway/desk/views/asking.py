"""Who is asking. Every view names its viewer explicitly."""

from django.http import HttpRequest

from fairway.people.access import require_operations
from fairway.people.types import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer `project.middleware` found for a logged-in account."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer):
        raise PermissionError("this view needs somebody logged in")
    return viewer


def operations_only(request: HttpRequest) -> Viewer:
    """The viewer, if they are operations; Hidden for everyone else."""
    viewer = viewer_of(request)
    require_operations(viewer)
    return viewer
