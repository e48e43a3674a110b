"""The first lesson: left and taken up again, told kindly what is otherwise, done only by what was really proposed."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from fairway.audit.models import AuditLine
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.classing import classify
from fairway.metrics.types import MetricClass
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine
from fairway.plans.models import Plan
from fairway.studio.lesson.content import situations, step_texts
from fairway.studio.lesson.drawing import drawn
from fairway.studio.models import Lesson
from fairway.studio.proposals.actions.proposing import Words, accept, counter, propose, withdraw
from fairway.studio.tests.choices import shown
from fairway.studio.tests.office import EXECUTIVES, INVITED, NEXT_MONDAY, REQUESTS, WEDNESDAY, Office, hypothesis

pytestmark = pytest.mark.django_db
DAY = f"{WEDNESDAY:%a %-d %b %Y}"
CONSENTS = {"call-plan": "yes", "held": "no", "sponsor": "yes", "win-rate": "no", "next-step": "yes", "pipeline": "no"}


@pytest.fixture(autouse=True)
def choosing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown(monkeypatch)


def raw(office: Office, who: str, address: str, *, status: int = 200) -> str:
    response = office.clients[who].get(address)
    assert response.status_code == status, (who, address, response.status_code)
    return html.unescape(response.content.decode())


def page(office: Office, who: str, address: str, *, status: int = 200) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", raw(office, who, address, status=status)))


def send(office: Office, who: str, step: str, *, status: int = 302, **data: Any) -> None:
    response = office.clients[who].post(f"/studio/lesson/{step}/", data)
    assert response.status_code == status, (who, step, response.status_code)


def metrics(office: Office, who: str = "mona") -> list[str]:
    """Keys of the metrics on the first step, as they stand on the page."""
    text = raw(office, who, "/studio/lesson/measured/")
    return list(dict.fromkeys(re.findall(r'name="answer-([^"]+)"', text)))


def sort_rightly(office: Office, who: str = "mona") -> None:
    known = catalogue()
    send(office, who, "measured", **{f"answer-{key}": known[key].metric_class.value for key in metrics(office, who)})


def consent_rightly(office: Office, who: str = "mona") -> None:
    send(office, who, "consent", **{f"answer-{key}": answer for key, answer in CONSENTS.items()})


def test_it_has_five_steps_of_about_twenty_minutes_and_says_so(office: Office) -> None:
    assert sum(text.minutes for text in step_texts().values()) == 20
    text = page(office, "mona", "/studio/lesson/")
    for step in step_texts().values():
        assert step.title in text
        assert f"{step.minutes} min" in text
    assert "Begin: The fatal flaw" in text
    assert not Lesson.objects.exists()  # opening is not beginning


def test_the_consent_test_has_an_answer_for_each_that_the_sorter_gives_too() -> None:
    assert {one.key: "yes" if one.can_alone else "no" for one in situations()} == CONSENTS
    for one in situations():
        is_activity = classify(one.metric, "").metric_class is MetricClass.ACTIVITY
        assert is_activity is one.can_alone, one.metric


def test_a_wrong_answer_is_told_with_the_reason_and_tried_again(office: Office) -> None:
    keys = metrics(office)
    known = catalogue()
    assert 6 <= len(keys) <= 8
    wrong = next(key for key in keys if known[key].metric_class is MetricClass.RESULT)
    send(office, "mona", "measured", **{f"answer-{key}": "activity" for key in [wrong]})
    text = page(office, "mona", "/studio/lesson/measured/")
    assert "Look again" in text
    assert f"A result. {classify(known[wrong].name, '').why}" in text
    assert "1 is worth a second look" in text
    send(office, "mona", "measured", **{f"answer-{wrong}": "result"})
    text = page(office, "mona", "/studio/lesson/measured/")
    assert "Look again" not in text
    assert "So it is" in text


def test_answers_stay_where_they_were_left_and_the_same_metrics_come_again(office: Office) -> None:
    keys = metrics(office)
    send(office, "mona", "measured", **{f"answer-{keys[0]}": catalogue()[keys[0]].metric_class.value})
    assert metrics(office) == keys
    checked = re.findall(r'name="answer-([^"]+)" value="\w+" checked', raw(office, "mona", "/studio/lesson/measured/"))
    assert checked == [keys[0]]
    assert "Go on with step 1 of 5" in page(office, "mona", "/studio/lesson/")
    sort_rightly(office)
    consent_rightly(office)
    assert "Go on with step 3 of 5" in page(office, "mona", "/studio/lesson/")


def test_anything_else_in_the_form_is_passed_over(office: Office) -> None:
    send(office, "mona", "measured", **{"answer-nothing": "result", f"answer-{metrics(office)[0]}": "verdict"})
    send(office, "mona", "consent", **{"answer-held": "perhaps"})
    row = Lesson.objects.get()
    assert (row.sorted_metrics, row.consents) == ({}, {})


def test_choosing_leads_into_the_studio_and_is_done_by_a_proposal_alone(office: Office) -> None:
    response = office.clients["mona"].post("/studio/lesson/choose/", {"seller": "ann"})
    assert response.headers["Location"] == "/studio/ann/"
    assert "First lesson, step 3." in page(office, "mona", "/studio/ann/")
    assert "First lesson" not in page(office, "ann", "/studio/ann/")
    assert "Now propose one to Ann" in page(office, "mona", "/studio/lesson/choose/")
    propose(office.key("ben"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    assert "Now propose one to Ann" in page(office, "mona", "/studio/lesson/choose/")
    key = propose(office.key("ann"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    assert "Ann is asked" in page(office, "mona", "/studio/lesson/choose/")
    withdraw(key, as_seller=False, actor_id=None)
    assert "Now propose one to Ann" in page(office, "mona", "/studio/lesson/choose/")


def test_it_says_whose_turn_it_is_and_counts_what_was_agreed_on_while_it_holds(office: Office) -> None:
    send(office, "mona", "choose", seller="ann")
    key = propose(office.key("ann"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    other = hypothesis(target=3)
    key = counter(key, other, Words(), starts_on=NEXT_MONDAY, actor_id=None)
    assert "Ann answered with a counter: your turn" in page(office, "mona", "/studio/lesson/choose/")
    accept(key, starts_on=NEXT_MONDAY, as_seller=False, actor_id=None)  # yet to begin
    assert "Ann has agreed" in page(office, "mona", "/studio/lesson/choose/")
    name = catalogue()[INVITED].name
    assert f"Ann: {name} agreed" in page(office, "mona", "/studio/lesson/next/")
    Plan.objects.update(starts_on=WEDNESDAY - timedelta(days=20), ends_on=WEDNESDAY)  # its last day
    assert "Ann has agreed" in page(office, "mona", "/studio/lesson/choose/")
    Plan.objects.update(ends_on=WEDNESDAY - timedelta(days=1))
    assert "Now propose one to Ann" in page(office, "mona", "/studio/lesson/choose/")
    office.give("ann", REQUESTS, EXECUTIVES)
    assert "Ann has activities in force" in page(office, "mona", "/studio/lesson/choose/")
    assert "Ann: activities in force" in page(office, "mona", "/studio/lesson/next/")


def test_two_activities_in_force_do_it_too_and_one_does_not(office: Office) -> None:
    send(office, "mona", "choose", seller="ann")
    office.give("ann", INVITED)
    assert "Now propose one to Ann" in page(office, "mona", "/studio/lesson/choose/")
    office.give("ann", "meetings_held", needs_yes=True)
    assert "Now propose one to Ann" in page(office, "mona", "/studio/lesson/choose/")
    office.give("ann", EXECUTIVES)
    assert "Ann has activities in force" in page(office, "mona", "/studio/lesson/choose/")


@pytest.mark.parametrize("seller", ["mona", "lea", "op", "nobody", ""])
def test_nobody_can_be_chosen_who_does_not_report_to_one(office: Office, seller: str) -> None:
    send(office, "mona", "choose", status=404, seller=seller)
    assert not Lesson.objects.exists()


def finished(office: Office) -> None:
    sort_rightly(office)
    consent_rightly(office)
    send(office, "mona", "choose", seller="ann")
    propose(office.key("ann"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    talk = {"on": NEXT_MONDAY.isoformat(), "at": "09:30", "minutes": "30", "question": "Why?"}
    places = {f"place_{topic}": n for n, topic in enumerate(("last_time", "activities", "question", "commitments"), 1)}
    send(office, "mona", "one-to-one", **talk, **places)
    send(office, "mona", "next")


def test_it_is_finished_when_every_step_is_done_and_not_before(office: Office) -> None:
    send(office, "mona", "next")
    assert not Lesson.objects.filter(finished_at__isnull=False).exists()
    assert "Some steps are open" in page(office, "mona", "/studio/lesson/next/")
    finished(office)
    text = page(office, "mona", "/studio/lesson/next/")
    assert "You finished the first lesson" in text
    assert "Hold the 1:1 with Ann" in text
    assert "Choose with Ben" in text
    assert f"First lesson, finished on {DAY}" in page(office, "mona", "/studio/")


def test_ones_own_leader_sees_the_day_it_was_finished_and_nobody_sees_an_answer(office: Office) -> None:
    sort_rightly(office)
    send(office, "mona", "consent", **{"answer-held": "yes"})
    assert "Mona Moor First lesson not finished" in page(office, "lea", "/studio/")
    assert not AuditLine.objects.exists()
    finished(office)
    assert f"Mona Moor First lesson finished on {DAY}" in page(office, "lea", "/studio/")
    for line in AuditLine.objects.all():
        assert line.action in {"propose_hia", "plan_one_to_one", "plan_session"}
        assert "consents" not in str(line.detail)
        assert "sorted_metrics" not in str(line.detail)
    for who, address, times in (("op", "/studio/", 0), ("ann", "/studio/ann/", 0), ("lea", "/studio/", 1)):
        text = page(office, who, address)
        assert text.count("finished on") == times
        assert text.count("Mona Moor First lesson") == times
        assert ("First lesson" in text) is (who != "ann")  # their own, to begin; a seller has none
        assert office.clients[who].get("/me/export/").json()["first_lesson"] == []
    [mine] = office.clients["mona"].get("/me/export/").json()["first_lesson"]
    assert mine["consents"]["held"] == "no"


def test_somebody_without_sellers_has_the_short_way_and_a_seller_none(office: Office) -> None:
    text = page(office, "lea", "/studio/lesson/")
    assert "Begin: The fatal flaw" in text
    assert "The first lesson, in ten minutes" in text
    assert "Step 1 of 3, " in page(office, "lea", "/studio/lesson/measured/")
    assert "Two for one of your own sellers" not in text
    for step in ("choose", "one-to-one"):
        page(office, "lea", f"/studio/lesson/{step}/", status=404)
        send(office, "lea", step, status=404)
    sort_rightly(office, "lea")
    consent_rightly(office, "lea")
    send(office, "lea", "next")
    assert "Agree to the leader’s agreement" in page(office, "lea", "/studio/lesson/next/")
    assert Lesson.objects.get().finished_at is not None
    for step in ("", "measured/", "consent/", "choose/", "one-to-one/", "next/"):
        page(office, "ann", f"/studio/lesson/{step}", status=404)


def test_a_new_manager_is_led_to_the_lesson_first(office: Office) -> None:
    assert "New to this? Begin with the first lesson." in page(office, "mona", "/studio/")
    office.give("ann", INVITED)
    text = page(office, "mona", "/studio/")
    assert "New to this?" not in text
    assert "First lesson." in text


def test_its_metrics_are_the_organisations_own_first_and_of_all_three_classes() -> None:
    known = catalogue()
    own = [key for key, one in known.items() if one.metric_class is MetricClass.OBJECTIVE][:20]
    for seed in range(30):
        found = drawn(known, own, seed)
        assert 6 <= len(found) <= 8
        assert {one.verdict.metric_class for one in found} == set(MetricClass)
        assert all(one.verdict.metric_class is known[one.key].metric_class for one in found)
        objectives = [one for one in found if one.verdict.metric_class is MetricClass.OBJECTIVE]
        assert all(one.is_own for one in objectives)
        assert found == drawn(known, own, seed)
        kept = [one.key for one in found]
        assert {one.key for one in drawn(known, own, seed + 1, kept=kept)} == set(kept)
    assert len({tuple(one.key for one in drawn(known, (), seed)) for seed in range(30)}) > 20


def test_a_seller_who_moved_on_is_chosen_anew(office: Office) -> None:
    send(office, "mona", "choose", seller="ann")
    ReportingLine.objects.filter(person=office.people["ann"]).update(valid_to_on=WEDNESDAY - timedelta(days=1))
    rebuild_spans()
    text = page(office, "mona", "/studio/lesson/choose/")
    assert "Ann" not in text
    assert "With whom?" in page(office, "mona", "/studio/lesson/one-to-one/")
