"""What became of a commitment that can be counted, from its tally. Not seen is not the same as not kept."""

from datetime import date

from fairway.commitments.types import Kept, Tally

NEARLY = 1e-9  # sums of amounts are floats


def kept_by(tally: Tally, quantity: float, *, by_on: date, on: date) -> Kept:
    """KEPT as soon as the ledger counts as many; OPEN until its last day is over; NOT_KEPT only where every day was
    seen and what waits for somebody's yes would not be enough either.
    """
    if tally.done + NEARLY >= quantity:
        return Kept.KEPT
    if on <= by_on:
        return Kept.OPEN
    if not tally.is_seen or tally.done + tally.unconfirmed + NEARLY >= quantity:
        return Kept.CANNOT_TELL
    return Kept.NOT_KEPT
