"""Promises: of one person, and rows as facts."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from fairway.audit.recording import row_as_json
from fairway.commitments.models import Commitment, Obstacle
from fairway.commitments.types import CommitmentFacts, Kept, OwnerRole, Tally
from fairway.people import access
from fairway.people.types import Facet, Viewer

SHOWN_AFTER = timedelta(weeks=4)  # for so long a page still shows what became of a promise


def commitment_facts(row: Commitment) -> CommitmentFacts:
    tally = None if row.done is None else Tally(row.done, row.unconfirmed or 0.0, row.is_seen)
    return CommitmentFacts(
        key=row.pk,
        person_key=row.person_id,
        owner_key=row.owner_id,
        role=OwnerRole(row.role),
        what=row.what,
        made_on=row.made_on,
        by_on=row.by_on,
        is_together=row.is_together,
        moved=row.moved,
        metric_key=row.metric_key,
        quantity=None if row.quantity is None else float(row.quantity),
        kept=Kept(row.kept),
        tally=tally,
        checked_on=row.checked_on,
        if_then=row.if_then,
        was=Kept(row.was),
        changed_on=row.changed_on,
    )


def promised_by(viewer: Viewer) -> list[CommitmentFacts]:
    """What the viewer promised apart from obstacles: what is open, oldest first, then what lately came of others."""
    if viewer.person_key is None:
        return []
    own = Q(owner_id=viewer.person_key) | Q(is_together=True, person_id=viewer.person_key)
    shown = Q(kept=Kept.OPEN) | Q(by_on__gte=viewer.on - SHOWN_AFTER)
    rows = Commitment.objects.filter(own, shown, obstacle__isnull=True).exclude(kept=Kept.WITHDRAWN)
    found = [commitment_facts(row) for row in rows.order_by("made_on", "pk")]
    seen = access.visible_keys(viewer, {one.person_key for one in found})
    return sorted((one for one in found if one.person_key in seen), key=lambda one: one.kept is not Kept.OPEN)


def promised_for(viewer: Viewer, person_key: int) -> list[CommitmentFacts]:
    """What the seller and whoever leads them promised for that seller, obstacles included, the oldest first: for both.
    Hidden for everybody else.
    """
    access.require(viewer, person_key, Facet.OBSTACLES)
    rows = Commitment.objects.filter(person_id=person_key).exclude(kept=Kept.WITHDRAWN)
    keys = dict(Obstacle.objects.filter(person_id=person_key).values_list("commitment_id", "pk"))
    return [replace(commitment_facts(row), obstacle_key=keys.get(row.pk)) for row in rows.order_by("made_on", "pk")]


def fallen_due(person_keys: Collection[int], since_on: date, until_on: date) -> list[CommitmentFacts]:
    """What was promised for some sellers by days from one to another, both included, the oldest first; withdrawn ones
    left out. For rooms that asked the access door.
    """
    rows = Commitment.objects.filter(person_id__in=list(person_keys), by_on__gte=since_on, by_on__lte=until_on)
    return [commitment_facts(row) for row in rows.exclude(kept=Kept.WITHDRAWN).order_by("by_on", "pk")]


def commitments_by_key(keys: Collection[int]) -> list[CommitmentFacts]:
    """Some commitments, the oldest first, for rooms that asked the access door."""
    return [commitment_facts(row) for row in Commitment.objects.filter(pk__in=list(keys)).order_by("pk")]


def open_commitment(viewer: Viewer, key: int) -> CommitmentFacts:
    """One of the viewer's own promises that nobody can count and that waits for a word; Hidden otherwise."""
    found = next((one for one in promised_by(viewer) if one.key == key), None)
    if found is None or found.can_be_counted or found.kept is not Kept.OPEN:
        raise access.Hidden
    return found


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every promise to or by one person and every obstacle of theirs, for that person's own export; whom a promise by
    them is for is left out.
    """
    own = [row_as_json(row) for row in Commitment.objects.filter(person_id=person_key).order_by("pk")]
    others = Commitment.objects.filter(owner_id=person_key).exclude(person_id=person_key).order_by("pk")
    promised = [{**row_as_json(row), "person_id": None} for row in others]
    return {
        "commitments": own + promised,
        "obstacles": [row_as_json(row) for row in Obstacle.objects.filter(person_id=person_key).order_by("pk")],
    }
