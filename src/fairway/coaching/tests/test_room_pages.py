"""The room as its two see it: planned, opened, written in, promised in, held; and nobody else sees it."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from fairway.coaching.actions.planning import Wish, plan_session, set_rhythm
from fairway.coaching.models import Session, SessionPromise
from fairway.commitments.actions.checking import check_commitments
from fairway.commitments.models import Commitment
from fairway.commitments.tests.floor import HIA, LAST_WEEK, MONDAY, TODAY, Floor, at, read_on
from fairway.diagnosis.actions.answering import Saying, say
from fairway.diagnosis.models import WeeklyDiagnosis
from fairway.execution.actions.scoring import score
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine, WorkPattern
from fairway.plans.models import Plan
from fairway.signs.types import Cause
from fairway.studio.models import OneToOne

ROOM = "/1-1/{}/"


def planned(floor: Floor, *, days: int = 1, who: str = "ann") -> int:
    starts_at = datetime.combine(TODAY + timedelta(days=days), datetime.min.time(), UTC) + timedelta(hours=10)
    return plan_session(
        Wish(floor.key(who), floor.key("mona"), "one_to_one", starts_at), actor_id=floor.account("mona")
    )


def promised(floor: Floor, by: str, key: int, **said: str) -> str:
    """A commitment written down in a session by one of the two; the page, where it was refused."""
    answer = floor.clients[by].post(f"/1-1/{key}/promise/", said)
    assert answer.status_code in {200, 302}
    return "" if answer.status_code == 302 else unescape(answer.content.decode())


def heads(page: str) -> list[str]:
    """Headings of the parts, in the order of the page."""
    steps = page[page.index('class="steps"') : page.index("</ol>")]
    return [unescape(head) for head in re.findall(r"<h2>(.*?)</h2>", steps)]


def test_preparing_from_the_board_takes_two_presses_and_everything_is_filled_in(floor: Floor) -> None:
    score()
    seller = floor.told("mona", "/sellers/ann/")
    assert "/1-1/with/ann/" in seller
    page = floor.told("mona", "/1-1/with/ann/")
    typed = dict(re.findall(r'name="(on|at|every_days)"[^>]*value="([^"]+)"', page))
    answer = floor.sent("mona", "/1-1/with/ann/", kind="one_to_one", **typed)
    one = Session.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, ROOM.format(one.pk))
    assert floor.clients["ann"].get("/1-1/with/ann/")["Location"] == ROOM.format(one.pk)
    assert "Next 1:1" in floor.told("ann", "/me/")


def test_no_number_stands_before_an_activity_anywhere_in_the_room(floor: Floor) -> None:
    score()
    found = heads(floor.told("ann", ROOM.format(planned(floor))))
    assert found[0] == "You go first"
    assert found[-1] == "The number, last"
    assert found.index("The activities, closed weeks") < found.index("New commitments") < len(found) - 1
    for page in ("/1-1/", "/1-1/with/ben/"):
        words = re.sub(r"<[^>]+>", " ", floor.told("mona", page))
        assert not re.search(r"[$€£]\s?\d|\bgoal\b|\bquota\b|\bpipeline\b", words, re.I), page


@pytest.mark.parametrize("who", ["lea", "cleo", "max", "ben", "olga"])
def test_nobody_but_the_two_sees_a_session(floor: Floor, who: str) -> None:
    key = planned(floor)
    for address in (ROOM.format(key), f"/1-1/{key}/notes/", f"/1-1/{key}/calendar.ics"):
        assert floor.clients[who].get(address).status_code == 404
    assert floor.sent(who, f"/1-1/{key}/hold/").status_code == 404
    assert "Ann Abel" not in floor.clients[who].get("/1-1/").content.decode()


def test_both_write_the_same_note_and_a_browser_without_scripts_saves_too(floor: Floor) -> None:
    key = planned(floor)
    floor.sent("ann", f"/1-1/{key}/notes/own_read/", text="Invitations work.\r\nPlanning does not.", base="")
    answer = floor.clients["mona"].post(
        f"/1-1/{key}/notes/own_read/", {"text": "Good. Invitations work.", "base": "Invitations work."},
        headers={"accept": "application/json"},
    )  # fmt: skip
    assert answer.json()["text"] == "Good. Invitations work.\nPlanning does not."
    assert "Good. Invitations work." in floor.told("ann", ROOM.format(key))
    assert floor.clients["ann"].get(f"/1-1/{key}/notes/").json()["notes"]["own_read"]["version"] == 2


def test_a_talk_is_opened_tapped_and_held_and_the_next_one_follows_its_rhythm(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    score()
    key = planned(floor)
    set_rhythm(floor.key("ann"), "one_to_one", 14, actor_id=None)
    for step, body in (("open", {}), ("tap", {"focus": "results"}), ("hold", {})):
        floor.sent("mona", f"/1-1/{key}/{step}/", **body)
    held, following = Session.objects.order_by("pk")
    assert (held.state, following.state) == ("held", "planned")
    assert following.starts_at.date() == TODAY + timedelta(days=15)  # from the day it was planned for
    said = held.told["activities"]
    floor.counts("ann", {LAST_WEEK: 4})
    score()
    assert [line["words"] in floor.told("ann", ROOM.format(key)) for line in said] == [True]
    Session.objects.filter(pk=key).update(held_at=timezone.now() - timedelta(hours=1))
    assert floor.sent("ann", f"/1-1/{key}/notes/own_read/", text="later", base="").status_code == 409


def test_promises_made_in_it_check_themselves_and_open_the_next_agenda(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    score()
    key = planned(floor)
    set_rhythm(floor.key("ann"), "one_to_one", 14, actor_id=None)
    by_on = str(TODAY + timedelta(days=7))
    first = {"who": "seller", "what": "Invite two", "metric": HIA, "quantity": "2", "by_on": by_on}
    promised(floor, "mona", key, **first, if_then="then by phone")
    promised(floor, "mona", key, who="manager", what="Ask the desk", by_on=by_on)
    assert SessionPromise.objects.filter(session_id=key).count() == 2
    floor.sent("mona", f"/1-1/{key}/hold/")
    Commitment.objects.update(made_on=MONDAY)
    floor.counts("ann", {MONDAY: 2})
    day = TODAY + timedelta(days=8)
    at(monkeypatch, day)
    read_on(day)
    check_commitments(day)
    page = floor.told("mona", ROOM.format(Session.objects.get(state="planned").pk))
    last = page[page.index("What we agreed on") : page.index("The activities, closed weeks")]
    for words in ("Invite two", "Done", "2 of 2 in the CRM", "then by phone", "Ask the desk"):
        assert words in last
    assert 'value="no"' in last  # Mona says what became of her own
    assert 'name="kept"' not in floor.told("ann", ROOM.format(Session.objects.get(state="planned").pk))


def test_where_supply_is_in_the_way_more_of_the_same_is_refused(floor: Floor) -> None:
    floor.counts("ann", {LAST_WEEK - timedelta(days=7 * back): 1 for back in range(4)})
    score()
    WeeklyDiagnosis.objects.create(person_id=floor.key("ann"), week_on=LAST_WEEK, metric_key=HIA, causes=[])
    say(floor.key("ann"), Saying(HIA, Cause.OPPORTUNITY), actor_id=floor.account("ann"))
    key = planned(floor)
    promise = {"who": "seller", "what": "Invite", "metric": HIA, "by_on": str(TODAY + timedelta(days=7))}
    page = promised(floor, "ann", key, **promise, quantity="3")
    assert not Commitment.objects.exists()
    assert "more of the same" in page
    assert 'value="3"' in page  # nothing typed is lost
    assert "Hand the obstacle to somebody" in page
    promised(floor, "ann", key, **promise, quantity="1")
    assert Commitment.objects.count() == 1


def test_what_was_planned_in_the_first_lesson_is_a_session(floor: Floor) -> None:
    when = timezone.now() + timedelta(days=3)
    row = {"minutes": 30, "branch": "why", "question": "Why?", "planned_by": floor.account("mona")}
    made = OneToOne.objects.create(person=floor.people["ann"], starts_at=when, **row)
    assert Session.objects.get().starts_at == when
    made.starts_at = when + timedelta(days=1)
    made.save()
    assert (Session.objects.get().starts_at, Session.objects.get().moved) == (made.starts_at, 1)


def test_moving_and_calling_off(floor: Floor) -> None:
    key = planned(floor)
    on: date = TODAY + timedelta(days=5)
    floor.sent("ann", f"/1-1/{key}/move/", on=str(on), at="11:30")
    assert Session.objects.get().starts_at == datetime(on.year, on.month, on.day, 11, 30, tzinfo=UTC)
    answer = floor.sent("ann", f"/1-1/{key}/move/", on=str(TODAY - timedelta(days=1)), at="11:30")
    assert "That time is over" in unescape(answer.content.decode())
    floor.sent("mona", f"/1-1/{key}/call-off/")
    assert Session.objects.get().state == "called_off"
    assert "Prepare a 1:1" in floor.told("mona", "/1-1/")


def test_whoever_is_erased_leaves_sessions_others_need(floor: Floor) -> None:
    key = planned(floor)
    floor.sent("mona", f"/1-1/{key}/notes/branch/", text="Mona Moor asks the desk.", base="")
    Person.objects.get(slug="mona").delete()
    page = floor.told("ann", ROOM.format(key))
    assert "Mona" not in page
    Person.objects.get(slug="ann").delete()
    assert not Session.objects.exists()


def test_it_reads_and_moves_by_the_clock_of_whoever_looks(floor: Floor) -> None:
    Organisation.objects.update(timezone="Europe/Berlin")
    WorkPattern.objects.create(person=floor.people["mona"], timezone="America/New_York")
    key = planned(floor)
    page = floor.told("mona", ROOM.format(key))
    typed = dict(re.findall(r'name="(on|at)" required value="([^"]+)"', page))
    before = Session.objects.get().starts_at
    floor.sent("mona", f"/1-1/{key}/move/", **typed)
    assert Session.objects.get().starts_at == before


def test_the_session_goes_with_the_seller_to_whoever_leads_them_now(floor: Floor) -> None:
    key = planned(floor)
    set_rhythm(floor.key("ann"), "one_to_one", 14, actor_id=None)
    ReportingLine.objects.filter(person=floor.people["ann"]).update(manager=floor.people["max"])
    rebuild_spans()
    floor.sent("max", f"/1-1/{key}/open/")
    promised(floor, "ann", key, who="manager", what="Ask the desk", by_on=str(TODAY + timedelta(days=7)))
    floor.sent("ann", f"/1-1/{key}/hold/")
    assert {one.coach_id for one in Session.objects.all()} == {floor.key("max")}
    assert Commitment.objects.get().owner_id == floor.key("max")
    assert floor.clients["mona"].get(ROOM.format(key)).status_code == 404


def test_whoever_has_nobody_above_is_offered_no_one_to_one(floor: Floor) -> None:
    Plan.objects.create(person=floor.people["cleo"], metric_key=HIA, target=5, starts_on=MONDAY)
    assert "Prepare a 1:1" not in floor.told("cleo", "/me/")
    assert floor.clients["cleo"].get("/1-1/with/cleo/").status_code == 404


def test_a_kind_that_is_no_more_still_has_its_page_and_stands_in_the_list(floor: Floor) -> None:
    key = planned(floor)
    Session.objects.update(kind="gone_kind", state="held", held_at=timezone.now(), opened_at=timezone.now())
    assert "Gone kind" in floor.told("ann", ROOM.format(key))
    assert "Gone kind" in floor.told("mona", "/1-1/")


def test_what_was_opened_by_mistake_is_called_off_and_the_same_is_not_promised_twice(floor: Floor) -> None:
    key = planned(floor)
    floor.sent("mona", f"/1-1/{key}/open/")
    said = {"who": "seller", "what": "Invite two", "by_on": str(TODAY + timedelta(days=7))}
    promised(floor, "ann", key, **said)
    promised(floor, "ann", key, **said)
    assert Commitment.objects.count() == 1
    promised(floor, "ann", key, **{**said, "who": "manager", "metric": HIA, "quantity": "2"})
    promised(floor, "ann", key, **{**said, "metric": "won_amount", "quantity": "2"})
    assert Commitment.objects.count() == 1  # nothing of a manager's, and no result, is counted here
    floor.sent("mona", f"/1-1/{key}/call-off/")
    assert Session.objects.get().state == "called_off"


def test_either_takes_back_what_was_written_down_wrong_and_nothing_that_was_told(floor: Floor) -> None:
    key = planned(floor)
    floor.sent("mona", ROOM.format(key) + "open/")
    for what in ("two of them", "another"):
        promised(floor, "mona", key, who="seller", what=what, by_on=str(TODAY + timedelta(days=7)))
    first, second = Commitment.objects.order_by("pk")
    assert floor.told("ann", ROOM.format(key)).count("Take it back") == 2
    assert floor.clients["max"].post(ROOM.format(key) + "take-back/", {"commitment": first.pk}).status_code == 404
    floor.sent("ann", ROOM.format(key) + "take-back/", commitment=str(first.pk))
    assert Commitment.objects.get(pk=first.pk).kept == "withdrawn"
    assert "two of them" not in floor.told("mona", ROOM.format(key))
    Commitment.objects.filter(pk=second.pk).update(kept="not_kept")
    floor.sent("mona", ROOM.format(key) + "take-back/", commitment=str(second.pk))
    assert Commitment.objects.get(pk=second.pk).kept == "not_kept"
    other = Commitment.objects.create(
        person=floor.people["ben"], owner=floor.people["ben"], role="seller", what="x", made_on=TODAY,
        by_on=TODAY + timedelta(days=7),
    )  # fmt: skip
    floor.sent("mona", ROOM.format(key) + "take-back/", commitment=str(other.pk))
    assert Commitment.objects.get(pk=other.pk).kept == ""


def test_what_was_begun_by_mistake_is_to_come_again(floor: Floor) -> None:
    key = planned(floor)
    floor.sent("mona", ROOM.format(key) + "open/")
    floor.sent("mona", ROOM.format(key) + "tap/", focus="results")
    assert "Back to planned" in floor.told("ann", ROOM.format(key))
    floor.sent("ann", ROOM.format(key) + "unopen/")
    row = Session.objects.get(pk=key)
    assert (row.state, row.opened_at, row.taps.count()) == ("planned", None, 0)
    assert "Start the talk" in floor.told("mona", ROOM.format(key))
    floor.sent("mona", ROOM.format(key) + "unopen/")
    assert Session.objects.get(pk=key).state == "planned"


def test_a_refusal_stands_beside_what_was_typed_and_the_page_stays_live(floor: Floor) -> None:
    key = planned(floor)
    told = promised(floor, "mona", key, who="seller", what="call them", by_on=str(TODAY))
    form = told[told.index(f'action="/1-1/{key}/promise/"') :]
    assert "is no day to look at it" in form[: form.index('name="what"')]
    assert f'data-room="/1-1/{key}/"' in told


def test_whoever_ends_it_reads_when_the_next_one_is(floor: Floor) -> None:
    key = planned(floor)
    set_rhythm(floor.key("ann"), "one_to_one", 14, actor_id=None)
    floor.sent("mona", ROOM.format(key) + "open/")
    floor.sent("mona", ROOM.format(key) + "hold/")
    assert "Held: this page stays as it is; the next one is" in floor.told("mona", ROOM.format(key))


def test_the_list_is_led_by_whoever_has_gone_longest_without_one(floor: Floor) -> None:
    for who, days in (("ann", 40), ("ben", 30)):
        key = planned(floor, who=who)
        then = timezone.now() - timedelta(days=days)
        Session.objects.filter(pk=key).update(state="held", held_at=then, opened_at=then, starts_at=then)
    page = floor.told("mona", "/1-1/")
    assert "<h1>No 1:1 with Ann for 40 days</h1>" in page
    assert "1 more is overdue." in page
    assert page.index("No 1:1 for 40 days") < page.index("No 1:1 for 30 days")
    planned(floor, who="ann")
    planned(floor, who="ben", days=2)
    assert "<h1>Everybody is met in rhythm</h1>" in floor.told("mona", "/1-1/")
    assert "overdue" not in floor.told("ann", "/1-1/")


def test_a_talk_has_the_clock_of_when_it_was_opened(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    key = planned(floor)
    assert '<b class="figures">10:00</b>3 min' in floor.told("ann", ROOM.format(key))
    floor.sent("mona", ROOM.format(key) + "open/")  # at nine, a day before
    assert '<b class="figures">09:00</b>3 min' in floor.told("ann", ROOM.format(key))
    Session.objects.filter(pk=key).update(opened_at=timezone.now() - timedelta(minutes=20))
    floor.sent("mona", ROOM.format(key) + "hold/")
    assert '<b class="figures">08:40</b>3 min' in floor.told("ann", ROOM.format(key))


def test_what_was_held_without_opening_it_keeps_its_planned_clock(floor: Floor) -> None:
    key = planned(floor)
    floor.sent("mona", ROOM.format(key) + "hold/")
    assert '<b class="figures">10:00</b>3 min' in floor.told("ann", ROOM.format(key))
