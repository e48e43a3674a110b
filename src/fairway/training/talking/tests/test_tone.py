"""How something is said comes before its form: pressure in an open question opens nothing, kind words charge nobody,
and "go on" carries once. Sentences are as managers type them; most were written by somebody who had not read the lists.
"""

import pytest

from fairway.training.talking.agreeing import proposal_of
from fairway.training.talking.answering import after_turn
from fairway.training.talking.commenting import Tone, on_turn
from fairway.training.talking.running import talk_of
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.scoring import PASSES, is_passed
from fairway.training.talking.tests.test_scenarios import EACH
from fairway.training.talking.types import Act, Gave, Scenario, Talk

PRESSED = (
    "I shouldn't have to explain this. What do you say?",
    "This can't go on.",
    "We cannot go on like this. What happened?",
    "Management wants this, so it's not up for discussion. How are you going to make it happen?",
    "What do I tell Sandra when she asks why you're the only one not doing it?",
    "What would it take for you to actually do your job?",
    "When are you going to start working?",
    "Walk me through why you keep failing.",
    "Why on earth would you do that?",
    "What am I paying you for?",
    "How can you call that work?",
    "Tell me why I should keep you on this team.",
    "What were you thinking?",
    "What do you actually do all day?",
    "You're letting the team down. What happened?",
    "I expected more from you. What was last week like?",
    "We'll have a different conversation at the end of the month. So what happened?",
)
WANTS_RESULTS = ("What are you going to do about it this week?", "When will that change?", "When do I see six again?")
KIND = (
    "It's not your fault. What happened on Monday?",
    "Excuse me for asking again, what happened last week?",
    "How does the rest of the team go about it?",
    "What does everyone else say about it?",
    "You always hit your number until then. What changed?",
    "I still haven't understood it, sorry. What happens on a Tuesday?",
    "What do you think I expect from you there?",
    "I'm asking because I'd like to help. What does your week look like?",
    "How about Tuesday, what happened there?",
    "Tell me what the problem is, from your point of view.",
)
HEARD = ("Ouch.", "Wow.", "I can imagine.", "Yeah, I get that.", "I've been there.", "It's not your fault.", "Right.")
REMARKS = ("I noticed the number went down.", "I had a look at the board before.", "That was a long month for all.")
GO_ON = (
    ["What happened?", "Go on.", "Go on.", "Go on.", "Go on."],
    ["What happened?", "Why?", "Why?", "Why?", "Why?"],
    ["What happened?", "Thanks.", "Go on.", "Thanks.", "And then?", "Thanks.", "How so?"],
    ["What happened?"] * 5,
    ["What else?", "What else?", "How come?", "And?", "Why is that?"],
)
SOUND = {
    "noor-handed-over": (
        "I'm calling Markus today so both accounts go straight to him. You book 4 discovery meetings by Friday.",
        "From Monday the two old accounts are no longer yours. You ask for six meetings by Friday.",
        "I'll get those two accounts off your back by Thursday; you do six requests next week.",
    ),
    "mara-half-week": ("Ten becomes five as of next week, I'll sort it with HR. You carry on Mon to Wed.",),
    "tomas-avoids": (
        "Let's both do calls tomorrow, me five and you five, in the same room.",
        "Ida joins you Tuesday and Thursday, you make 4 calls each time.",
    ),
    "yuki-punished": (
        "Your checks won't be on screen on Thursdays any more and there's no report. Three checks by Friday.",
        "No one's going to grill you on Thursday, I'll see to that. You hand me three checks by Friday.",
    ),
    "bruno-wrong-target": ("Swap: no more cold calls, two site visits per week as of Monday.",),
    "karl-no-belief": (
        "I'll pull together three real wins with dates by Tuesday, and you ask two customers the week after.",
        "I'll find out about your bonus plan with HR by Friday, and you ask for two next week.",
    ),
    "elif-not-logged": ("Send me a picture of your green book on Fridays, I'll get them entered. 4 a week.",),
    "ines-unclear": (
        "I'll show you two plans I think are great on Tuesday, and you finish two by Friday.",
        "On Monday I'll explain what I expect in a plan, in five points, and you finish two by Friday.",
        "I'll write you a one-pager with what belongs in a plan by Tuesday, you finish two by Friday.",
    ),
}
UNSOUND = {
    "noor-handed-over": (
        "You answer the old accounts in the evening and ask for six meetings by Friday.",
        "We'll keep the two accounts with you until June and you ask for six a week.",
    ),
    "mara-half-week": ("You make ten calls in your two and a half days from Monday.",),
    "tomas-avoids": ("You send sixty mails by Friday.",),
    "yuki-punished": ("I'll ask everybody to write three checks by Friday and present them on Thursday.",),
    "bruno-wrong-target": ("You do 15 cold calls per week and I'll buy a list by Friday.",),
    "karl-no-belief": ("You ask for five second contacts a week from Monday.",),
    "elif-not-logged": ("You log four a week in the CRM by Friday.",),
    "ines-unclear": ("You finish two plans a week from Monday.",),
}


