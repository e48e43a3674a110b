"""What became of an obstacle, said by whoever took it on or whose way it was in."""

from datetime import date

from django.db import transaction

from fairway.commitments.actions.in_crm import ask_crm, end_in_crm
from fairway.commitments.actions.promising import recorded, require_day
from fairway.commitments.models import Obstacle
from fairway.commitments.types import LONGEST_OUTCOME, Kept, ObstacleState, Refused

KEPT = {
    ObstacleState.RESOLVED: Kept.KEPT,
    ObstacleState.DID_NOT_HELP: Kept.KEPT,  # it was done, and that was not it
    ObstacleState.WITHDRAWN: Kept.WITHDRAWN,
}


@transaction.atomic
def close_obstacle(key: int, state: ObstacleState, *, outcome: str, on: date, actor_id: int) -> None:
    """End an open obstacle. Refused when somebody else was quicker."""
    row = _open(key)
    with recorded(row.person_id, "close_obstacle", actor_id, state=str(state), **_metric(row)):
        row.state, row.outcome = state, _said(outcome)
        row.closed_on, row.closed_by = on, actor_id
        row.save(update_fields=["state", "outcome", "closed_on", "closed_by"])
        promise = row.commitment
        promise.kept, promise.checked_on, promise.said_by = KEPT[state], on, actor_id
        promise.save(update_fields=["kept", "checked_on", "said_by"])
        end_in_crm(promise.pk, is_done=state is not ObstacleState.WITHDRAWN)


@transaction.atomic
def look_again(key: int, next_on: date, *, outcome: str, on: date, actor_id: int) -> None:
    """Leave it open and look at it on another day; how often that happened stays beside it."""
    row = _open(key)
    require_day(next_on, on)
    with recorded(row.person_id, "move_obstacle", actor_id, **_metric(row)):
        promise = row.commitment
        promise.by_on, promise.moved = next_on, promise.moved + 1
        promise.save(update_fields=["by_on", "moved"])
        ask_crm(promise)
        if said := _said(outcome):
            row.outcome = said
            row.save(update_fields=["outcome"])


def _open(key: int) -> Obstacle:
    rows = Obstacle.objects.select_for_update(of=("self",)).select_related("commitment")
    row = rows.filter(pk=key, state=ObstacleState.OPEN).first()
    if row is None:
        raise Refused("This is not open any more. Load the page again to see what became of it.")
    return row


def _said(outcome: str) -> str:
    said = " ".join(outcome.split())
    if len(said) > LONGEST_OUTCOME:
        raise Refused(f"Say it in at most {LONGEST_OUTCOME} signs.")
    return said


def _metric(row: Obstacle) -> dict[str, str]:
    return {"metric": row.metric_key} if row.metric_key else {}
