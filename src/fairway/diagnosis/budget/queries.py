"""What a block is published from, and what was published. Nothing here reads causes once they are published."""

from datetime import date

from fairway.diagnosis.budget.counting import BLOCK, block_of, effective, last_day_of
from fairway.diagnosis.budget.types import BlockFacts, Counted, FrozenGroup, Published, SellerWeek, Table
from fairway.diagnosis.models import PublishedBlock, PublishedCauses, SellerAnswer, WeeklyDiagnosis
from fairway.diagnosis.queries import MISSED
from fairway.execution.types import Status
from fairway.people.access import areas_seen
from fairway.people.queries import places_by
from fairway.people.types import Viewer


def facts_of_block(block_on: date) -> BlockFacts:
    """Every week of an HIA in a block, with what a miss is counted under, and who worked for whom on its last day."""
    within = {"week_on__gte": block_on, "week_on__lt": block_on + BLOCK}
    said = {
        (person_key, week_on, metric_key): cause
        for person_key, week_on, metric_key, cause in SellerAnswer.objects.filter(**within).values_list(
            "person_id", "week_on", "metric_key", "cause"
        )
    }
    rows = WeeklyDiagnosis.objects.filter(**within).values_list(
        "person_id", "week_on", "metric_key", "status", "first_cause"
    )
    weeks = tuple(
        SellerWeek(
            person_key,
            metric_key,
            week_on,
            is_miss=status in MISSED,
            counted=effective(
                first_cause,
                answer=said.get((person_key, week_on, metric_key)),
                is_in_doubt=status == Status.CHECK_DATA,
            ),
        )
        for person_key, week_on, metric_key, status, first_cause in rows
    )
    places = places_by(last_day_of(block_on))
    return BlockFacts(
        weeks,
        managers={key: manager for key, (manager, _) in places.items()},
        teams={key: team for key, (_, team) in places.items()},
    )


def blocks_to_publish() -> list[date]:
    """First days of blocks with diagnoses that come after the last published one, the oldest first.

    What comes before it is never published, nor anything again: rows that age away must not give a block a second face.
    """
    newest = PublishedBlock.objects.order_by("-block_on").values_list("block_on", flat=True).first()
    rows = (
        WeeklyDiagnosis.objects.all() if newest is None else WeeklyDiagnosis.objects.filter(week_on__gte=newest + BLOCK)
    )
    return sorted({block_of(week_on) for week_on in rows.values_list("week_on", flat=True).distinct()})


def published_blocks(*, limit: int) -> list[date]:
    """First days of the newest published blocks, the newest first, also of those in which nothing could be shown."""
    return list(PublishedBlock.objects.order_by("-block_on").values_list("block_on", flat=True)[:limit])


def groups_seen(viewer: Viewer, *, since_on: date) -> list[FrozenGroup]:
    """Published groups of blocks from a day on whose sellers were all under the viewer at the block's end.

    By HIA for whoever sees every team of the block. Hidden for everyone but operations and whoever leads somebody.
    """
    rows = PublishedCauses.objects.filter(block_id__gte=since_on).order_by("block_id", "pk")
    groups = [FrozenGroup(row.block_id, _group(row)) for row in rows]
    areas = {(one.group.head_key, one.last_on) for one in groups if one.group.table is Table.PLACE}
    seen = areas_seen(viewer, areas)
    whole = {on for _, on in areas} - {on for _, on in areas - seen}
    return [
        one
        for one in groups
        if (one.last_on in whole if one.group.table is Table.HIA else (one.group.head_key, one.last_on) in seen)
    ]


def _group(row: PublishedCauses) -> Published:
    return Published(
        table=Table(row.table),
        head_key=row.head_id,
        name=row.name,
        units=row.units,
        sellers=row.sellers,
        missed=row.missed,
        counts={counted: row.counts[counted] for counted in Counted},
    )
