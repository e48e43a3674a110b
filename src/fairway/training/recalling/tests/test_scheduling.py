"""When questions come back, beside figures the scheduler's authors publish and rules no scheduler may break."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fairway.training.curriculum.types import RecallQuestion
from fairway.training.recalling.page import round_of
from fairway.training.recalling.scheduling import likely_known, new_card, recalled
from fairway.training.recalling.types import MOST_A_WEEK, CardFacts, Recalled

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
QUESTIONS = {f"m.{place}": RecallQuestion(f"m.{place}", "Which?", ("a", "b"), 0, "So.") for place in range(20)}


def card(place: int, *, answered: bool = False, due_at: datetime = AT) -> CardFacts:
    state, due = new_card(due_at), due_at
    if answered:
        state, due = recalled(state, Recalled.KNOWN, due_at)
    return CardFacts(place, f"m.{place}", state, due, due_at if answered else None)


def test_what_is_known_each_time_comes_back_after_two_days_then_eleven_then_six_weeks() -> None:
    """Stability of FSRS-6 with its default parameters: 2.3 days, then 11, then 46 (ts-fsrs and py-fsrs agree)."""
    state: Any = new_card(AT)
    at, gaps = AT, []
    for _ in range(3):
        state, due = recalled(state, Recalled.KNOWN, at)
        gaps.append((due - at).days)
        at = due
    assert gaps == [2, 11, 46]


def test_nine_in_ten_still_know_it_on_the_day_it_comes_back() -> None:
    state, due = recalled(new_card(AT), Recalled.KNOWN, AT)
    state, due = recalled(state, Recalled.KNOWN, due)
    assert abs(likely_known(state, due) - 0.9) < 0.01


@given(st.lists(st.sampled_from(Recalled), min_size=1, max_size=8))
def test_no_answer_brings_a_question_back_the_same_day_or_later_than_half_a_year(answers: list[Recalled]) -> None:
    state: Any = new_card(AT)
    at = AT
    for how in answers:
        state, due = recalled(state, how, at)
        assert timedelta(days=1) <= due - at <= timedelta(days=180)
        at = due


@given(st.lists(st.sampled_from(Recalled), max_size=5))
def test_what_was_known_comes_back_no_sooner_than_what_was_guessed_or_wrong(before: list[Recalled]) -> None:
    state: Any = new_card(AT)
    at = AT
    for how in before:
        state, at = recalled(state, how, at)
    wrong, guessed, known = (recalled(state, how, at)[1] for how in (Recalled.WRONG, Recalled.GUESSED, Recalled.KNOWN))
    assert wrong <= guessed <= known


def test_what_is_remembered_decays_while_one_waits() -> None:
    state, _ = recalled(new_card(AT), Recalled.KNOWN, AT)
    days = [likely_known(state, AT + timedelta(days=days)) for days in (0, 7, 30, 90)]
    assert days == sorted(days, reverse=True)
    assert days[0] > 0.99
    assert likely_known(new_card(AT), AT) == 0


def test_a_round_asks_eight_at_most_a_week() -> None:
    cards = [card(place) for place in range(12)]
    assert round_of(cards, QUESTIONS, AT, done=0, week_ends_at=MONDAY, lately=()).left == MOST_A_WEEK
    later = round_of(cards, QUESTIONS, AT, done=6, week_ends_at=MONDAY, lately=())
    assert (later.left, later.done) == (2, 6)
    over = round_of(cards, QUESTIONS, AT, done=8, week_ends_at=MONDAY, lately=())
    assert over.asked is None
    assert over.next_at == MONDAY
    assert over.next_on("Asia/Tokyo") == MONDAY.date()


def test_what_was_met_and_is_most_likely_forgotten_is_asked_before_what_was_never_met() -> None:
    early, late = (
        card(1, answered=True, due_at=AT - timedelta(days=60)),
        card(2, answered=True, due_at=AT - timedelta(days=5)),
    )
    found = round_of([card(3), late, early], QUESTIONS, AT, done=0, week_ends_at=MONDAY, lately=())
    assert found.card == early
    assert (found.met, found.left) == (2, 3)


def test_a_question_that_left_the_curriculum_is_not_asked_and_not_counted() -> None:
    gone = CardFacts(9, "old.one", new_card(AT), AT)
    found = round_of([gone], QUESTIONS, AT, done=0, week_ends_at=MONDAY, lately=())
    assert (found.asked, found.left, found.next_at) == (None, 0, None)
