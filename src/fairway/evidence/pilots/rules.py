"""What a pilot must be. Each refusal says what to do instead."""

from collections.abc import Iterable
from datetime import date, timedelta

from fairway.evidence.pilots.outlook import Outlook
from fairway.evidence.pilots.types import LONGEST, Drawn, Entrants, Kind, Refused, Wish
from fairway.evidence.pilots.wording import change_in_words
from fairway.lib.periods import week_of
from fairway.metrics.queries import definition_for, offered_definitions
from fairway.metrics.types import Counting, Definition, MetricClass, Process
from fairway.people.queries import organisation
from fairway.plans.rules import require_selectable
from fairway.plans.types import MOST_HIAS
from fairway.plans.types import Refused as PlanRefused
from fairway.web.words import join_words, plural

ADDED_UP = frozenset({Counting.COUNT, Counting.DISTINCT})
SHORTEST = 4
FURTHEST = timedelta(days=183)
STAGGERED_ARMS = 3
MOST_NAMED = 4


def may_be_outcome(activity: Definition, objective: Definition) -> bool:
    """Whether a pilot of an activity may be judged by a metric: an objective of the same process, or the nearest one,
    counted week by week. A result moves too late and too little for any pilot of a quarter.
    """
    is_counted = objective.counting in ADDED_UP and not objective.stands
    is_near = objective.key == activity.objective or (
        objective.process is activity.process and activity.process is not Process.NONE
    )
    return objective.metric_class is MetricClass.OBJECTIVE and is_counted and is_near and not objective.is_retired


def outcomes_of(activity: Definition, known: Iterable[Definition]) -> list[Definition]:
    """Of known metrics those a pilot of that activity may be judged by, the nearest objective first."""
    found = [one for one in known if may_be_outcome(activity, one)]
    return sorted(found, key=lambda one: (one.key != activity.objective, one.name.casefold()))


def require_metrics(wish: Wish) -> None:
    """Refused unless the activity can be an HIA and the outcome one of its objectives."""
    activity, objective = definition_for(wish.metric_key), definition_for(wish.objective_key)
    if activity is None or objective is None:
        raise Refused("Choose an activity and the objective it is to move.")
    try:
        require_selectable(activity)
    except PlanRefused as refusal:
        raise Refused(str(refusal)) from refusal
    if not may_be_outcome(activity, objective):
        others = [one.name for one in outcomes_of(activity, offered_definitions().values())]
        instead = f" Choose {' or '.join(others[:MOST_NAMED])}." if others else ""
        raise Refused(
            f"{activity.name} cannot be judged by {objective.name}: it takes an objective of the same process that is "
            f"counted week by week.{instead}"
        )


def require_shape(wish: Wish, on: date) -> None:
    """Refused for weeks, groups and days nobody can run."""
    design = wish.design
    if not SHORTEST <= design.weeks <= LONGEST:
        raise Refused(f"A pilot runs {SHORTEST} to {LONGEST} weeks.")
    if wish.retired_key and design.kind is Kind.CROSSOVER:
        raise Refused("In two orders nothing can go in its place: it would have to come back. Let half of them wait.")
    if wish.retired_key == wish.metric_key:
        raise Refused("An activity cannot take its own place.")
    groups = 2 if design.kind is Kind.CROSSOVER else design.arms if design.kind is Kind.STAGGERED else 1
    if design.weeks % groups:
        raise Refused(f"So that every part is as long, the weeks must be a multiple of {groups}.")
    if not on < wish.starts_on <= on + FURTHEST:
        raise Refused("Its first day must be to come, within half a year.")
    if wish.starts_on != week_of(wish.starts_on, organisation().week_starts_on):
        raise Refused("It begins on the first day of a week: counts are kept by the week.")


def require_anybody(entrants: Entrants, wish: Wish) -> None:
    """Refused where nobody could begin, with why not."""
    if entrants.people:
        return
    left_out = left_out_in_words(entrants)
    raise Refused(
        f"Nobody could begin it: {left_out}.{_room_for(entrants, wish)}" if left_out else "Nobody sells there."
    )


def left_out_in_words(entrants: Entrants) -> str:
    """Who could not take part and why; empty where everybody could."""
    return join_words([
        f"{count} {why}"
        for count, why in (
            (entrants.have_it, "with this activity already"),
            (entrants.are_full, f"with {MOST_HIAS} others"),
            (entrants.in_another, "in another pilot"),
        )
        if count
    ])  # fmt: skip


def _room_for(entrants: Entrants, wish: Wish) -> str:
    """How those who are full could begin too; empty where nobody is, or something goes already."""
    return " Say in the place of what it begins, and they could." if entrants.are_full and not wish.retired_key else ""


def require_seeing(outlook: Outlook, wish: Wish, entrants: Entrants) -> None:
    """Refused, with what it would take, for a pilot that could not see a change worth having."""
    if outlook.is_enough:
        return
    left_out = left_out_in_words(entrants)
    who = f" {plural(len(entrants.people), 'seller')} could begin it; left out: {left_out}." if left_out else ""
    raise Refused(f"{blindness_of(outlook, wish)}{who}{_room_for(entrants, wish)}")


def blindness_of(outlook: Outlook, wish: Wish) -> str:
    """Why not, in words."""
    said, takes = outlook.said, outlook.needed
    first = (
        f"This pilot would miss a change of less than {change_in_words(said)}. You said {wish.worth * 100:.0f}% would "
        "be worth having: it could not see that."
    )
    ways = []
    if takes is not None and takes.weeks is not None:
        ways.append(f"{takes.weeks} weeks")
    if takes is not None and takes.units is not None:
        ways.append(plural(takes.units, "team" if wish.design.drawn is Drawn.TEAMS else "seller"))
    if not ways:
        return f"{first} Neither a year nor many times as many sellers would do: choose an objective nearer to the act."
    return f"{first} It would take {' or '.join(ways)}."
