"""Observing how a session is led: who may, what it asks, who reads it, what whoever was observed says to it."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from fairway.audit.models import AuditLine, LookLine
from fairway.coaching.actions.holding import hold_session, open_session
from fairway.coaching.models import Observation, Session
from fairway.coaching.observing.actions import forget_observations_before
from fairway.coaching.observing.queries import observations_over
from fairway.coaching.observing.rubric import rubric
from fairway.coaching.tests.test_calendar_address import planned
from fairway.coaching.tests.test_co_coach import answered, asked, ended
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.models import Person

pytestmark = pytest.mark.django_db
LIST = "/1-1/observed/"
ITEMS = [item.key for item in rubric().items]


@pytest.fixture
def office(floor: Floor) -> Floor:
    for who in floor.people:
        floor.account(who)
    return floor


def said(**changes: str) -> dict[str, str]:
    """A whole form: three of five for everything, with changes by item."""
    form = {f"rating-{key}": "3" for key in ITEMS} | {"keep": "You waited", "to_try": "Ask once more"}
    return form | {name.replace("__", "-"): value for name, value in changes.items()}


def beside(office: Floor, who: str = "Lea Long", *, state: str = "open") -> int:
    """A session of Ann and Mona with somebody both agreed to beside it."""
    key = planned(office)
    asked(office, key, "mona", who)
    answered(office, key, "ann")
    if state != "planned":
        open_session(key, coach_key=office.key("mona"), actor_id=None)
    if state == "held":
        hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    return key


def given(office: Floor, key: int, who: str = "lea", **changes: str) -> str:
    """What the page says once somebody gave it."""
    address = f"/1-1/{key}/beside/rubric/" if who != "mona" else f"/1-1/{key}/rubric/"
    return text(office.clients[who].post(address, said(**changes), follow=True).content.decode())


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def read(office: Floor, who: str, address: str) -> str:
    return text(office.told(who, address))


def status(office: Floor, who: str, address: str) -> int:
    return office.clients[who].get(address).status_code


def test_only_somebody_above_whoever_leads_it_and_beside_it_is_asked_by_the_rubric(office: Floor) -> None:
    key = beside(office)
    address = f"/1-1/{key}/beside/rubric/"
    found = {who for who in office.people if status(office, who, address) == 200}
    assert found == {"lea"}
    assert "Observe how it is led" in read(office, "lea", f"/1-1/{key}/beside/")


def test_a_co_coach_who_stands_above_nobody_of_it_is_not(office: Floor) -> None:
    key = beside(office, "Max Mill")
    assert status(office, "max", f"/1-1/{key}/beside/") == 200
    assert status(office, "max", f"/1-1/{key}/beside/rubric/") == 404
    assert office.sent("max", f"/1-1/{key}/beside/rubric/", **said()).status_code == 404
    assert "Observe how it is led" not in read(office, "max", f"/1-1/{key}/beside/")


def test_it_is_given_once_the_session_has_begun_until_seven_days_after_it(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = beside(office, state="planned")
    assert "has not begun" in given(office, key)
    open_session(key, coach_key=office.key("mona"), actor_id=None)
    hold_session(key, metric_key="", cause=None, told={}, actor_id=None)
    at(monkeypatch, TODAY + timedelta(days=8))
    assert status(office, "lea", f"/1-1/{key}/beside/rubric/") == 404
    assert not Observation.objects.exists()
    at(monkeypatch, TODAY + timedelta(days=7))
    assert "What you saw of how Mona led" in given(office, key)
    assert "What you saw of how Mona led" in given(office, key, keep="Another")  # a second time changes nothing
    assert Observation.objects.get().keep == "You waited"


@pytest.mark.parametrize("rating", ["1", "2", "5"])
def test_a_rating_at_either_end_says_what_was_seen(office: Floor, rating: str) -> None:
    key = beside(office)
    page = given(office, key, rating__why=rating, keep="You waited for Ann")
    assert "a rating of 1, 2 or 5 stands on something" in page
    assert "You waited for Ann" in page  # nothing typed is lost
    assert not Observation.objects.exists()
    assert "What you saw" in given(office, key, rating__why=rating, seen__why="You asked three times")
    assert Observation.objects.get().seen["why"] == [int(rating), "You asked three times"]


def test_something_may_not_come_up_and_something_has_to(office: Floor) -> None:
    key = beside(office)
    nothing = {f"rating__{item}": "none" for item in ITEMS}
    assert "Nothing came up that this asks about" in given(office, key, **nothing)
    assert "Choose one of the five" in given(office, key, rating__why="6")
    given(office, key, **{**nothing, "rating__why": "4"})
    assert {key: seen[0] for key, seen in Observation.objects.get().seen.items()} == {
        **dict.fromkeys(ITEMS, None),
        "why": 4,
    }


def test_the_two_it_is_between_read_it_and_nobody_else(office: Floor) -> None:
    key = beside(office)
    given(office, key, rating__why="1", seen__why="Advice came first")
    [address] = [f"{LIST}{row.pk}/" for row in Observation.objects.all()]
    assert {who for who in office.people if status(office, who, address) == 200} == {"lea", "mona"}
    for who in ("lea", "mona"):
        assert "Advice came first" in read(office, who, address)
        assert "1 of 5" in read(office, who, address)
    for who in ("ann", "cleo", "olga", "max"):
        for page in (LIST, "/1-1/", f"/1-1/{key}/"):
            if status(office, who, page) == 200:
                assert "Advice came first" not in read(office, who, page)
        assert f'{LIST}{Observation.objects.get().pk}/"' not in office.told(who, LIST)


def test_the_seller_knows_that_somebody_observed_and_by_which_rubric_and_stands_nowhere_in_it(office: Floor) -> None:
    key = beside(office)
    assert f"may observe how it is led, by the rubric “{rubric().name}”" in read(office, "ann", f"/1-1/{key}/")
    given(office, key)
    assert "Lea observed how the session was led" in read(office, "ann", f"/1-1/{key}/")
    page = read(office, "lea", f"{LIST}{Observation.objects.get().pk}/") + read(office, "lea", LIST)
    assert "Ann" not in page
    assert {field.name for field in Observation._meta.get_fields()} & {"seller", "metric_key"} == set()


def test_nothing_is_added_up(office: Floor) -> None:
    key = beside(office)
    page = given(office, key, **{f"rating__{item}": "4" for item in ITEMS})
    assert page.count("4 of 5") == len(ITEMS)
    assert not re.search(r"average|in all|\d+ of 30|4\.0", page)


def test_whoever_was_observed_answers_once_and_agrees_to_a_day_or_to_none(office: Floor) -> None:
    key = beside(office)
    given(office, key)
    assert "An observation waits for your answer" in read(office, "mona", LIST)
    address = f"{LIST}{Observation.objects.get().pk}/answer/"
    for who in ("lea", "ann", "cleo"):
        assert office.sent(who, address, answer="No").status_code == 404
    over = office.clients["mona"].post(address, {"answer": "I see it", "try_by_on": str(TODAY - timedelta(days=1))})
    assert "That day is over" in text(over.content.decode())
    assert "I see it" in over.content.decode()
    office.sent("mona", address, answer="I see it", try_by_on=str(TODAY + timedelta(days=9)))
    office.sent("mona", address, answer="Something else")
    row = Observation.objects.get()
    assert (row.answer, row.try_by_on) == ("I see it", TODAY + timedelta(days=9))
    assert "I see it" in read(office, "lea", f"{LIST}{row.pk}/")
    assert "Tried by" in read(office, "lea", f"{LIST}{row.pk}/")


def test_ones_own_look_is_read_by_the_other_once_theirs_is_given_and_stands_beside_it(office: Floor) -> None:
    key = beside(office)
    given(office, key, "mona", rating__why="5", seen__why="I asked twice", keep="Mine")
    own = Observation.objects.get()
    assert status(office, "lea", f"{LIST}{own.pk}/") == 404
    assert "I asked twice" not in read(office, "lea", f"/1-1/{key}/beside/rubric/")
    page = given(office, key, rating__why="2", seen__why="Advice came before a question")
    assert "The same on 5 of the 6 items all of you rated" in page
    assert page.count("Two steps apart or more") == 1
    assert re.search(r"5 of 5 I asked twice.* 2 of 5 Advice came before", page)


def test_nobody_looks_back_on_their_own_once_they_could_read_the_others(office: Floor) -> None:
    key = beside(office)
    assert "Look back on it yourself" in read(office, "mona", LIST)
    given(office, key)
    assert "Somebody has given what they saw" in given(office, key, "mona")
    assert "Look back on it yourself" not in read(office, "mona", LIST)
    assert Observation.objects.count() == 1
    for who in ("ann", "lea", "max"):
        assert status(office, who, f"/1-1/{key}/rubric/") == 404


def test_two_who_observed_one_session_read_their_own_and_whoever_led_it_reads_both(office: Floor) -> None:
    key = beside(office)
    given(office, key, keep="From Lea")
    ended(office, key, "mona")
    asked(office, key, "mona", "Cleo Crown")
    answered(office, key, "ann")
    given(office, key, "cleo", keep="From Cleo")
    first, second = Observation.objects.order_by("pk")
    for who, other in (("lea", second), ("cleo", first)):
        assert status(office, who, f"{LIST}{other.pk}/") == 404
    assert "From Cleo" not in read(office, "lea", f"{LIST}{first.pk}/")
    both = read(office, "mona", f"{LIST}{second.pk}/")
    assert "From Lea" in both
    assert "From Cleo" in both


def test_each_write_is_audited_and_each_look_written_down(office: Floor) -> None:
    key = beside(office)
    given(office, key, rating__why="1", seen__why="Advice came first")
    office.sent("mona", f"{LIST}{Observation.objects.get().pk}/answer/", answer="Right")
    lines = AuditLine.objects.filter(action__contains="observation")
    assert set(lines.values_list("action", "subject_key")) == {
        ("give_observation", str(office.key("mona"))),
        ("answer_observation", str(office.key("mona"))),
    }
    assert "Advice" not in str(list(lines.values()))
    seen = LookLine.objects.filter(page="observed")
    assert set(seen.values_list("subject_key", "viewer_id")) == {(office.key("mona"), office.account("lea"))}


def test_training_reads_the_rating_of_each_item_that_somebody_else_gave(office: Floor) -> None:
    key = beside(office)
    given(office, key, "mona")
    given(office, key, rating__why="1", seen__why="Advice came first")
    [one] = observations_over(TODAY, TODAY)
    assert (one.person_key, one.observer_key, one.session_on) == (office.key("mona"), office.key("lea"), TODAY)
    assert {key: seen.rating for key, seen in one.given.seen.items()} == {**dict.fromkeys(ITEMS, 3), "why": 1}
    assert observations_over(TODAY - timedelta(days=9), TODAY - timedelta(days=1)) == []


def test_it_stays_for_the_two_when_the_seller_is_erased_without_their_name(office: Floor) -> None:
    key = beside(office)
    given(office, key, keep="You let Ann Abel finish", rating__why="1", seen__why="Ann Abel was cut short")
    Person.objects.get(slug="ann").delete()
    row = Observation.objects.get()
    assert row.session_id is None
    assert "Ann" not in row.keep + str(row.seen)
    assert row.to_try == "Ask once more"
    assert status(office, "mona", f"{LIST}{row.pk}/") == 200
    Person.objects.get(slug="lea").delete()
    assert "Somebody who is here no more" in read(office, "mona", f"{LIST}{row.pk}/")
    Person.objects.get(slug="mona").delete()
    assert not Observation.objects.exists()


def test_it_is_forgotten_by_the_day_of_the_session(office: Floor) -> None:
    given(office, beside(office))
    forget_observations_before(TODAY)
    assert Observation.objects.count() == 1
    forget_observations_before(date(TODAY.year, TODAY.month, TODAY.day + 1))
    assert not Observation.objects.exists()
    assert Session.objects.count() == 1
