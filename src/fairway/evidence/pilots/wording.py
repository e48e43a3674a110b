"""Pilots in words: how one runs, what it could see, what came of it and what that means for the activity.

No word of statistics: whoever reads a pilot's page never has to know one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fairway.evidence.pilots.carrying import HARDLY
from fairway.evidence.pilots.types import Drawn, Kind, PilotFacts, Result, Said, State, TakesPart, Wish
from fairway.web.words import day, long_day, number, plural, spelled


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a result means for the activity: keep, change or retire, and why."""

    advice: str
    why: str


def design_in_words(wish: Wish) -> str:
    """How it runs, in one or two sentences."""
    design, last_on = wish.design, wish.starts_on + timedelta(days=7 * wish.design.weeks - 1)
    of_teams = design.drawn is Drawn.TEAMS
    half = "Half of the teams, drawn by lot as a whole," if of_teams else "Half of the sellers, drawn by lot,"
    others = "the other teams" if of_teams else "the others"
    if design.kind is Kind.CROSSOVER:
        second_on = wish.starts_on + timedelta(days=7 * design.step)
        return (
            f"All have it for {design.step} weeks. {half} from {long_day(wish.starts_on)}; {others} from "
            f"{long_day(second_on)}, when the first let it go. It ends on {long_day(last_on)}."
        )
    if design.kind is Kind.STAGGERED:
        starts = [day(wish.starts_on + timedelta(days=7 * design.step * arm)) for arm in range(design.arms - 1)]
        units = "teams" if of_teams else "sellers"
        return (
            f"{spelled(design.arms)} groups of {units}, drawn by lot: they begin on {' and '.join(starts)}, and the "
            f"last waits until {long_day(last_on)}."
        )
    return f"{half} begin on {long_day(wish.starts_on)}; {others} wait until {long_day(last_on)}."


def change_in_words(said: Said) -> str:
    """`0.9 a week, 26% of today’s`."""
    return f"{said.change:.1f} a week, {said.share * 100:.0f}% of today’s"


def said_in_words(said: Said, wish: Wish, objective: str) -> str:
    """What it could see, before anything is drawn."""
    units = plural(said.teams, "team") + " of " if wish.design.drawn is Drawn.TEAMS else ""
    return (
        f"{objective}: {units}{plural(said.sellers, 'seller')} had about {number(said.level)} a full-time week each so "
        f"far. This pilot would show a change of {change_in_words(said)} or more, four times in five. A smaller one it "
        f"would likely miss; {wish.worth * 100:.0f}% was said to be worth having."
    )


def headline_of(facts: PilotFacts, on: date) -> str:
    """The answer in a few words."""
    if facts.state is State.STOPPED:
        return "Stopped before its end"
    if facts.state is State.PROPOSED:
        return "Proposed, nothing drawn yet"
    if facts.state is State.RUNNING:
        if on > facts.ends_on:
            return "Over, not yet worked out"
        return (
            f"Runs until {day(facts.ends_on)}" if facts.wish.starts_on <= on else f"Begins {day(facts.wish.starts_on)}"
        )
    result = facts.result
    if result is None:
        return "Too few were left to tell"
    if not result.is_clear:
        return "No clear change"
    low, high = sorted((abs(result.low), abs(result.high)))
    return f"{'It helped' if result.low > 0 else 'It did harm'}: {_span(low, high)} {_more(result.low)} a week"


def told_in_words(facts: PilotFacts, on: date) -> str:
    """What a pilot of an activity says where the past is silent: when it tells, or what it told."""
    if facts.state is State.RUNNING:
        return f"A pilot here tells after {day(facts.ends_on)}." if on <= facts.ends_on else "A pilot here is over."
    headline = headline_of(facts, on)
    return f"A pilot here, up to {day(facts.ends_on)}: {headline[:1].lower()}{headline[1:]}."


def _more(value: float) -> str:
    return "more" if value > 0 else "fewer"


def _span(low: float, high: float) -> str:
    return f"about {number(low)}" if number(low) == number(high) else f"{number(low)} to {number(high)}"


def result_in_words(facts: PilotFacts, result: Result, objective: str, *, shows_level: bool = True) -> str:
    """What came of it, in words before any number stands alone; with the level of those who waited, or without."""
    began, waited = _sides(facts.wish)
    if result.is_clear:
        low, high = sorted((abs(result.low), abs(result.high)))
        found = f"{_span(low, high)} {_more(result.low)} a week {waited}"
        tail = ""
    else:
        found = f"between {_either(result.low)} and {_either(result.high)} a week {waited}"
        tail = " No difference at all could look like this too."
    level = f", where it was about {number(result.waiting)}" if shows_level else ""
    return f"{objective}: {began} had {found}{level}.{tail}"


