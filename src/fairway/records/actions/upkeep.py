"""Keeping the lake small and the marks clear."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from fairway.records.actions.publishing import lake, publish, published, writing
from fairway.records.lake import TableVersion
from fairway.records.models import DirtyWeek, LakeState, LakeTable, Publication

MANY_FILES = 24  # per table, before joining them pays


def clear_dirt(mark: int, *, weeks: Mapping[date, set[int] | None] | None) -> None:
    """Remove dirty marks up to a mark: for those weeks and people, or all of them. Call in the counting transaction."""
    marks = DirtyWeek.objects.filter(mark__lte=mark)
    if weeks is None:
        marks.delete()
        LakeState.objects.filter(pk=1, mark__lte=mark).update(needs_full_count=False)
        return
    for week_on, people in weeks.items():
        of_week = marks.filter(week_on=week_on)
        if people is None:
            of_week.delete()
            continue
        listed = sorted(people)
        for start in range(0, len(listed), 500):
            of_week.filter(person_key__in=listed[start : start + 500]).delete()


def compact() -> dict[str, int]:
    """Join each table's small files and publish the result. Returns how many files each had."""
    with writing() as lease:
        house = lake()
        versions, counts = {}, {}
        for name, state in published().items():
            files = len(house.files(state))
            if files >= MANY_FILES:
                counts[name] = files
                versions[name] = TableVersion(name, state.generation, house.compact(name, state.generation))
        if versions:
            with transaction.atomic():
                publish(lease, versions=versions, positions={}, dirty=())
    return counts


def keep_newest_publication() -> None:
    """Earlier publications point at files that are about to go."""
    newest = Publication.objects.order_by("-mark").first()
    if newest is not None:
        Publication.objects.exclude(pk=newest.pk).delete()


def vacuum() -> int:
    """Remove files that no published version uses any more. Returns how many. Earlier publications fall away with
    them.
    """
    with writing():
        house = lake()
        removed = sum(house.vacuum(state) for state in published().values())
        for row in LakeTable.objects.all():
            house.drop_generations(row.name, keep=[row.generation])
        keep_newest_publication()
    return removed
