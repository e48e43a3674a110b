"""A case's own funnel: which figures are its steps, and which step a candidate acts on."""

from typing import Any

import pytest

from fairway.studio.cases.aiming import FunnelStep, aim_of
from fairway.studio.cases.counted import is_done_by_them, is_done_by_us
from fairway.studio.cases.effects import effect_in
from fairway.studio.cases.field_names import Field
from fairway.studio.cases.fields import field_of
from fairway.studio.cases.gaps import distance_of
from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.reading import read_case
from fairway.studio.cases.stages import objective_reached, sides_of

STEPS = [
    FunnelStep("stage 2 -> 3", 0.0),
    FunnelStep("stage 3 -> 4", 1.0),
    FunnelStep("conversation to meeting booked", 0.0),
    FunnelStep("registered to won", 0.6),
]


@pytest.mark.parametrize(
    ("name", "objective"),
    [
        ("lead -> two-way contact", "conversations"),
        ("Gespräch zu Termin", "acceptance"),
        ("booked_to_held", "show"),
        ("visita a oferta", "win_rate"),
        ("Erstbesuch zu Anfrage", "lead_conversion"),
        ("kick-off to first use live", "adoption"),
        ("renewals due -> signed", "renewals"),
        ("stage 3 -> 4", "win_rate"),
        ("average deal", ""),
    ],
)
def test_a_step_between_two_stages_is_about_reaching_the_later_one(name: str, objective: str) -> None:
    assert objective_reached(name.replace("_", " ")) == objective


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("contacto a reunión", ("contacto", "reunion")),
        ("first talk with a buyer", ("", "first talk with a buyer")),
        ("lead → call → meeting", ("lead call", "meeting")),
    ],
)
def test_a_short_word_parts_two_sides_only_where_both_name_a_stage(name: str, sides: tuple[str, str]) -> None:
    assert sides_of(name) == sides


@pytest.mark.parametrize(
    ("serves", "evidence", "step"),
    [
        ("stage_3_to_4", "", "stage 3 -> 4"),
        ("", "r = 0.4 with registered-to-won, n = 60", "registered to won"),
        ("", "Trial in spring: conversation -> meeting up from 15 to 22 %", "conversation to meeting booked"),
        ("", "looks good", None),
    ],
)
def test_a_candidate_acts_on_the_step_that_is_said_of_it(serves: str, evidence: str, step: str | None) -> None:
    aim = aim_of(CandidateFacts("x", serves=serves, evidence=evidence), STEPS)
    assert (aim.step.name if aim else None) == step


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("r=0.46 with meetings", 1),
        ("r = -0,21 con pedidos", -1),
        ("r = -0.4 with average discount", 1),
        ("with a plan 55 % moved on, without 33 %", 1),
        ("trials with it: 35% frozen, without: 61%", -1),
        ("average discount 13% with, 22% without", 1),
        ("went from 15% to 22% in five weeks", 1),
        ("negative here: -8 points win", -1),
        ("no relation to held meetings", 0),
        ("kein Zusammenhang", 0),
        ("half of all deals (61 of 124) began so", None),
    ],
)
def test_what_was_found_speaks_for_it_against_it_or_not_at_all(text: str, sign: int | None) -> None:
    effect = effect_in(text)
    assert (None if effect is None else (effect > 0) - (effect < 0)) == sign


@pytest.mark.parametrize(
    ("definition", "whose"),
    [
        ("renewals with quote sent by the manager >=60 d before end / renewals due", "ours"),
        ("Deal review offered within 10 days of registration", "ours"),
        ("citas en las que el SDR pidió e invitó a un segundo asistente / citas agendadas", "ours"),
        ("count of meetings that VP+ buyers attended", "theirs"),
        ("invitations accepted by customers", "theirs"),
        ("trials whose specification the customer signed / trials", "theirs"),
        ("plants in two-way contact", "nobody's"),
    ],
)
def test_who_did_what_is_counted_is_read_off_its_verbs(definition: str, whose: str) -> None:
    found = "theirs" if is_done_by_them(definition) else "ours" if is_done_by_us(definition) else "nobody's"
    assert found == whose


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("acts_on_step", Field.SERVES),
        ("partial_corr_with_stage", Field.EFFECT),
        ("local_evidence", Field.EVIDENCE),
        ("lag_weeks_to_effect", Field.LAG),
        ("own_last_year", Field.BEFORE),
        ("su_historial", Field.BEFORE),
        ("load_min_per_week", Field.HOURS),
        ("better", Field.BETTER),
        ("quart_sup", Field.TOP),
    ],
)
def test_a_field_means_what_its_words_say(name: str, field: Field) -> None:
    assert field_of((name,)) is field


SHAPES: dict[str, Any] = {
    "rows": {"funnel": [{"step": "visit to quote", "rep": 18, "rep_12m": 31, "peers": 32},
                        {"step": "quote to order", "rep": 45, "rep_12m": 44, "peers": 44}]},
    "columns": {"columns": ["seller", "peer_median", "last_year", "unit"],
                "measures": {"visit to quote": [18, 32, 31, "%"], "quote to order": [45, 44, 44, "%"]}},
    "beside each other": {"fnl_visit_to_quote_pct_self": 18, "fnl_visit_to_quote_pct_p50": 32,
                          "fnl_visit_to_quote_pct_ly": 31, "fnl_quote_to_order_pct_self": 45,
                          "fnl_quote_to_order_pct_p50": 44, "fnl_quote_to_order_pct_ly": 44},
    "a line of text": {
        "funnel": "Visit to quote 18 % (last year 31 %, peers 32 %); quote to order 45 % (44 %, peers 44 %)"
    },
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_funnel_is_read_in_whatever_shape_it_comes(shape: str) -> None:
    case = {"id": "x", **SHAPES[shape], "candidates": [{"key": "a"}, {"key": "b"}]}
    drivers = {driver.name.lower().removesuffix(" pct"): driver for driver in read_case(case).drivers}
    assert {"visit to quote", "quote to order"} <= drivers.keys()
    short = {name: distance_of(driver) for name, driver in drivers.items()}
    assert (short["visit to quote"] or 0) > 0.3 > abs(short["quote to order"] or 0)
