"""Reasons for missed activities that somebody at a height can remove, from published counts alone, with how long they
have stood. Plain Python.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.commitments.types import OwnerRole
from fairway.diagnosis.budget.reading import reading
from fairway.diagnosis.budget.removing import remover_of, words
from fairway.diagnosis.budget.types import WEEKS_IN_BLOCK, Counted, FrozenGroup, Published, Table
from fairway.web.words import plural

BLOCKS_TOGETHER = 3  # twelve weeks


@dataclass(frozen=True, slots=True)
class Removable:
    """One reason that is the viewer's to remove: about how many misses of how many, and for how long it has stood."""

    name: str
    count: int
    of: int
    age_words: str


def removable(groups: Collection[FrozenGroup], blocks: Sequence[date], role: OwnerRole) -> list[Removable]:
    """Reasons of the newest twelve weeks a role removes for everybody, the most frequent first. `blocks` are published,
    the newest first.
    """
    places = [one for one in groups if one.group.table is Table.PLACE]
    newest = set(blocks[:BLOCKS_TOGETHER])
    whole = reading(_of(places, newest))
    mine = [
        cause for cause in whole.shown if cause.counted is not Counted.NO_SIGN and remover_of(cause.counted) is role
    ]
    return [
        Removable(words()[cause.counted], cause.count or 0, whole.misses, _age(cause.counted, places, blocks))
        for cause in mine
    ]


def _of(places: Collection[FrozenGroup], blocks: Collection[date]) -> list[Published]:
    return [one.group for one in places if one.block_on in blocks]


def _age(counted: Counted, places: Collection[FrozenGroup], blocks: Sequence[date]) -> str:
    """In how many blocks without a gap it was frequent enough to be shown, up to the newest."""
    stands = 0
    for block_on in blocks:
        if reading(_of(places, {block_on})).count_of(counted) is None:
            break
        stands += 1
    return f"for {plural(stands * WEEKS_IN_BLOCK, 'week')} without a gap" if stands else "over twelve weeks together"
