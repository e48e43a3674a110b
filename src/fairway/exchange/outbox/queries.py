"""Reading what the outbox holds, for pages, for the worker and for whoever looks after a source."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from fairway.audit.recording import row_as_json
from fairway.exchange.models import OutboxEntry, Source
from fairway.exchange.outbox.types import EntryFacts, State, Wish

# Only where somebody said so, and as a truth value: "no" is none.
IS_WRITABLE = Q(settings__writes=True)


def is_free(now: datetime) -> Q:
    """Entries that wait, are due, that no worker has, and whose source may be written to now."""
    unleased = Q(lease_until_at__isnull=True) | Q(lease_until_at__lt=now)
    is_answering = Q(write_after_at__isnull=True) | Q(write_after_at__lte=now)
    open_now = Source.objects.filter(IS_WRITABLE, is_answering, is_paused=False)
    return Q(state__in=(State.PENDING, State.SENT), next_at__lte=now, source__in=open_now.values("name")) & unleased


def writing_sources() -> list[str]:
    """The sources whose settings let us write to them, by name; paused ones too, which hold what waits."""
    return list(Source.objects.filter(IS_WRITABLE).order_by("created_at", "pk").values_list("name", flat=True))


def due_sources() -> list[str]:
    """The sources something is to be written to now."""
    due = OutboxEntry.objects.filter(is_free(timezone.now()))
    return list(due.order_by("source").values_list("source", flat=True).distinct())


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


def entries_kept_about(person_key: int, identities: Collection[tuple[str, str]]) -> list[dict[str, Any]]:
    """Every entry about one person, and those of tasks they have, without whom these are about."""
    rows = {row.pk: row for row in OutboxEntry.objects.filter(person_id=person_key)}
    for source, native_id in identities:
        rows |= {row.pk: row for row in OutboxEntry.objects.filter(source=source, payload__owner=native_id)}
    own = [(row, row_as_json(row)) for _, row in sorted(rows.items())]
    return [told if row.person_id == person_key else {**told, "person_id": None} for row, told in own]
