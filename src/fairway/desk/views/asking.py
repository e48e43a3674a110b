"""Who is asking. Every view names its viewer explicitly."""

from django.http import HttpRequest

from fairway.people.types import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer `project.middleware` found for a logged-in account."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer):
        raise PermissionError("this view needs somebody logged in")
    return viewer
