"""Writing under an item of a review, at once with the other: texts are merged and nothing is lost."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from fairway.coaching.actions.writing import Draft
from fairway.coaching.merging import merged
from fairway.leadership.models import ManagerReview, ReviewNote
from fairway.leadership.reviews.kinds import kind_of
from fairway.leadership.reviews.queries import note_facts, review_facts
from fairway.leadership.reviews.types import DECISIONS, LONGEST_NOTE, NoteFacts, Refused

PAGES_KEPT = 6  # open pages of which it is known what they sent last
GONE = "This is not there any more. Load the page again."
OVER = "This review is over: what was written stays as it is."


@dataclass(frozen=True, slots=True)
class Saved:
    """An item's text as it stands after a save, and whether both had put other words into one place."""

    note: NoteFacts
    is_crossed: bool = False


@transaction.atomic
def write_note(key: int, item: str, draft: Draft, *, actor_id: int | None) -> Saved:
    """Save a text. Sent again after a lost answer it changes nothing, whatever the other wrote meanwhile. Refused for
    an item that is not on the agenda, for a text too long, and a day after the end.
    """
    row = writable(key)
    if item != DECISIONS:
        require_item(row, item)
    text, base = (one.replace("\r\n", "\n") for one in (draft.text, draft.base))
    note = ReviewNote.objects.filter(review=row, item=item).first() or ReviewNote(review=row, item=item, version=0)
    version, sent = note.sent.get(draft.page, (0, ""))
    # What this page sent and had no answer to: what it sends now began as that.
    found = merged(sent if draft.page and version > draft.seen else base, note.text, text)
    if len(found.text) > LONGEST_NOTE:
        raise Refused(f"Keep it to {LONGEST_NOTE:,} signs, with what the other wrote; it has {len(found.text):,}.")
    if found.text == note.text:
        return Saved(note_facts(note))
    note.text, note.version = found.text, note.version + 1
    if draft.page:
        others = [(page, kept) for page, kept in note.sent.items() if page != draft.page]
        note.sent = dict([*others[1 - PAGES_KEPT :], (draft.page, (note.version, text))])
    note.edited_by, note.edited_at = actor_id, timezone.now()
    note.save()
    return Saved(note_facts(note), found.is_crossed)


def writable(key: int) -> ManagerReview:
    """A review, locked, that still takes words; Refused otherwise."""
    row = locked(key)
    if not review_facts(row).takes_words(timezone.now()):
        raise Refused(OVER)
    return row


def locked(key: int) -> ManagerReview:
    """A review, locked; Refused where it went meanwhile."""
    row = ManagerReview.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise Refused(GONE)
    return row


def require_item(row: ManagerReview, item: str) -> None:
    if kind_of(row.kind).item(item) is None:
        raise Refused("That item is not on this agenda.")