def _sides(wish: Wish) -> tuple[str, str]:
    if wish.design.kind is Kind.CROSSOVER:
        return "sellers", "in the weeks with it than in those without"
    if wish.design.kind is Kind.STAGGERED:
        return "those who had begun", "than those who had not yet"
    return f"those who began in {wish.starts_on:%B}", "than those who waited"


def chance_in_words(result: Result) -> str:
    """How far chance alone would go."""
    often = round(result.chance * 100)
    how = "fewer than one" if often < 1 else f"about {number(often)}"
    return f"Had it changed nothing, the draw alone would have shown as much in {how} of 100 such pilots."


def done_in_words(done: float, wanted: float, unasked: float) -> str:
    """Whether the activity was done at all."""
    first = f"Whoever had it did {number(done)} of the {number(round(wanted))} asked of them."
    others = f"did it {plural(unasked, 'time')} all the same" if unasked else "did none of it"
    return f"{first} Whoever had it not {others}."


def meaning_of(facts: PilotFacts, result: Result | None, *, shows_sums: bool = True) -> Meaning:
    """Keep, change or retire; with how much was done of it, or without."""
    if result is None:
        return Meaning("Propose it anew", "Too many who were drawn had no week to count. It says nothing either way.")
    if result.wanted > 0 and result.share_done < HARDLY:
        done = f": {number(result.done)} of {number(round(result.wanted))}" if shows_sums else ""
        why = f"It was hardly done{done}. Whether it would help is open."
        return Meaning("Change it: ask why it was not done", why)
    is_little = result.high < facts.wish.worth * facts.said.level
    if result.is_clear and result.low > 0 and is_little:
        why = f"It moved the objective by less than the {facts.wish.worth * 100:.0f}% that would be worth having."
        return Meaning("Change it", f"{why} More of it may do, or another act.")
    if result.is_clear and result.low > 0:
        whom = "everybody who took part" if facts.wish.design.kind is Kind.CROSSOVER else "those who waited"
        return Meaning("Keep it", f"It moved the objective. Propose it to {whom}, each with a target of theirs.")
    if result.is_clear:
        return Meaning("Retire it", "The objective fell where it began. Choose another act for the same objective.")
    if is_little:
        why = f"If it changes anything, it is less than the {facts.wish.worth * 100:.0f}% that would be worth having."
        return Meaning("Retire it", why)
    return Meaning(
        "Change it or go on",
        "A change worth having may be there and was not seen. More of it, better done, or a longer pilot can tell.",
    )


def kept_in_words(result: Result) -> str:
    """What a crossover left behind; empty for other kinds and where nothing of it shows."""
    if result.kept_low is None or result.kept_high is None:
        return ""
    if result.kept_low > 0 or result.kept_high < 0:
        return (
            "Those who had it first did not go back to where they were: part of what it changes stayed and is missing "
            "from the comparison."
        )
    return "Nothing shows that it went on working after it ended; a little of that would not be seen here."


def steps_in_words(facts: PilotFacts, result: Result) -> str:
    """Whether it grows or fades with the weeks since each start; empty where there was one start."""
    weeks = facts.wish.design.step
    said = [
        f"weeks {place * weeks + 1} to {(place + 1) * weeks} of having it: {_either(low)} to {_either(high)}"
        for place, (low, high) in enumerate(result.steps)
    ]
    return f"In {'; '.join(said)}." if len(said) > 1 else ""


def _either(value: float) -> str:
    return f"{number(abs(value))} {_more(value)}"


def part_in_words(place: TakesPart, facts: PilotFacts, *, who: str) -> str:
    """What a seller's own part is."""
    is_own = who == "You"
    were = "were" if is_own else "was"
    if place.starts_on is None:
        return f"{who} {were} drawn to go on as before until {long_day(facts.ends_on)}."
    until = f" and have it until {long_day(place.ends_on)}" if place.ends_on else ""
    return f"{who} {were} drawn to begin on {long_day(place.starts_on)}{until}."


def compared_in_words(objective: str, facts: PilotFacts) -> str:
    """What is compared, until when, and what is not."""
    sides = "of all who begin with all who wait"
    if facts.wish.design.kind is Kind.CROSSOVER:
        sides = "of everybody’s weeks with it and weeks without"
    return (
        f"Compared is {objective}, {sides}, once the pilot is over on "
        f"{long_day(facts.ends_on)}. Nothing is said of one person, and nobody looks before."
    )
