"""From standings, decisions and plans to parts of sums, by hand."""

from datetime import date

import pytest

from fairway.coaching.support.types import Part, Seat
from fairway.evidence.verdict import Verdict
from fairway.execution.types import Status
from fairway.leadership.story.adding import course, decided, figures_in, metric_of, who_executed
from fairway.leadership.types import About, Grain
from fairway.plans.types import PlanFacts
from fairway.studio.proposals.types import Decided, Decision

WEEK_ON = date(2026, 9, 14)
LARGE, SMALL = (1, 9), (2, 9)  # a team of five, and one of one, below the same leader


def seat(person: int, path: tuple[int, ...] = LARGE) -> Seat:
    return Seat(path, person)


def decision(person: int, what: Decision, verdict: Verdict | None = None, metric: str = "calls") -> Decided:
    return Decided(person, metric, WEEK_ON, what, verdict)


def plan(metric: str, starts_on: date, ends_on: date | None = None, *, is_draft: bool = False) -> PlanFacts:
    return PlanFacts(1, 1, metric, 3.0, "week", starts_on, ends_on, is_draft, needs_yes=False)


@pytest.mark.parametrize(
    ("status", "does", "doubt"),
    [
        ("ahead", 1, 0),
        ("on_pace", 1, 0),
        ("behind", 0, 0),
        ("check_data", 0, 1),
        ("away", None, None),
        ("no_plan", None, None),
    ],
)
def test_what_is_away_or_has_no_plan_is_in_neither_number(status: str, does: float | None, doubt: float | None) -> None:
    found = who_executed([(7, "calls", WEEK_ON, Status(status))])
    parts = [found.get(f"{kind}:calls", {}).get(WEEK_ON, {}).get(7) for kind in ("does", "doubt")]
    assert parts == [None if done is None else Part(done, 1.0) for done in (does, doubt)]


def test_each_decision_is_out_of_all_decisions_of_its_seller() -> None:
    made = [(seat(n), decision(n, Decision.KEEP, Verdict.HELPING)) for n in range(10, 14)]
    made += [(seat(14), decision(14, Decision.TUNE)), (seat(14), decision(14, Decision.RETIRE, Verdict.NOT_HELPING))]
    found = decided(made)
    assert found["retire:calls"][seat(14)] == Part(1.0, 2.0)
    assert found["tune:calls"][seat(14)] == Part(1.0, 2.0)
    assert found["stopped_no_sign:calls"][seat(14)] == Part(1.0, 2.0)
    assert found["kept_helping:calls"][seat(10)] == Part(1.0, 1.0)
    assert found["keep:*"] == {}  # five sellers stand alone


def test_what_joins_no_group_of_its_activity_stands_under_others_and_nothing_else_does() -> None:
    made = [(seat(n), decision(n, Decision.KEEP)) for n in range(10, 15)]
    made += [
        (seat(20, (3,)), decision(20, Decision.SWAP)),
        (seat(20, (3,)), decision(20, Decision.KEEP, metric="visits")),
    ]
    found = decided(made)
    assert found["swap:*"] == {seat(20, (3,)): Part(1.0, 2.0)}
    assert found["keep:*"] == {seat(20, (3,)): Part(1.0, 2.0)}


@pytest.mark.parametrize(
    ("plans", "begun", "ended"),
    [
        ([plan("calls", date(2026, 5, 1))], 0, 0),
        ([plan("calls", date(2026, 7, 1))], 1, 0),
        ([plan("calls", date(2026, 5, 1), date(2026, 8, 1))], 0, 1),
        ([plan("calls", date(2026, 7, 9), date(2026, 8, 1))], 1, 1),
        ([plan("calls", date(2026, 5, 1), date(2026, 8, 1)), plan("calls", date(2026, 8, 2))], 0, 0),  # another target
        ([plan("calls", date(2026, 7, 9), is_draft=True)], None, None),
        ([plan("calls", date(2026, 5, 1), date(2026, 6, 30))], None, None),
    ],
)
def test_where_an_activity_began_and_ended(plans: list[PlanFacts], begun: float | None, ended: float | None) -> None:
    days = (date(2026, 7, 1), date(2026, 9, 30))
    found = course({7: seat(7)}, {7: plans}, days, date(2026, 6, 30))
    parts = [found.get(f"{kind}:*", {}).get(seat(7)) for kind in ("begun", "ended")]
    assert parts == [None if done is None else Part(done, 1.0) for done in (begun, ended)]


def test_its_figures_are_told_apart_from_others_and_are_of_those_who_have_it() -> None:
    (one,) = figures_in(["discussed", "keep:calls"], Grain.QUARTER)
    assert (one.key, one.about, one.grain) == ("keep:calls", About.HAVING, Grain.QUARTER)
    assert [metric_of(key, "keep") for key in ("keep:calls", "kept", "retire:calls")] == ["calls", None, None]
