"""The page on which a metric is retired, or that is taken back: who has it in force, what waits, what refers to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.metrics.types import Definition, Retirement
from fairway.plans.types import PlanFacts
from fairway.web.words import number, plural


@dataclass(frozen=True, slots=True)
class Holder:
    """One plan on the metric."""

    name: str
    slug: str
    often: str
    span: str


@dataclass(frozen=True, slots=True)
class RetiringPage:
    name: str
    slug: str
    holders: Sequence[Holder]
    waiting: int = 0  # people about whom a proposal waits
    referring: Sequence[str] = ()  # names of metrics that stand beside it or divide by it
    retired: Retirement | None = None
    by: str = ""
    first_on: date | None = None  # the first day that plans may end on, and the one that is offered
    offered_on: date | None = None
    reason: str = ""
    problem: str = ""

    @property
    def headline(self) -> str:
        if self.retired:
            return f"“{self.name}” is retired"
        people = len({one.slug for one in self.holders})
        if people:
            return f"“{self.name}” is in force for {plural(people, 'person', 'people')}"
        return f"Retire “{self.name}”?"

    @property
    def since(self) -> str:
        """By whom and since when."""
        return f"Retired by {self.by} on {self.retired.at:%-d %b %Y}" if self.retired else ""


def holder(plan: PlanFacts, name: str, slug: str) -> Holder:
    until = f" until {plan.ends_on:%-d %b %Y}" if plan.ends_on else ""
    return Holder(name, slug, f"{number(plan.target)} a {plan.per}", f"from {plan.starts_on:%-d %b %Y}{until}")


def referring_to(key: str, known: Mapping[str, Definition]) -> list[str]:
    """Names of the metrics in use that name it as their objective, as what is watched beside them, or in a ratio."""
    named = (
        one
        for one in known.values()
        if not one.is_retired and key in (one.objective, one.counter_metric, *(one.over or ()))
    )
    return sorted(one.name for one in named)
