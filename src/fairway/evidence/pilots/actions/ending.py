"""Stopping a pilot before its end, and working out what came of one that is over."""

from contextlib import suppress
from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction

from fairway.audit.actions import record_change, undoable
from fairway.audit.types import Sheet
from fairway.evidence.models import Pilot
from fairway.evidence.pilots.carrying import Progress
from fairway.evidence.pilots.judging import Judged, judged, require_over
from fairway.evidence.pilots.queries import counts_of, progress, sellers_of
from fairway.evidence.pilots.stored import pilot_facts
from fairway.evidence.pilots.types import LATE_RECORDS, Refused, Result, State
from fairway.people.actions.holding import hold_people
from fairway.plans.actions.changing import go_on, retire
from fairway.plans.types import Refused as PlanRefused

LONGEST_REASON = 300


@transaction.atomic
def stop_pilot(key: int, reason: str, *, on: date, actor_id: int | None) -> None:
    """End a pilot before its end: nobody begins any more, and what was to go for them stays; nothing is said of what it
    changed. Whoever has begun goes on as planned until their manager decides. Refused without a reason, when it
    does not run, and once it is over.
    """
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise Refused(f"Say why in at most {LONGEST_REASON} signs: everybody who takes part reads it.")
    row = _running(key)
    if on > pilot_facts(row).ends_on:
        raise Refused("It is over, so there is nothing to stop: what came of it is to be worked out.")
    places = sellers_of(key)
    keys = [place.person_key for place in places]
    hold_people(keys)
    with undoable(
        actor_id=actor_id,
        action="stop_pilot",
        subject=("people", keys),
        detail={"metric": row.metric_key, "pilot": key},
        sheets=[Sheet("evidence.Pilot", {"pk": key}), Sheet("plans.Plan", {"person_id__in": keys})],
    ):
        row.stopped_on, row.stopped_by, row.stop_reason = on, actor_id, said
        row.save(update_fields=["stopped_on", "stopped_by", "stop_reason"])
        for place in places:
            if place.starts_on is not None and place.starts_on > on:
                _begin_no_more(place.person_key, row, place.starts_on - timedelta(days=1), on)


def _begin_no_more(person_key: int, row: Pilot, last_before_on: date, on: date) -> None:
    with suppress(PlanRefused):  # taken back by hand before
        retire(person_key, row.metric_key, on)
    if row.retired_key:
        with suppress(PlanRefused):  # they had none, or something else has come in its place
            go_on(person_key, row.retired_key, last_before_on)


@transaction.atomic
def judge_pilot(key: int, *, on: date, actor_id: int | None) -> None:
    """Work out what came of a pilot that is over, once. Refused before its end and when it does not run."""
    row = _running(key)
    facts = pilot_facts(row)
    require_over(on, facts.ends_on)
    places = sellers_of(key)
    try:
        found = judged(facts.wish.design, counts_of(facts, places), seed=int(facts.seed, 16) % 2**32)
        row.result = asdict(_result(found, progress(facts, places, on)))
    except Refused:
        row.result = None  # too few are left: that is what is said of it
    row.judged_on = on
    row.save(update_fields=["result", "judged_on"])
    detail = {"metric": row.metric_key, "seed": facts.seed}
    record_change(actor_id=actor_id, action="judge_pilot", subject=("pilot", key), detail=detail)


def judge_pilots(on: date) -> int:
    """Every pilot whose end is long enough ago for late records. Returns how many were judged."""
    over = [
        facts
        for facts in map(pilot_facts, Pilot.objects.filter(started_at__isnull=False, stopped_on=None, judged_on=None))
        if facts.ends_on + LATE_RECORDS < on
    ]
    for facts in over:
        judge_pilot(facts.key, on=on, actor_id=None)
    return len(over)


def _running(key: int) -> Pilot:
    row = Pilot.objects.select_for_update().filter(pk=key).first()
    if row is None or pilot_facts(row).state is not State.RUNNING:
        raise Refused("This pilot does not run. Load the page again to see where it stands.")
    return row


def _result(found: Judged, so_far: Progress) -> Result:
    effect, kept = found.effect, found.kept
    return Result(
        value=effect.value,
        error=effect.error,
        degrees=effect.degrees,
        low=effect.low,
        high=effect.high,
        waiting=found.waiting,
        chance=found.chance,
        counted=found.counted,
        lost=found.lost,
        done=so_far.done,
        wanted=so_far.wanted,
        unasked=so_far.unasked,
        kept_low=kept.low if kept else None,
        kept_high=kept.high if kept else None,
        steps=[(one.low, one.high) for one in found.steps],
    )
