"""Proposing and answering. Each is one undoable line in the audit and raises Refused with its reason.

Nothing is in force before the other side has answered: only `accept` touches a plan.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.execution.actions.scoring import score
from fairway.metrics.queries import definition_for
from fairway.people.types import ENDLESS
from fairway.plans.actions.changing import put_in_force, require_known
from fairway.plans.queries import plans_of
from fairway.plans.rules import require_sane, require_selectable
from fairway.plans.types import Refused
from fairway.studio import models
from fairway.studio.proposals.queries import as_columns, facts
from fairway.studio.proposals.rules import require_dates, require_movement, require_retirable, require_room
from fairway.studio.proposals.types import Answer, Hypothesis, Proposal, Reasons

ACCEPT, COUNTER, RETRACT = "accept_proposal", "counter_proposal", "withdraw_counter"
BY_THE_SELLER = frozenset({ACCEPT, COUNTER, RETRACT})  # what sellers do, and may take back, themselves


def closed() -> Refused:
    """What to say where somebody else was quicker."""
    return Refused("This proposal is not open any more", advice="Load the page again to see where it stands.")


@dataclass(frozen=True, slots=True)
class Words:
    """What is written beside a hypothesis."""

    note: str = ""
    override: str = ""
    reasons: Reasons = ()


def recorded(
    person_key: int, action: str, actor_id: int | None, *sheets: str, **detail: object
) -> AbstractContextManager[None]:
    """One undoable line over the proposals of a person, and over what else it touches."""
    where: dict[str, object] = {"person_id__in": [person_key]}
    return undoable(
        actor_id=actor_id,
        action=action,
        subject=("person", person_key),
        detail=detail,
        sheets=[Sheet(name, where) for name in ("studio.Proposal", *sheets)],
    )


@transaction.atomic
def propose(person_key: int, hypothesis: Hypothesis, words: Words, *, starts_on: date, actor_id: int | None) -> int:
    """A manager proposes a hypothesis to a seller, who answers. Returns its key.

    A counter of the seller that waits is answered by it. Refused for what can be no HIA, for one that waits already
    and, as NoRoom, for a fourth.
    """
    hypothesis = checked(hypothesis, starts_on)
    mine = [facts(row) for row in waiting_rows(person_key)]
    if any(not one.is_by_seller and one.hypothesis.metric_key == hypothesis.metric_key for one in mine):
        raise Refused("That activity is proposed already and waits", advice="Withdraw it first to change it.")
    counter = next((one for one in mine if one.is_by_seller and _concerns(one.hypothesis, hypothesis)), None)
    others = [one for one in mine if one is not counter]
    _require_place(person_key, hypothesis, others, starts_on)
    detail = {"metric": hypothesis.metric_key, **({"override": words.override} if words.override else {})}
    with recorded(person_key, "propose_hia", actor_id, **detail):
        if counter is not None:
            _answer(models.Proposal.objects.get(pk=counter.key), Answer.COUNTERED, actor_id)
        return stored(
            person_key, hypothesis, words, starts_on, actor_id, counters_id=counter.key if counter else None
        ).pk


def _concerns(countered: Hypothesis, proposed: Hypothesis) -> bool:
    """Whether a new proposal speaks to a counter: about the same activity, or the same objective."""
    return countered.metric_key == proposed.metric_key or (
        bool(countered.objective_key) and countered.objective_key == proposed.objective_key
    )


def _require_place(person_key: int, hypothesis: Hypothesis, waiting: Sequence[Proposal], starts_on: date) -> None:
    plans = plans_of([person_key], starts_on, ENDLESS).get(person_key, [])
    require_retirable(hypothesis, plans, starts_on)
    require_room(hypothesis, plans, waiting, starts_on)


def checked(hypothesis: Hypothesis, starts_on: date) -> Hypothesis:
    """The hypothesis with its metrics by their own keys; Refused where it cannot become a plan."""
    definition = require_known(hypothesis.metric_key)
    require_selectable(definition)
    require_sane(hypothesis.draft)
    require_dates(hypothesis, starts_on)
    objective = definition_for(hypothesis.objective_key) if hypothesis.objective_key else None
    require_movement(hypothesis, objective.unit if objective else None)
    return replace(
        hypothesis, metric_key=definition.key, objective_key=objective.key if objective else hypothesis.objective_key
    )


def waiting_rows(person_key: int) -> list[models.Proposal]:
    return list(models.Proposal.objects.filter(person_id=person_key, answer="").order_by("pk"))


def stored(
    person_key: int, hypothesis: Hypothesis, words: Words, starts_on: date, actor_id: int | None, **more: object
) -> models.Proposal:
    """The row of a new proposal, inside a recorded change."""
    return models.Proposal.objects.create(
        person_id=person_key,
        **as_columns(hypothesis),
        note=words.note,
        override=words.override,
        reasons=[list(pair) for pair in words.reasons],
        starts_on=starts_on,
        proposed_by=actor_id,
        **more,
    )


def _answer(row: models.Proposal, answer: Answer, actor_id: int | None) -> None:
    row.answer, row.answered_by, row.answered_at = answer, actor_id, timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at", "starts_on", "by_on", "review_on"])


def open_row(proposal_key: int, *, is_by_seller: bool) -> models.Proposal:
    row = models.Proposal.objects.select_for_update().filter(pk=proposal_key, answer="").first()
    if row is None or row.is_by_seller is not is_by_seller:
        raise closed()
    return row


@transaction.atomic
def accept(proposal_key: int, *, starts_on: date, as_seller: bool, actor_id: int | None) -> None:
    """Take a proposal as it stands, by the side it waits for: from `starts_on` on it is in force.

    Answered in a later week than it was proposed for, its days move with it. Refused, and NoRoom, as any new HIA is.
    """
    row = open_row(proposal_key, is_by_seller=not as_seller)
    person_key, action = row.person_id, ACCEPT if as_seller else "accept_counter"
    with recorded(person_key, action, actor_id, "plans.Plan", "plans.Agreement", metric=row.metric_key):
        agreed = facts(row).hypothesis
        put_in_force(person_key, agreed.draft, starts_on, retired_key=agreed.retired_key)
        later = starts_on - row.starts_on
        row.starts_on, row.by_on, row.review_on = starts_on, row.by_on + later, row.review_on + later
        _answer(row, Answer.ACCEPTED, actor_id)
        score([person_key])


@transaction.atomic
def counter(proposal_key: int, hypothesis: Hypothesis, words: Words, *, starts_on: date, actor_id: int | None) -> int:
    """A seller answers with their own number or another activity, which waits for the manager. Returns its key."""
    row = open_row(proposal_key, is_by_seller=False)
    hypothesis = checked(hypothesis, starts_on)
    before = facts(row).hypothesis
    if (hypothesis.metric_key, hypothesis.draft, hypothesis.quality) == (
        before.metric_key,
        before.draft,
        before.quality,
    ):
        raise Refused("That is what was proposed", advice="Accept it, or say another number or another activity.")
    others = [facts(other) for other in waiting_rows(row.person_id) if other.pk != row.pk]
    _require_place(row.person_id, hypothesis, others, starts_on)
    with recorded(row.person_id, COUNTER, actor_id, metric=hypothesis.metric_key):
        _answer(row, Answer.COUNTERED, actor_id)
        made = stored(row.person_id, hypothesis, words, starts_on, actor_id, counters_id=row.pk, is_by_seller=True)
    return made.pk


@transaction.atomic
def withdraw_all_on(metric_key: str, *, actor_id: int | None) -> int:
    """Withdraw whatever waits about a metric, from either side, because it is retired. Returns how many."""
    rows = list(models.Proposal.objects.select_for_update().filter(metric_key=metric_key, answer="").order_by("pk"))
    for row in rows:
        with recorded(row.person_id, "withdraw_proposal", actor_id, metric=metric_key):
            _answer(row, Answer.WITHDRAWN, actor_id)
    return len(rows)


@transaction.atomic
def withdraw(proposal_key: int, *, as_seller: bool, actor_id: int | None) -> None:
    """Take one's own proposal back before it is answered. A withdrawn counter opens what it answered again."""
    row = open_row(proposal_key, is_by_seller=as_seller)
    action = RETRACT if as_seller else "withdraw_proposal"
    with recorded(row.person_id, action, actor_id, metric=row.metric_key):
        _answer(row, Answer.WITHDRAWN, actor_id)
        countered = models.Proposal.objects.filter(pk=row.counters_id or 0, answer=Answer.COUNTERED)
        if as_seller:
            countered.update(answer="", answered_by=None, answered_at=None)
