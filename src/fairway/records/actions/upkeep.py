"""Keeping the lake small and the marks clear."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fairway.records.actions.publishing import lake, publish, published, recover, writing
from fairway.records.lake import TableVersion
from fairway.records.models import DirtyWeek, LakeState, Publication
from fairway.records.touching import Moved

MANY_FILES = 24  # per table, before joining them pays
GRACE = timedelta(hours=1)  # how long files of a replaced version stay, for whoever is reading them


def clear_dirt(mark: int, *, weeks: Mapping[date, set[int] | None] | None) -> None:
    """Remove dirty marks up to a mark: for those weeks and people, or all of them. Call in the counting transaction."""
    marks = DirtyWeek.objects.filter(mark__lte=mark)
    if weeks is None:
        marks.delete()
        LakeState.objects.filter(pk=1, mark__lte=mark).update(needs_full_count=False, others_from_on=None)
        return
    for week_on, people in weeks.items():
        of_week = marks.filter(week_on=week_on)
        if people is None:
            of_week.delete()
            continue
        listed = sorted(people)
        for start in range(0, len(listed), 500):
            of_week.filter(person_key__in=listed[start : start + 500]).delete()


def clear_others(mark: int) -> None:
    """Note that everything but activities is counted, unless more was published since that mark."""
    LakeState.objects.filter(pk=1, mark__lte=mark).update(others_from_on=None)


def compact() -> dict[str, int]:
    """Join each table's small files and publish the result. Returns how many files each had."""
    with writing() as lease:
        recover(lease)
        house = lake()
        versions, counts = {}, {}
        for name, state in published().items():
            files = len(house.files(state))
            joined = house.compact(state) if files >= MANY_FILES else state
            if joined != state:
                counts[name], versions[name] = files, joined
        if versions:
            with transaction.atomic():
                publish(lease, versions=versions, positions={}, moved=Moved())
    return counts


def keep_newest_publication() -> None:
    """Earlier publications point at files that are about to go."""
    newest = Publication.objects.order_by("-mark").first()
    if newest is not None:
        Publication.objects.exclude(pk=newest.pk).delete()


def vacuum(*, grace: timedelta = GRACE) -> int:
    """Remove files that no published version uses any more, and none within the grace, for those who still read it.

    Returns how many. Earlier publications fall away with their files.
    """
    with writing() as lease:
        recover(lease)
        with transaction.atomic():
            _drop_superseded_before(timezone.now() - grace)
        return vacuum_at_once()


def vacuum_at_once() -> int:
    """Remove files that no publication kept in the database uses. For the holder of the writer's lease."""
    house, removed = lake(), 0
    kept = [
        TableVersion(name, *numbers)
        for publication in Publication.objects.all()
        for name, numbers in publication.versions.items()
    ]
    for name, state in published().items():
        mine = [state, *(other for other in kept if other.name == name)]
        house.drop_generations(name, keep=[other.generation for other in mine])
        removed += house.remove_unread([other for other in mine if other.generation == state.generation])
    return removed


def _drop_superseded_before(at: datetime) -> None:
    """A publication is read until the next one, and by slow readers a little longer."""
    rows = list(Publication.objects.order_by("mark").values_list("pk", "at"))
    stale = [pk for (pk, _), (_, followed_at) in zip(rows, rows[1:], strict=False) if followed_at < at]
    for start in range(0, len(stale), 500):
        Publication.objects.filter(pk__in=stale[start : start + 500]).delete()
