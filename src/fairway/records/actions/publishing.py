"""The one step by which lake versions become visible, with the cursors and dirty weeks that belong to them."""

import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from fairway.exchange.actions import position_of_all, save_positions
from fairway.lib.home import folder
from fairway.records.lake import Lake, MissingFiles, TableVersion
from fairway.records.models import DirtyWeek, LakeState, LakeTable, Publication
from fairway.records.schema import LAKE_SCHEMA, TABLES

LEASE = timedelta(minutes=5)
KEPT_PUBLICATIONS = 50


class LakeBusy(RuntimeError):
    """Another process is writing to the lake."""


class LeaseLost(RuntimeError):
    """This writer was too slow and another one took over; nothing of this step was published."""


def lake() -> Lake:
    return Lake(folder("lake"))


def published() -> dict[str, TableVersion]:
    """The version of each table that readers use. A table nobody has written is made empty."""
    rows = {row.name: row for row in LakeTable.objects.all()}
    return {
        name: TableVersion(name, row.generation, row.version) if (row := rows.get(name)) else _first(name)
        for name in TABLES
    }


def _first(name: str) -> TableVersion:
    version = lake().latest(name, 1)
    row, _ = LakeTable.objects.get_or_create(name=name, defaults={"generation": 1, "version": version})
    return TableVersion(name, row.generation, row.version)


@dataclass(frozen=True, slots=True)
class Lease:
    holder: str
    mark: int  # the last published step


def holder_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@contextmanager
def writing() -> Iterator[Lease]:
    """Hold the writer's lease. Raises LakeBusy when somebody else does; an abandoned lease is free after five
    minutes.
    """
    holder = holder_name()
    LakeState.objects.get_or_create(pk=1, defaults={"schema_version": LAKE_SCHEMA})
    now = timezone.now()
    taken = LakeState.objects.filter(
        Q(writer="") | Q(writer=holder) | Q(writer_until_at__lt=now) | Q(writer__in=_dead_writers()), pk=1
    ).update(writer=holder, writer_until_at=now + LEASE)
    if not taken:
        raise LakeBusy("another process is writing records; wait until it has finished, or five minutes after it died")
    try:
        yield Lease(holder=holder, mark=LakeState.objects.get(pk=1).mark)
    finally:
        LakeState.objects.filter(pk=1, writer=holder).update(writer="", writer_until_at=None)


def _dead_writers() -> list[str]:
    """The present holder, if it was a process of this machine that is gone: no need to wait for its lease to end."""
    state = LakeState.objects.filter(pk=1).first()
    host, _, pid = (state.writer if state else "").rpartition(":")
    if not state or host != socket.gethostname() or not pid.isdigit():
        return []
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return [state.writer]
    except PermissionError:
        return []
    return []


def extend(lease: Lease) -> None:
    """Keep the lease while a long step goes on. Raises LeaseLost when it is somebody else's by now."""
    kept = LakeState.objects.filter(pk=1, writer=lease.holder).update(writer_until_at=timezone.now() + LEASE)
    if not kept:
        raise LeaseLost("another process took over writing; this run starts again from its last position")


def publish(
    lease: Lease,
    *,
    versions: Mapping[str, TableVersion],
    positions: Mapping[tuple[str, str], Mapping[str, object]],
    dirty: Iterable[tuple[int, date]],
) -> Lease:
    """Make versions visible, save the cursors that rest on them and mark the weeks they touched. Call in a transaction.

    `positions` are by (source, stream). Raises LeaseLost when the lease is no longer this writer's.
    """
    extend(lease)
    mark = lease.mark + 1
    LakeState.objects.filter(pk=1).update(mark=mark)
    for name, state in versions.items():
        LakeTable.objects.update_or_create(
            name=name, defaults={"generation": state.generation, "version": state.version}
        )
    save_positions(positions, mark)
    mark_dirty(dirty, mark)
    Publication.objects.create(
        mark=mark,
        at=timezone.now(),
        positions=position_of_all(),
        versions={row.name: [row.generation, row.version] for row in LakeTable.objects.all()},
    )
    Publication.objects.filter(mark__lte=mark - KEPT_PUBLICATIONS).delete()
    return Lease(holder=lease.holder, mark=mark)


def mark_dirty(weeks: Iterable[tuple[int, date]], mark: int) -> None:
    """Note that these people's weeks must be counted again."""
    rows = [(person_key, week_on, mark) for person_key, week_on in set(weeks)]
    table = connection.ops.quote_name(DirtyWeek._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 5000):
            cursor.executemany(
                f"INSERT INTO {table} (person_key, week_on, mark) VALUES (%s, %s, %s) "
                f"ON CONFLICT (person_key, week_on) DO UPDATE SET mark = excluded.mark",
                rows[start : start + 5000],
            )


def recover(lease: Lease) -> list[str]:
    """Bring lake and database to one state after a crash. Returns what was done, in sentences.

    Commits that were never published are undone. Where published files are gone (a power cut, a partial copy), the
    database falls back to the last publication whose files are all there, cursors included, so that the source is
    asked again; every week is then counted anew.
    """
    house = lake()
    done = []
    try:
        for state in published().values():
            house.require_files(state)
    except MissingFiles as problem:
        done.append(f"{problem}. {_fall_back(house)}")
    for state in published().values():
        version = house.roll_back(state)
        if version != state.version:
            LakeTable.objects.filter(name=state.name).update(version=version)
            done.append(f"{state.name}: undid changes that were written but never published")
    return done


def _fall_back(house: Lake) -> str:
    for publication in Publication.objects.order_by("-mark"):
        states = [TableVersion(name, *numbers) for name, numbers in publication.versions.items()]
        try:
            for state in states:
                house.require_files(state)
        except MissingFiles:
            continue
        _return_to(states, publication.positions)
        at = f"{publication.at:%d %b %Y %H:%M} UTC"
        return f"Went back to what was published at {at}; the sources are read again from there."
    for name in TABLES:
        house.drop_generations(name, keep=[])
    LakeTable.objects.all().delete()
    _return_to([TableVersion(name, 1, house.latest(name, 1)) for name in TABLES], {})
    return "No earlier state was whole; every source is read again from its beginning."


@transaction.atomic
def _return_to(states: list[TableVersion], positions: Mapping[str, Mapping[str, Mapping[str, object]]]) -> None:
    mark = LakeState.objects.get(pk=1).mark
    for state in states:
        LakeTable.objects.update_or_create(
            name=state.name, defaults={"generation": state.generation, "version": state.version}
        )
    save_positions({}, mark, replace_all_by=positions)
    LakeState.objects.filter(pk=1).update(needs_full_count=True)


def published_at() -> datetime | None:
    """When records last became visible."""
    newest = Publication.objects.order_by("-mark").first()
    return newest.at if newest else None
