"""Sessions held of those planned, and commitments kept of those that fell due, on both sides. Plain Python."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.coaching.types import State
from fairway.commitments.types import CommitmentFacts, Kept, OwnerRole
from fairway.diagnosis.budget.grouping import Joined, Unit, grouped
from fairway.lib.periods import Period


@dataclass(frozen=True, slots=True)
class Planned:
    """One session whose day has come."""

    person_key: int
    kind: str
    state: State
    moved: int  # how often


@dataclass(frozen=True, slots=True)
class Held:
    """How many of some sessions were held. Whatever was neither held nor called off was let go by."""

    planned: int
    held: int
    called_off: int
    moved: int  # at least once

    @property
    def let_go(self) -> int:
        return self.planned - self.held - self.called_off


@dataclass(frozen=True, slots=True)
class Sides:
    """Commitments that fell due, kept of all that can be told; `untold` are open still, or cannot be told."""

    seller_kept: int
    seller_of: int
    coach_kept: int
    coach_of: int
    untold: int


def held_of(sessions: Collection[Planned]) -> Held:
    return Held(
        planned=len(sessions),
        held=sum(one.state is State.HELD for one in sessions),
        called_off=sum(one.state is State.CALLED_OFF for one in sessions),
        moved=sum(one.moved > 0 for one in sessions),
    )


def by_kind(sessions: Iterable[Planned], order: Sequence[str]) -> dict[str, Held]:
    """By kind in an order, those of which there are some; kinds the order does not have come last."""
    found: dict[str, list[Planned]] = {}
    for one in sessions:
        found.setdefault(one.kind, []).append(one)
    places = {kind: place for place, kind in enumerate(order)}
    return {kind: held_of(found[kind]) for kind in sorted(found, key=lambda kind: (places.get(kind, len(order)), kind))}


def sides_of(promises: Iterable[CommitmentFacts]) -> Sides:
    """Of sellers and of whoever leads them; what operations and others promised is no part of it. What both promised
    together counts on both sides.
    """
    seller, coach, untold = [], [], 0
    for one in promises:
        if one.role not in {OwnerRole.SELLER, OwnerRole.MANAGER}:
            continue
        if one.kept not in {Kept.KEPT, Kept.NOT_KEPT}:
            untold += 1
            continue
        if one.role is OwnerRole.SELLER or one.is_together:
            seller.append(one.kept)
        if one.role is OwnerRole.MANAGER:
            coach.append(one.kept)
    return Sides(seller.count(Kept.KEPT), len(seller), coach.count(Kept.KEPT), len(coach), untold)


def until_yesterday(on: date, weeks: int) -> Period:
    """The days whose commitments are told of on a day: their own day is over."""
    return Period(on - timedelta(weeks=weeks), on - timedelta(days=1))


def groups_below(heads: Mapping[int, int | None], managers: Mapping[int, int | None]) -> list[Joined]:
    """Sellers in groups of five or more, each in exactly one: teams, or small teams together. `heads` gives the manager
    of each seller. Empty where there are fewer than five.
    """
    teams: dict[int | None, set[int]] = {}
    for seller, head_key in heads.items():
        teams.setdefault(head_key, set()).add(seller)
    everybody = {head_key: frozenset(sellers) for head_key, sellers in teams.items()}
    return grouped([Unit(key or 0, key, sellers, sellers) for key, sellers in everybody.items()], managers)
