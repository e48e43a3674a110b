"""Publishing a block's causes, once."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.diagnosis.budget.blurring import Blur, coins, published
from fairway.diagnosis.budget.counting import BLOCK, published_from
from fairway.diagnosis.budget.queries import blocks_to_publish, facts_of_block
from fairway.diagnosis.models import PublishedBlock, PublishedCauses
from fairway.execution.queries import today
from fairway.people.queries import organisation


def publish_causes(*, blur: Blur = coins) -> list[date]:
    """Publish every block whose time has come and that was not published; returns their first days.

    A block is written whole or not at all. Who comes second, on another process, leaves what is there.
    """
    on, week_starts_on = today(), organisation().week_starts_on
    due = [block_on for block_on in blocks_to_publish() if published_from(block_on, week_starts_on) <= on]
    return [block_on for block_on in due if _publish(block_on, blur)]


def _publish(block_on: date, blur: Blur) -> bool:
    groups = published(facts_of_block(block_on), blur)
    try:
        with transaction.atomic():
            block = PublishedBlock.objects.create(block_on=block_on, published_at=timezone.now())
            PublishedCauses.objects.bulk_create(
                PublishedCauses(
                    block=block,
                    table=group.table,
                    head_id=group.head_key,
                    name=group.name,
                    units=group.units,
                    sellers=group.sellers,
                    missed=group.missed,
                    counts=dict(group.counts),
                )
                for group in groups
            )
    except IntegrityError:
        return False
    return True


def drop_blocks_before(day: date) -> None:
    """Remove blocks of which every week began before a day: none goes while diagnoses of it are left."""
    PublishedBlock.objects.filter(block_on__lte=day - BLOCK).delete()
