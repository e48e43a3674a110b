"""Comments in the margin speak of what was said, and of nothing else."""

import re

import pytest

from fairway.training.talking.answering import after_turn
from fairway.training.talking.commenting import Note, Tone, on_answer, on_turn
from fairway.training.talking.page import with_marks
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.types import Talk

NOOR = scenarios()["noor-handed-over"]
FIRST = "Last week, when you sat down to ask for meetings, what did that look like?"


def notes(*lines: str, trust: int = 5) -> list[Note]:
    talk = Talk(NOOR, 3, trust)
    for line in lines:
        talk = after_turn(talk, line)
    return [on_turn(talk, at) for at in range(len(lines))]


@pytest.mark.parametrize(
    ("line", "tone", "said"),
    [
        ("Your pipeline is at 1.6 times quota. Where will the quarter land?", Tone.TRY, "Noor cannot change this by"),
        ("So if you blocked two hours, would that fix it?", Tone.TRY, "Advice dressed as a question"),
        ("Just block two hours every morning.", Tone.TRY, "Advice, before the cause is clear."),
        ("Is it because you don't like asking?", Tone.TRY, "The answer is in the question, so she can only say maybe."),
        ("What happened? Is it because you don't like asking?", Tone.TRY, "Two questions at once"),
        ("Why haven't you asked six people?", Tone.TRY, "“why haven’t you” sounds like a charge"),
        ("Did you ask for meetings last week?", Tone.TRY, "Yes or no is all it asks for."),
        ("How many meetings did you ask for last week?", Tone.TRY, "A number is all it asks for."),
        ("How was your weekend?", Tone.TRY, "Kind, and not about the work."),
        ("Flurb?", Tone.TRY, "Noor does not know what you are after."),
        ("Thank you for making time.", Tone.KEEP, "You listened and took nothing over."),
        ("How do you log the meetings in the CRM?", Tone.KEEP, "it rules something out"),
        (FIRST, Tone.KEEP, "Open, about the work, no blame."),
    ],
)
def test_a_turn_is_told_what_it_did(line: str, tone: Tone, said: str) -> None:
    (note,) = notes(line)
    assert (note.tone, said in note.text) == (tone, True), note


def test_advice_after_a_clue_points_back_to_the_words_nobody_took_up() -> None:
    assert "Go back to “They still call me”." in notes(FIRST, "You should block your mornings.")[-1].text


def test_taking_up_what_was_said_is_named_by_its_words() -> None:
    assert notes(FIRST, "They still call you?")[-1].text.startswith("You went back to “They still call me”.")


def test_a_result_is_answered_with_a_question_that_could_be_asked() -> None:
    (note,) = notes("Your pipeline is too small, and the quarter ends soon.")
    assert "Ask rather: “" in note.text
    assert note.text.endswith("?”")


def test_a_longer_answer_is_compared_with_the_one_to_the_question_before_and_not_with_thanks() -> None:
    found = notes("Did you ask anybody last week?", FIRST, "Thank you for telling me.", "They still call you?", trust=7)
    assert re.search(r"Her answer is (at least (twice|three times)|many times) as long as the one", found[1].text)
    assert "as long as" not in found[3].text


def test_a_good_question_too_soon_says_since_when() -> None:
    found = notes("What is the excuse this time?", "Everybody else manages it.", FIRST)
    assert found[-1].tone is Tone.PLAIN
    assert "Noor has closed up, since the charge before." in found[-1].text


def test_new_facts_are_counted_by_what_is_marked() -> None:
    talk = after_turn(Talk(NOOR, 3, 9), FIRST)
    note = on_answer(talk.exchanges[0])
    assert note is not None
    assert note.text.startswith("Two new facts, marked.")
    assert with_marks(talk.exchanges[0].reply.text).count("<mark>") == 2
    assert on_answer(after_turn(Talk(NOOR, 3, 9), "Is it you?").exchanges[0]) is None


def test_marks_are_ours_and_everything_else_is_text() -> None:
    assert with_marks("<b> & [so]") == "&lt;b&gt; &amp; <mark>so</mark>"
