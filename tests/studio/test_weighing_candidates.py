"""What written cases taught: the words of an act, and how much everything that is known weighs."""

import pytest

from bench.teaching import Taught, TaughtCase, weights_from, words_from
from fairway.studio.cases.act_words import ActWords, act_likelihood, act_words
from fairway.studio.cases.weighing import score_of, weights
from fairway.studio.concepts import concepts_of
from fairway.studio.suggesting import suggestion_for_case


@pytest.mark.parametrize(
    ("act", "other"),
    [
        ("Call plans written before the first meeting", "Revenue booked this quarter"),
        ("Second stakeholder asked for an introduction", "Close dates up to date in open deals"),
        ("Referenz angeboten und Entscheidungstermin vorgeschlagen", "Umsatz im Quartal"),
        ("Plan de acción mutuo enviado al cliente", "Llamadas totales por día"),
        ("Relance écrite proposée à un décideur silencieux", "Chiffre d'affaires signé"),
    ],
)
def test_the_words_of_an_act_are_likelier_those_of_one_than_other_words(act: str, other: str) -> None:
    assert act_likelihood(concepts_of(act), act_words()) > act_likelihood(concepts_of(other), act_words())


def test_words_nobody_taught_leave_the_base() -> None:
    taught = ActWords(base=-0.5, weights={"call": 1.0, "plan": 2.0})
    assert act_likelihood(concepts_of("zzz qqq"), taught) == -0.5
    assert act_likelihood(concepts_of(""), taught) == -0.5


def test_what_speaks_against_one_never_speaks_for_it() -> None:
    against = {name: weight for name, weight in weights().items() if name.startswith(("against_", "called_fine"))}
    assert against
    assert all(weight <= 0 for weight in against.values()), against
    for name in ("headroom", "recorded", "fit_by_map", "words_of_an_act", "effect"):
        assert weights()[name] > 0, name
    assert weights()["lag"] < 0


def test_a_score_is_the_sum_of_what_is_known_by_its_weight() -> None:
    assert score_of({}) == 0
    assert score_of({"headroom": 0.5, "nobody knows this": 9}) == pytest.approx(0.5 * weights()["headroom"])


def taught(grade: int, **features: float) -> Taught:
    return Taught(grade, features, frozenset({"plan"} if grade else {"revenue"}), is_out=False, is_no_act=False)


def cases() -> list[TaughtCase]:
    """Twenty cases in which room decides, colour does not, and a flag speaks for what was not chosen."""
    rows = []
    for number in range(20):
        colour = float(number % 2)
        rows.append(
            TaughtCase(
                "somebody",
                str(number),
                (
                    taught(2, room=0.7, colour=colour, against_it=1.0, words_of_an_act=0.0),
                    taught(2, room=0.8, colour=1 - colour, against_it=1.0, words_of_an_act=0.0),
                    taught(1, room=0.3, colour=colour, against_it=0.0, words_of_an_act=0.0),
                    taught(0, room=0.1, colour=1 - colour, against_it=0.0, words_of_an_act=0.0),
                ),
            )
        )
    return rows


def test_it_learns_what_decides_and_nothing_from_what_does_not() -> None:
    learned = weights_from(cases())
    assert learned["room"] > 1
    assert abs(learned["colour"]) < 0.1 * learned["room"]
    assert learned["against_it"] == 0  # would be above nought, where an objection may not be


def test_it_learns_which_words_were_chosen() -> None:
    words = words_from(cases())
    assert words.weights["plan"] > 0 > words.weights["revenue"]


@pytest.mark.parametrize("name", ["Call plans written before the first meeting", "Mutual action plans sent", "Revenue"])
def test_what_the_catalogue_calls_none_is_never_suggested_whatever_its_words_are(name: str) -> None:
    levels = {"own": 10, "top": 90, "fill": 1.0, "lag_weeks": 1, "r": 0.9}
    none = [{"key": key, "name": name, **levels} for key in ("R01", "O14", "A12", "A24")]
    found = suggestion_for_case({"candidates": [*none, {"key": "A25", "own": 80, "top": 90}]})
    assert found.ranking == ("A25",)


def test_a_result_is_never_suggested_however_much_speaks_for_it() -> None:
    case = {
        "id": "one",
        "funnel": [{"step": "meeting to order", "now": "10 %", "peers": "30 %"}],
        "candidates": [
            {"key": "R01", "name": "Revenue", "own": 10, "top": 90, "fill": 1.0, "lag_weeks": 1, "r": 0.9},
            {"key": "O14", "name": "Win rate", "own": 10, "top": 90, "fill": 1.0, "lag_weeks": 1, "r": 0.9},
            {"key": "A25", "name": "Business case attached", "own": 80, "top": 90, "fill": 0.7, "lag_weeks": 9},
            {"key": "A21", "name": "Mutual action plan sent", "own": 70, "top": 90, "fill": 0.7, "lag_weeks": 9},
        ],
    }
    found = suggestion_for_case(case)
    assert set(found.ranking) == {"A25", "A21"}
    assert {one.metric for one in found.rejected} == {"R01", "O14"}
