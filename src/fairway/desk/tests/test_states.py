"""The eight states: which one it is, what it says, and the one step the board makes of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fairway.desk.steps import step_of
from fairway.desk.tests.test_board_words import MONDAY, hia, standing
from fairway.diagnosis.states import Concluded, Stand, State, said_of, state_of
from fairway.evidence.conclusions.types import LandingFacts
from fairway.evidence.pilots.types import Design, Drawn, Kind, PilotFacts, Result, Said, Wish
from fairway.evidence.pilots.types import State as PilotState
from fairway.evidence.verdict import Help, Verdict
from fairway.execution.quality import QualityFigure
from fairway.execution.types import HiaStanding, NextStep, ObjectiveFigure, SellerState, Status, StepKind

SATURDAY = date(2026, 8, 8)
THIN = QualityFigure(3, 30)


def told(verdict: Verdict, until_on: date | None = None, objective: str = "stage_progress") -> Help:
    return Help("plan", objective, verdict, until_on, 0.5, None, 20)


def landing(chance: float | None) -> LandingFacts:
    side = {"chance": chance, "p50": 1.0, "dots": [1.0] * 20}
    return LandingFacts(MONDAY, MONDAY, MONDAY + timedelta(days=60), None if chance is None else 2.0, side, side)


def a_pilot(state: PilotState, low: float = 0.0, high: float = 0.0) -> PilotFacts:
    """Of eight weeks up to Sunday 30 August."""
    design = Design(Kind.PARALLEL, Drawn.SELLERS, 8)
    wish = Wish("plan", Decimal(3), "week", "met", None, design, date(2026, 7, 6), 0.3)
    middle = (low + high) / 2
    result = Result(middle, 0.1, 30, low, high, 2.0, 0.01, 40, 0, 3.0, 3.0, 0.0) if high else None
    judged_on = date(2026, 9, 7) if result else None
    return PilotFacts(1, wish, True, state, Said(2.0, 0.6, 40, 5), "5eed", None, None, "", judged_on, result)


HELPING, NOT_HELPING = told(Verdict.HELPING), told(Verdict.NOT_HELPING)
EARLY, UNTOLD = told(Verdict.TOO_EARLY, SATURDAY), told(Verdict.CANNOT_TELL)


@pytest.mark.parametrize(
    ("status", "help_", "is_on_track", "quality", "state"),
    [
        (Status.BEHIND, HELPING, False, None, State.DIAGNOSE),
        (Status.BEHIND, HELPING, None, None, State.DIAGNOSE),
        (Status.BEHIND, NOT_HELPING, True, None, State.QUESTION),
        (Status.CHECK_DATA, NOT_HELPING, True, THIN, State.FIX_MEASUREMENT),
        (Status.ON_PACE, UNTOLD, False, THIN, State.RAISE_QUALITY),
        (Status.AHEAD, NOT_HELPING, True, THIN, State.RAISE_QUALITY),
        (Status.ON_PACE, EARLY, False, THIN, State.RAISE_QUALITY),
        (Status.ON_PACE, HELPING, False, THIN, State.RAISE_QUALITY),
        (Status.ON_PACE, HELPING, True, THIN, State.SUSTAIN),
        (Status.ON_PACE, EARLY, False, None, State.HOLD),
        (Status.ON_PACE, UNTOLD, True, None, State.HOLD),
        (Status.ON_PACE, None, False, None, State.HOLD),
        (Status.AWAY, NOT_HELPING, False, None, State.HOLD),
        (Status.ON_PACE, NOT_HELPING, False, None, State.SWAP),
        (Status.AHEAD, NOT_HELPING, True, None, State.SWAP),
        (Status.ON_PACE, HELPING, False, None, State.SCALE),
        (Status.ON_PACE, HELPING, True, None, State.SUSTAIN),
        (Status.ON_PACE, HELPING, None, None, State.SUSTAIN),
    ],
)
def test_it_tells_the_state_from_status_quality_verdict_and_goal(
    status: Status, help_: Help | None, is_on_track: bool | None, quality: QualityFigure | None, state: State
) -> None:
    shown = replace(hia(status=status), quality=quality)
    assert state_of(help_, shown, is_on_track=is_on_track) is state


ALL_EIGHT = {
    State.DIAGNOSE: (hia(status=Status.BEHIND), UNTOLD, False),
    State.QUESTION: (hia(status=Status.BEHIND), UNTOLD, True),
    State.FIX_MEASUREMENT: (hia(status=Status.CHECK_DATA), UNTOLD, False),
    State.RAISE_QUALITY: (replace(hia(), quality=THIN), UNTOLD, False),
    State.HOLD: (hia(), EARLY, False),
    State.SWAP: (hia(), NOT_HELPING, False),
    State.SCALE: (hia(), HELPING, False),
    State.SUSTAIN: (hia(), HELPING, True),
}
SAYS = {
    State.DIAGNOSE: "wait",
    State.QUESTION: "change",
    State.FIX_MEASUREMENT: "wait",
    State.RAISE_QUALITY: "change",
    State.HOLD: "wait",
    State.SWAP: "change",
    State.SCALE: "keep",
    State.SUSTAIN: "keep",
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(("whose", "it"), [("your", "it"), ("Nils’s", "Plan written"), ("Nils’s", "Plan and Call")])
def test_it_says_keep_change_or_wait_and_why_in_the_first_sentence(state: State, whose: str, it: str) -> None:
    shown, help_, is_on_track = ALL_EIGHT[state]
    stand = Stand(shown, help_, is_on_track, MONDAY)
    assert stand.state is state
    said = said_of(stand, whose, it)
    assert SAYS[state] in said.first.lower()
    assert ": " in said.first  # what to do, and why
    assert said.first.count(".") == 1
    assert said.first.endswith(".")
    assert said.action
    assert it in said.first or it == "it"


def test_it_says_of_what_is_done_poorly_what_it_does_with_others() -> None:
    poor = replace(hia(), quality=THIN)
    said = [said_of(Stand(poor, help_, False, MONDAY), "Nils’s").more for help_ in (UNTOLD, HELPING)]
    assert said == [
        "Whether it helps can be told once it is done well.",
        "With colleagues more of this came before faster progress on their deals.",
    ]


def hold(help_: Help | None, shown: HiaStanding | None = None) -> tuple[str, str, str]:
    said = said_of(Stand(shown or hia(), help_, None, MONDAY), "Nils’s")
    return said.first, said.more, said.action


def test_it_names_the_working_day_until_which_to_hold() -> None:
    assert hold(EARLY) == ("Wait: too early to tell.", "By 10 Aug we can.", "Hold until 10 Aug")
    soon = told(Verdict.CANNOT_TELL, date(2026, 9, 1))
    assert hold(soon) == ("Wait: too little is recorded to tell yet.", "By 1 Sep we can.", "Hold until 1 Sep")


def test_it_names_no_day_that_nobody_waits_for_and_offers_a_pilot_in_its_place() -> None:
    far = told(Verdict.CANNOT_TELL, date(2029, 9, 1))
    assert "until September 2029" in hold(far)[0]
    assert hold(far)[1] == "A pilot could tell sooner."
    assert hold(UNTOLD)[1] == "A pilot could tell."
    assert [Stand(hia(), one, None, MONDAY).wants_pilot for one in (far, UNTOLD, EARLY, HELPING)] == [
        True,
        True,
        False,
        False,
    ]


def test_it_says_of_what_luck_alone_may_explain_that_the_past_cannot_tell() -> None:
    likely = replace(UNTOLD, chance=0.9)
    assert "deals that were doing well anyway" in hold(likely)[0]
    assert hold(likely)[1] == "A pilot could tell."
    assert "new deals that were doing well anyway" in hold(replace(likely, objective="new_deals"))[0]


def test_it_says_when_something_will_be_known_before_anything_was_concluded() -> None:
    assert hold(None, hia(began=3)) == ("Wait: too early to tell.", "By 13 Jul we can.", "Hold until 13 Jul")
    assert hold(None)[0] == "Wait: nothing has been worked out yet."


def test_it_waits_for_a_count_where_there_was_nothing_to_ask_of_the_records_yet() -> None:
    nothing = Help("plan", "", Verdict.CANNOT_TELL, None, None, None, 0)
    assert hold(nothing, hia(began=3)) == ("Wait: too early to tell.", "By 13 Jul we can.", "Hold until 13 Jul")
    assert hold(nothing)[0] == "Keep it as agreed: too little of it is recorded to tell what it does on Nils’s deals."


def test_it_sends_nobody_to_a_pilot_that_runs_and_holds_until_its_end() -> None:
    runs = a_pilot(PilotState.RUNNING)
    for silent in (told(Verdict.CANNOT_TELL, date(2029, 9, 1)), UNTOLD, replace(UNTOLD, chance=0.9)):
        stand = Stand(hia(), silent, None, MONDAY, runs)
        said = said_of(stand, "Nils’s")
        assert (said.more, said.action) == ("A pilot here tells after 30 Aug.", "Hold until 30 Aug")
        assert not stand.wants_pilot


def test_it_says_what_a_pilot_told_where_the_past_is_silent() -> None:
    stand = Stand(hia(), UNTOLD, None, MONDAY, a_pilot(PilotState.JUDGED, low=0.5, high=2.0))
    said = said_of(stand, "Nils’s")
    assert (said.more, said.action) == (
        "A pilot here, up to 30 Aug: it helped: 0.5 to 2 more a week.",
        "Keep it as agreed",
    )
    assert not stand.wants_pilot


def test_it_says_of_whom_a_verdict_leans_on_where_own_deals_do_not_show_it() -> None:
    leaning = replace(HELPING, is_own=False)
    said = said_of(Stand(hia(), leaning, True, MONDAY), "your").first
    assert said == (
        "Keep it: with colleagues more of this came before faster progress; your own deals alone do not show it."
    )


@pytest.mark.parametrize(("weeks", "is_said"), [([0.0] * 13, True), ([0.0] * 12 + [1.0], False), ([0.0] * 5, False)])
def test_it_says_where_nothing_of_the_nearest_objective_is_on_record(weeks: list[float], is_said: bool) -> None:
    figure = ObjectiveFigure("agreed", "next step", weeks[-1], "Next step agreed", tuple(weeks))
    for is_on_track in (True, False):
        stand = Stand(replace(hia(), objective=figure), HELPING, is_on_track, MONDAY)
        said = said_of(stand, "Nils’s").more
        assert ("Yet no “next step agreed” is on record in 12 weeks: ask about that first." in said) is is_said


def test_it_speaks_of_new_deals_where_that_is_the_nearest_objective() -> None:
    helps = Stand(hia(), told(Verdict.HELPING, objective="new_deals"), None, MONDAY)
    assert said_of(helps, "your").first == "Keep it: more of this came before more new deals."
    does_not = Stand(hia(), told(Verdict.NOT_HELPING, objective="new_deals"), None, MONDAY)
    assert "brings more new deals" in said_of(does_not, "your").first


def step(verdicts: dict[str, Help], chance: float | None, *hias: HiaStanding) -> NextStep:
    state = SellerState.BEHIND if any(one.status is Status.BEHIND for one in hias) else SellerState.EXECUTING
    return step_of(standing(state, *hias), Concluded(verdicts, landing(chance)), MONDAY)


def test_it_makes_the_most_pressing_state_the_next_step() -> None:
    two = hia("plan"), hia("call")
    pairs = {"plan": HELPING, "call": NOT_HELPING}
    assert step(pairs, 0.9, *two) == NextStep(StepKind.SWAP, "Swap or tune", "Call")
    assert step(pairs, 0.9, two[0], replace(two[1], quality=THIN)).kind is StepKind.RAISE_QUALITY
    assert step({"plan": HELPING, "call": EARLY}, 0.9, *two) == NextStep(
        StepKind.PAIR, "Pair with a colleague", "on Plan"
    )
    assert step({"plan": HELPING, "call": HELPING}, 0.1, *two).note == "2 activities"
    assert step({"plan": HELPING}, 0.1, two[0]).kind is StepKind.SCALE


def test_it_holds_until_the_first_day_on_which_anything_can_be_told() -> None:
    later = told(Verdict.CANNOT_TELL, date(2026, 10, 1))
    found = step({"plan": later, "call": EARLY}, None, hia("plan"), hia("call"))
    assert found == NextStep(StepKind.HOLD, "Hold until 10 Aug", "too early to tell")
    assert step({"plan": UNTOLD}, None, hia("plan")).text == "Keep as agreed"
    assert step({}, None, hia("plan")).kind is StepKind.SEE_IF_HELPING  # as execution has it


def test_it_leaves_why_the_data_and_first_weeks_to_execution() -> None:
    behind = hia("plan", Status.BEHIND, done=1.0)
    assert step({"call": NOT_HELPING}, 0.1, behind, hia("call")).text == "Do it"
    doubted = standing(SellerState.CHECK_DATA, hia("plan", Status.CHECK_DATA), hia("call"))
    assert step_of(doubted, Concluded({"call": NOT_HELPING}, landing(0.9)), MONDAY) == doubted.next_step
    first = standing(SellerState.EXECUTING, hia("plan", began=0))
    assert step_of(first, Concluded({"plan": NOT_HELPING}), MONDAY) == first.next_step


def test_it_asks_whether_it_is_the_right_one_where_the_goal_is_in_reach_without_it() -> None:
    behind = hia("plan", Status.BEHIND, done=1.0)
    found = step({"call": NOT_HELPING}, 0.9, behind, hia("call"))
    assert found == NextStep(StepKind.ASK_WHY, "Ask if it is right", "Plan")
