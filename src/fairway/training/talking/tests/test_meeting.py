"""What meets a cause is the act itself: no negation of it, no end of the activity, and no word in another sentence."""

import pytest

from fairway.training.talking.agreeing import proposal_of
from fairway.training.talking.meeting import clauses_of
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.tests.test_scenarios import EACH
from fairway.training.talking.types import Scenario

# What would meet each cause, as it is done ("I will ..."), and the same as "...ing".
DONE = {
    "mara-half-week": (
        ("enter your working days in the calendar by Thursday", "entering your working days in the calendar"),
        ("tell HR and the calendar about the two and a half days by Friday", "telling HR about two and a half days"),
        ("change the target to five a week from Monday", "changing the target to five a week"),
    ),
    "noor-handed-over": (
        ("introduce the new owner to both accounts by Tuesday", "introducing the new owner to both accounts"),
        ("pass on every call of the two accounts from Monday", "passing on every call of the two accounts"),
    ),
    "elif-not-logged": (
        ("have operations cut the form to three fields by Friday", "cutting the form to three fields"),
        ("send a photo of four pages of the green book by Friday", "sending a photo of the green book"),
    ),
    "bruno-wrong-target": (
        ("walk through two plants each week from Monday", "walking through two plants each week"),
        ("change the target to two plants a week by Friday", "changing the target"),
    ),
    "tomas-avoids": (
        ("call three of them together with you on Tuesday at nine", "calling three of them together"),
        ("practise three first calls with you on Tuesday at nine", "practising first calls with you"),
    ),
    "ines-unclear": (
        ("go through two good plans with you on Tuesday", "going through two good plans"),
        ("write down what a good plan holds by Friday, on one page", "writing down what a good plan holds"),
        ("finish one plan together with you on Tuesday", "finishing one plan together"),
    ),
    "karl-no-belief": (
        ("bring three deals that began with a second contact by Friday", "bringing three deals that began there"),
        ("test two second contacts by the end of next week", "testing two second contacts"),
    ),
    "yuki-punished": (
        ("take the checks off the Thursday screen from this week on", "taking the checks off the Thursday screen"),
        ("drop the report of two pages from this week on", "dropping the report of two pages"),
        ("keep two checks between us from Monday", "keeping the checks between us"),
    ),
}
UNDONE = (
    "I will not {do}.",
    "I won't {do}, and you do what you did for 4 weeks.",
    "We will never {do}.",
    "Nobody will {do}.",
    "No one will {do} for 4 weeks from Monday.",
    "We refuse to {do}.",
    "We will hardly {do}.",
    "I forget to {do}.",
    "Instead of {doing}, you make ten more from Monday.",
    "You make ten more from Monday rather than {doing}.",
    "We stop {doing} for 4 weeks from Monday.",
    "I will avoid {doing} until Friday.",
    "We put off {doing} for 4 weeks.",
    "We give up {doing}.",
    "Without {doing}, you make ten from Monday.",
    "Neither of us will {do}.",
    "We cancel the plan to {do}.",
    "From Monday on I will sit down and not {do}.",
    "We will not sit down and {do}.",
)
GIVEN_UP = (
    "We will call nobody, and you stop calling for 4 weeks from Monday.",
    "You stop all {things} for 4 weeks from Monday.",
    "You make no more {things} from Monday, for 4 weeks.",
    "Nobody does any {things} for 4 weeks from Monday.",
    "We drop the {things} until Friday and do nothing else.",
    "We both forget about the {things} for 4 weeks from Monday.",
)
# Promised in the right form, about something else; a review is no act.
ELSEWHERE = (
    "I will call two open quotes on Thursday from 9 to 10, and we look at it together on Friday at 11.",
    "You will do five {things} by Friday, and we review them together on Monday at 9.",
    "We will talk about the {things} together on Friday at 11, both of us, for one hour.",
    "I will do two {things} myself on Thursday, and you tell me on Friday what you think.",
)


@EACH
def test_the_act_itself_meets_the_cause_in_more_than_one_way(scenario: Scenario) -> None:
    for do, _ in DONE[scenario.key]:
        for form in (
            "I will {do}.",
            "We will {do}, no later than agreed.",
            "From Monday on you work as usual. I will {do}.",
        ):
            assert proposal_of(form.format(do=do), scenario).meets_cause, clauses_of(form.format(do=do))


@EACH
def test_no_negated_commitment_meets_the_cause(scenario: Scenario) -> None:
    for do, doing in DONE[scenario.key]:
        for form in UNDONE:
            text = form.format(do=do, doing=doing)
            assert not proposal_of(text, scenario).meets_cause, (text, clauses_of(text))


@EACH
def test_giving_the_activity_up_meets_no_cause(scenario: Scenario) -> None:
    for form in GIVEN_UP:
        for things in {one.things for one in scenarios().values()}:
            text = form.format(things=things)
            assert not proposal_of(text, scenario).meets_cause, (text, clauses_of(text))


@EACH
def test_nor_does_a_good_act_beside_which_the_activity_is_given_up(scenario: Scenario) -> None:
    fit = scenario.agree.picks[scenario.agree.fits].rstrip(".")
    ended = scenario.agree.doing[0].rstrip("*")
    assert not proposal_of(f"{fit}. You stop to {ended} for 4 weeks.", scenario).meets_cause


@EACH
def test_an_act_that_is_another_one_or_a_review_does_not(scenario: Scenario) -> None:
    for form in ELSEWHERE:
        text = form.format(things=scenario.things)
        assert not proposal_of(text, scenario).meets_cause, (text, clauses_of(text))


@pytest.mark.parametrize("own", list(scenarios()))
def test_what_fits_one_seller_fits_few_others(own: str) -> None:
    fit = scenarios()[own].agree.picks[scenarios()[own].agree.fits]
    met = [key for key, other in scenarios().items() if proposal_of(fit, other).meets_cause]
    assert own in met
    assert len(met) <= 2, met
