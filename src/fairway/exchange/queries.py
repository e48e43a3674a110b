"""Reading what is known about sources and their runs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from fairway.exchange.models import Coverage, Cursor, Source, StagedRow, SyncRun
from fairway.exchange.types import RunFacts, SourceFacts
from fairway.lib.home import unseal
from fairway.people.queries import organisation
from fairway.web.words import moment

STALE_AFTER = timedelta(hours=26)


def sources() -> list[SourceFacts]:
    return [_facts(source) for source in Source.objects.order_by("created_at", "pk")]


def source(name: str) -> SourceFacts | None:
    row = Source.objects.filter(name=name).first()
    return _facts(row) if row else None


def _facts(row: Source) -> SourceFacts:
    return SourceFacts(
        name=row.name, kind=row.kind, settings=row.settings, every_minutes=row.every_minutes, is_paused=row.is_paused
    )


def secret_of(name: str) -> str:
    """A source's credential in clear, for its connector only; empty when it has none."""
    sealed = Source.objects.values_list("sealed_secret", flat=True).get(name=name)
    return unseal(sealed) if sealed else ""


def run_facts(run: SyncRun) -> RunFacts:
    return RunFacts(
        key=run.pk,
        source=run.source.name,
        kind=run.source.kind,
        state=run.state,
        is_full=run.is_full,
        asked=run.asked,
        phase=run.phase,
        progress=run.progress,
        requested_at=run.requested_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        heartbeat_at=run.heartbeat_at,
        error=run.error,
        advice=run.advice,
        rejects_file=run.rejects_file,
    )


def run(key: int) -> RunFacts | None:
    row = SyncRun.objects.select_related("source").filter(pk=key).first()
    return run_facts(row) if row else None


def newest_runs(limit: int = 20) -> list[RunFacts]:
    return [run_facts(row) for row in SyncRun.objects.select_related("source").order_by("-requested_at")[:limit]]


def is_any_run_alive() -> bool:
    """Whether a process is working on a run right now, from pulling up to standings."""
    return SyncRun.objects.filter(state="running", lease_until_at__gt=timezone.now()).exists()


def newest_run_of(source_name: str) -> RunFacts | None:
    row = SyncRun.objects.select_related("source").filter(source__name=source_name).order_by("-requested_at").first()
    return run_facts(row) if row else None


def positions_of(source_name: str) -> dict[str, dict[str, object]]:
    return dict(Cursor.objects.filter(source__name=source_name).values_list("stream", "position"))


def refreshed_at(source_name: str | None = None) -> datetime | None:
    """When a source (or any) was last read to its end."""
    runs = SyncRun.objects.filter(state="done")
    if source_name is not None:
        runs = runs.filter(source__name=source_name)
    newest: datetime | None = runs.aggregate(newest=Max("finished_at"))["newest"]
    return newest


def refreshed_by_source() -> dict[str, datetime]:
    """When each source was last read to its end; sources never read are absent."""
    rows = SyncRun.objects.filter(state="done").values("source__name").annotate(newest=Max("finished_at"))
    return {row["source__name"]: row["newest"] for row in rows if row["newest"]}


def stale_source(by_source: Mapping[str, datetime]) -> str:
    """Which source that is read by itself was not for more than a day, and when it last was, in words; empty where all
    were, and where none ever was: without any numbers there are none to doubt. `by_source` as `refreshed_by_source`
    has it.
    """
    for source in sources() if by_source else []:
        at = by_source.get(source.name)
        if source.every_minutes and not source.is_paused and (at is None or timezone.now() - at > STALE_AFTER):
            since = f"was last read {moment(at, organisation().timezone)}" if at else "was never read to its end"
            return f"{source.name} {since}"
    return ""


@dataclass(frozen=True, slots=True)
class Blind:
    """Days on which a type of activity of somebody did not reach us. An empty type means every type."""

    activity_type: str
    from_on: date
    to_on: date | None
    state: str
    note: str


def blind_spots(person_keys: Collection[int], since_on: date, until_on: date) -> dict[int, list[Blind]]:
    """Coverage that is not ok, per person, over those days; a later `ok` row ends an open one."""
    rows = Coverage.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=since_on), person_id__in=list(person_keys), from_on__lte=until_on
    ).order_by("from_on", "pk")
    found: dict[int, list[Blind]] = defaultdict(list)
    for row in rows:
        spots = found[row.person_id]
        for number, spot in enumerate(spots):
            if spot.to_on is None and spot.activity_type == row.activity_type:
                spots[number] = Blind(
                    spot.activity_type, spot.from_on, row.from_on - timedelta(days=1), spot.state, spot.note
                )
        if row.state != "ok":
            spots.append(Blind(row.activity_type, row.from_on, row.to_on, row.state, row.note))
    return found


@dataclass(frozen=True, slots=True)
class Staged:
    key: int
    source: str
    payload: dict[str, object]
    place: dict[str, object]


def staged(kind: str) -> list[Staged]:
    """What waits for the room above, oldest first."""
    return [
        Staged(key=row.pk, source=row.source, payload=row.payload, place=row.place)
        for row in StagedRow.objects.filter(kind=kind).order_by("pk")
    ]


def every_coverage() -> list[tuple[int, Coverage]]:
    """Every coverage row with its person's key, for exports."""
    return [(row.person_id, row) for row in Coverage.objects.order_by("person_id", "from_on")]
