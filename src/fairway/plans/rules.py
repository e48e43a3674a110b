"""What may become a plan, and from when a change holds. Plain rules over records."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from fairway.lib.periods import week_of
from fairway.metrics.types import Definition, MetricClass, Unit
from fairway.plans.types import MOST_HIAS, NoRoom, PlanDraft, PlanFacts, Refused

LEAST, MOST = 1, 200  # of a target
STORED_DECIMALS = 2
REASONS = {
    MetricClass.RESULT: (
        "{name} is a result: it can be measured, not managed",
        "Choose an act of the seller's own that moves it.",
    ),
    MetricClass.OBJECTIVE: (
        "{name} needs the customer's yes: it is an objective",
        "Plan the seller's own act in front of it; this figure then stands beside it.",
    ),
}


def require_selectable(definition: Definition) -> None:
    """Raise Refused unless the metric can be a High-Impact Activity."""
    if definition.metric_class in REASONS:
        reason, advice = REASONS[definition.metric_class]
        raise Refused(reason.format(name=definition.name), advice=advice)
    if definition.is_retired:
        raise Refused(
            f"{definition.name} was retired: nothing new is planned on it",
            advice="Choose another one, or take the retirement back on its page.",
        )
    if definition.is_hygiene:
        raise Refused(
            f"{definition.name} is good order in the CRM, not an activity that moves a customer",
            advice="It stays on the operations page, where it belongs.",
        )
    if definition.is_volume:
        raise Refused(
            f"{definition.name} is raw volume: it says nothing about whom and how well",
            advice="Choose one with a target population, such as calls to tier A accounts.",
        )
    if definition.unit is not Unit.COUNT:
        raise Refused(
            f"{definition.name} is a share; an HIA is counted by the week", advice="Plan the act the share is about."
        )


def require_sane(draft: PlanDraft) -> None:
    """Raise Refused for a target nobody can plan for."""
    if draft.per not in {"week", "month"}:
        raise Refused(f"A target is per week or per month, not per {draft.per}")
    is_near = draft.target.is_finite() and 0 < draft.target < 2 * MOST  # else it may be too long to round
    if not (is_near and LEAST <= round(draft.target, STORED_DECIMALS) <= MOST):
        raise Refused(f"{draft.target} is no target", advice=f"Choose a number between {LEAST} and {MOST}.")


def in_force(plans: Iterable[PlanFacts], day: date) -> list[PlanFacts]:
    """Those that hold on a day, drafts left out."""
    return [plan for plan in plans if plan.holds_on(day) and not plan.is_draft]


def require_room(plans: Sequence[PlanFacts], starts_on: date, metric_key: str) -> None:
    """Raise NoRoom where a new HIA would be somebody's fourth on any day from its start."""
    days = {starts_on, *(plan.starts_on for plan in plans if plan.starts_on > starts_on)}
    for day in sorted(days):
        others = [plan.metric_key for plan in in_force(plans, day) if plan.metric_key != metric_key]
        held = tuple(dict.fromkeys(others))
        if len(held) >= MOST_HIAS:
            raise NoRoom(
                f"There are {len(held)} HIAs in force on {day:%-d %b %Y} already; more than {MOST_HIAS} help nobody",
                advice="Adding one means retiring one: which?",
                held=held,
            )


def first_day_of_change(today: date, *, week_starts_on: int) -> date:
    """From when a change holds: the next week's first day, or today where a week begins today."""
    this_week = week_of(today, week_starts_on)
    return today if today == this_week else this_week + timedelta(days=7)
