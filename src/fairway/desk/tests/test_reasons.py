"""Not executing: why? The signs on the pages of a seller, and the seller's own answer above them."""

import html
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.audit.queries import changes_about
from fairway.desk.personal import personal_export
from fairway.desk.tests.office import INVITED, MONDAY, Office, said
from fairway.desk.why import why_answer
from fairway.diagnosis.actions.diagnosing import diagnose, drop_diagnoses_before
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.diagnosis.queries import stored_diagnoses
from fairway.execution.actions.scoring import score
from fairway.execution.queries import today
from fairway.ledger.models import WeeklyCount
from fairway.lib.periods import week_label
from fairway.people.actions.erasing import erase_person
from fairway.records.models import ActivityWord
from fairway.signs.models import CaseSigns
from fairway.signs.packing import packed
from fairway.signs.types import Cause, Sign

LAST = MONDAY - timedelta(days=7)
PAGE, ACTIVITY, SAY = "/sellers/ann/", f"/sellers/ann/{INVITED}/", f"/sellers/ann/{INVITED}/answer/"
LOAD = Sign(Cause.CAPACITY, "more_open_deals", 0.8, {"now": 31, "before": 17, "weeks": 3}, (), (LAST,))
ELSEWHERE = Sign(
    Cause.DATA, "other_word", 0.4, {"word": "chat", "now": 6, "usual": 0, "missing": 5, "weeks": 3}, ("chat", INVITED),
    (LAST,),
)  # fmt: skip
FELL = Sign(Cause.EFFORT, "everything_fell", 0.7, {"now": 9, "usual": 30, "weeks": 3}, (), (LAST,))
pytestmark = pytest.mark.usefixtures("short")


@pytest.fixture
def short(office: Office) -> None:
    """Ann has done next to nothing for three weeks; nobody saw why yet."""
    WeeklyCount.objects.filter(person_key=office.key("ann"), week_on__gte=MONDAY - timedelta(days=21)).update(done=0)
    see(office)


def see(office: Office, *signs: Sign) -> None:
    """Those signs are what was seen of Ann, and everything that follows from them."""
    CaseSigns.objects.all().delete()
    CaseSigns.objects.create(person_key=office.key("ann"), metric_key=INVITED, seen_on=today(), signs=packed(signs))
    score()
    diagnose()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def first_cause(office: Office) -> str:
    return WeeklyDiagnosis.objects.get(person_id=office.key("ann")).first_cause


@pytest.mark.parametrize("address", [PAGE, ACTIVITY])
def test_it_shows_the_signs_strongest_first_with_numbers_and_a_question(office: Office, address: str) -> None:
    see(office, LOAD, ELSEWHERE)
    page = words(office.get("mona", address))
    load = page.index("Strong sign 31 open opportunities on average in the last 3 closed weeks; before, 17.")
    assert page.index("Some sign “Chat” rose to 6") > load
    assert page.count("Ask: ") == 2
    assert "Ann has not said yet" in page


def test_it_shows_the_seller_what_the_manager_sees(office: Office) -> None:
    see(office, LOAD, ELSEWHERE)
    manager, seller = words(office.get("mona", PAGE)), words(office.get("ann", "/me/"))
    for sentence in ("Strong sign 31 open opportunities", "Some sign “Chat” rose to 6"):
        assert sentence in manager
        assert sentence in seller


def test_it_says_so_where_the_records_show_no_reason(office: Office) -> None:
    assert "No sign in the records." in office.get("mona", PAGE)


def test_it_never_names_what_is_only_asked(office: Office) -> None:
    see(office, FELL)
    for who, address in (("mona", PAGE), ("ann", "/me/"), ("mona", ACTIVITY)):
        page = html.unescape(office.get(who, address))
        assert "What have these weeks been like for you?" in page
        assert "effort" not in words(page).lower()
        assert "Strong sign" not in page


@pytest.mark.parametrize("who", ["lea", "op"])
def test_it_keeps_signs_and_answers_between_the_seller_and_who_leads_them(office: Office, who: str) -> None:
    see(office, LOAD)
    office.make("ann", SAY, text="My desk is full of renewals")
    for address in (PAGE, ACTIVITY):
        page = office.get(who, address)
        assert "open opportunities on average" not in page
        assert "renewals" not in page


