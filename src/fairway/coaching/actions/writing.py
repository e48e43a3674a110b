"""Writing under a part, at once with somebody else: texts are merged and every save is kept."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from fairway.coaching.merging import merged
from fairway.coaching.models import Session, SessionNote
from fairway.coaching.queries.sessions import note_facts
from fairway.coaching.types import WRITTEN, NoteFacts, Part, Refused, State

LONGEST_NOTE = 5_000  # signs
LAST_WORDS = timedelta(minutes=10)  # after the end, for what one was still writing when the other ended it


@dataclass(frozen=True, slots=True)
class Saved:
    """A part as it stands after a save, and whether both had put other words into one place."""

    note: NoteFacts
    is_crossed: bool = False


@transaction.atomic
def write_note(key: int, part: Part, text: str, *, base: str, actor_id: int | None) -> Saved:
    """Save a text that began as `base`, what its writer last saw or sent. Sent again after a lost answer it changes
    nothing.

    Refused for a part nobody writes in, for a text too long, and once the session is over.
    """
    row = Session.objects.select_for_update().get(pk=key)
    if part not in WRITTEN or str(part) not in row.parts:
        raise Refused("Nothing is written there.")
    if row.state not in {State.PLANNED, State.OPEN} and not _has_just_ended(row):
        raise Refused("This session is over: what was written stays as it is.")
    text, base = (one.replace("\r\n", "\n") for one in (text, base))
    if len(text) > LONGEST_NOTE:
        raise Refused(f"Keep it to {LONGEST_NOTE} signs.")
    newest = SessionNote.objects.filter(session=row, part=part).order_by("-version").first()
    version, current = (newest.version, newest.text) if newest else (0, "")
    if newest and text == current:
        return Saved(note_facts(newest))
    found = merged(base, current, text)
    if newest and found.text == current:
        return Saved(note_facts(newest))
    made = SessionNote.objects.create(
        session=row, part=part, version=version + 1, text=found.text, edited_by=actor_id, edited_at=timezone.now()
    )
    return Saved(note_facts(made), found.is_crossed)


def _has_just_ended(row: Session) -> bool:
    return row.state == State.HELD and row.held_at is not None and timezone.now() - row.held_at < LAST_WORDS
