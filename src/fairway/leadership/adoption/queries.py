"""What each seller's week adds to the figures of adoption, from the lake, and which activities are agreed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from fairway.coaching.support.asking import Added, Asked
from fairway.coaching.support.types import Part
from fairway.leadership.adoption.figures import ANY, DAYS, FILLED, IN_TIME_DAYS
from fairway.leadership.queries.heads import managers_shown
from fairway.metrics.queries import definitions_for
from fairway.metrics.types import Definition
from fairway.people import access
from fairway.people.types import Viewer
from fairway.plans.queries import has_plan, plans_of
from fairway.plans.rules import in_force
from fairway.records.entering import WITHIN, Entered, entered_by_week
from fairway.records.queries import published_files


def adoption_added(asked: Asked) -> Added:
    """Every stored figure of adoption, and who has any. Of a seller without what a figure is about there is no part."""
    found: dict[str, dict[date, dict[int, Part]]] = defaultdict(lambda: defaultdict(dict))
    entered = entered_by_week(published_files(), asked.keys, asked.weeks[0], asked.weeks[-1])
    for (person_key, week_on), one in entered.items():
        for key, (done, of) in _pairs(one).items():
            if of:
                found[ANY][week_on][person_key] = Part(1.0, 1.0)
                found[key][week_on][person_key] = Part(float(done), float(of))
    return {key: dict(weeks) for key, weeks in found.items()}


def _pairs(one: Entered) -> dict[str, tuple[int, int]]:
    """By figure done out of what could have been."""
    within = {days: (many, one.timed) for days, many in zip(WITHIN, one.within, strict=True)}
    return {
        "in_time": within[IN_TIME_DAYS],
        "marked": (one.marked, one.diary),
        "by_itself": (one.by_itself, one.done),
        "together": (one.together, one.timed),
        **{f"{DAYS}{days}": pair for days, pair in within.items()},
        **{f"{FILLED}{name}": pair for name, pair in one.filled.items()},
    }


class Below(NamedTuple):
    """Who of the sellers on a viewer's board has each activity agreed and in force, by its key; the definitions of
    these, of their objectives and of whatever they divide; and how many sellers there are.
    """

    agreed: Mapping[str, set[int]]
    known: Mapping[str, Definition]
    sellers: int


def agreed_below(viewer: Viewer) -> Below:
    """What is agreed with the sellers a viewer may see one by one: HIAs in force stand on the board. Hidden for whoever
    leads nobody and is not in operations.
    """
    sellers = [one.key for one in access.board_of(viewer, with_plan=has_plan(viewer.on))]
    agreed: dict[str, set[int]] = defaultdict(set)
    for person_key, plans in plans_of(sellers, viewer.on, viewer.on).items():
        for plan in in_force(plans, viewer.on):
            agreed[plan.metric_key].add(person_key)
    known = definitions_for(agreed)
    objectives = definitions_for(one.objective for one in known.values() if one.objective)
    return Below(agreed, {**objectives, **known}, len(sellers))


def heads_of(viewer: Viewer) -> set[int]:
    """Whose areas together are everybody a viewer sees: their own; for operations who lead nobody those of the managers
    at the top.
    """
    if viewer.person_key is not None and access.leads_anyone(viewer):
        return {viewer.person_key}
    return {one.key for one in managers_shown(viewer, None) if one.manager_key is None}
