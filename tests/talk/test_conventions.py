"""What the conventions fix, whatever the weights say: acknowledgements, exhortations, questions, promises."""

import pytest

from fairway.coaching.talk.instead import asks_instead
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Conversation, Reading, Speaker, Turn


def reading(*said: str) -> Reading:
    return read_conversation(conversation(*said))


def conversation(*said: str) -> Conversation:
    """Turns as "m: ..." and "s: ..."."""
    sides: dict[str, Speaker] = {"m": "manager", "s": "seller"}
    return Conversation("x", tuple(Turn(sides[one[0]], one[3:]) for one in said))


@pytest.mark.parametrize("words", ["Ok.", "Sure, will do.", "yeah i know", "Got it, thanks.", "Mm.", "Fair enough."])
def test_it_calls_a_bare_acknowledgement_of_a_seller_other(words: str) -> None:
    assert reading("m: You are at sixty percent of quota.", f"s: {words}").labels[1].focus == "other"


@pytest.mark.parametrize("words", ["Keep pushing.", "Practise more.", "Just work harder.", "Dig deep. Want it more."])
def test_it_calls_an_exhortation_without_an_act_a_result(words: str) -> None:
    assert reading("m: How are you?", "s: Fine.", f"m: {words}").labels[2].focus == "result"


def test_it_calls_words_that_are_tried_out_practice() -> None:
    said = reading("m: Say the opening to me.", 's: "Which of your lines stands still at night?"')
    assert said.labels[1].focus == "practice"


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("You lost the tender. What did they say was missing?", "ask"),
        ("so how many calls did you make yesterday", "ask"),
        ("Walk me through how you prepared the visit.", "ask"),
        ("Then call the other half by Friday.", "tell"),
        ("Wouldn't you agree that three hundred is a fair revenue target?", "tell"),
        ("Put the visits into the calendar, okay?", "tell"),
    ],
)
def test_it_lets_a_genuine_question_at_the_end_decide_whether_a_manager_asks(words: str, mode: str) -> None:
    assert reading(f"m: {words}").labels[0].mode == mode


@pytest.mark.parametrize(
    ("said", "who", "words", "quantity", "due"),
    [
        (("m: What's next?", "s: I'll call twelve dentists by Friday."), "seller", "dentists", 12, "by Friday"),
        (("m: Can you send the plan by Monday?", "s: Sure, will do."), "seller", "send the plan", None, "by Monday"),
        (("m: Ten quotes by Friday then.", "s: Yes, ten by Friday."), "seller", "quotes", 10, "by Friday"),
        (("s: The badge is missing.", "m: I'll ring facilities this afternoon."), "manager", "ring facilities", None,
         "this afternoon"),
        (("m: When will you write down what they say?", "s: Tonight."), "seller", "write down what they say", None,
         "Tonight"),
        (("s: the van is broken", "m: ill get gary to fix it tomorrow"), "manager", "gary", None, "tomorrow"),
    ],
)  # fmt: skip
def test_it_finds_what_is_promised_or_asked_for_and_accepted(
    said: tuple[str, ...], who: str, words: str, quantity: int | None, due: str
) -> None:
    (one,) = reading(*said).commitments
    assert (one.who, one.quantity, one.due_text) == (who, quantity, due)
    assert words in one.what


@pytest.mark.parametrize(
    "said",
    [
        ("m: Will you call them?", "s: If it stops raining I'll go up on Thursday."),
        ("m: Call the clinics this week.", "s: I'll try."),
        ("m: What happened?", "s: I called them yesterday and sent the agenda."),
        ("m: I need ninety percent.", "s: I'll do better, I promise."),
        ("m: What would help?", "s: I wish I could visit them on Friday."),
        ("m: Call them today.", "s: No, I can't."),
        ("m: Say it to me.", 's: "I\'ll send you the offer on Monday."'),
    ],
)
def test_it_takes_no_condition_try_wish_past_or_refusal_for_a_commitment(said: tuple[str, ...]) -> None:
    assert not reading(*said).commitments


def test_it_asks_about_the_very_thing_that_was_said_instead_of_a_result() -> None:
    talk = conversation(
        "m: Your total's not there, the target is seventy. It's like golf, you just need a lower score.",
        "s: The loan units are stuck at customs and I can't get them out.",
        "m: I want to hear the revenue number for the quarter, not customs.",
        "s: Six hundred thousand.",
    )
    found = asks_instead(talk, read_conversation(talk))
    assert "first second on" in found[0].ask
    assert "customs" in found[1].about
    assert "out of the way" in found[1].ask


def test_it_proposes_nothing_where_a_talk_was_led_by_activities() -> None:
    talk = conversation("m: How many calls did you make?", "s: Eleven.", "m: Whom will you ask for tomorrow?")
    assert asks_instead(talk, read_conversation(talk)) == []


@pytest.mark.parametrize("text", ["", "???", '"""', "😬😬", "1.2.3 £ % k", "one " * 2000])
def test_it_reads_anything_without_a_fault(text: str) -> None:
    assert len(reading(f"m: {text}", f"s: {text}").labels) == 2
