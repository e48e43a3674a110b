"""What every scenario has to keep to, whoever writes one."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Conversation, Turn
from fairway.training.talking.agreeing import proposal_of
from fairway.training.talking.answering import after_turn
from fairway.training.talking.scenarios import FOLDER, manners, scenarios
from fairway.training.talking.types import MOST_TRUST, Act, Clue, Gave, Scenario, Talk
from fairway.training.talking.wording import marked, topics_to_ask, without_marks

KEYS = {
    "mara-half-week",
    "noor-handed-over",
    "elif-not-logged",
    "bruno-wrong-target",
    "tomas-avoids",
    "ines-unclear",
    "karl-no-belief",
    "yuki-punished",
}
EACH = pytest.mark.parametrize("scenario", scenarios().values(), ids=list(scenarios()))
DOING = {"activity", "obstacle", "practice"}


def told_before(scenario: Scenario, clue: Clue, *, trust: int = MOST_TRUST) -> Talk:
    """A talk in which everything a clue comes after was told."""
    talk = Talk(scenario, 0, trust)
    for key in clue.after:
        before = told_before(scenario, scenario.clues[key])
        talk = after_turn(Talk(scenario, 0, trust, before.exchanges), scenario.clues[key].asks[0])
        assert key in talk.heard
    return Talk(scenario, 0, trust, talk.exchanges)


def in_few_words(talk: Talk) -> Talk:
    """The same talk with every clue in its guarded words."""
    told = [
        replace(one, reply=replace(one.reply, text=talk.scenario.clues[one.reply.key].guarded))
        for one in talk.exchanges
    ]
    return replace(talk, exchanges=told)


def test_the_scenarios_that_modules_name_are_there() -> None:
    assert set(scenarios()) == KEYS


@EACH
def test_a_scenario_states_all_that_its_page_and_its_debrief_show(scenario: Scenario) -> None:
    assert scenario.cause in scenario.causes
    assert len(scenario.causes) == 6
    assert set(scenario.wrong) == set(scenario.causes) - {scenario.cause}
    assert len(scenario.clues) == 4
    assert len(scenario.board.weeks) == 13
    assert 0 < scenario.trust <= 7
    assert len(scenario.away) >= 6
    assert len(scenario.others) >= 4
    for clue in scenario.clues.values():
        assert marked(clue.open), clue.key
        assert marked(clue.guarded), clue.key
        assert not marked(clue.again), clue.key
        assert len(clue.asks) >= 2, clue.key
        assert set(clue.after) < set(scenario.clues), clue.key


CALENDAR = re.compile(
    r"\b(january|february|march|april|june|july|august|september|october|november|december|christmas|easter|"
    r"spring|summer|autumn|winter|in may|first of|\d{4}|\d+(st|nd|rd|th))\b",
    re.I,
)
LONGEST_IS_TRUE, SPREAD = 2, 1.6


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_seller_speaks_of_weeks_ago_and_of_no_date_whatever_today_is(file: Path) -> None:
    assert not CALENDAR.findall(file.read_text(encoding="utf-8"))


def test_the_true_cause_cannot_be_told_from_the_others_by_its_length() -> None:
    longest = 0
    for scenario in scenarios().values():
        lengths = {key: len(words) for key, words in scenario.causes.items()}
        assert max(lengths.values()) <= SPREAD * min(lengths.values()), lengths
        longest += lengths[scenario.cause] == max(lengths.values())
    assert longest <= LONGEST_IS_TRUE


@EACH
def test_every_question_written_for_a_clue_is_open_and_brings_it(scenario: Scenario) -> None:
    """Also where what came before was told guardedly, in fewer words."""
    for clue in scenario.clues.values():
        before = told_before(scenario, clue)
        for talk in (before, in_few_words(before)):
            for ask in clue.asks:
                last = after_turn(talk, ask).exchanges[-1]
                assert (last.reply.gave, last.reply.key) == (Gave.CLUE, clue.key), f"{ask} -> {last.move}"


@EACH
def test_every_question_written_for_a_clue_is_about_the_work_to_the_reader_of_real_talks(scenario: Scenario) -> None:
    for clue in scenario.clues.values():
        for ask in clue.asks:
            move = after_turn(told_before(scenario, clue), ask).exchanges[-1].move
            assert move.focus in DOING, f"{ask}: {move.focus}"


@EACH
def test_what_a_seller_tells_is_mostly_about_the_work_to_the_reader_of_real_talks(scenario: Scenario) -> None:
    read = []
    for clue in scenario.clues.values():
        turns = (Turn("manager", clue.asks[0]), Turn("seller", without_marks(clue.open)))
        read.append(read_conversation(Conversation("one", turns)).labels[1].focus)
    assert sum(focus in DOING for focus in read) >= 3, read


@EACH
def test_what_leads_away_never_opens_anything(scenario: Scenario) -> None:
    for clue in scenario.clues.values():
        for text in scenario.away:
            talk = after_turn(told_before(scenario, clue), text)
            last = talk.exchanges[-1]
            assert last.move.act in {Act.RESULT, Act.LEADS, Act.ADVISES, Act.BLAMES, Act.ASKS_YES_OR_NO}, (text, last)
            assert last.reply.gave is Gave.NOTHING, text
            assert not marked(last.reply.text), text
            assert talk.trust <= MOST_TRUST, text
            assert talk.trust < MOST_TRUST or last.move.act is Act.ASKS_YES_OR_NO, text


@EACH
def test_what_is_ruled_out_is_told_to_a_plain_open_question_about_it(scenario: Scenario) -> None:
    for topic in scenario.others:
        if topic not in topics_to_ask():
            continue
        ask = topics_to_ask()[topic].format(things=scenario.things, target=scenario.board.target)
        reply = after_turn(Talk(scenario, 0, MOST_TRUST), ask).exchanges[-1].reply
        assert (reply.gave, reply.key) == (Gave.RULED_OUT, topic), (topic, reply)


@EACH
def test_opening_questions_lead_to_the_first_clue(scenario: Scenario) -> None:
    for ask in scenario.opens:
        assert after_turn(Talk(scenario, 0, 6), ask).heard, ask


@EACH
def test_one_proposal_on_offer_meets_the_cause_and_holds_in_every_part(scenario: Scenario) -> None:
    found = [proposal_of(text, scenario) for text in scenario.agree.picks]
    assert found[scenario.agree.fits].quality == pytest.approx(1.0), found[scenario.agree.fits]
    assert [place for place, one in enumerate(found) if one.meets_cause] == [scenario.agree.fits]
    assert found[scenario.agree.fits].answer != found[scenario.agree.fits - 1].answer


@EACH
def test_no_cause_and_no_clue_stands_in_what_is_said_besides(scenario: Scenario) -> None:
    """What a seller says to a leading question, to advice or to blame holds no fact of a clue."""
    facts = [mark for clue in scenario.clues.values() for mark in marked(clue.open)]
    for text in [scenario.result, *scenario.advised, *(line for pool in manners().values() for line in pool)]:
        assert not marked(text)
        assert not [fact for fact in facts if fact.lower() in text.lower()], text


@EACH
def test_listening_lines_are_heard_as_listening(scenario: Scenario) -> None:
    for text in manners()["listens"]:
        assert after_turn(Talk(scenario, 0, 5), text).exchanges[-1].move.act is Act.LISTENS, text
