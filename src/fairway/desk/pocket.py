"""The card a seller opens on a phone before a visit: one activity, the last promise, what to end with. No result."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.coaching.branching import Practice, practice_for
from fairway.coaching.kinds import kind_of
from fairway.coaching.page import ground_of
from fairway.coaching.queries.coaches import zone_of
from fairway.coaching.queries.sessions import sessions_of
from fairway.coaching.types import SessionFacts
from fairway.commitments.queries import promised_for
from fairway.commitments.types import CommitmentFacts, Kept, OwnerRole
from fairway.desk.board import cell_of
from fairway.execution.queries import shown_weeks
from fairway.execution.types import HiaStanding, Status
from fairway.metrics.queries import definitions_for
from fairway.metrics.words import address_of
from fairway.people.types import PersonFacts, Viewer
from fairway.web.words import about, number


@dataclass(frozen=True, slots=True)
class Pocket:
    """One seller's card. Without an activity in force `hia` is None, and only the promise and the next 1:1 stand."""

    seller: PersonFacts
    is_own: bool
    hia: HiaStanding | None
    others: Sequence[tuple[str, str]]  # (address, name) of the other activities
    count: str
    practice: Practice
    promise: CommitmentFacts | None  # the last one of the seller's that is open
    coming: SessionFacts | None
    zone: str  # of whoever reads


def pocket_of(viewer: Viewer, seller: PersonFacts, asked: str = "") -> Pocket:
    """The card for the seller and whoever leads them directly; Hidden for others. `asked` is the address of one of
    the activities. Else it is one of the process the next session is about, else the most pressing one.
    """
    promises = [
        one
        for one in promised_for(viewer, seller.key)
        if one.kept is Kept.OPEN and one.role is OwnerRole.SELLER and not one.obstacle_key
    ]
    ground = ground_of(viewer, seller)
    hias = [stand.hia for stand in ground.stands]
    processes = {key: str(one.process) for key, one in definitions_for({hia.metric_key for hia in hias}).items()}
    ahead = [one for one in sessions_of([seller.key], viewer.on) if one.is_to_come]
    coming = min(ahead, key=lambda one: one.starts_at, default=None)
    process = kind_of(coming.kind).process if coming else ""
    hia = (
        next((hia for hia in hias if address_of(hia.metric_key) == asked), None)
        or next((hia for hia in hias if process and processes.get(hia.metric_key) == process), None)
        or next((hia for hia in hias if hia.metric_key == ground.branch.metric_key), None)
    )
    return Pocket(
        seller=seller,
        is_own=viewer.person_key == seller.key,
        hia=hia,
        others=[(address_of(one.metric_key), one.name) for one in hias if one is not hia],
        count=count_in_words(hia) if hia else "",
        practice=practice_for(processes.get(hia.metric_key, "") if hia else ""),
        promise=promises[-1] if promises else None,
        coming=coming,
        zone=zone_of(viewer, seller),
    )


def count_in_words(hia: HiaStanding) -> str:
    """`2 of 5 so far this week, about 3 by now at a steady pace`; no count while away or where records are in doubt."""
    if hia.status is Status.AWAY:
        return "Paused while away"
    if hia.status is Status.CHECK_DATA:
        return f"Cannot tell this {hia.per}: records may be missing"
    if any(mark.is_blind for mark in hia.weeks if not mark.is_closed):
        return f"Cannot tell this {hia.per}: the source was off"
    due, now = cell_of(hia, shown_weeks()).due, about(hia.expected_by_now)
    return f"{number(hia.done)} of {number(due)} so far this {hia.per}, {now} by now at a steady pace"
