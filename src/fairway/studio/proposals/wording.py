"""A hypothesis as a sentence, its figures as people read them, and what the list of sellers says about each."""

from collections.abc import Mapping
from decimal import Decimal

from fairway.metrics.types import Definition, Unit
from fairway.studio.proposals.types import Hypothesis
from fairway.web.words import long_day, money, number

FRACTIONS = (
    (0.9, "closes about all of the gap to the goal"),
    (0.62, "closes about two thirds of the gap to the goal"),
    (0.42, "closes about half of the gap to the goal"),
    (0.29, "closes about a third of the gap to the goal"),
    (0.2, "closes about a quarter of the gap to the goal"),
    (0.05, "closes a small part of the gap to the goal"),
)


def name_of(metric_key: str, definitions: Mapping[str, Definition]) -> str:
    """What a metric is called; its key where it is no more."""
    return definitions[metric_key].name if metric_key in definitions else metric_key


def figure(value: Decimal | float | None, unit: Unit | None, currency: str, *, of: Decimal | float | None) -> str:
    """A figure of an objective: `9`, `40%`, `$24k`, `31 days`; an en dash where nothing is known."""
    if value is None:
        return "–"
    amount = float(value)
    if of is not None or unit in {None, Unit.COUNT}:
        return number(round(amount) if amount >= 10 else amount)
    if unit is Unit.SHARE:
        return f"{number(amount * 100)}%"
    if unit is Unit.MONEY:
        return money(amount, currency)
    return f"{number(amount)} {unit}"


def movement(hypothesis: Hypothesis, definitions: Mapping[str, Definition], currency: str) -> str:
    """`from 9 to 12 of 21 a quarter`, as far as it is known."""
    definition = definitions.get(hypothesis.objective_key)
    unit = definition.unit if definition else None
    start, end = (
        figure(value, unit, currency, of=hypothesis.objective_of)
        for value in (hypothesis.objective_from, hypothesis.objective_to)
    )
    is_counted = hypothesis.objective_of is not None or unit is Unit.COUNT
    of = f" of {number(float(hypothesis.objective_of))}" if hypothesis.objective_of is not None else ""
    of += " a quarter" if is_counted else ""
    if hypothesis.objective_to is None:
        return ""
    return f"to {end}{of}" if hypothesis.objective_from is None else f"from {start} to {end}{of}"


def share_of_goal(goal_share: Decimal | float | None) -> str:
    """What the move gives of the goal, in words no more exact than it is."""
    if goal_share is None:
        return ""
    return next((words for least, words in FRACTIONS if float(goal_share) >= least), "")


def sentence_of(
    hypothesis: Hypothesis, who: str, definitions: Mapping[str, Definition], currency: str, *, is_own: bool = False
) -> str:
    """If X does A at level n with quality q, objective O moves from a to b by date d, which gives r of the goal."""
    act = name_of(hypothesis.metric_key, definitions)
    does = "you do" if is_own else f"{who} does"
    parts = [f"If {does} “{act}” {number(float(hypothesis.target))} times a {hypothesis.per}"]
    if hypothesis.target == 1:
        parts = [f"If {does} “{act}” once a {hypothesis.per}"]
    if hypothesis.quality:
        parts.append(f", {hypothesis.quality.rstrip('.')}")
    if hypothesis.objective_key:
        moves = movement(hypothesis, definitions, currency)
        should = f"should move {moves}" if moves else "should move"
        parts.append(f", then “{name_of(hypothesis.objective_key, definitions)}” {should}")
        parts.append(f" by {long_day(hypothesis.by_on)}")
        given = share_of_goal(hypothesis.goal_share)
        parts.append(f", which {given}" if given else "")
    return "".join(parts) + "."
