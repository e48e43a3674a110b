"""What costs points, what is about activities, and what passing needs."""

import pytest

from fairway.training.talking.page import Said, talk_page
from fairway.training.talking.running import talk_of
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.scoring import is_passed, lines_of, score_of, shares_of
from fairway.training.talking.tests.test_scenarios import EACH
from fairway.training.talking.types import Act, Scenario, Talk

MARA = scenarios()["mara-half-week"]
OPEN = "Walk me through last week, day by day: when did you call?"


def talk(*lines: str, scenario: Scenario = MARA) -> Talk:
    return talk_of(scenario, 3, 1, [{"say": line} for line in lines])


def points(of: Talk) -> dict[str, float]:
    return {line.name: line.points for line in lines_of(of)}


def said(line: str) -> Said:
    return talk_page(talk(line)).said[0]


def test_small_talk_is_other_and_no_activity() -> None:
    found = said("Hi Mara, how are you?")
    assert (found.metric_class, found.form) == ("", "Other, small talk")
    assert shares_of(talk("Hi Mara, how are you?")).activities == 0


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("How many calls did you make last week?", "Closed question"),
        ("And how often do you call?", "Closed question"),
        ("How much time does a call take?", "Closed question"),
        ("How many calls do you make on a morning, and how do you go about one?", "Open question"),
        ("How do you go about a call?", "Open question"),
    ],
)
def test_a_question_for_a_number_is_closed_unless_it_asks_on(line: str, form: str) -> None:
    assert said(line).form == form
    assert shares_of(talk(line)).open_asked == (form == "Open question")


@pytest.mark.parametrize(
    "line",
    ["You must make more calls now", "I want you to make ten calls next week.", "Make more calls!", "Are you lazy?"],
)
def test_telling_and_blame_are_about_no_activity_and_are_not_led_by_activities(line: str) -> None:
    assert shares_of(talk(line)).activities == 0
    assert said(line).metric_class == ""
    found = points(talk(line))
    assert (found["About activities"], found["The talk as read"]) == (0, 0)


def test_each_turn_of_blame_costs_points_and_says_so() -> None:
    before, after = talk(OPEN), talk(OPEN, "Are you lazy?")
    assert after.exchanges[-1].move.act is Act.BLAMES
    assert points(before)["Blame"] == 0
    assert points(after)["Blame"] == pytest.approx(-0.05)
    assert score_of(lines_of(after)) < score_of(lines_of(before)) - 0.05
    assert points(talk(*["Are you lazy?"] * 9))["Blame"] == pytest.approx(-0.2)
    assert score_of(lines_of(talk(*["Are you lazy?"] * 9))) >= 0


@EACH
def test_one_question_and_the_right_guess_do_not_pass_however_well_it_ends(scenario: Scenario) -> None:
    end = [{"cause": scenario.cause}, {"agree": scenario.agree.picks[scenario.agree.fits]}]
    asks = [{"say": one} for one in (scenario.opens[0], "Thank you for telling me.")]
    found = talk_of(scenario, 3, 1, [*asks, *end])
    assert (len(found.heard), found.is_found, found.proposals[0].meets_cause) == (1, True, True)
    assert not is_passed(found, 0.0)
