"""What sentences of a case say: levels, recording, lag, what was found, what nobody needs, and the step of the gap."""

import pytest

from fairway.studio.cases.effects import effect_told, effect_tried
from fairway.studio.cases.field_names import Field
from fairway.studio.cases.fields import field_of
from fairway.studio.cases.filling import fill_in
from fairway.studio.cases.prose import readings
from fairway.studio.cases.remarks import not_needed
from fairway.studio.cases.told_steps import steps_told
from fairway.studio.suggesting import understood


def said(text: str) -> dict[Field, float]:
    found: dict[Field, float] = {}
    for reading in readings(text):
        found.setdefault(reading.field, round(reading.value, 3))
    return found


def test_it_takes_what_stands_against_the_level_for_that_of_others() -> None:
    assert said("Sample kits posted: 31 % against 58 %.") == {Field.OWN: 0.31, Field.MIDDLE: 0.58}
    assert said("2 pro Woche gegen 6.")[Field.MIDDLE] == 6
    assert said("18 % contre 44 %.")[Field.MIDDLE] == 0.44
    assert said("18 % frente a 44 %.")[Field.MIDDLE] == 0.44


def test_it_takes_the_good_ones_for_others_whatever_they_are_called() -> None:
    assert said("Letters posted: 12 %. Good brokers 61 %.")[Field.MIDDLE] == 0.61
    assert said("12 %, gute Makler 61 %.")[Field.MIDDLE] == 0.61


def test_good_colleagues_are_others_and_the_good_ones_alone_the_best() -> None:
    assert said("Está en el 12 %, los buenos compañeros en el 52 %.") == {Field.OWN: 0.12, Field.MIDDLE: 0.52}
    assert said("Está en el 12 %, los buenos vecinos en el 52 %.") == {Field.OWN: 0.12, Field.MIDDLE: 0.52}
    assert said("12 %, les bons collègues 52 % et le meilleur quart 61 %.")[Field.MIDDLE] == 0.52
    assert said("12 %, die guten Kollegen 52 %, das beste Viertel 61 %.")[Field.TOP] == 0.61
    assert said("12 %, los buenos 52 %.")[Field.TOP] == 0.52


def test_it_counts_the_weeks_in_which_something_was_done_over_the_weeks_looked_at() -> None:
    assert said("She did it in 3 of the last 10 weeks, good peers in 7, the best quarter in 9.") == {
        Field.OWN: 0.3,
        Field.MIDDLE: 0.7,
        Field.TOP: 0.9,
    }
    assert said("In 2 von 8 Wochen, Kollegen in 6.") == {Field.OWN: 0.25, Field.MIDDLE: 0.75}


def test_it_takes_no_bound_and_no_stage_for_a_level() -> None:
    assert said("Yards above 40 boats to which a survey is offered: 15 %, peers 50 %.")[Field.OWN] == 0.15
    assert said("Stage 4 bids with a site plan enclosed: 22 %.")[Field.OWN] == 0.22
    assert Field.OWN not in said("Stage 4 bids.")


def test_it_reads_what_is_measured_as_a_time_as_a_level() -> None:
    found = fill_in("callback", "Time to call back. Median hours to the first call: 6 hours, peers 2.", {})
    assert found.own is not None
    assert found.middle is not None
    assert found.middle == pytest.approx(3 * found.own)  # less is better, so that both are turned round
    assert found.minutes is None


def test_it_takes_hours_of_no_occasion_for_those_of_a_week() -> None:
    assert said("2 a week, peers 5. Two hours, logged.")[Field.HOURS] == 120
    assert said("2 a week, peers 5. Two hours each, logged.")[Field.MINUTES] == 120


def test_it_reads_that_it_is_recorded_or_that_nobody_does() -> None:
    assert said("40 %, peers 60 %. Well logged.")[Field.FILL] > 0.9
    assert said("40 %, peers 60 %. Not well logged.").get(Field.FILL, 0) < 0.5
    assert said("40 %. Nobody enters it in the CRM.")[Field.FILL] < 0.1
    assert Field.TIMELY not in said("Logged by the app, and registrations went up in the ten weeks afterwards.")


