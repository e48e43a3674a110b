"""An import before the import: everything a source says is read to its end, and every row that cannot be taken is
known, while nothing of it stays.
"""

from collections.abc import Callable, Sequence

from fairway.crm.errors import Terminal
from fairway.crm.rejects import listed, place_of
from fairway.crm.taking import TAKERS, Outcome, take
from fairway.exchange.types import Batch, Reader, Reject
from fairway.records.actions.rehearsing import Rehearsal


class StrictRefusal(Terminal):
    """`--strict`: a row could not be taken, so nothing was."""


def rehearsed(
    reader: Reader,
    source: str,
    *,
    then: Callable[[], list[Reject]],
    told: Callable[[str, Outcome], None] = lambda table, outcome: None,
) -> Outcome:
    """What could not be taken of a source, were it loaded now. `then` takes in what waits for the rooms above and
    returns what they refuse; it is taken back with the rest.

    Records, of which there may be millions, are looked at outside any transaction: the database stays free for
    everybody else meanwhile. Only people and what is said of them need one, for rows that lean on each other.
    """
    outcome, rehearsal, held = Outcome(), Rehearsal(source), list[Batch]()
    for batch in reader.pull({}, is_full=True):
        if batch.table == "people":
            rehearsal.expect_people(row.native_id for row in batch.rows)  # type: ignore[attr-defined]
        if batch.table in TAKERS:
            held.append(batch)
        else:
            take(batch, rehearsal, reader, outcome)
            outcome.tallies.update(rehearsal.tallies)
        told(batch.table, outcome)
    with rehearsal.taken_back():
        for batch in held:
            take(batch, rehearsal, reader, outcome)
        outcome.rejects.extend(then())
    return outcome


def refuse_rejects(rejects: Sequence[Reject]) -> None:
    """Raise StrictRefusal where anything could not be taken."""
    refused = listed(rejects)
    if not refused:
        return
    first, more = refused[0], len(refused) - 1
    others = f", and {more} more" if more else ""
    raise StrictRefusal(
        f"nothing was loaded: {place_of(first)}: {first.reason}{others}",
        advice="Mend what is listed, or import without --strict.",
    )
