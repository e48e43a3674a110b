"""Starting a team: who has nothing yet, grouped by role, and the two acts their role begins with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml

from fairway.metrics.types import Definition
from fairway.people.types import PersonFacts
from fairway.plans.types import PlanFacts
from fairway.studio.proposals.rules import is_still, stand_of
from fairway.studio.proposals.types import Hypothesis, Proposal, kept
from fairway.studio.treasure_map import role_in
from fairway.studio.types import Choice

FILE = Path(__file__).with_name("role_sets.yaml")
UNNAMED = "seller"
USUAL_WAIT = timedelta(weeks=6)  # to a review where nothing says how long an act takes to show


@dataclass(frozen=True, slots=True)
class Act:
    metric_key: str
    target: Decimal  # a week, for somebody of whom nothing can be worked out
    quality: str


@dataclass(frozen=True, slots=True)
class RoleSet:
    """What a role begins with."""

    key: str
    name: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Sellers of one role who have neither an HIA nor a proposal, with the set of that role."""

    role_set: RoleSet
    acts: tuple[tuple[Act, str], ...]  # each with its name
    people: tuple[PersonFacts, ...]


@lru_cache(maxsize=1)
def role_sets() -> Mapping[str, RoleSet]:
    """By the role keys of the treasure map."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        key: RoleSet(
            key,
            entry["name"],
            tuple(Act(act["metric"], Decimal(act["target"]), act["quality"]) for act in entry["acts"]),
        )
        for key, entry in entries.items()
    }


def set_for(role: str) -> RoleSet:
    """The set of a role as a CRM names it; that of any other seller where the words say nothing, or name a title that
    nobody's reports stand behind: whoever is asked here sells.
    """
    entry, sets = role_in(role) if role else None, role_sets()
    return sets.get(entry.key, sets[UNNAMED]) if entry else sets[UNNAMED]


def groups_of(
    people: Iterable[PersonFacts],
    plans: Mapping[int, Sequence[PlanFacts]],
    proposals: Mapping[int, Sequence[Proposal]],
    definitions: Mapping[str, Definition],
) -> list[Group]:
    """Who has nothing yet, by role in the order of the sets; roles without anybody are left out."""
    waiting: dict[str, list[PersonFacts]] = {}
    for person in people:
        has_plan = any(not plan.is_draft for plan in plans.get(person.key, ()))
        if not has_plan and not any(one.is_waiting for one in proposals.get(person.key, ())):
            waiting.setdefault(set_for(person.role).key, []).append(person)
    return [
        Group(
            one, tuple((act, definitions[act.metric_key].name) for act in one.acts if act.metric_key in definitions),
            tuple(waiting[key]),
        )
        for key, one in role_sets().items()
        if key in waiting
    ]  # fmt: skip


def hypothesis_of(act: Act, choice: Choice, definitions: Mapping[str, Definition], *, starts_on: date) -> Hypothesis:
    """The act as a hypothesis about one seller: with the number that seller's own records give, where they do."""
    target = choice.targets.get(act.metric_key)
    objective_key = target.objective_key if target else definitions[act.metric_key].objective
    stand = stand_of(choice, objective_key)
    review_on = target.review_on if target else starts_on + USUAL_WAIT
    suggested = Hypothesis(
        metric_key=act.metric_key,
        target=Decimal(f"{target.target:g}") if target else act.target,
        per=target.per if target else "week",
        quality=act.quality,
        objective_key=objective_key,
        objective_from=kept(stand.now if stand else None),
        objective_to=kept(target.objective_to if target and stand else None),
        objective_of=kept(stand.of if stand else None),
        by_on=review_on,
        review_on=review_on,
        goal_share=kept(target.share_of_goal if target else None),
    )
    unit = definitions[objective_key].unit if objective_key in definitions else None
    return replace(suggested, objective_to=None) if is_still(suggested, unit) else suggested
