"""Verdicts on HIAs in force, each seller beside others of the same role."""

from collections.abc import Collection, Mapping
from datetime import date

from fairway.evidence.helping import Peers, helps, unknown
from fairway.evidence.narrowing import narrowed
from fairway.evidence.queries.gathering import Gathered
from fairway.evidence.types import FEW_SELLERS
from fairway.evidence.verdict import Help
from fairway.plans.queries import plans_of

FEWEST_PEERS = FEW_SELLERS  # of one role, below which a seller leans on everybody

Since = Mapping[str, date]  # metric -> the day its plan began


def in_force(person_keys: Collection[int], on: date) -> dict[int, Since]:
    """By person the agreed HIAs that hold on a day; people without any are left out."""
    plans = plans_of(list(person_keys), on, on)
    found = {
        key: {plan.metric_key: plan.starts_on for plan in rows if plan.holds_on(on) and not plan.is_draft}
        for key, rows in plans.items()
    }
    return {key: since for key, since in found.items() if since}


class Sides:
    """Everybody beside whom they are seen: their role, or everybody at all where too few have it."""

    def __init__(self, found: Gathered) -> None:
        self.everybody = Peers(found.past)
        by_role: dict[str, list[int]] = {}
        for number, person in enumerate(found.people):
            by_role.setdefault(person.role.casefold(), []).append(number)
        big = {role: own for role, own in by_role.items() if role and len(own) >= FEWEST_PEERS}
        self.roles: dict[str, Peers] = {}
        self._places: dict[int, tuple[str, int]] = {}
        for role, own in big.items():
            self.roles[role] = self.everybody if len(own) == len(found.people) else Peers(narrowed(found.past, own))
            self._places |= {found.people[number].key: (role, place) for place, number in enumerate(own)}
        self._numbers = {person.key: number for number, person in enumerate(found.people)}

    def of(self, person_key: int) -> tuple[Peers, int] | None:
        """The group, and the seller's number in it; None for who has neither deals nor acts."""
        if person_key in self._places:
            role, place = self._places[person_key]
            return self.roles[role], place
        return (self.everybody, self._numbers[person_key]) if person_key in self._numbers else None


def verdicts_of(sides: Sides | None, since: Mapping[int, Since], as_of_on: date) -> dict[int, list[Help]]:
    """By person a verdict on each of their HIAs. `since` is who has which (`in_force`)."""
    found = {}
    for person_key, own in since.items():
        place = sides.of(person_key) if sides else None
        found[person_key] = helps(*place, own, as_of_on) if place else [unknown(metric) for metric in own]
    return found
