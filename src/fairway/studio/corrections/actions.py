"""Putting away what was told about a correction."""

from fairway.people import access
from fairway.people.types import Viewer
from fairway.studio.corrections.queries import is_told_to
from fairway.studio.models import CorrectionRead


def put_away(viewer: Viewer, correction_key: int, *, is_about_others: bool) -> None:
    """The viewer has read it and is not told again. Hidden for whoever is not told of it."""
    if viewer.person_key is None or not is_told_to(viewer, correction_key, is_about_others=is_about_others):
        raise access.Hidden
    CorrectionRead.objects.get_or_create(
        person_id=viewer.person_key, correction_id=correction_key, is_about_others=is_about_others
    )
