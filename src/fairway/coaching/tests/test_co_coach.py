"""A co-coach: asked for by one, agreed to by the other, told only then; what they see, and the end."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from fairway.audit.models import AuditLine, LookLine
from fairway.coaching.actions.holding import hold_session, open_session, unopen_session
from fairway.coaching.actions.planning import call_off_session, move_session
from fairway.coaching.beside.types import OPEN_AFTER
from fairway.coaching.models import CoCoach, Session, SessionNote
from fairway.coaching.tests.test_calendar_address import TEN, planned
from fairway.commitments.tests.floor import HIA, IN_TWO_WEEKS, TODAY, Floor, at
from fairway.execution.actions.scoring import score
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Guest, Person, ReportingLine, User

pytestmark = pytest.mark.django_db
BESIDE, ROOM = "/1-1/{}/beside/", "/1-1/{}/"


@pytest.fixture
def office(floor: Floor) -> Floor:
    for who in floor.people:
        floor.account(who)
    return floor


def asked(floor: Floor, key: int, by: str, name: str) -> str:
    """Somebody is asked for; what the room says then."""
    address = f"/1-1/{key}/co-coach/"
    return unescape(floor.clients[by].post(address, {"name": name}, follow=True).content.decode())


def answered(floor: Floor, key: int, by: str, answer: str = "yes") -> None:
    row = CoCoach.objects.get(session_id=key, ended_on=None)
    floor.sent(by, f"/1-1/{key}/co-coach/answer/", asked=str(row.pk), answer=answer)


def ended(floor: Floor, key: int, by: str) -> None:
    row = CoCoach.objects.get(session_id=key, ended_on=None)
    floor.sent(by, f"/1-1/{key}/co-coach/end/", asked=str(row.pk))


def agreed(floor: Floor, who: str = "Max Mill") -> int:
    """A session of Ann and Mona tomorrow, with a co-coach both agreed to."""
    key = planned(floor)
    asked(floor, key, "mona", who)
    answered(floor, key, "ann")
    return key


def opens(floor: Floor, key: int, who: str = "max") -> bool:
    statuses = {floor.clients[who].get(BESIDE.format(key) + more).status_code for more in ("", "notes/")}
    assert statuses in ({200}, {404})
    return statuses == {200}


@pytest.mark.parametrize(("first", "second"), [("ann", "mona"), ("mona", "ann")])
def test_either_asks_and_the_page_opens_with_the_yes_of_the_other(office: Floor, first: str, second: str) -> None:
    key = planned(office)
    asked(office, key, first, "Lea Long")
    assert not opens(office, key, "lea")
    answered(office, key, first)  # their own yes again is nobody else's
    assert not opens(office, key, "lea")
    answered(office, key, second)
    assert opens(office, key, "lea")


def test_nobody_is_told_before_both_agreed(office: Floor) -> None:
    key = planned(office)
    asked(office, key, "ann", "Max Mill")
    for page in ("/1-1/", "/me/", "/me/privacy/"):
        assert "Ann" not in office.told("max", page)
    assert "Max Mill" not in office.clients["max"].get("/me/export/").json()["changes"]
    assert office.clients["max"].get("/me/export/").json()["sessions_you_were_co_coach_in"] == []
    answered(office, key, "mona")
    assert "Ann Abel and Mona Moor" in office.told("max", "/1-1/")


def test_the_other_finds_the_question_on_the_list_and_in_the_room(office: Floor) -> None:
    key = planned(office)
    page = asked(office, key, "ann", "Max Mill")
    assert "It waits for Mona; Max is told nothing before." in page
    assert "You are asked whether somebody may be beside you" in office.told("mona", "/1-1/")
    assert "You are asked whether" not in office.told("ann", "/1-1/")
    told = unescape(office.told("mona", ROOM.format(key)))
    assert "Ann asks to have Max Mill beside you as a co-coach." in told
    assert "No reason is asked for a no." in told
    answered(office, key, "mona")
    assert "You are asked whether" not in office.told("mona", "/1-1/")
    for who in ("ann", "mona"):
        assert "Max Mill helps in this session" in office.told(who, ROOM.format(key))


def test_of_a_no_nothing_is_kept_and_another_may_be_asked_for(office: Floor) -> None:
    key = planned(office)
    asked(office, key, "ann", "Max Mill")
    answered(office, key, "mona", "no")
    assert not CoCoach.objects.exists()
    assert "Ask for a co-coach" in asked(office, key, "ann", "Lea Long") or CoCoach.objects.get().person_id
    answered(office, key, "mona")
    assert (opens(office, key, "max"), opens(office, key, "lea")) == (False, True)


def test_a_yes_to_one_is_no_yes_to_whoever_was_asked_for_since(office: Floor) -> None:
    key = planned(office)
    asked(office, key, "mona", "Max Mill")
    old = CoCoach.objects.get().pk
    ended(office, key, "mona")
    asked(office, key, "mona", "Lea Long")
    office.sent("ann", f"/1-1/{key}/co-coach/answer/", asked=str(old), answer="yes")
    assert "That is not asked any more" in office.told("ann", ROOM.format(key))
    assert not opens(office, key, "lea")


@pytest.mark.parametrize("who", ["ann", "mona", "max"])
def test_any_of_the_three_ends_it_at_once_and_for_this_session(office: Floor, who: str) -> None:
    key = agreed(office)
    assert opens(office, key)
    if who == "max":
        office.sent("max", f"/1-1/{key}/beside/leave/")
    else:
        ended(office, key, who)
    assert not opens(office, key)
    assert not Guest.objects.exists()
    assert "it was ended. Ask for somebody else." in asked(office, key, "ann", "Max Mill")


def test_it_ends_with_the_session_that_is_called_off(office: Floor) -> None:
    key = agreed(office)
    call_off_session(key, actor_id=None)
    assert not opens(office, key)
    assert not Guest.objects.exists()


def test_the_page_closes_seven_days_after_the_session_was_held(office: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    key = agreed(office)
    at(monkeypatch, TODAY + timedelta(days=3))
    hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    for days, is_open in ((3, True), (3 + OPEN_AFTER.days, True), (4 + OPEN_AFTER.days, False)):
        at(monkeypatch, TODAY + timedelta(days=days))
        assert opens(office, key) is is_open, days


def test_the_page_stays_open_for_a_session_that_is_moved_or_begun_late(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = agreed(office)
    move_session(key, TEN + timedelta(days=20), actor_id=None)
    at(monkeypatch, TODAY + timedelta(days=25))
    assert opens(office, key)
    at(monkeypatch, TODAY + timedelta(days=28))
    assert not opens(office, key)
    open_session(key, coach_key=office.key("mona"), actor_id=None)
    assert opens(office, key)
    unopen_session(key, actor_id=None)
    assert not opens(office, key)


def test_what_was_not_answered_by_the_end_is_asked_no_more(office: Floor) -> None:
    key = planned(office)
    asked(office, key, "ann", "Max Mill")
    hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    assert not CoCoach.objects.exists()
    assert "Ask for a co-coach" not in office.told("mona", ROOM.format(key))


def test_the_yes_of_whoever_leads_the_seller_no_more_is_nobodys(office: Floor) -> None:
    key = agreed(office, "Lea Long")
    ReportingLine.objects.filter(person=office.people["ann"]).update(manager=office.people["max"])
    rebuild_spans()
    assert not opens(office, key, "lea")
    assert "Ann asks to have Lea Long beside you" in office.told("max", ROOM.format(key))
    answered(office, key, "max")
    assert opens(office, key, "lea")


def test_the_page_shows_agenda_notes_practice_and_new_commitments_and_nothing_of_the_seller(office: Floor) -> None:
    score()
    key = agreed(office)
    SessionNote.objects.create(session_id=key, part="own_read", version=1, text="I lost two weeks", edited_by=None)
    promise = {"who": "seller", "what": "Call Odin", "by_on": str(IN_TWO_WEEKS), "metric": HIA, "quantity": "1"}
    office.clients["ann"].post(f"/1-1/{key}/promise/", promise)
    page = unescape(office.told("max", BESIDE.format(key)))
    main = page[page.index("<main") :]
    for words in ("You help Ann and Mona", "I lost two weeks", "Practise one thing", "Call Odin", "10:00", "15 min"):
        assert words in main
    room = unescape(office.told("ann", ROOM.format(key)))
    branch = re.search(r"<h1>(.*?)</h1>", room)
    assert branch is not None
    for words in (branch[1], "nvitations", "stakeholder", "Strongest sign", "counted as", "Commitments kept"):
        assert words not in main
    assert not re.search(r"\d+ of \d+|[$€]|%", main)


def test_the_questions_and_the_practice_are_those_of_the_kind_whatever_the_sellers_would_be(office: Floor) -> None:
    key = agreed(office)
    before = office.told("max", BESIDE.format(key))
    office.counts("ann", {TODAY - timedelta(days=TODAY.weekday() + 7 * week): 5 for week in range(1, 9)})
    score()
    csrf = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')
    assert csrf.sub("", office.told("max", BESIDE.format(key))) == csrf.sub("", before)


def test_all_three_write_the_same_note_and_no_words_are_lost(office: Floor) -> None:
    key = agreed(office)
    for who, address in (("ann", ROOM), ("max", BESIDE)):
        office.sent(who, address.format(key) + "notes/own_read/", text=f"from {who}\n", base="")
    for who, address in (("mona", ROOM), ("max", BESIDE)):
        text = office.clients[who].get(address.format(key) + "notes/").json()["notes"]["own_read"]["text"]
        assert {*text.splitlines()} == {"from ann", "from max"}
    assert "last by Max" in office.told("ann", ROOM.format(key))


def test_everything_else_about_the_seller_stays_hidden_from_the_co_coach(office: Floor) -> None:
    key = agreed(office)
    for address in (ROOM.format(key), f"/1-1/{key}/notes/", f"/1-1/{key}/calendar.ics", "/sellers/ann/"):
        assert office.clients["max"].get(address).status_code == 404, address
    said = {"text": "x", "asked": "1", "answer": "yes", "name": "Tom Tarn"}
    for address in ("hold/", "move/", "promise/", "co-coach/", "co-coach/answer/", "co-coach/end/", "notes/own_read/"):
        assert office.sent("max", f"/1-1/{key}/{address}", **said).status_code == 404, address
    other = planned(office, "ben")
    assert not opens(office, other)


def test_nobody_but_the_co_coach_opens_their_page(office: Floor) -> None:
    key = agreed(office)
    for who in ("ann", "mona", "lea", "cleo", "ben", "tom", "olga"):
        assert not opens(office, key, who)


def test_the_seller_reads_who_was_let_in_and_that_they_looked(office: Floor) -> None:
    key = agreed(office)
    assert opens(office, key)
    look = LookLine.objects.get(viewer_id=office.account("max"), page="beside")
    assert look.subject_key == office.key("ann")
    assert "A session of yours, by its co-coach" in office.told("ann", "/me/privacy/")
    exported = office.clients["ann"].get("/me/export/").json()
    [own] = exported["co_coaches_in_your_sessions"]
    assert (own["name"], own["seller_agreed_on"], own["coach_agreed_on"]) == ("Max Mill", str(TODAY), str(TODAY))
    assert [row["name"] for row in exported["guests_on_pages_about_you"]] == ["Max Mill"]


def test_each_of_the_three_exports_their_own_side(office: Floor) -> None:
    key = agreed(office)
    led = office.clients["mona"].get("/me/export/").json()
    assert [(row["coach_agreed_on"], row["seller_agreed_on"]) for row in led["co_coaches_in_sessions_you_led"]] == [
        (str(TODAY), None)
    ]
    been = office.clients["max"].get("/me/export/").json()
    assert [row["session_id"] for row in been["sessions_you_were_co_coach_in"]] == [str(key)]
    assert [row["person_id"] for row in been["pages_you_are_a_guest_on"]] == [None]


@pytest.mark.parametrize("who", ["ann", "max"])
def test_it_goes_with_the_seller_and_with_the_co_coach(office: Floor, who: str) -> None:
    key = agreed(office)
    office.people[who].delete()
    assert not Guest.objects.exists()
    assert not CoCoach.objects.exists()
    assert Session.objects.filter(pk=key).exists() is (who == "max")


def test_each_step_stands_in_the_audit_of_the_seller_without_a_name(office: Floor) -> None:
    key = agreed(office)
    ended(office, key, "ann")
    lines = AuditLine.objects.filter(action__contains="co_coach").order_by("pk")
    assert [line.action for line in lines] == ["ask_for_co_coach", "agree_to_co_coach", "end_co_coach"]
    assert {(line.subject_key, str(line.detail)) for line in lines} == {
        (str(office.key("ann")), "{'kind': 'one_to_one'}")
    }
    for who in ("lea", "olga"):
        assert "o-coach" not in office.told(who, "/changes/")


# Whom one may name: a seller learns of nobody who is not known to them, leads anybody or works in operations.


@pytest.mark.parametrize("name", ["Max Mill", "max@example.com", " lea  LONG ", "Cleo Crown", "Olga Orth"])
def test_a_seller_may_name_whoever_leads_somebody_and_operations(office: Floor, name: str) -> None:
    asked(office, planned(office), "ann", name)
    assert CoCoach.objects.count() == 1


def test_for_a_seller_a_colleague_is_answered_as_somebody_who_does_not_exist(office: Floor) -> None:
    key = planned(office)
    pages = []
    for name in ("Ben Bell", "tom@example.com", "Nobody Atall"):
        page = asked(office, key, "ann", name)
        found = re.search(r'role="alert".*?</div>', page)
        assert found is not None
        pages.append(found[0])
    assert len({*pages}) == 1
    assert "Nobody you can ask is called that" in pages[0]
    assert not CoCoach.objects.exists()


def test_whoever_leads_somebody_may_name_everybody_who_can_log_in(office: Floor) -> None:
    key = planned(office)
    User.objects.filter(person=office.people["tom"]).update(is_active=False)
    assert "Nobody you can ask is called that" in asked(office, key, "mona", "Tom Tarn")
    User.objects.filter(person=office.people["tom"]).update(is_active=True)
    Person.objects.filter(slug="tom").update(left_on=TODAY - timedelta(days=1))
    assert "Nobody you can ask is called that" in asked(office, key, "mona", "Tom Tarn")
    Person.objects.filter(slug="tom").update(left_on=None)
    asked(office, key, "mona", "Tom Tarn")
    assert CoCoach.objects.get().person_id == office.key("tom")


def test_of_two_people_of_one_name_neither_is_asked_for_before_their_address_is_given(office: Floor) -> None:
    key = planned(office)
    Person.objects.filter(slug="tom").update(name="Max Mill")
    assert "told apart by their e-mail address" in asked(office, key, "mona", "Max Mill")
    asked(office, key, "mona", "tom@example.com")
    assert CoCoach.objects.get().person_id == office.key("tom")


def test_the_field_offers_nobody_the_viewers_pages_may_not_name(office: Floor) -> None:
    key = planned(office)

    def offered(who: str) -> set[str]:
        return {*re.findall(r'<option value="([^"]+)"></option>', office.told(who, ROOM.format(key)))}

    assert offered("ann") == {"Lea Long", "Cleo Crown"}
    assert offered("mona") == {"Lea Long", "Cleo Crown", "Ben Bell"}


@pytest.mark.parametrize("name", ["Ann Abel", "Mona Moor"])
def test_one_of_the_two_is_no_co_coach(office: Floor, name: str) -> None:
    assert "they see this page as it is" in asked(office, planned(office), "mona", name)


def test_there_is_one_co_coach_at_a_time_and_none_once_the_session_is_over(office: Floor) -> None:
    key = agreed(office)
    assert "Somebody is asked for already" in asked(office, key, "ann", "Lea Long")
    ended(office, key, "ann")
    hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    assert "This session is over" in asked(office, key, "ann", "Lea Long")


def test_a_session_that_follows_has_no_co_coach(office: Floor) -> None:
    key = agreed(office)
    office.sent("mona", f"/1-1/{key}/hold/")
    later = Session.objects.exclude(pk=key)
    assert not CoCoach.objects.filter(session__in=later).exists()
    assert date.fromisoformat(str(Guest.objects.get().until_on)) == TODAY + OPEN_AFTER
