"""Writing down that somebody's page was seen by somebody else, for that person to read."""

from collections.abc import Iterable

from fairway.audit.actions import record_looks
from fairway.people.types import Viewer


def note_looks(viewer: Viewer, person_keys: Iterable[int], page: str) -> None:
    """Write down that a viewer saw a page that says something about these people. One's own page is no look."""
    others = [key for key in person_keys if key != viewer.person_key]
    record_looks(viewer_id=viewer.user_id, subject_keys=others, page=page, on=viewer.on)