def test_it_reads_when_it_shows() -> None:
    assert said("Shows within a quarter.")[Field.LAG] == 13
    assert said("It pays off next year.")[Field.LAG] == 52
    assert said("The effect is immediate.")[Field.LAG] < 2
    assert Field.LAG not in said("Two years ago she did more.")
    assert Field.LAG not in said("Cycle 12 weeks.")


@pytest.mark.parametrize(
    ("remark", "least", "most"),
    [
        ("20 %. One hour a week, clearest link we have.", 0.3, 0.6),
        ("20 %. Eine Stunde, stärkster Zusammenhang.", 0.3, 0.6),
        ("20 %. Une heure, lien local le plus fort.", 0.3, 0.6),
        ("20 %. One hour a week, slight effect.", 0.0, 0.12),
        ("20 %. Una hora, efecto leve.", 0.0, 0.12),
        ("20 %. One hour. Such berths were let in 61 %, the others in 40.", 0.3, 0.4),
        ("20 %. One hour, orders 33 % against 12 % without.", 0.3, 0.4),
        ("20 %. One hour; leases were signed 12 days sooner.", 0.2, 0.5),
        ("20 %. One hour, no finding.", 0.0, 0.12),
    ],
)
def test_it_reads_what_was_found_in_words(remark: str, least: float, most: float) -> None:
    told = effect_told(remark)
    assert told is not None
    assert told[1] is not None
    assert least <= told[1] <= most


def test_it_finds_nothing_where_nothing_is_told() -> None:
    assert effect_told("20 %, the best quarter 60 %. One hour a week, logged.") is None


def test_it_reads_what_was_found_when_an_act_was_tried() -> None:
    found = effect_tried("Text reminders were tried in May: the share held fell from 70 % to 61 %.")
    assert found is not None
    assert found < 0
    assert effect_tried("The share held fell from 70 % to 61 %.") is None


@pytest.mark.parametrize(
    "remark",
    [
        "30 %, peers 60 %. Her renewals do not need it.",
        "30 %, peers 60 %. For tenders, where he is as good as anyone.",
        "30 %, Kollegen 60 %. Dient der Verlängerung, wo alles stimmt.",
        "30 % contre 60 %. Sert la fidélité, où tout va bien.",
        "30 % frente a 60 %. Ayuda a renovar, que va bien.",
    ],
)
def test_it_reads_that_nobody_needs_it(remark: str) -> None:
    assert not_needed(fill_in("x", remark, {}))
    assert not not_needed(fill_in("x", "30 %, peers 60 %. One hour a week, logged, shows in three weeks.", {}))


@pytest.mark.parametrize(
    ("prose", "weight", "name"),
    [
        ("Only 7 % of his surveys become a berth, peers 15 %.", 1, "berth"),
        ("He offers 9 surveys a week, peers 9.", 0, "surveys"),
        ("The berths he has are let to 60 %, while comparable harbours have 85 %.", 1, "berths"),
        ("Good peers win back 30 % of lost owners and she wins back 6 %.", 1, "win back"),
        ("What drags is time: contracts take 90 days where peers need 50.", 1, "contracts"),
        ("Renewed on time are 82 %, peers 92 %.", 1, "renewed"),
        ("Bids slip: 61 % move into the next season, peers 28 %.", 1, "slip"),
        ("Il ne perd pas de clients (97 % restent, pairs 96 %).", 0, "restent"),
    ],
)
def test_it_tells_the_steps_that_sentences_compare(prose: str, weight: float, name: str) -> None:
    (step,) = steps_told(prose)
    assert step.weight == weight
    assert name in step.name


def test_it_takes_no_goal_and_no_time_left_for_a_step() -> None:
    assert list(steps_told("He has sold 40 against a goal of 70. There are 9 weeks left, before that 12.")) == []


def test_it_reads_two_levels_in_one_field_and_an_effect_beside_a_word_for_the_gap() -> None:
    assert field_of(("signal", "corr_with_gap_step")) is Field.EFFECT
    case = {
        "id": "x",
        "time": {"left_weeks": 9, "median_cycle_weeks": 6},
        "candidates": [
            {"key": f"k{at}", "title": "Survey offered", "actual_vs_good": f"2{at} vs 70 %", "cost": "1 h/wk"}
            for at in range(4)
        ],
    }
    profile, *_ = understood(case)
    assert [(one.own, one.top) for one in profile.candidates] == [(20 + at, 70) for at in range(4)]
    assert profile.drivers == []
