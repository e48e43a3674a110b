"""Reading what the outbox holds, for pages, for the worker and for whoever looks after a source."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Count
from django.utils import timezone

from fairway.audit.recording import row_as_json
from fairway.exchange.models import OutboxEntry, Source
from fairway.exchange.outbox.types import EntryFacts, State, Wish
from fairway.lib.home import secret

WRITES = "writes"  # the setting of a source that lets us write to it


def writing_sources() -> list[str]:
    """The sources whose settings let us write to them, by name; paused ones too, which hold what waits."""
    sources = Source.objects.filter(**{f"settings__{WRITES}": True}).order_by("created_at", "pk")
    return list(sources.values_list("name", flat=True))


def due_sources() -> list[str]:
    """The sources something is to be written to now."""
    now = timezone.now()
    open_now = Source.objects.filter(**{f"settings__{WRITES}": True}, is_paused=False).values("name")
    waiting = OutboxEntry.objects.filter(source__in=open_now, state__in=(State.PENDING, State.SENT), next_at__lte=now)
    due = waiting.exclude(lease_until_at__gte=now)
    return list(due.order_by("source").values_list("source", flat=True).distinct())


def token_of(key: str) -> str:
    """By what a CRM tells an entry again: nothing can be read from it, and two installations never have the same."""
    return hmac.new(secret("outbox.key"), key.encode(), hashlib.sha256).hexdigest()[:40]


def outbox_of(person_keys: Collection[int]) -> dict[int, list[EntryFacts]]:
    """What CRMs were asked to hold about some people, and what they said to it, oldest first."""
    found: dict[int, list[EntryFacts]] = defaultdict(list)
    for row in OutboxEntry.objects.filter(person_id__in=list(person_keys)).order_by("pk"):
        found[row.person_id].append(
            EntryFacts(
                key=row.key,
                source=row.source,
                person_key=row.person_id,
                state=State(row.state),
                wish=Wish(row.wish),
                reason=row.reason,
                native_id=row.native_id,
                changed_at=row.changed_at,
            )
        )
    return dict(found)


def written_ids(source: str) -> frozenset[str]:
    """A source's ids of everything we had it hold: read back, they are no work of anybody's."""
    rows = OutboxEntry.objects.filter(source=source).exclude(native_id="")
    return frozenset(rows.values_list("native_id", flat=True))


def counts_by_state(source: str) -> dict[State, int]:
    """How many entries of a source are how far; states without any are absent."""
    rows = OutboxEntry.objects.filter(source=source).values_list("state").annotate(count=Count("pk")).order_by("state")
    return {State(state): count for state, count in rows}


def newest_refusal(source: str) -> str:
    """The reason of the newest rejected entry; empty without one."""
    rows = OutboxEntry.objects.filter(source=source, state=State.REJECTED).order_by("-changed_at", "-pk")
    return rows.values_list("reason", flat=True).first() or ""


def is_anything_being_sent() -> bool:
    """Whether a worker has an entry in hand, or was killed with one not long ago."""
    return OutboxEntry.objects.filter(lease_until_at__gt=timezone.now()).exists()


def kept_about(person_key: int, identities: Collection[tuple[str, str]]) -> list[dict[str, Any]]:
    """Every entry about one person, and those of tasks they have, without whom these are about."""
    rows = {row.pk: row for row in OutboxEntry.objects.filter(person_id=person_key)}
    for source, native_id in identities:
        rows |= {row.pk: row for row in OutboxEntry.objects.filter(source=source, payload__owner=native_id)}
    own = [(row, row_as_json(row)) for _, row in sorted(rows.items())]
    return [told if row.person_id == person_key else {**told, "person_id": None} for row, told in own]
