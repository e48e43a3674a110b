"""Starting a team: who has nothing yet, grouped by role, and the two acts their role begins with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from fairway.metrics.types import Definition
from fairway.people.types import PersonFacts
from fairway.plans.types import PlanFacts
from fairway.studio.proposals.rules import is_still, stand_of
from fairway.studio.proposals.types import Hypothesis, Proposal, kept
from fairway.studio.role_sets import Act, RoleSet, plain_executive, role_sets
from fairway.studio.roles import MANAGER, SELLER, is_account_executive, role_of
from fairway.studio.treasure_map import role_in
from fairway.studio.types import Choice
from fairway.web.words import plural

USUAL_WAIT = timedelta(weeks=6)  # to a review where nothing says how long an act takes to show


@dataclass(frozen=True, slots=True)
class Deals:
    """What somebody won in a year: how many, and the days within which half of them were closed."""

    won: int = 0
    days: float | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The set of one person, with why where the role alone does not say."""

    role_set: RoleSet
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """People of one role who have neither an HIA nor a proposal, with the set of that role."""

    role_set: RoleSet
    acts: tuple[tuple[Act, str], ...]  # each with its name
    people: tuple[PersonFacts, ...]
    reasons: Mapping[int, str]  # by person, of those whose role alone does not say which set


NO_DEALS = Deals()


def set_for(role: str, *, leads: bool = False, deals: Deals = NO_DEALS) -> Chosen:
    """The set of a role as a CRM names it; that of any other seller where the words say nothing, or name a manager
    whom nobody reports to: whoever is asked here sells.
    """
    entry, sets = role_of(role, leads=leads), role_sets()
    if is_account_executive(role):
        return _by_deals(deals)
    if entry is not None and entry.key == MANAGER:
        read = role_in(role) if role.strip() else None
        says_so = read is not None and read.key == MANAGER
        return Chosen(sets[MANAGER], "" if says_so else "People report to them, and the role names no kind of selling")
    if leads or entry is not None or not role.strip():
        return Chosen(sets.get(entry.key, sets[SELLER]) if entry else sets[SELLER])
    named = role_in(role)
    is_manager = named is not None and named.key == MANAGER
    return Chosen(sets[SELLER], "Called a manager, but nobody reports to them here" if is_manager else "")


def _by_deals(deals: Deals) -> Chosen:
    """An account executive of whom the title does not say whose: by how long their own deals take."""
    plain, sets = plain_executive(), role_sets()
    if deals.days is None or deals.won < plain.fewest_wins:
        many = plural(deals.won, "deal") if deals.won else "No deal"
        return Chosen(sets[plain.shorter], f"{many} won in a year: too few to say how long theirs take")
    middle = f"The middle one of {deals.won} deals won in a year took {plural(round(deals.days), 'day')}"
    if deals.days >= plain.longer_from_days:
        return Chosen(sets[plain.longer], f"{middle}: from {plain.longer_from_days} on this set fits better")
    return Chosen(sets[plain.shorter], f"{middle}: below {plain.longer_from_days} this set fits better")


def groups_of(
    people: Iterable[PersonFacts],
    chosen: Mapping[int, Chosen],
    plans: Mapping[int, Sequence[PlanFacts]],
    proposals: Mapping[int, Sequence[Proposal]],
    definitions: Mapping[str, Definition],
) -> list[Group]:
    """Who has nothing yet, by role in the order of the sets; roles without anybody are left out. `chosen` holds the set
    of each.
    """
    waiting: dict[str, list[PersonFacts]] = {}
    for person in people:
        has_plan = any(not plan.is_draft for plan in plans.get(person.key, ()))
        if not has_plan and not any(one.is_waiting for one in proposals.get(person.key, ())):
            waiting.setdefault(chosen[person.key].role_set.key, []).append(person)
    return [
        Group(
            role_set=one,
            acts=tuple((act, definitions[act.metric_key].name) for act in one.acts if act.metric_key in definitions),
            people=tuple(waiting[key]),
            reasons={person.key: said for person in waiting[key] if (said := chosen[person.key].reason)},
        )
        for key, one in role_sets().items()
        if key in waiting
    ]


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
