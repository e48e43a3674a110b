"""What a manager sees and chooses, the rules beside them, and what they are told in the end."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from fairway.simulation.quarters.living import begun_quarter
from fairway.simulation.quarters.types import BUDGET, SELLERS, STRETCHES, Choice, Stretch
from fairway.training.curriculum.types import Exercise
from fairway.training.exercises.quarter import Quarter
from fairway.training.exercises.types import AttemptFacts, Unanswered
from fairway.training.quarter.best import best_way
from fairway.training.quarter.debrief import Against, debrief_of
from fairway.training.quarter.deciding import UNTOUCHED, as_typed, decided, hours_typed, stretch_of_answer
from fairway.training.quarter.seen import team_seen
from fairway.training.quarter.so_far import so_far
from fairway.training.quarter.told import told_truth
from fairway.training.quarter.ways import by_activities, by_result, nothing

NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"]
EXERCISE = Exercise("quarter", "quarter", "Run a quarter", "Which?", passes={"share": 0.5})


def refused(**typed: str) -> Unanswered:
    with pytest.raises(Unanswered) as found:
        decided({name.replace("_", "-"): value for name, value in typed.items()}, NAMES)
    return found.value


def test_what_is_typed_is_kept_and_stands_in_the_fields_again() -> None:
    typed: Mapping[str, str] = {"hia1-2": "4", "target1-2": "6", "why-0": "3", "practice-2": " 2 ", "review-4": ""}
    stretch = stretch_of_answer(decided(typed, NAMES))
    assert stretch[2] == Choice(((4, 6),), practice=2)
    assert (stretch[0].why, stretch[4]) == (3, Choice())
    assert as_typed(stretch) == as_typed(stretch_of_answer(decided(as_typed(stretch), NAMES)))


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"why_0": "6", "review_1": "5"}, "hours", "That is 11 hours a week, and you have 10: take 1 away."),
        ({"why_0": "two"}, "why-0", "Ada, asking why: say whole hours a week"),
        ({"why_0": "-1"}, "why-0", "Ada, asking why: say whole hours a week"),
        ({"hia1_1": "3"}, "target1-1", "Bo: say how many a week"),
        ({"hia1_1": "3", "target1_1": "0"}, "target1-1", "a whole number from 1 to 30"),
        ({"hia1_1": "8", "target1_1": "2"}, "hia1-1", "Bo: choose one of the activities."),
        ({"hia1_4": "3", "target1_4": "2", "hia2_4": "3", "target2_4": "4"}, "hia2-4", "Ed: the same activity twice."),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(typed: dict[str, str], field: str, words: str) -> None:
    found = refused(**typed)
    assert found.field == field
    assert words in str(found)


def test_everything_that_cannot_be_used_is_told_at_once() -> None:
    found = refused(why_0="12", practice_1="two", hia1_1="3", hia2_4="3", target2_4="31")
    assert list(found.by_field) == ["hours", "target1-1", "practice-1", "target2-4"]
    assert "That is 12 hours" in found.by_field["hours"]
    assert found.by_field["target2-4"].startswith("Ed, second activity: say how many a week")


def test_a_number_of_thousands_of_digits_is_refused_like_any_other() -> None:
    assert refused(why_0="9" * 5000).field == "why-0"


def test_hours_are_added_up_as_far_as_they_are_numbers() -> None:
    assert hours_typed({"why-0": "3", "review-4": " 2 ", "practice-1": "some", "practice-2": ""}) == 5


def test_all_the_hours_there_are_can_be_spent() -> None:
    assert sum(choice.hours for choice in stretch_of_answer(decided({"why-0": str(BUDGET)}, NAMES))) == BUDGET


def test_funnels_are_counted_from_the_records() -> None:
    start, seen = begun_quarter(3, 1), team_seen(3, 1)
    for one in seen:
        assert one.steps[0].own.many + one.steps[0].before.many == start.past.opened[one.place].sum()
        won = start.past.moved[one.place, -1].sum()
        assert one.steps[3].own.many + one.steps[3].before.many == won
        assert all(act.own >= 0 and act.split.of_more + act.split.of_less > 100 for act in one.acts)


def test_both_rules_have_the_same_hours_and_the_one_by_result_chooses_no_activity() -> None:
    start = begun_quarter(3, 2)
    for stretches in (by_result(start), by_activities(start)):
        assert {sum(choice.hours for choice in stretch) for stretch in stretches} == {BUDGET}
    assert not any(choice.hias or choice.why or choice.practice for choice in by_result(start)[0])
    assert all(len(choice.hias) == 2 and not choice.review for stretch in by_activities(start) for choice in stretch)


def test_doing_nothing_is_worth_nothing_and_the_best_everything_and_a_trained_manager_lies_between() -> None:
    start = begun_quarter(3, 1)
    scores = [
        debrief_of(3, 1, tuple(tuple(stretch) for stretch in stretches)).score
        for stretches in (nothing(), best_way(3, 1), by_activities(start))
    ]
    assert scores[:2] == [0.0, pytest.approx(1.0)]
    assert 0.25 < scores[2] <= 1.0


def test_the_best_stays_within_the_hours_and_loses_to_no_rule() -> None:
    for seed in range(3):
        assert max(sum(choice.hours for choice in stretch) for stretch in best_way(seed, 2)) <= BUDGET
        told = debrief_of(seed, 2, (UNTOUCHED,))
        assert told.best.outcome > max(told.by_result.outcome, told.own.outcome)


def test_luck_is_told_from_the_same_fifty_kinds_for_all_ways() -> None:
    luck = debrief_of(3, 1, (UNTOUCHED,)).luck
    assert (luck.against_nothing.ahead, luck.against_nothing.behind) == (0, 0)
    assert luck.low < luck.high
    assert 0 <= luck.below < luck.replays == 50


@pytest.mark.parametrize(("gain", "said"), [(0.0214, "2.1% more"), (-0.003, "0.3% less"), (-0.0004, "as much")])
def test_a_gain_is_said_without_a_sign(gain: float, said: str) -> None:
    assert replace(debrief_of(3, 1, (UNTOUCHED,)).own, gain=gain).against_nothing == said


def test_ahead_the_same_and_behind_are_all_replays() -> None:
    one = Against(ahead=3, behind=14, of=50)
    assert one.ahead + one.same + one.behind == one.of
    assert (one.same, one.share) == (33, 0.06)


def test_what_is_pulled_forward_was_won_early_and_is_missing_in_the_end() -> None:
    early = debrief_of(3, 1, (UNTOUCHED,)).early
    assert (early.by_choices, early.in_the_end, early.sooner) == (0, 0, 0)
    assert early.with_nothing == early.won
    assert replace(early, by_choices=30_000, in_the_end=-5_000).sooner == 30_000
    assert replace(early, by_choices=30_000, in_the_end=10_000).sooner == 20_000
    assert replace(early, by_choices=30_000, in_the_end=50_000).sooner == 0


def test_reviews_alone_bring_wins_sooner() -> None:
    stretch: Stretch = (Choice(review=2),) * SELLERS
    early = debrief_of(3, 1, (stretch,)).early
    assert early.by_choices > early.in_the_end
    assert early.sooner > 0


def told_of(choices: dict[int, Choice], week: int) -> list[list[tuple[str, str]]]:
    """What is told when choices hold from that week on: mark and words of each, by seller."""
    start = begun_quarter(3, 1)
    stretch: Stretch = tuple(choices.get(place, Choice()) for place in range(SELLERS))
    stretches = [UNTOUCHED if first < week else stretch for first in STRETCHES]
    doing = debrief_doing(stretches)
    return [[(one.mark, one.words) for one in seller.choices] for seller in told_truth(start, stretches, doing)]


def debrief_doing(stretches: list[Stretch]):  # type: ignore[no-untyped-def]
    from fairway.simulation.quarters.coaching import doing_of

    start = begun_quarter(3, 1)
    return doing_of(start.team, start.usual, stretches)


def test_it_tells_what_was_on_the_driver_what_came_too_late_and_what_moves_nothing() -> None:
    start = begun_quarter(3, 1)
    place, planted = next((n, one) for n, one in enumerate(start.team.sellers) if one.weak is not None)
    idle = int(np.flatnonzero(start.team.works[planted.role] == 0)[0])
    assert planted.weak is not None
    assert told_of({place: Choice(((planted.weak, 9),))}, 1)[place][0][0] == "right"
    mark, words = told_of({place: Choice(((planted.weak, 9),))}, 10)[place][0]
    lag = start.team.setting.acts[planted.weak].lag_weeks[0]
    assert mark == ("late" if 4 - lag <= 3 else "right")
    assert f"{4 - lag} of 13 were left" in words
    assert told_of({place: Choice(((idle, 9),))}, 1)[place][0][0] == "idle"
    assert told_of({place: Choice(((planted.weak, 9),))}, 1)[(place + 1) % SELLERS] == []


def test_weeks_without_hours_for_all_of_it_are_told_as_at_capacity() -> None:
    start = begun_quarter(3, 1)
    stretches: list[Stretch] = [(Choice(((2, 30), (4, 30)), practice=2),) * SELLERS]
    for one in told_truth(start, stretches, debrief_doing(stretches)):
        assert one.crowded_weeks > 0


def test_it_tells_what_the_best_chose_and_within_which_hours() -> None:
    found = [one.best for one in debrief_of(3, 1, (UNTOUCHED,)).sellers]
    for words, choice in zip(found, best_way(3, 1)[0], strict=True):
        assert words.endswith(f"{choice.hours} hours a week" if choice.hours != 1 else "1 hour a week")
        assert words.count(" a week") == len(choice.hias) + 1


def test_the_cause_is_said_only_where_an_hour_was_spent_on_asking() -> None:
    start, seen = begun_quarter(3, 1), team_seen(3, 1)
    stretch: Stretch = (Choice(why=1), Choice(practice=3), Choice(review=1), Choice(), Choice())
    said = [one.told for one in so_far(start, seen, [stretch]).sellers]
    assert said[0]
    assert said[1:] == ["", "", "", ""]


def test_weeks_to_come_are_not_shown() -> None:
    start, seen = begun_quarter(3, 1), team_seen(3, 1)
    stretch: Stretch = (Choice(((0, 5),)),) * SELLERS
    early, late = so_far(start, seen, [stretch]), so_far(start, seen, [stretch] * 4)
    assert (early.weeks, early.first, late.weeks, late.first) == (3, 1, 13, 10)
    assert early.won <= late.won


def test_it_gets_harder_after_a_pass_and_easier_after_two_that_were_none() -> None:
    level = Quarter().level_after
    assert level([]) == 1
    assert level([(1, True)]) == 2
    assert level([(3, True)]) == 3
    assert level([(2, False)]) == 2
    assert level([(2, False), (2, False)]) == 1
    assert level([(1, False), (1, False)]) == 1


def test_it_is_over_after_four_choices_and_says_what_it_needs() -> None:
    kind, answer = Quarter(), decided({}, NAMES)
    facts = [AttemptFacts(1, 3, 1, [answer] * many) for many in (0, 3, 4)]
    assert [kind.outcome(EXERCISE, one) is None for one in facts] == [True, True, False]
    found = kind.outcome(EXERCISE, facts[2])
    assert found is not None
    assert (found.score, found.is_passed) == (0.0, False)
    assert found.words.endswith("0 of 100 of the way from doing nothing different to the best we found, needs 50")


def test_an_exercise_states_a_share_and_nothing_else() -> None:
    assert Quarter().problems(EXERCISE) == []
    assert Quarter().problems(Exercise("q", "quarter", "T", "A", passes={"share": 2})) != []
    assert Quarter().problems(Exercise("q", "quarter", "T", "A", content={"items": []})) != []
