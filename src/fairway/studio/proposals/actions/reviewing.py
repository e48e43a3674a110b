"""Looking again at what was agreed: every decision is logged with its reason and what the objective stood at then."""

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
from fairway.studio.proposals.types import Answer, Decision, Hypothesis, Stand


@dataclass(frozen=True, slots=True)
class Look:
    """A decision at a review. `next_on` is the next look; `objective_now` what the objective stands at."""

    decision: Decision
    reason: str
    next_on: date
    objective_now: Stand | None = None
    target: Decimal | None = None  # tune
    quality: str = ""  # raise quality


@transaction.atomic
def review(proposal_key: int, look: Look, *, starts_on: date, actor_id: int | None) -> None:
    """Log what a review decided and do it: retiring ends the HIA with this week, another target or a stricter rule is
    proposed to the seller, keeping moves the next look. Swapping is logged; what comes instead is proposed by itself.
    """
    row = models.Proposal.objects.select_for_update().filter(pk=proposal_key, answer=Answer.ACCEPTED).first()
    if row is None:
        raise closed()
    before = facts(row).hypothesis
    sheets = ("plans.Plan", "plans.Agreement", "studio.Review")
    with recorded(row.person_id, "review_hia", actor_id, *sheets, metric=row.metric_key, decision=look.decision):
        if look.decision is Decision.RETIRE:
            retire(row.person_id, row.metric_key, starts_on - timedelta(days=1))
            score([row.person_id])
        else:
            require_dates(replace(before, review_on=look.next_on, by_on=look.next_on), starts_on)
            row.review_on = look.next_on
            row.save(update_fields=["review_on"])
        if look.decision in {Decision.TUNE, Decision.RAISE_QUALITY}:
            _propose_change(row, before, look, starts_on, actor_id)
        models.Review.objects.create(
            person_id=row.person_id,
            proposal=row,
            decision=look.decision,
            reason=look.reason,
            objective_then=None if look.objective_now is None else round(Decimal(str(look.objective_now.now)), 3),
            decided_by=actor_id,
        )


def _propose_change(
    row: models.Proposal, before: Hypothesis, look: Look, starts_on: date, actor_id: int | None
) -> None:
    changed = replace(
        before,
        target=look.target if look.decision is Decision.TUNE and look.target is not None else before.target,
        quality=look.quality if look.decision is Decision.RAISE_QUALITY else before.quality,
        by_on=look.next_on,
        review_on=look.next_on,
        retired_key="",
    )
    if (changed.draft, changed.quality) == (before.draft, before.quality):
        raise Refused("That is how it is already", advice="Change the number or the rule, or keep it.")
    changed = checked(changed, starts_on)
    if any(not one.is_by_seller and one.metric_key == changed.metric_key for one in waiting_rows(row.person_id)):
        raise Refused("A change of it waits for its seller already", advice="Withdraw that one first.")
    stored(row.person_id, changed, Words(note=look.reason, reasons=facts(row).reasons), starts_on, actor_id)
