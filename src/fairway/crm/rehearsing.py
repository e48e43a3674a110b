"""An import before the import: everything a source says is read to its end, and every row that cannot be taken is
known, while nothing of it stays.
"""

from collections.abc import Callable

from fairway.crm.taking import TAKERS, Outcome, take
from fairway.exchange.types import Batch, Reader, Reject
from fairway.records.actions.rehearsing import Rehearsal


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
