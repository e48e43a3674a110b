"""Reviewing what was agreed: every decision is logged with its reason, what the objective stood at then, and what
records said of whether it helps.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from fairway.execution.actions.scoring import score
from fairway.plans.actions.changing import retire
from fairway.plans.types import Refused
from fairway.studio import models
from fairway.studio.proposals.actions.proposing import Words, checked, closed, recorded, stored, waiting_rows
from fairway.studio.proposals.queries import facts
from fairway.studio.proposals.rules import require_dates
from fairway.studio.proposals.types import Answer, Decision, Hypothesis, Seen, Stand, kept


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A decision at a review. `next_on` is the next review; `objective_now` what the objective stands at; `seen` what
    records say of whether it helps, as the page told it.
    """

    decision: Decision
    reason: str
    next_on: date
    objective_now: Stand | None = None
    target: Decimal | None = None  # tune
    quality: str = ""  # raise quality
    seen: Seen | None = None


@transaction.atomic
def review(proposal_key: int, reviewed: Reviewed, *, starts_on: date, actor_id: int | None) -> None:
    """Log what a review decided and do it: retiring ends the HIA with this week, another target or a stricter rule is
    proposed to the seller, keeping moves the next review. Swapping is logged; what comes instead is proposed by itself.
    """
    row = models.Proposal.objects.select_for_update().filter(pk=proposal_key, answer=Answer.ACCEPTED).first()
    if row is None:
        raise closed()
    before = facts(row).hypothesis
    sheets = ("plans.Plan", "plans.Agreement", "studio.Review")
    with recorded(row.person_id, "review_hia", actor_id, *sheets, metric=row.metric_key, decision=reviewed.decision):
        if reviewed.decision is Decision.RETIRE:
            retire(row.person_id, row.metric_key, starts_on - timedelta(days=1))
            score([row.person_id])
        else:
            require_dates(replace(before, review_on=reviewed.next_on, by_on=reviewed.next_on), starts_on)
            row.review_on = reviewed.next_on
            row.save(update_fields=["review_on"])
        if reviewed.decision in {Decision.TUNE, Decision.RAISE_QUALITY}:
            _propose_change(row, before, reviewed, starts_on, actor_id)
        now, seen = reviewed.objective_now, reviewed.seen
        models.Review.objects.create(
            person_id=row.person_id,
            proposal=row,
            decision=reviewed.decision,
            reason=reviewed.reason,
            objective_then=kept(None if now is None else now.now),
            **({} if seen is None else _columns(seen)),
            decided_by=actor_id,
        )


def _columns(seen: Seen) -> dict[str, object]:
    return {
        "verdict": seen.verdict,
        "verdict_week_on": seen.week_on,
        "verdict_until_on": seen.until_on,
        "verdict_chance": seen.chance,
    }


def _propose_change(
    row: models.Proposal, before: Hypothesis, reviewed: Reviewed, starts_on: date, actor_id: int | None
) -> None:
    tuned = reviewed.target if reviewed.decision is Decision.TUNE else None
    changed = replace(
        before,
        target=tuned or before.target,
        quality=reviewed.quality if reviewed.decision is Decision.RAISE_QUALITY else before.quality,
        by_on=reviewed.next_on,
        review_on=reviewed.next_on,
        retired_key="",
    )
    if (changed.draft, changed.quality) == (before.draft, before.quality):
        raise Refused("That is how it is already", advice="Change the number or the rule, or keep it.")
    changed = checked(changed, starts_on)
    if any(not one.is_by_seller and one.metric_key == changed.metric_key for one in waiting_rows(row.person_id)):
        raise Refused("A change of it waits for its seller already", advice="Withdraw that one first.")
    stored(row.person_id, changed, Words(note=reviewed.reason, reasons=facts(row).reasons), starts_on, actor_id)
