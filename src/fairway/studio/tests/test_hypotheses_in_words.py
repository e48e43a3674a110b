"""A hypothesis reads as one sentence, no more exact than what is known; whoever needs something stands first."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from fairway.metrics.types import Condition, Definition, MetricClass, Unit
from fairway.people.types import PersonFacts
from fairway.plans.types import PlanFacts
from fairway.studio.costs import beside_words, chance_words, review_words, time_words
from fairway.studio.overview import Need, overview_of
from fairway.studio.proposals.rules import acts_before, has_arrived
from fairway.studio.proposals.types import Answer, Proposal, Stand
from fairway.studio.proposals.wording import figure, sentence_of, share_of_goal
from fairway.studio.tests.choices import target
from fairway.studio.tests.office import INVITED, NEXT_MONDAY, OBJECTIVE, WEDNESDAY, hypothesis
from fairway.studio.types import Capacity

ON_DEALS = (Condition(test="known", field="opportunity_id"),)
ACT = Definition(
    INVITED, "Second person asked in", MetricClass.ACTIVITY, "activities", where=ON_DEALS, objective=OBJECTIVE
)
GOAL = Definition(OBJECTIVE, "Second people met", MetricClass.OBJECTIVE, "activities")
RATE = replace(GOAL, unit=Unit.SHARE)
KNOWN = {INVITED: ACT, OBJECTIVE: GOAL}
BY = f"{hypothesis().by_on:%a %-d %b %Y}"


def said(definitions: dict[str, Definition] | None = None, *, is_own: bool = False, **more: Any) -> str:
    return sentence_of(replace(hypothesis(), **more), "Ann", definitions or KNOWN, "EUR", is_own=is_own)


def test_it_says_who_does_what_how_often_in_which_way_and_what_should_come_of_it() -> None:
    assert said() == (
        "If Ann does “Second person asked in” 4 times a week, with a reason to come, then “Second people met” should "
        f"move from 9 to 12 of 21 a quarter by {BY}, which closes about a third of the gap to the goal."
    )
    assert said(is_own=True).startswith("If you do “Second person asked in”")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"target": Decimal(1)}, "once a week"),
        ({"per": "month"}, "4 times a month"),
        ({"quality": ""}, "4 times a week, then “Second"),
        ({"objective_from": None}, "should move to 12 of 21 a quarter by"),
        ({"objective_to": None}, f"should move by {BY}"),
        ({"goal_share": None}, f"of 21 a quarter by {BY}."),
        ({"objective_key": ""}, "with a reason to come."),
    ],
)
def test_it_leaves_out_what_nobody_knows(more: dict[str, Any], words: str) -> None:
    assert words in said(**more)


def test_it_says_a_share_as_percent_and_an_amount_as_money() -> None:
    rate = said(
        {**KNOWN, OBJECTIVE: RATE}, objective_from=Decimal("0.28"), objective_to=Decimal("0.4"), objective_of=None
    )
    assert "from 28% to 40%" in rate
    assert figure(24_000.0, Unit.MONEY, "USD", of=None) == "$24k"
    assert figure(31, Unit.DAYS, "USD", of=None) == "31 days"
    assert figure(None, Unit.COUNT, "USD", of=None) == "–"


@pytest.mark.parametrize(
    ("part", "word"),
    [(1.2, "all"), (0.66, "two thirds"), (0.5, "half"), (0.33, "third"), (0.25, "quarter"), (0.1, "small")],
)
def test_it_says_a_part_of_the_goal_no_more_exactly_than_it_is(part: float, word: str) -> None:
    assert word in share_of_goal(part)
    assert share_of_goal(0.01) == share_of_goal(None) == ""


def test_it_says_how_sure_a_chance_is_and_when_nobody_can_tell() -> None:
    assert "from 5 to 8 in 10" in chance_words(target(INVITED))
    assert "anywhere" not in chance_words(target(INVITED, chance_low=None, chance_high=None))
    assert chance_words(target(INVITED, chance=None)).startswith("Cannot tell")


def test_it_says_how_often_the_numbers_beside_it_were_reached() -> None:
    beside = ((3.0, 0.81), (5.0, 0.42), (6.0, 0.2))
    assert beside_words(target(INVITED, beside=beside)) == "Other numbers: 3 in 8 of 10 weeks, 5 in 4, 6 in 2."
    assert beside_words(target(INVITED, beside=())) == ""
    alike = target(INVITED, chance=0.04, beside=((1.0, 0.02), (3.0, 0.0)))
    assert beside_words(alike) == ""  # hardly any, like the number itself
    rare = target(INVITED, chance=0.5, beside=((3.0, 0.8), (6.0, 0.03)))
    assert beside_words(rare) == "Other numbers: 3 in 8 of 10 weeks, 6 in hardly any."


def test_it_says_the_hours_of_all_and_the_days_left_out() -> None:
    assert "4.5 of the 6 h" in time_words(target(INVITED), Capacity(6.0, 3.0, ""))
    assert review_words(target(INVITED)) == "25 working days to show; 3 holidays and days off left out."
    assert review_words(target(INVITED, days_left_out=0, lag_working_days=1)) == "1 working day to show."


@pytest.mark.parametrize(
    ("start", "end", "of", "stand", "arrived"),
    [
        (9, 12, 21, Stand(12, 21), True),
        (9, 12, 21, Stand(12, 24), False),  # as many of more is less
        (9, 12, 21, Stand(4, 6), True),
        (9, 12, 21, Stand(0.6), True),
        (9, 12, None, Stand(12.0), True),
        (9, 12, None, Stand(11.9), False),
        (60, 45, None, Stand(44.0), True),
        (60, 45, None, Stand(46.0), False),
        (9, 9, None, Stand(9.0), False),
        (9, 12, 21, None, False),
    ],
)
def test_an_objective_has_arrived_in_the_direction_it_was_meant_to_move(
    start: int, end: int, of: int | None, stand: Stand | None, arrived: bool
) -> None:
    meant = replace(hypothesis(), objective_from=Decimal(start), objective_to=Decimal(end))
    assert has_arrived(replace(meant, objective_of=None if of is None else Decimal(of)), stand) is arrived


def test_in_front_of_an_objective_stand_only_acts_of_the_sellers_own() -> None:
    volume = replace(ACT, key="mails", name="Mails", is_raw_volume=True)
    other = replace(ACT, key="another", name="A second person asked by phone")
    found = acts_before(OBJECTIVE, {d.key: d for d in (ACT, GOAL, volume, other)}, done=[INVITED])
    assert [d.key for d in found] == [INVITED, "another"]


def person(key: int, name: str) -> PersonFacts:
    return PersonFacts(key, name, name, name.lower(), "", "North", None, None, None, "UTC")


def plan(key: int, **more: Any) -> PlanFacts:
    given: dict[str, Any] = {"is_draft": False, "needs_yes": False, "ends_on": None, **more}
    return PlanFacts(1, key, INVITED, 4.0, "week", WEDNESDAY, **given)


def proposal(key: int, **more: Any) -> Proposal:
    given: dict[str, Any] = {"answer": Answer.WAITING, "is_by_seller": False, "hypothesis": hypothesis(), **more}
    at: Any = None
    return Proposal(
        key=key, person_key=key, note="", override="", reasons=(), proposed_by=None, proposed_at=at, answered_at=None,
        starts_on=NEXT_MONDAY, **given,
    )  # fmt: skip


def test_whoever_needs_something_stands_first_with_the_reason() -> None:
    people = [person(number, name) for number, name in enumerate(("Al", "Bo", "Cy", "Di", "Ed", "Flo"))]
    due = replace(hypothesis(), review_on=WEDNESDAY)
    proposals = {
        1: [proposal(1)],
        2: [proposal(2, hypothesis=due, answer=Answer.ACCEPTED)],
        3: [proposal(3, is_by_seller=True)],
        5: [proposal(5, hypothesis=due, answer=Answer.WITHDRAWN)],
    }
    plans = {0: [plan(0)], 2: [plan(2)], 4: [plan(4, needs_yes=True)], 5: [plan(5, is_draft=True)]}
    page = overview_of(people, proposals, plans, KNOWN, on=WEDNESDAY)
    assert [(row.person.name, row.need) for row in page.rows] == [
        ("Di", Need.COUNTERED),
        ("Cy", Need.REVIEW),
        ("Flo", Need.NOTHING_CHOSEN),
        ("Ed", Need.NEEDS_YES),
        ("Bo", Need.WAITS),
        ("Al", Need.NONE),
    ]
    assert page.headline == "1 counter for you to answer, 1 review due and 1 seller without an HIA"
    assert page.rows[0].words == "Counters: Second person asked in"
    assert overview_of(people[:1], {}, plans, KNOWN, on=WEDNESDAY).headline == "One seller, with activities in force"
    assert overview_of([], {}, {}, KNOWN, on=WEDNESDAY).headline == "Nobody to choose with yet"
