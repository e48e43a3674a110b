"""What a target asks and how likely it is, in words beside its small pictures. Nothing is worked out here."""

from dataclasses import dataclass

from fairway.studio.types import Capacity, TargetProposal
from fairway.web.words import number, plural


@dataclass(frozen=True, slots=True)
class Costs:
    """One sentence for each column under a hypothesis."""

    chance: str
    beside: str  # the chance of the numbers next to it
    time: str
    review: str

    @classmethod
    def of(cls, target: TargetProposal, capacity: Capacity) -> "Costs":
        return cls(chance_words(target), beside_words(target), time_words(target, capacity), review_words(target))


def chance_words(target: TargetProposal) -> str:
    """How often comparable sellers reached the number, with how sure that is."""
    if target.chance is None:
        return "Cannot tell: nobody comparable has done it long enough to count."
    tenths, who = round(target.chance * 10), plural(target.comparable_sellers, "comparable seller")
    told = f"About {tenths} in 10 {target.per}s" if tenths else f"Hardly any {target.per}"
    said = f"{told} of {who} reached {number(target.target)}"
    if target.chance_low is None or target.chance_high is None:
        return f"{said}."
    low, high = round(target.chance_low * 10), round(target.chance_high * 10)
    return f"{said}." if low == high else f"{said}; it could be anywhere from {low} to {high} in 10."


def beside_words(target: TargetProposal) -> str:
    """How often they reached another number, where that differs: `3 in 8 of 10 weeks, 5 in 4, 6 in hardly any`."""
    tenths = [(number(value), round(chance * 10)) for value, chance in target.beside]
    if target.chance is not None:
        tenths = [(value, of_ten) for value, of_ten in tenths if of_ten != round(target.chance * 10)]
    told = [f"{value} in {of_ten or 'hardly any'}" for value, of_ten in tenths]
    if not told:
        return ""
    return f"Other numbers: {', '.join([f'{told[0]} of 10 {target.per}s', *told[1:]])}."


def time_words(target: TargetProposal, capacity: Capacity) -> str:
    """What it takes of the hours there are for activities."""
    whole, all_in_all = capacity.hours_for_activities, capacity.hours_in_force + target.hours_per_week
    this = f"{number(target.hours_per_week)} h a week"
    return f"{this}; with what is in force {number(all_in_all)} of the {number(whole)} h there are for activities."


def review_words(target: TargetProposal) -> str:
    """How many days there are to see it, and which were left out."""
    shown = f"{plural(target.lag_working_days, 'working day')} to show"
    if not target.days_left_out:
        return f"{shown}."
    return f"{shown}; {plural(target.days_left_out, 'holiday or day off', 'holidays and days off')} left out."
