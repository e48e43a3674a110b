"""How openly a seller answers follows how they were spoken to."""

import pytest

from fairway.training.talking.answering import after_turn
from fairway.training.talking.scenarios import manners, scenarios
from fairway.training.talking.tests.test_scenarios import EACH, told_before
from fairway.training.talking.types import MOST_TRUST, Act, Gave, Mood, Scenario, Talk
from fairway.training.talking.wording import marked

TOMAS = scenarios()["tomas-avoids"]


@EACH
def test_a_clue_is_told_fully_guardedly_or_not_yet_by_how_the_talk_has_gone(scenario: Scenario) -> None:
    for clue in scenario.clues.values():
        before = told_before(scenario, clue)
        for trust in range(MOST_TRUST + 1):
            talk = after_turn(Talk(scenario, 4, trust, before.exchanges), clue.asks[0])
            reply = talk.exchanges[-1].reply
            if talk.mood is Mood.CLOSED:
                assert reply.text in manners()["closed_mood"], reply
            elif talk.trust < clue.trust:
                assert reply.gave is Gave.HELD, reply
                assert not marked(reply.text), reply
            else:
                assert reply.text == (clue.open if talk.mood is Mood.OPEN else clue.guarded), reply


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("What did you do yesterday morning?", 1),
        ("Thank you for telling me.", 1),
        ("Did you call yesterday?", 0),
        ("Flurb?", 0),
        ("Is it because you are tired?", -1),
        ("You should call first thing.", -1),
        ("What is your pipeline?", -1),
        ("Everybody else manages it.", -3),
    ],
)
def test_each_kind_of_turn_moves_the_mood(line: str, moved: int) -> None:
    talk = after_turn(Talk(TOMAS, 3, 5), line)
    assert talk.trust - 5 == moved, talk.exchanges[-1].move


def test_a_question_that_touches_nothing_moves_no_trust_however_open_it_is() -> None:
    for line in ("What colour is your bicycle?", "Where is the manager I hired for this?", "Which road did you take?"):
        last = after_turn(Talk(TOMAS, 3, 5), line).exchanges[-1]
        assert (last.move.act, last.trust_after) == (Act.INVITES, 5), last


def test_thanks_after_thanks_move_nothing_more() -> None:
    talk = Talk(TOMAS, 3, 5)
    for line in ("Thank you.", "Thanks a lot.", "I see, thank you."):
        talk = after_turn(talk, line)
    assert talk.trust == 6


def test_giving_back_what_was_said_opens_more_than_thanks() -> None:
    first = after_turn(Talk(TOMAS, 3, 5), TOMAS.clues["ready"].asks[0])
    line = "So you look each of them up until eleven and then write mails. Did I get that right?"
    assert after_turn(first, line).trust - first.trust == 2


def test_a_cause_in_a_summary_is_still_a_guess() -> None:
    first = after_turn(Talk(TOMAS, 3, 5), TOMAS.clues["ready"].asks[0])
    line = "So you look each of them up and write mails because you are afraid of the calls, right?"
    last = after_turn(first, line).exchanges[-1]
    assert (last.reply.gave, last.trust_after - last.trust_before) == (Gave.NOTHING, -1), last
