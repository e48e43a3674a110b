"""The one step by which lake versions become visible, with the cursors and dirty weeks that belong to them."""

import os
import secrets
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from fairway.exchange.actions import position_of_all, save_positions
from fairway.lib.home import folder
from fairway.records.lake import Lake, LeaseLost, MissingFiles, TableVersion
from fairway.records.models import DirtyWeek, LakeState, LakeTable, Publication
from fairway.records.pseudonyms import key_print
from fairway.records.schema import LAKE_SCHEMA, TABLES
from fairway.records.touching import Moved

LEASE = timedelta(minutes=5)
ASK_AGAIN_SECONDS = 0.5
KEPT_PUBLICATIONS = 50


class LakeBusy(RuntimeError):
    """Another process is writing to the lake."""


class WrongKeys(RuntimeError):
    """This home's records were made with another key than the one in its secrets folder."""


class OtherSchema(RuntimeError):
    """This home's records were made by another version of Fairway, and this process must not write to them."""


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
    """A table the database says nothing about is empty, whatever stands in its folder: nobody published that."""
    lake().open(name, 1)
    row, _ = LakeTable.objects.get_or_create(name=name, defaults={"generation": 1, "version": 0})
    return TableVersion(name, row.generation, row.version)


@dataclass(frozen=True, slots=True)
class Lease:
    holder: str
    mark: int  # the last published step


_held_here: set[str] = set()  # leases of this process, to tell them from those of a dead one with the same number


def _new_holder() -> str:
    """A name nobody else has, not even another thread: machine, process and a random part."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(6)}"


@contextmanager
def writing(*, patience: timedelta = timedelta(0), of_any_schema: bool = False) -> Iterator[Lease]:
    """Hold the writer's lease. Raises LakeBusy when somebody else still does after `patience`; an abandoned lease is
    free after five minutes. OtherSchema unless the lake is of this version's schema, or `of_any_schema`.
    """
    holder = _new_holder()
    LakeState.objects.get_or_create(pk=1, defaults={"schema_version": LAKE_SCHEMA})
    _take_lease(holder, patience)
    _held_here.add(holder)
    try:
        _require_same_key()
        if not of_any_schema:
            _require_same_schema()
        yield Lease(holder=holder, mark=LakeState.objects.get(pk=1).mark)
    finally:
        _held_here.discard(holder)
        with suppress(
            TransactionManagementError
        ):  # what broke the transaction is told instead; it takes the lease back
            LakeState.objects.filter(pk=1, writer=holder).update(writer="", writer_until_at=None)


def _take_lease(holder: str, patience: timedelta) -> None:
    until = time.monotonic() + patience.total_seconds()
    while True:
        now = timezone.now()
        is_free = Q(writer="") | Q(writer_until_at__lt=now) | Q(writer__in=_dead_writers())
        if LakeState.objects.filter(is_free, pk=1).update(writer=holder, writer_until_at=now + LEASE):
            return
        if time.monotonic() >= until:
            raise LakeBusy(
                "another process is writing records; wait until it has finished, or five minutes after it died"
            )
        time.sleep(ASK_AGAIN_SECONDS)


def _require_same_schema() -> None:
    found = LakeState.objects.values_list("schema_version", flat=True).get(pk=1)
    if found != LAKE_SCHEMA:
        advice = (
            "start Fairway anew, so that they are brought up to it" if found < LAKE_SCHEMA else "install the newer one"
        )
        raise OtherSchema(
            f"this home's records are of schema {found}, this version of Fairway writes schema {LAKE_SCHEMA}; {advice}"
        )


def _require_same_key() -> None:
    """With another key every contact and lead would get a second pseudonym, silently. Raises WrongKeys."""
    known = LakeState.objects.values_list("key_print", flat=True).get(pk=1)
    if not known:
        LakeState.objects.filter(pk=1).update(key_print=key_print())
    elif known != key_print():
        raise WrongKeys(
            "the keys in this home's secrets folder are not the ones its records were made with; "
            "put the secrets folder of the old home in its place"
        )


def _dead_writers() -> list[str]:
    """The present holder, if it was a process of this machine that is gone: no need to wait for its lease to end."""
    state = LakeState.objects.filter(pk=1).first()
    host, _, rest = (state.writer if state else "").partition(":")
    pid = rest.partition(":")[0]
    if not state or host != socket.gethostname()[:50] or not pid.isdigit():
        return []
    if int(pid) == os.getpid():
        return [] if state.writer in _held_here else [state.writer]
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
    moved: Moved,
) -> Lease:
    """Make versions visible, save the cursors that rest on them and mark what they moved. Call in a transaction.

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
    mark_moved(moved, mark)
    Publication.objects.create(
        mark=mark,
        at=timezone.now(),
        positions=position_of_all(),
        versions={row.name: [row.generation, row.version] for row in LakeTable.objects.all()},
    )
    Publication.objects.filter(mark__lte=mark - KEPT_PUBLICATIONS).delete()
    return Lease(holder=lease.holder, mark=mark)


def mark_moved(moved: Moved, mark: int) -> None:
    """Note everything that must be counted again."""
    mark_dirty(moved.weeks, mark)
    state = LakeState.objects.select_for_update().get(pk=1)
    starts = [day for day in (moved.others_from_on, state.others_from_on) if day is not None]
    LakeState.objects.filter(pk=1).update(
        others_from_on=min(starts, default=None), needs_full_count=state.needs_full_count or moved.is_everything
    )


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
    has_fallen_back = bool(done)
    for state in published().values():
        version, has_undone = house.roll_back(state)
        LakeTable.objects.filter(name=state.name).update(version=version)
        if has_undone and not has_fallen_back:
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
        _return_to(states, publication.positions, mark=publication.mark)
        at = f"{publication.at:%d %b %Y %H:%M} UTC"
        return (
            f"Went back to what was published at {at}; connected CRMs are read again from there, "
            "and folders loaded since then must be imported again."
        )
    for name in TABLES:
        house.drop_generations(name, keep=[])
    _return_to([TableVersion(name, 1, house.latest(name, 1)) for name in TABLES], {}, mark=0)
    return (
        "No earlier state was whole; connected CRMs are read again from their beginning, "
        "and every folder must be imported again."
    )


@transaction.atomic
def _return_to(
    states: list[TableVersion], positions: Mapping[str, Mapping[str, Mapping[str, object]]], *, mark: int
) -> None:
    """Publish that earlier picture again; later ones are not whole. Marks go on rising."""
    Publication.objects.filter(mark__gt=mark).delete()
    for state in states:
        LakeTable.objects.update_or_create(
            name=state.name, defaults={"generation": state.generation, "version": state.version}
        )
    save_positions({}, LakeState.objects.get(pk=1).mark, replace_all_by=positions)
    LakeState.objects.filter(pk=1).update(needs_full_count=True)


def published_at() -> datetime | None:
    """When records last became visible."""
    newest = Publication.objects.order_by("-mark").first()
    return newest.at if newest else None
