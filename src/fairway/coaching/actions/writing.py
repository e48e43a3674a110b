"""Writing under a part, at once with somebody else: texts are merged and every save is kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fairway.coaching.merging import merged
from fairway.coaching.models import Session, SessionNote
from fairway.coaching.queries.sessions import note_facts
from fairway.coaching.types import WRITTEN, NoteFacts, Part, Refused, State

LONGEST_NOTE = 10_000  # signs; a page takes half of it, and two may write
LAST_WORDS = timedelta(minutes=10)  # after the end, for what one was still writing when the other ended it


@dataclass(frozen=True, slots=True)
class Draft:
    """A text somebody sends. `base` is what it began as; `page` names the open page it was typed in, empty where a
    browser has no scripts, and `seen` the newest version that page has had an answer to.
    """

    text: str
    base: str = ""
    page: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """A part as it stands after a save, and whether both had put other words into one place."""

    note: NoteFacts
    is_crossed: bool = False


@transaction.atomic
def write_note(key: int, part: Part, draft: Draft, *, actor_id: int | None) -> Saved:
    """Save a text. Sent again after a lost answer it changes nothing, whatever the other wrote meanwhile.

    Refused for a part nobody writes in, for a text too long, and once the session is over.
    """
    row = Session.objects.select_for_update().get(pk=key)
    if part not in WRITTEN or str(part) not in dict(row.parts):
        raise Refused("Nothing is written there.")
    if row.state not in {State.PLANNED, State.OPEN} and not has_just_ended(row):
        raise Refused("This session is over: what was written stays as it is.")
    return save_draft(SessionNote.objects.filter(session=row), part, draft, actor_id=actor_id, session=row)


def save_draft(saves: QuerySet[Any], part: Part, draft: Draft, *, actor_id: int | None, **page: Any) -> Saved:
    """Save a text among the saves of a page that the caller has locked; `page` is the column they share. Refused where
    it is too long.
    """
    text, base = (one.replace("\r\n", "\n") for one in (draft.text, draft.base))
    if len(text) > LONGEST_NOTE:
        raise Refused(f"Keep it to {LONGEST_NOTE:,} signs.")
    notes = saves.filter(part=part).order_by("-version")
    newest = notes.first()
    # What this page sent and had no answer to: what it sends now began as that.
    unheard = notes.filter(page=draft.page, version__gt=draft.seen).first() if draft.page else None
    found = merged(unheard.sent if unheard else base, newest.text if newest else "", text)
    if newest and found.text == newest.text:
        return Saved(note_facts(newest))
    made = saves.model._default_manager.create(
        **page,
        part=part,
        version=(newest.version if newest else 0) + 1,
        text=found.text,
        sent=text,
        page=draft.page,
        edited_by=actor_id,
        edited_at=timezone.now(),
    )
    return Saved(note_facts(made), found.is_crossed)


def has_just_ended(row: Session) -> bool:
    return row.state == State.HELD and row.held_at is not None and timezone.now() - row.held_at < LAST_WORDS
