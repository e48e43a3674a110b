"""The last step: what was chosen, in words, and two things to do this week. From the data, never from answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fairway.metrics.types import Definition
from fairway.studio.lesson.so_far import LessonSoFar
from fairway.studio.overview import Need, Row
from fairway.studio.proposals.wording import name_of
from fairway.web.words import first_name, join_words, weekday


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to do: `address` is the name of a page with what it takes, `act` the words of the link."""

    title: str
    words: str
    address: str
    act: str
    of: str | int | None = None


def chosen_words(so_far: LessonSoFar, definitions: Mapping[str, Definition]) -> str:
    """What was chosen for the seller of the lesson."""
    waiting = [name_of(one.hypothesis.metric_key, definitions) for one in so_far.proposals if one.is_waiting]
    agreed = [name_of(one.hypothesis.metric_key, definitions) for one in so_far.proposals if not one.is_waiting]
    if agreed:
        return f"{join_words(list(dict.fromkeys(agreed)))} agreed"
    return f"{join_words(waiting)} proposed" if waiting else "activities in force"


def chosen_headline(so_far: LessonSoFar, *, is_done: bool) -> str:
    """How it stands with the seller of the lesson, in a few words."""
    name = first_name(so_far.seller.name) if so_far.seller else ""
    if not is_done:
        return f"Now propose one to {name}"
    if any(one.is_waiting and one.is_by_seller for one in so_far.proposals):
        return f"{name} answered with a counter: your turn"
    if any(one.is_waiting for one in so_far.proposals):
        return f"{name} is asked"
    return f"{name} has agreed" if so_far.proposals else f"{name} has activities in force"


def things_to_do(so_far: LessonSoFar, rows: Sequence[Row], now: datetime) -> list[Thing]:
    """Two things for somebody who leads sellers."""
    return [_one_to_one(so_far, now), _choice(so_far, rows)]


def _one_to_one(so_far: LessonSoFar, now: datetime) -> Thing:
    name = first_name(so_far.seller.name) if so_far.seller else "a seller"
    if so_far.planned is None or so_far.planned.starts_at < now:
        return Thing(
            f"Plan a 1:1 with {name}",
            "The same thirty minutes every week are worth more than two hours a quarter.",
            "studio:lesson_one_to_one",
            "Choose the day",
        )
    return Thing(
        f"Hold the 1:1 with {name}",
        "Begin with the activities, ask the one question, then wait. Leave with one commitment each.",
        "studio:one_to_one",
        "Read the page again before",
        so_far.planned.key,
    )


def _choice(so_far: LessonSoFar, rows: Sequence[Row]) -> Thing:
    without = next((row for row in rows if row.need is Need.NOTHING_CHOSEN), None)
    if without is not None:
        return Thing(
            f"Choose with {first_name(without.person.name)}",
            "No activity is in force there yet. It is quicker the second time.",
            "studio:seller",
            "Open the page",
            without.person.slug,
        )
    return Thing(
        "Sort your own dashboard",
        "Paste the names of the numbers you look at every week, and see which of them you could ask anybody for.",
        "studio:sort",
        "Sort it",
    )


def things_for_leaders(*, leads_managers: bool, agreed_on: date | None) -> list[Thing]:
    """Two things for somebody to whom no seller reports."""
    sort = Thing(
        "Sort a dashboard",
        "Paste the names of the numbers on your own screen, and see how few of them anybody can be asked for.",
        "studio:sort",
        "Sort it",
    )
    if not leads_managers:
        read = "One page on what these numbers are for, and never for."
        return [sort, Thing("Read what leaders agree to", read, "studio:agreement", "Read it")]
    if agreed_on is None:
        words = "One page on what these numbers are for, and never for. Your managers see whether you agreed."
        return [Thing("Agree to the leader’s agreement", words, "studio:agreement", "Read it"), sort]
    words = f"You agreed on {weekday(agreed_on)}. Thirty minutes with each manager, never the number first."
    return [Thing("Ask the four questions", words, "studio:agreement", "Read them again"), sort]
