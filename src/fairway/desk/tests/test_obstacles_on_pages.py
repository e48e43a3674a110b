"""What is in the way, on a seller's page: a likely reason is handed on in one form, filled in, and read by few."""

import html
import re
from datetime import timedelta

import pytest

from fairway.commitments.models import Obstacle
from fairway.commitments.owning import place_of
from fairway.desk.tests.office import INVITED, MONDAY, WEDNESDAY, Office
from fairway.diagnosis.actions.diagnosing import diagnose
from fairway.execution.actions.scoring import score
from fairway.execution.queries import today
from fairway.ledger.models import WeeklyCount
from fairway.signs.models import CaseSigns
from fairway.signs.packing import packed
from fairway.signs.types import Cause, Sign

PAGE, PANEL = "/sellers/ann/", "What is in the way, and who has it"
LAST = MONDAY - timedelta(days=7)
LOAD = Sign(Cause.CAPACITY, "more_open_deals", 0.8, {"now": 31, "before": 17, "weeks": 3}, (), (LAST,))
FELL = Sign(Cause.EFFORT, "everything_fell", 0.7, {"now": 9, "usual": 30, "weeks": 3}, (), (LAST,))


@pytest.fixture
def behind(office: Office) -> Office:
    """Ann has done next to nothing for three weeks: more open deals than before, and all of it fell."""
    WeeklyCount.objects.filter(person_key=office.key("ann"), week_on__gte=MONDAY - timedelta(days=21)).update(done=0)
    CaseSigns.objects.create(
        person_key=office.key("ann"), metric_key=INVITED, seen_on=today(), signs=packed([LOAD, FELL])
    )
    score()
    diagnose()
    return office


def words(page: str) -> str:
    """What a page says to whoever reads it, without its fields."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def preselected(page: str) -> list[dict[str, str]]:
    """What each form that raises an obstacle would send if nothing were touched."""
    found = []
    for form in re.findall(r'<form[^>]*action="/obstacles/raise/ann/".*?</form>', page, re.S):
        hidden = re.findall(r'type="hidden" name="(metric|reason|back)" value="([^"]*)"', form)
        radio = re.findall(r'type="radio" name="(what)" value="([^"]*)" checked', form)
        chosen = re.findall(r'<option value="([^"]*)" selected', form)
        day = re.findall(r'name="check_on" value="([^"]*)"', form)
        found.append({**dict(hidden + radio), "owner": chosen[0], "check_on": day[0], "own_words": ""})
    return found


def test_a_likely_reason_is_handed_on_with_what_is_filled_in(behind: Office) -> None:
    page = behind.get("mona", PAGE)
    assert PANEL in page
    load, weeks = preselected(page)
    assert (load["reason"], load["metric"]) == (place_of(Cause.CAPACITY), INVITED)
    assert load["what"] == "Agree on three deals that may wait until then"
    assert load["owner"] == f"manager:{behind.key('mona')}"
    assert load["check_on"] == f"{WEDNESDAY + timedelta(days=14)}"
    assert weeks["reason"] == place_of(Cause.EFFORT)
    after = behind.clients["mona"].post("/obstacles/raise/ann/", load, follow=True).content.decode()
    assert "Taken on by you today, check on" in words(after)
    assert Obstacle.objects.get().cause == "capacity"
    assert [one["reason"] for one in preselected(behind.get("mona", PAGE))] == [weeks["reason"]]  # asked once


def test_what_these_weeks_have_been_like_is_never_called_anything_else(behind: Office) -> None:
    for who in ("ann", "mona"):
        page = behind.get(who, PAGE)
        assert "What these weeks have been like" in page
        assert "effort" not in page.casefold()  # nor in anything a browser hides


def test_the_seller_reads_the_same_line_on_their_own_page(behind: Office) -> None:
    behind.clients["mona"].post("/obstacles/raise/ann/", preselected(behind.get("mona", PAGE))[0])
    assert "Asked today by the manager, with Mona" in words(behind.get("ann", "/me/"))


@pytest.mark.parametrize("who", ["lea", "op"])
def test_nobody_above_and_not_operations_read_a_likely_reason_there(behind: Office, who: str) -> None:
    page = behind.get(who, PAGE)
    assert preselected(page) == []
    assert "What these weeks have been like" not in page
    assert ("Something is in the way" in page) == (who == "op")  # operations may ask, freely
    behind.clients["mona"].post("/obstacles/raise/ann/", preselected(behind.get("mona", PAGE))[0])
    assert "Agree on three deals" not in behind.get(who, PAGE)


def test_whoever_took_it_on_reads_it_there_without_its_reason(behind: Office) -> None:
    form = {**preselected(behind.get("mona", PAGE))[0], "owner": f"leader:{behind.key('lea')}"}
    behind.clients["mona"].post("/obstacles/raise/ann/", form)
    page = words(behind.get("lea", PAGE))
    assert "Agree on three deals that may wait until then" in page
    assert "Asked today by the manager, with you" in page
    assert "Load" not in page
    assert "1 obstacle waits for you" in words(behind.get("lea", "/board/"))
    assert "You promised" in words(behind.get("lea", "/me/"))


def test_the_sellers_own_answer_is_offered_before_any_sign(behind: Office) -> None:
    say = f"/sellers/ann/{INVITED}/answer/"
    assert behind.clients["ann"].post(say, {"cause": "opportunity", "text": ""}).status_code == 302
    assert [one["reason"] for one in preselected(behind.get("mona", PAGE))] == [
        place_of(Cause.OPPORTUNITY),
        place_of(Cause.CAPACITY),
    ]
