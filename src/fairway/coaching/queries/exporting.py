"""Everything there is, for an export."""

from collections.abc import Iterator
from datetime import date, datetime

from fairway.coaching.models import GroupNote, Session, SessionNote, SessionPromise, SessionRhythm, SessionTap
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts


def every_session() -> Iterator[SessionFacts]:
    return map(session_facts, Session.objects.defer("told").order_by("pk").iterator())


def every_rhythm() -> Iterator[tuple[int, str, int, date, date | None]]:
    """Seller, kind, days between, since when and until when."""
    columns = ("person_id", "kind", "every_days", "since_on", "ended_on")
    yield from SessionRhythm.objects.order_by("pk").values_list(*columns).iterator()


def every_promise_key() -> Iterator[tuple[int, int]]:
    """Session and commitment."""
    yield from SessionPromise.objects.order_by("pk").values_list("session_id", "commitment_id").iterator()


def every_note() -> Iterator[tuple[int, str, int, datetime, str]]:
    """Session, part, version, when it was saved, and the text."""
    columns = ("session_id", "part", "version", "edited_at", "text")
    yield from SessionNote.objects.order_by("session_id", "part", "version").values_list(*columns).iterator()


def every_group_note() -> Iterator[tuple[int, str, int, datetime, str]]:
    """Group, part, version, when it was saved, and the text."""
    columns = ("group_id", "part", "version", "edited_at", "text")
    yield from GroupNote.objects.order_by("group_id", "part", "version").values_list(*columns).iterator()


def every_tap() -> Iterator[tuple[int, str, datetime]]:
    """Session, what its talk was about from then on, and when."""
    yield from SessionTap.objects.order_by("at", "pk").values_list("session_id", "focus", "at").iterator()
