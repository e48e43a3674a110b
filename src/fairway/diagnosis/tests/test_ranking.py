"""Signs become causes in order: what explains a shortfall takes from what is left of it."""

from hypothesis import given
from hypothesis import strategies as st

from fairway.diagnosis.ranking import SHOWN_FROM, ranked, strength_of
from fairway.diagnosis.types import Strength
from fairway.diagnosis.wording import diagnosis_of, sentences
from fairway.signs.finding import signs_in
from fairway.signs.tests.desks import Desk, steady
from fairway.signs.types import Cause, Sign

WEIGHTS = st.floats(0, 1)
SIGNS = st.lists(st.builds(Sign, st.sampled_from(Cause), st.sampled_from(["one", "other"]), WEIGHTS), max_size=8)


def order(*signs: Sign) -> list[Cause]:
    return [cause for cause, _, _ in ranked(signs)]


def test_a_source_that_was_off_outranks_a_fall_of_everything() -> None:
    assert order(Sign(Cause.EFFORT, "everything_fell", 0.9), Sign(Cause.DATA, "source_off", 0.9))[0] is Cause.DATA


def test_a_faint_sign_takes_next_to_nothing_from_a_clear_one() -> None:
    alone = ranked([Sign(Cause.PRIORITY, "one_kind_instead", 0.8)])[0][1]
    beside = ranked([Sign(Cause.PRIORITY, "one_kind_instead", 0.8), Sign(Cause.OPPORTUNITY, "fewer_leads", 0.2)])[0][1]
    assert alone - beside < 0.05


def test_signs_of_one_cause_add_up() -> None:
    one = ranked([Sign(Cause.CAPACITY, "more_open_deals", 0.6)])[0][1]
    two = ranked([Sign(Cause.CAPACITY, "more_open_deals", 0.6), Sign(Cause.CAPACITY, "more_late_deals", 0.6)])[0][1]
    assert one < two < 1.0


def test_equal_ones_come_data_first_and_the_person_last() -> None:
    signs = [Sign(cause, "any", 0.5) for cause in (Cause.TARGET, Cause.CAPACITY, Cause.OPPORTUNITY, Cause.ABSENCE)]
    assert order(*signs) == [Cause.ABSENCE, Cause.CAPACITY, Cause.OPPORTUNITY, Cause.TARGET] or order(*signs)[0] is (
        Cause.ABSENCE
    )


@given(SIGNS)
def test_weights_stay_shares_and_come_in_order(signs: list[Sign]) -> None:
    weights = [weight for _, weight, _ in ranked(signs)]
    assert weights == sorted(weights, reverse=True)
    assert all(SHOWN_FROM <= weight <= 1.0 for weight in weights)


@given(SIGNS, WEIGHTS)
def test_a_heavier_doubt_about_the_data_never_makes_effort_likelier(signs: list[Sign], weight: float) -> None:
    def effort(some: list[Sign]) -> float:
        return next((w for cause, w, _ in ranked(some) if cause is Cause.EFFORT), 0.0)

    assert effort([*signs, Sign(Cause.DATA, "source_off", weight)]) <= effort(signs) + 1e-9


def test_strength_has_three_words() -> None:
    assert [strength_of(weight) for weight in (0.9, 0.5, 0.2)] == [Strength.STRONG, Strength.SOME, Strength.WEAK]


def test_every_question_is_open_and_effort_is_named_nowhere() -> None:
    for said in sentences().values():
        assert said["asks"].endswith("?")
        assert said["asks"].split()[0] in {"What", "Which", "Where", "How", "On"}
        assert "effort" not in (said["says"] + said["asks"]).casefold()


def test_evidence_says_the_numbers_it_rests_on() -> None:
    desk = Desk(
        steady(5, [1, 0, 1, 1]), series={"new_leads": steady(8, [1, 1, 0, 1])}, words={"call": steady(12, [5] * 4)}
    )
    diagnosis = diagnosis_of(1, "demo_asked", signs_in(desk.case()))
    assert diagnosis.causes[0].cause is Cause.OPPORTUNITY
    assert "3 new leads in the last 4 closed weeks, where 32 are usual" in str(diagnosis.causes[0])
