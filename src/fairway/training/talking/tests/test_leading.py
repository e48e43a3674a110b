"""A question with the answer in it never brings a clue and never has the cause confirmed, in whatever mood."""

from itertools import product

import pytest

from fairway.training.talking.answering import after_turn
from fairway.training.talking.scenarios import manners
from fairway.training.talking.tests.test_scenarios import EACH
from fairway.training.talking.types import Act, Gave, Mood, Scenario, Talk
from fairway.training.talking.wording import marked

# Ways to put a cause into somebody's mouth; {x} is a clause that states it, {q} the same as a question.
FORMS = (
    "Is it because {x}?",
    "So {x}, right?",
    "Isn't it simply that {x}?",
    "Could it be that {x}?",
    "Would you say that {x}?",
    "I think {x}. Am I right?",
    "Do you agree that {x}?",
    "Admit it, {x}.",
    "The reason is that {x}, isn't it?",
    "What if it is just that {x}?",
    "Tell me it is because {x}.",
    "How long has it been so that {x}, because that is the reason?",
    "{X}?",
    "It's that {x}, yes?",
)
CAUSES = {
    "mara-half-week": ("you only work half the week now", "you have gone part-time", "you work fewer days"),
    "noor-handed-over": (
        "the accounts you handed over still take your time",
        "you have too much on your plate",
        "you have no time for it",
    ),
    "elif-not-logged": (
        "you do it but do not log it",
        "you forget to log them",
        "you keep them in a notebook and never enter them",
    ),
    "bruno-wrong-target": (
        "the target is the wrong one for you",
        "you agreed to the wrong activity",
        "cold calls do not fit your job",
    ),
    "tomas-avoids": (
        "you are afraid of being turned down",
        "you avoid the calls since you were rejected",
        "you are putting it off",
    ),
    "ines-unclear": (
        "you do not know what a good plan looks like",
        "nobody showed you an example",
        "it is unclear to you when one is done",
    ),
    "karl-no-belief": (
        "you do not believe that it works",
        "your commission pays only renewals",
        "you think it is a waste of time",
    ),
    "yuki-punished": (
        "you are punished for writing them",
        "you are embarrassed in front of everybody on Thursday",
        "each one brings an extra report",
    ),
}
CONFIRMS = ("yes", "exactly", "that is it", "true", "how did you know")


def battery(scenario: Scenario) -> list[str]:
    return [form.format(x=x, X=x[0].upper() + x[1:]) for form, x in product(FORMS, CAUSES[scenario.key])]


def moods() -> dict[Mood, int]:
    return {Mood.CLOSED: 1, Mood.GUARDED: 5, Mood.OPEN: 10}


@EACH
@pytest.mark.parametrize("mood", list(Mood))
def test_a_leading_question_alone_reveals_nothing_and_confirms_nothing(scenario: Scenario, mood: Mood) -> None:
    assert len(FORMS) >= 8
    for text in battery(scenario):
        talk = after_turn(Talk(scenario, 7, moods()[mood]), text)
        last = talk.exchanges[-1]
        assert last.reply.gave is Gave.NOTHING, (text, last)
        assert not talk.heard
        assert not marked(last.reply.text), (text, last)
        assert not last.reply.text.lower().startswith(CONFIRMS), (text, last.reply.text)


@EACH
@pytest.mark.parametrize("told", [1, 3])
def test_nor_does_one_in_the_middle_of_an_open_talk(scenario: Scenario, told: int) -> None:
    talk = Talk(scenario, 2, 10)
    for clue in list(scenario.clues.values())[:told]:
        talk = after_turn(talk, clue.asks[0])
    assert len(talk.heard) == told
    for text in battery(scenario):
        last = after_turn(talk, text).exchanges[-1]
        assert last.reply.gave is Gave.NOTHING, (text, last)
        assert not marked(last.reply.text), (text, last)


@EACH
def test_asking_them_one_after_the_other_wears_nobody_down(scenario: Scenario) -> None:
    talk = Talk(scenario, 11, 10)
    for text in battery(scenario)[:20]:
        talk = after_turn(talk, text)
    assert not talk.heard
    assert talk.mood is Mood.CLOSED
    assert len({one.reply.text for one in talk.exchanges}) >= 6


@EACH
def test_naming_a_cause_that_was_not_told_is_leading_however_openly_it_is_asked(scenario: Scenario) -> None:
    for x in CAUSES[scenario.key]:
        for text in (f"Why is it that {x}?", f"What makes it so that {x}?", f"How come {x}?"):
            last = after_turn(Talk(scenario, 3, 10), text).exchanges[-1]
            assert last.reply.gave is not Gave.CLUE, (text, last.move)
            assert last.move.act in {Act.LEADS, Act.BLAMES, Act.ADVISES}, (text, last.move)


def test_vague_answers_are_vague() -> None:
    for name in ("vague", "vague_closed"):
        assert len(manners()[name]) >= 4
        for line in manners()[name]:
            assert not line.lower().startswith(CONFIRMS), line
