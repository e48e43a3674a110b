"""Choices as the studio works them out, written by hand: what a page shows of them is tested apart from how they come
about.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fairway.metrics.catalogue_files import catalogue
from fairway.studio.tests.office import EXECUTIVES, INVITED, NEXT_MONDAY, OBJECTIVE, PLANS, REQUESTS, WEDNESDAY
from fairway.studio.types import (
    Candidate,
    Capacity,
    Choice,
    Driver,
    Gap,
    Headroom,
    TargetProposal,
    TestAnswer,
    TestState,
    Weight,
)

NAMES = {key: catalogue()[key].name for key in (INVITED, EXECUTIVES, REQUESTS, PLANS)}
YES = TestAnswer(TestState.YES, "Seen in 92% of cases, the same day.", "From e-mail")
NO = TestAnswer(TestState.NO, "The field is filled on 12% of deals.", "Hardly filled")
UNKNOWN = TestAnswer(TestState.UNKNOWN, "Nobody here has done it long enough.", "Cannot tell yet")


def candidate(key: str, **more: Any) -> Candidate:
    given: dict[str, Any] = {
        "name": catalogue()[key].name,
        "qualifier": "before the first meeting",
        "process": "opportunity",
        "objective_key": OBJECTIVE,
        "objective_name": "Second stakeholder meetings",
        "measurable": YES,
        "manageable": TestAnswer(TestState.YES, "Nobody outside has to agree.", "Own to do"),
        "helpful": UNKNOWN,
        "headroom": Headroom(2.0, 4.0, 6.0, 7, False, "Two a week now; the middle of seven others does four."),
        "minutes_each": 20.0,
        "hours_more_per_week": 0.7,
        "lag_weeks": (2.0, 6.0),
        "is_in_time": True,
        "gaming_risk": "",
        "counter_metric": "",
        "why": "Deals with two people are won more often.",
    }
    return Candidate(key, **{**given, **more})


def unmeasured(key: str) -> Candidate:
    """Refused for want of records: only a written reason sets that aside."""
    return candidate(key, measurable=NO, refusal=NO.reason, failed="measurable", can_override=True)


def target(key: str, **more: Any) -> TargetProposal:
    given: dict[str, Any] = {
        "target": 4.0,
        "per": "week",
        "usual": 2.0,
        "needed": 5.0,
        "reached_by_peers": 4.0,
        "chance": 0.7,
        "chance_low": 0.5,
        "chance_high": 0.8,
        "comparable_weeks": 60,
        "comparable_sellers": 6,
        "hours_per_week": 1.5,
        "hours_free_per_week": 3.0,
        "is_capped": False,
        "objective_key": OBJECTIVE,
        "objective_name": "Second stakeholder meetings",
        "objective_from": 9.0,
        "objective_to": 12.0,
        "objective_of": 21.0,
        "share_of_gap": 0.33,
        "share_of_goal": 0.33,
        "review_on": NEXT_MONDAY + timedelta(days=42),
        "lag_working_days": 25,
        "days_left_out": 3,
        "starts_on": NEXT_MONDAY,
        "sentences": ("Seven in ten weeks of comparable sellers reach four.",),
    }
    return TargetProposal(key, **{**given, **more})


def choice(person_key: int, **more: Any) -> Choice:
    """Three candidates pass, one fails for want of records, one needs the customer's yes."""
    gap = Gap(
        person_key=person_key,
        as_of_on=WEDNESDAY,
        period_end_on=NEXT_MONDAY + timedelta(days=60),
        weeks_left=9.0,
        goal=300_000.0,
        so_far=90_000.0,
        projected=210_000.0,
        projected_low=160_000.0,
        projected_high=260_000.0,
        currency="USD",
        log_gap=0.36,
        drivers=(
            Driver("win_rate", "Deals won", "share", OBJECTIVE, 9.0, 13.0, None, 21, 60, 0.3, 0.1, 0.5, 0.66,
                   Weight.CARRIES, "About two thirds of the gap.", "9 of 21", "13 of 21"),
            Driver("deal_size", "Deal size", "money", "average_deal_size", 24e3, 26e3, None, 9, 30, 0.05, -0.2, 0.3,
                   None, Weight.TOO_FEW, "Too few deals to tell.", "$24k", "$26k"),
        ),
        objective_key=OBJECTIVE,
        headline="The gap is in second stakeholder meetings",
        sentence="They carry about two thirds of what is missing to the goal.",
    )  # fmt: skip
    refused = (
        unmeasured(PLANS),
        replace(candidate(PLANS), metric_key="meetings_held", name="Meetings held",
                manageable=TestAnswer(TestState.NO, "The customer must say yes.", "Not alone"),
                refusal="The customer must say yes, so it is an objective.", failed="manageable"),
    )  # fmt: skip
    given: dict[str, Any] = {
        "role": "Account executive",
        "process": "opportunity",
        "gap": gap,
        "offered": tuple(candidate(key) for key in (INVITED, EXECUTIVES, REQUESTS)),
        "refused": refused,
        "targets": {key: target(key) for key in (INVITED, EXECUTIVES, REQUESTS)},
        "capacity": Capacity(6.0, 3.0, "Six hours a week for activities, three in use."),
        "hias_in_force": (),
    }
    return Choice(person_key, WEDNESDAY, **{**given, **more})


def shown(monkeypatch: pytest.MonkeyPatch, **more: Any) -> None:
    """The pages show that choice, whoever it is about."""
    for place in ("choosing", "answering"):
        monkeypatch.setattr(
            f"fairway.studio.views.{place}.choice_for", lambda viewer, person, on: choice(person.key, **more)
        )
