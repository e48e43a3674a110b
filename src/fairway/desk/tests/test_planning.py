"""One seller's plan: an HIA more, another target, one retired, one swapped; each previewed, made and undone."""

from decimal import Decimal

import pytest

from fairway.desk.tests.office import (
    CONVERSATIONS,
    EXECUTIVES,
    INVITED,
    MEETINGS,
    NEXT_MONDAY,
    WEDNESDAY,
    Office,
    effects,
    everything,
    said,
)
from fairway.exchange.models import StagedRow
from fairway.plans.actions.applying import apply_staged_plans
from fairway.plans.models import Plan
from fairway.studio.tests.choices import NO, UNKNOWN, candidate, choice, unmeasured
from fairway.studio.types import Candidate

PLAN = "/sellers/ann/plan/"


def added(metric: str, target: int = 3, per: str = "week") -> dict[str, object]:
    return {"change": "add", "metric": metric, "target": target, "per": per}


def test_it_adds_an_hia_from_the_next_week_and_takes_it_back(office: Office) -> None:
    before = everything()
    shown = effects(office.preview("mona", PLAN, **added(EXECUTIVES)))
    assert "Ann Abel" in shown
    assert f"Calls to executives, 3 a week from {NEXT_MONDAY:%-d %b %Y}" in shown
    office.make("mona", PLAN, **added(EXECUTIVES))
    assert office.plans("ann") == {INVITED: 5, EXECUTIVES: 3}
    assert office.plans("ann", WEDNESDAY) == {INVITED: 5}
    assert said(office.undo("mona")) == ["Undone: everything is as it was before."]
    assert everything() == before


def test_a_fourth_hia_is_answered_with_the_question_which_one_goes(office: Office) -> None:
    for metric in (EXECUTIVES, MEETINGS):
        office.make("mona", PLAN, **added(metric))
    three = everything()
    page = office.preview("mona", PLAN, **added(CONVERSATIONS, 2))
    assert "Which one should make room for Early-stage conversations started?" in page
    assert [f'value="{key}"' in page for key in (INVITED, EXECUTIVES, MEETINGS)] == [True] * 3
    assert any(text.startswith("There are 3 HIAs in force") for text in said(page))
    office.make("mona", PLAN, **added(CONVERSATIONS, 2))
    assert everything() == three
    swap = {**added(CONVERSATIONS, 2), "change": "swap", "retired": EXECUTIVES}
    assert "Early-stage conversations started, 2 a week" in effects(office.preview("mona", PLAN, **swap))
    office.make("mona", PLAN, **swap)
    assert office.plans("ann") == {INVITED: 5, MEETINGS: 3, CONVERSATIONS: 2}
    office.undo("mona")
    assert everything() == three


@pytest.mark.parametrize(
    ("metric", "reason"),
    [
        ("bookings", "is a result: it can be measured, not managed"),
        ("closed_value", "is a result: it can be measured, not managed"),
        ("meetings_held", "needs the customer's yes: it is an objective"),
        ("meeting_show_rate", "needs the customer's yes: it is an objective"),
        ("emails_sent", "is raw volume"),
        ("nothing_like_this", "No metric is called"),
    ],
)
def test_what_cannot_be_an_hia_is_refused_with_the_reason(office: Office, metric: str, reason: str) -> None:
    before = everything()
    for page in (office.preview("mona", PLAN, **added(metric)), office.make("mona", PLAN, **added(metric))):
        assert reason in " ".join(said(page))
    assert everything() == before


def test_an_imported_plan_on_an_objective_is_counted_and_marked(office: Office) -> None:
    StagedRow.objects.create(
        source="crm",
        kind="plan",
        key="1",
        payload={
            "native_seller_id": "u-ann",
            "metric": "meetings_held",
            "starts_on": "2026-01-05",
            "ends_on": None,
            "target": "4",
            "per": "week",
            "quality_target": None,
        },
    )
    tally, rejects, _ = apply_staged_plans()
    assert (tally.added, rejects) == (1, [])
    assert Plan.objects.get(metric_key="meetings_held").needs_yes
    assert "needs the customer’s yes" in office.get("mona", PLAN)


@pytest.mark.parametrize("target", ["0", "-3", "1000", "many", ""])
def test_a_target_nobody_can_plan_for_is_refused(office: Office, target: str) -> None:
    before = everything()
    assert "Target: " in said(office.make("mona", PLAN, change="add", metric=EXECUTIVES, target=target, per="week"))[0]
    assert everything() == before


def test_a_new_target_in_mid_week_starts_on_monday(office: Office) -> None:
    before = everything()
    change = {"change": "target", "metric": INVITED, "target": 8, "per": "week"}
    assert f"8 a week from {NEXT_MONDAY:%-d %b %Y}" in effects(office.preview("mona", PLAN, **change))
    office.make("mona", PLAN, **change)
    assert office.plans("ann", WEDNESDAY) == {INVITED: 5}
    assert office.plans("ann") == {INVITED: 8}
    office.undo("mona")
    assert everything() == before


