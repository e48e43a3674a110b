"""Commitments check themselves: what the ledger counts over their days, as soon as it is enough or they are over."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from fairway.commitments.actions.in_crm import ask_crm, end_in_crm
from fairway.commitments.checking import kept_by
from fairway.commitments.models import Commitment
from fairway.commitments.queries import commitment_facts, tallies_of
from fairway.commitments.types import CommitmentFacts, Kept, Tally

LATE_RECORDS = timedelta(days=14)  # for so long after its day late and removed records change what became of it

MOST_AT_ONCE = 1_000


def check_commitments(on: date, moved: Collection[int] | None = None) -> int:
    """Look at every commitment that can be counted, until late records change nothing any more. Returns how many were
    looked at. Where what was said of one changes, what was said before stays beside it.

    `moved` are the people whose counts changed since; of others only what is over and not told yet is looked at.
    """
    waits = Q(kept=Kept.OPEN) | Q(by_on__gte=on - LATE_RECORDS)
    if moved is not None:
        is_over = Q(by_on__lt=on, kept__in=[Kept.OPEN, Kept.CANNOT_TELL])
        waits &= Q(owner_id__in=list(moved)) | is_over
    rows = Commitment.objects.filter(waits, owner__isnull=False, quantity__isnull=False, said_by__isnull=True)
    looked = list(rows.exclude(kept=Kept.WITHDRAWN).order_by("pk"))
    for start in range(0, len(looked), MOST_AT_ONCE):
        some = [(row, commitment_facts(row)) for row in looked[start : start + MOST_AT_ONCE]]
        tallies = tallies_of([facts for _, facts in some], on)
        for row, facts in some:
            _look_at(row, facts, tallies[facts.key], on)
    return len(looked)


def check_what_is_over(on: date) -> int:
    """Look again at what is over and not told, once a run is done: while it runs its source is not yet read to its end,
    and what is missing may only be late.
    """
    return check_commitments(on, ())


@transaction.atomic
def _look_at(row: Commitment, facts: CommitmentFacts, tally: Tally, on: date) -> None:
    kept = kept_by(tally, facts.quantity or 0.0, by_on=facts.by_on, on=on)
    told: dict[str, object] = {
        "kept": kept,
        "checked_on": on,
        "done": tally.done,
        "unconfirmed": tally.unconfirmed,
        "is_seen": tally.is_seen,
    }
    if facts.kept in {Kept.KEPT, Kept.NOT_KEPT} and facts.kept is not kept:
        told |= {"was": facts.kept, "changed_on": on}
    # What was taken back while it was looked at stays taken back.
    if not Commitment.objects.filter(pk=row.pk, kept=facts.kept, said_by__isnull=True).update(**told):
        return
    if kept is Kept.KEPT and facts.kept is not kept:
        end_in_crm(row.pk, is_done=True)
    if facts.kept is Kept.KEPT and kept is Kept.OPEN:
        ask_crm(row)  # its task was closed, and there is something to do again
