"""Proposing a pilot, and taking one back that was not started."""

from datetime import date, timedelta
from secrets import token_hex

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.evidence.models import Pilot
from fairway.evidence.pilots.outlook import Past, outlook_of
from fairway.evidence.pilots.queries import entrants_for, past_of
from fairway.evidence.pilots.rules import require_anybody, require_metrics, require_seeing, require_shape
from fairway.evidence.pilots.stored import pilot_facts
from fairway.evidence.pilots.types import Entrants, Refused, Said, State, Wish
from fairway.plans.rules import require_sane
from fairway.plans.types import PlanDraft
from fairway.plans.types import Refused as PlanRefused
from fairway.signs.queries import closed_weeks


@transaction.atomic
def propose_pilot(wish: Wish, *, is_for_everybody: bool, on: date, actor_id: int | None) -> int:
    """Write down a pilot before anything is drawn, with what it could see. Returns its key.

    Refused for what can be no HIA, for an outcome that is none of its objectives, for a design nobody can run, and
    for one that could not see a change worth having.
    """
    said = seen_before(wish, is_for_everybody=is_for_everybody, on=on)
    row = Pilot.objects.create(
        metric_key=wish.metric_key,
        target=wish.target,
        per=wish.per,
        objective_key=wish.objective_key,
        retired_key=wish.retired_key,
        head_id=wish.head_key,
        is_for_everybody=is_for_everybody,
        kind=wish.design.kind,
        drawn=wish.design.drawn,
        arms=wish.design.arms,
        before=wish.design.before,
        weeks=wish.design.weeks,
        starts_on=wish.starts_on,
        worth=round(wish.worth, 2),
        why=" ".join(wish.why.split()),
        said=said_as_json(said),
        seed=token_hex(8),
        proposed_by=actor_id,
    )
    detail = {"metric": wish.metric_key, "objective": wish.objective_key}
    record_change(actor_id=actor_id, action="propose_pilot", subject=("pilot", row.pk), detail=detail)
    return row.pk


def seen_before(wish: Wish, *, is_for_everybody: bool, on: date) -> Said:
    """What that pilot could see; Refused as `propose_pilot` refuses."""
    require_metrics(wish)
    require_shape(wish, on)
    try:
        require_sane(PlanDraft(wish.metric_key, wish.target, wish.per))
    except PlanRefused as refusal:
        raise Refused(str(refusal)) from refusal
    found, past = entering(wish, on, is_for_everybody=is_for_everybody)
    outlook = outlook_of(wish, past)
    require_seeing(outlook, wish, found)
    return outlook.said


def entering(wish: Wish, on: date, *, is_for_everybody: bool) -> tuple[Entrants, Past]:
    """Who could begin it, with what they had of the outcome before. Refused where it is nobody."""
    found = entrants_for(wish, on, is_for_everybody=is_for_everybody)
    require_anybody(found, wish)
    weeks = closed_weeks(on, on - timedelta(days=1), count=wish.design.before)
    return found, past_of(found.people, wish.objective_key, weeks)


def said_as_json(said: Said) -> dict[str, float | int]:
    return {"level": said.level, "change": said.change, "sellers": said.sellers, "teams": said.teams}


@transaction.atomic
def withdraw_pilot(key: int, *, actor_id: int | None) -> None:
    """Take a proposed pilot back, without a trace but in the audit. Refused once it was started."""
    row = Pilot.objects.select_for_update().filter(pk=key).first()
    if row is None or pilot_facts(row).state is not State.PROPOSED:
        raise Refused("This pilot is not waiting any more. Load the page again to see where it stands.")
    detail = {"metric": row.metric_key}
    record_change(actor_id=actor_id, action="withdraw_pilot", subject=("pilot", key), detail=detail)
    row.delete()
