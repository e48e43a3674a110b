"""Commitments check themselves: what the ledger counts over their days once the last one is over."""

from datetime import date, timedelta

from django.db.models import Q

from fairway.commitments.checking import kept_by
from fairway.commitments.models import Commitment
from fairway.commitments.queries import commitment_facts, tally_of
from fairway.commitments.types import Kept

LATE_RECORDS = timedelta(days=14)  # for so long what comes in late still changes what became of a commitment


def check_commitments(on: date) -> int:
    """Look at every commitment that can be counted and whose day is over: once, and again while records may come in
    late. Returns how many were looked at.
    """
    waits = Q(kept=Kept.OPEN) | Q(by_on__gte=on - LATE_RECORDS, kept__in=[Kept.NOT_KEPT, Kept.CANNOT_TELL])
    rows = Commitment.objects.filter(waits, by_on__lt=on, owner__isnull=False, quantity__isnull=False)
    looked = list(rows.order_by("pk"))
    for row in looked:
        facts = commitment_facts(row)
        tally = tally_of(facts, on)
        row.kept, row.checked_on = kept_by(tally, facts.quantity or 0.0), on
        row.done, row.unconfirmed, row.is_seen = tally.done, tally.unconfirmed, tally.is_seen
        row.save(update_fields=["kept", "checked_on", "done", "unconfirmed", "is_seen"])
    return len(looked)
