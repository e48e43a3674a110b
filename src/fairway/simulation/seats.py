"""One seller's place in a drawn organisation, before anything is planted there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fairway.simulation.scenario import Kind, PlanSpec, SellerSpec
from fairway.simulation.shapes import Shape


@dataclass(frozen=True, slots=True)
class Seat:
    """A seller with what is planned for them. `colleagues` are of the same team and stay to the last day."""

    spec: SellerSpec
    shape: Shape
    plans: Mapping[str, PlanSpec]  # by word of the kind
    kinds: Mapping[str, Kind]
    rest: tuple[Kind, ...]
    colleagues: tuple[str, ...]
    leavers: tuple[str, ...]  # colleagues of whom it may be said that they left
    other_role: str


def own_plans(seat: Seat, *, from_weeks_ago: int | None = None, factor: float = 1.0) -> tuple[PlanSpec, ...]:
    """The seat's plans as the seller's own, from another week on or with another target."""
    return tuple(
        replace(
            plan,
            target=max(1, round(plan.target * factor)),
            from_weeks_ago=plan.from_weeks_ago if from_weeks_ago is None else from_weeks_ago,
        )
        for plan in seat.plans.values()
    )