def told_first_of(scenario: Scenario) -> Talk:
    first = next(iter(scenario.clues.values()))
    return after_turn(Talk(scenario, 3, 8), first.asks[0])


@EACH
def test_pressure_in_the_form_of_an_open_question_opens_nothing(scenario: Scenario) -> None:
    for before in (Talk(scenario, 3, 9), told_first_of(scenario)):
        for text in PRESSED:
            talk = after_turn(before, text)
            last = talk.exchanges[-1]
            assert last.move.act is Act.BLAMES, (text, last.move)
            assert last.reply.gave is Gave.NOTHING, text
            assert on_turn(talk, len(talk.exchanges) - 1).tone is Tone.TRY, text
        for text in WANTS_RESULTS:
            last = after_turn(before, text).exchanges[-1]
            assert (last.move.act, last.reply.gave) == (Act.RESULT, Gave.NOTHING), text


@EACH
def test_kind_words_are_no_charge_whatever_word_is_in_them(scenario: Scenario) -> None:
    for text in KIND:
        last = after_turn(Talk(scenario, 3, 5), text).exchanges[-1]
        assert last.move.act is Act.INVITES, (text, last.move)


@EACH
def test_a_word_of_sympathy_is_heard_and_a_remark_is_no_riddle(scenario: Scenario) -> None:
    for text in HEARD:
        assert after_turn(told_first_of(scenario), text).exchanges[-1].move.act is Act.LISTENS, text
    for text in REMARKS:
        assert after_turn(Talk(scenario, 3, 5), text).exchanges[-1].move.act is not Act.UNCLEAR, text


@EACH
@pytest.mark.parametrize("said", GO_ON, ids=lambda said: said[1])
def test_nobody_passes_by_saying_go_on(scenario: Scenario, said: list[str]) -> None:
    turns = [{"say": text} for text in said]
    end = [{"cause": scenario.cause}, {"agree": scenario.agree.picks[scenario.agree.fits]}]
    talk = talk_of(scenario, 3, 1, [*turns, *end])
    assert len(talk.heard) <= 1, talk.heard
    assert not is_passed(talk, PASSES)


@EACH
def test_go_on_carries_after_a_question_that_brought_something(scenario: Scenario) -> None:
    talk = after_turn(told_first_of(scenario), "Go on.")
    assert len(talk.heard) == 2 or talk.exchanges[-1].reply.gave is Gave.HELD


@EACH
def test_a_closed_question_brings_nothing_new_and_contradicts_nothing(scenario: Scenario) -> None:
    talk = told_first_of(scenario)
    for topic, words in scenario.others.items():
        if topic == "logging":
            said = after_turn(talk, "Are you logging all of them?").exchanges[-1].reply
            assert (said.gave, said.text) == (Gave.NOTHING, words.split(". ")[0].rstrip(".") + "."), said


@pytest.mark.parametrize("key", list(scenarios()))
def test_what_meets_the_cause_is_known_in_everyday_words_and_the_opposite_is_not(key: str) -> None:
    for text in SOUND[key]:
        assert proposal_of(text, scenarios()[key]).meets_cause, text
    for text in UNSOUND[key]:
        assert not proposal_of(text, scenarios()[key]).meets_cause, text


def test_a_threat_takes_its_worth_from_a_good_commitment() -> None:
    scenario = scenarios()["noor-handed-over"]
    plain = scenario.agree.picks[scenario.agree.fits]
    pressed = proposal_of(f"{plain} Or else we will have a different conversation.", scenario)
    assert pressed.quality == pytest.approx(proposal_of(plain, scenario).quality - 0.2)
    assert pressed.answer == scenario.agree.nods


def test_what_clock_it_is_is_no_number_of_anything() -> None:
    scenario = scenarios()["noor-handed-over"]
    assert not proposal_of("I'll introduce the new owner to them on Tuesday at 10.", scenario).has_how_many
    assert proposal_of("I'll introduce the new owner to both on Tuesday at 10.", scenario).has_how_many


@EACH
def test_the_pick_that_fits_is_not_known_by_its_length(scenario: Scenario) -> None:
    fit = len(scenario.agree.picks[scenario.agree.fits])
    others = [len(pick) for place, pick in enumerate(scenario.agree.picks) if place != scenario.agree.fits]
    assert max(others) > 0.8 * fit
    assert sum("I will" in pick for pick in scenario.agree.picks) >= 2