def test_the_sellers_answer_stands_above_the_signs_and_counts(office: Office) -> None:
    see(office, LOAD)
    assert first_cause(office) == "capacity"
    office.make("ann", SAY, cause="skill", text="They cancel on me")
    for who, address in (("mona", PAGE), ("ann", "/me/"), ("mona", ACTIVITY)):
        page = words(office.get(who, address))
        answer = page.index("“It does not work out the way it should. They cancel on me”")
        assert answer < page.index("open opportunities on average")
    assert first_cause(office) == "skill"
    diagnose()  # the nightly work looks anew, and does not overrule anybody
    assert first_cause(office) == "skill"
    [entry] = why_answer(today(), seller_key=office.key("ann"))
    assert entry["answer"]["cause"] == "skill"
    assert entry["answer"]["words"] == "It does not work out the way it should. They cancel on me"
    assert [cause["cause"] for cause in entry["causes"]] == ["capacity"]


def test_own_words_alone_count_under_no_reason_of_the_list(office: Office) -> None:
    see(office, LOAD)
    office.make("ann", SAY, text="The trade fair took all of us")
    assert first_cause(office) == ""
    assert why_answer(today(), seller_key=office.key("ann"))[0]["answer"]["cause"] is None


def test_an_answer_is_changed_and_taken_back(office: Office) -> None:
    see(office, LOAD)
    office.make("ann", SAY, cause="absence")
    office.make("ann", SAY, cause="priority")
    assert SellerAnswer.objects.count() == 1
    assert first_cause(office) == "priority"
    office.make("ann", SAY, withdraw="yes")
    assert not SellerAnswer.objects.exists()
    assert first_cause(office) == "capacity"
    assert "answer" not in why_answer(today(), seller_key=office.key("ann"))[0]
    actions = [change.action for change in changes_about(office.key("ann"))]
    assert actions[:3] == ["withdraw_reason", "change_reason", "say_reason"]


@pytest.mark.parametrize("who", ["mona", "lea", "op", "ben"])
def test_nobody_answers_for_somebody_else(office: Office, who: str) -> None:
    assert office.clients[who].post(SAY, {"cause": "capacity"}).status_code == 404
    assert not SellerAnswer.objects.exists()


@pytest.mark.parametrize("given", [{}, {"cause": "effort"}, {"text": "x" * 301}, {"cause": "", "text": "  "}])
def test_what_is_no_answer_is_refused_with_a_sentence(office: Office, given: dict[str, Any]) -> None:
    page = office.make("ann", SAY, **given)
    assert not SellerAnswer.objects.exists()
    assert any("answer" not in text and len(text) > 20 for text in said(page))


def test_the_reasons_shown_can_be_picked_first(office: Office) -> None:
    see(office, ELSEWHERE, LOAD)
    offered = re.findall(r'name="cause" value="(\w*)"', office.get("ann", "/me/"))
    assert offered[:2] == ["capacity", "data"]
    assert set(offered) == {*map(str, Cause), ""} - {"effort"}


def test_its_numbers_lead_to_the_records_behind_them(office: Office) -> None:
    ActivityWord.objects.create(word="chat", activity_type="call", source="crm")
    see(office, ELSEWHERE, replace(LOAD, metric_keys=("open_deals",)))
    for who, address in (("mona", PAGE), ("ann", "/me/")):
        links = re.findall(r'href="(/sellers/ann/(?:chat|open_deals)/[^"]+)"', office.get(who, address))
        assert len(links) == 2
        for link in links:
            assert week_label(LAST) in link
            assert "Records behind a number of a sign" in office.get(who, link)
    for counted in ("acts", "acts_by_hand", "accounts_assigned", "new_leads"):
        assert "Records behind a number of a sign" in office.get("mona", f"/sellers/ann/{counted}/")
    for address in ("/sellers/ann/nothing_like_it/", "/sellers/ann/chat/?week=soon", "/sellers/ann/late_deals/"):
        assert office.clients["mona"].get(address).status_code == 404
    assert office.clients["ben"].get("/sellers/ann/chat/").status_code == 404


def test_it_is_read_in_one_statement(office: Office) -> None:
    see(office, LOAD)
    office.make("ann", SAY, cause="ramp")
    with CaptureQueriesContext(connection) as queries:
        [found] = stored_diagnoses([office.key("ann")]).values()
    assert len(queries) == 1
    assert found.answer is not None
    assert found.answer.cause is Cause.RAMP
    assert found.week_on == LAST


def test_an_answer_is_handed_out_goes_in_time_and_goes_with_its_person(office: Office) -> None:
    office.make("ann", SAY, text="Ben Bell had my leads")
    [kept] = personal_export(office.key("ann"))["answers"]
    assert kept["text"] == "Ben Bell had my leads"
    erase_person(office.key("ben"), on=today())  # whoever is named in it goes out of it
    assert "Bell" not in SellerAnswer.objects.get().text
    drop_diagnoses_before(LAST)
    assert SellerAnswer.objects.exists()
    drop_diagnoses_before(MONDAY)
    assert not SellerAnswer.objects.exists()
