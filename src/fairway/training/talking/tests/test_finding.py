"""The cause of every scenario can be found, in more than one way, and the same turns give the same talk."""

from collections.abc import Iterator
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.training.exercises.talk import MOST_LEVEL
from fairway.training.talking.answering import after_turn
from fairway.training.talking.page import talk_page
from fairway.training.talking.running import talk_of
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.suggesting import suggestions
from fairway.training.talking.tests.test_scenarios import EACH
from fairway.training.talking.types import LEAST_TRUST, MOST_TRUST, Act, Gave, Scenario, Talk

MOST = 14  # turns
SEEDS = (1, 77, 2**31 - 5)


def steps(talk: Talk) -> Iterator[Talk]:
    for text in suggestions(talk).texts:
        yield after_turn(talk, text)


def fewest_turns(start: Talk) -> int | None:
    """By breadth first search over suggestions alone, until every clue is told."""
    edge, seen = [start], set()
    for turns in range(1, MOST + 1):
        after: list[Talk] = []
        for talk in edge:
            for one in steps(talk):
                if len(one.heard) == len(one.scenario.clues):
                    return turns
                state = (frozenset(one.heard), one.trust)
                if state not in seen:
                    seen.add(state)
                    after.append(one)
        edge = after
    return None


@EACH
def test_every_clue_is_found_by_suggestions_alone_on_the_hardest_level(scenario: Scenario) -> None:
    found = fewest_turns(talk_of(scenario, 4, MOST_LEVEL, []))
    assert found is not None
    assert 4 <= found <= MOST, found


@EACH
def test_whoever_takes_the_one_that_leads_toward_it_each_time_finds_it(scenario: Scenario) -> None:
    for seed in SEEDS:
        talk = talk_of(scenario, seed, 1, [])
        while len(talk.heard) < 4:
            offered = suggestions(talk)
            talk = after_turn(talk, offered.texts[offered.toward])
            assert len(talk.exchanges) <= MOST


@EACH
def test_whoever_takes_the_one_that_leads_away_each_time_hears_nothing(scenario: Scenario) -> None:
    for seed in SEEDS:
        talk = talk_of(scenario, seed, 1, [])
        for _ in range(8):
            offered = suggestions(talk)
            talk = after_turn(talk, offered.texts[offered.away])
        assert not talk.heard
        assert talk.trust < 3


@EACH
def test_a_closed_seller_opens_again_when_listened_to_and_asked(scenario: Scenario) -> None:
    talk = Talk(scenario, 5, LEAST_TRUST)
    texts = []
    while not talk.heard:
        offered = suggestions(talk)
        texts.append(offered.texts[offered.toward])
        talk = after_turn(talk, texts[-1])
        assert len(texts) <= 6, texts


@EACH
def test_three_ways_are_three_and_stand_in_an_order_of_their_own(scenario: Scenario) -> None:
    places = set()
    for seed in range(12):
        offered = suggestions(talk_of(scenario, seed, 1, []))
        assert len(set(offered.texts)) == 3
        places.add(offered.toward)
    assert places == {0, 1, 2}


@EACH
def test_what_is_not_understood_is_asked_back_and_nothing_is_lost_by_it(scenario: Scenario) -> None:
    talk = Talk(scenario, 5, 5)
    said = []
    for text in ("Flurb the gronk?", "zzz", ", :", "?!"):
        talk = after_turn(talk, text)
        last = talk.exchanges[-1]
        assert (last.move.act, last.trust_after) == (Act.UNCLEAR, 5), last
        said.append(last.reply.text)
    assert len(set(said)) == 4


@EACH
def test_asking_the_same_again_is_answered_as_said_before_and_never_in_the_same_words(scenario: Scenario) -> None:
    for clue in scenario.clues.values():
        talk = Talk(scenario, 5, 9)
        for _ in range(4):
            talk = after_turn(talk, clue.asks[0])
        replies = [one.reply for one in talk.exchanges]
        assert len({one.text for one in replies}) == 4, replies
        assert replies[-1].gave is not Gave.HELD


ANYTHING = st.text(max_size=120) | st.sampled_from(
    [
        "What did last week look like?",
        "Is it because you are lazy?",
        "Thanks.",
        "Where does the quarter land?",
        "And then?",
    ]
)


@settings(max_examples=15)
@given(
    key=st.sampled_from(sorted(scenarios())),
    seed=st.integers(1, 2**31),
    lines=st.lists(ANYTHING, max_size=4),
)
def test_anything_can_be_said_and_the_same_gives_the_same(key: str, seed: int, lines: list[str]) -> None:
    answers = [{"say": line} for line in lines]
    one, other = (talk_of(scenarios()[key], seed, 1, answers) for _ in range(2))
    assert one == other
    assert LEAST_TRUST <= one.trust <= MOST_TRUST
    assert len(one.exchanges) == len(lines)
    assert all(line.reply.text for line in one.exchanges)
    talk_page(one)


def test_going_on_gives_what_going_through_gave() -> None:
    """Left after any turn and taken up again, a talk is the same: suggestions, answers, trust."""
    for key, scenario in scenarios().items():
        rng, answers, talk = Random(key), [], talk_of(scenario, 9, 1, [])
        for _ in range(6):
            text = rng.choice(list(suggestions(talk).texts))
            answers.append({"say": text})
            talk = after_turn(talk, text)
            assert talk_of(scenario, 9, 1, answers) == talk