def test_changing_a_target_again_before_monday_replaces_the_coming_one(office: Office) -> None:
    for target in (8, 7, 9):
        office.make("mona", PLAN, change="target", metric=INVITED, target=target, per="week")
    rows = list(Plan.objects.filter(person=office.people["ann"]).order_by("starts_on").values_list("target", "ends_on"))
    assert [target for target, _ in rows] == [Decimal(5), Decimal(9)]
    office.make("mona", PLAN, change="target", metric=INVITED, target=5, per="week")
    assert office.plans("ann") == {INVITED: 5}


def test_an_hia_is_retired_with_the_end_of_the_week_and_what_was_planned_for_later_with_it(office: Office) -> None:
    office.make("mona", PLAN, change="target", metric=INVITED, target=8, per="week")
    before = everything()
    office.make("mona", PLAN, change="end", metric=INVITED)
    assert office.plans("ann") == {}
    assert office.plans("ann", WEDNESDAY) == {INVITED: 5}
    office.undo("mona")
    assert everything() == before
    assert office.plans("ann") == {INVITED: 8}
    assert "not in force" in said(office.make("mona", PLAN, change="end", metric=EXECUTIVES))[0]


def test_the_same_hia_is_not_planned_twice(office: Office) -> None:
    assert "is in force already" in said(office.make("mona", PLAN, **added(INVITED)))[0]
    office.make("mona", PLAN, **added(EXECUTIVES))
    office.make("mona", PLAN, change="end", metric=EXECUTIVES)
    assert office.plans("ann") == {INVITED: 5}


def test_an_unknown_change_is_not_found_and_changes_nothing(office: Office) -> None:
    before = everything()
    for data in ({"change": "", "metric": INVITED}, {"metric": INVITED}, {"change": "drop", "metric": INVITED}):
        assert office.clients["mona"].post(PLAN, {**data, "confirm": "yes"}).status_code == 404
    assert everything() == before


def test_only_a_direct_manager_and_operations_plan(office: Office) -> None:
    before = everything()
    for who in ("ann", "ben", "cara", "max", "lea"):
        response = office.clients[who].post(PLAN, {**added(EXECUTIVES), "confirm": "yes"})
        assert response.status_code == 404, who
    assert everything() == before
    office.make("op", PLAN, **added(EXECUTIVES))
    assert office.plans("ann") == {INVITED: 5, EXECUTIVES: 3}


@pytest.mark.parametrize("change", ["add", "swap"])
def test_a_single_change_to_what_fails_a_test_leads_to_the_studio(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(
        "fairway.desk.views.planning.choice_for",
        lambda viewer, person, on: choice(person.key, offered=(), refused=(unmeasured(EXECUTIVES),)),
    )
    form = {"change": change, "metric": EXECUTIVES, "target": "3", "per": "week", "retired": INVITED, "confirm": "yes"}
    answer = office.clients["mona"].post(PLAN, form)
    assert answer.headers["Location"] == f"/studio/ann/?activity={EXECUTIVES}#hypothesis"
    assert office.plans("ann") == {INVITED: 5}


ROLE = "Account executives do not do this."
REFUSED_FOR_GOOD = candidate(EXECUTIVES, measurable=NO, refusal=ROLE, failed="role")
SET_ASIDE = candidate(EXECUTIVES, measurable=UNKNOWN, refusal=UNKNOWN.reason, failed="measurable", can_override=True)


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (REFUSED_FOR_GOOD, f"{REFUSED_FOR_GOOD.name}: {ROLE}"),
        (SET_ASIDE, f"{SET_ASIDE.name} fails a test that has to hold. {UNKNOWN.reason} Write in 20 characters or more"),
    ],
)
def test_a_single_change_is_held_to_the_rule_of_the_studio(
    office: Office, monkeypatch: pytest.MonkeyPatch, refused: Candidate, told: str
) -> None:
    monkeypatch.setattr(
        "fairway.desk.views.planning.choice_for",
        lambda viewer, person, on: choice(person.key, offered=(), refused=(refused,)),
    )
    [message] = said(office.make("mona", PLAN, **added(EXECUTIVES)))
    assert message.startswith(told)
    assert ".." not in message
    assert office.plans("ann") == {INVITED: 5}


@pytest.mark.parametrize(("typed", "target"), [("4,5", "4.5"), (" 4.25 ", "4.25"), ("200", "200")])
def test_a_target_is_read_with_a_comma_or_a_point(office: Office, typed: str, target: str) -> None:
    office.make("mona", PLAN, change="target", metric=INVITED, target=typed, per="week")
    assert office.plans("ann") == {INVITED: Decimal(target)}


@pytest.mark.parametrize("typed", ["0", "201", "many", "", "4,555", "1,000", "1e3", "NaN"])
def test_a_target_that_is_none_is_refused_in_one_sentence_of_ours(office: Office, typed: str) -> None:
    page = office.make("mona", PLAN, change="target", metric=INVITED, target=typed, per="week")
    assert said(page) == ["Target: Write a number between 1 and 200, such as 5 or 4.5."]
    assert office.plans("ann") == {INVITED: 5}


def test_a_form_names_its_fields_as_its_page_does(office: Office) -> None:
    days = {"start_on": "2026-13-01", "end_on": "", "kind": "leave"}
    messages = said(office.make("ann", "/sellers/ann/time-off/", **days))
    assert [message.partition(":")[0] for message in messages] == ["First day off", "Last day off"]
