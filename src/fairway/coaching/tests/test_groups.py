"""Several sellers hold theirs at once: one page all of them share, and nothing of one seller on it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core import mail
from django.utils import timezone

from fairway.coaching.actions.inviting import send_invites
from fairway.coaching.actions.summarising import send_summaries
from fairway.coaching.models import CoCoach, GroupNote, GroupSession, InviteSent, Session, SessionRhythm
from fairway.coaching.tests.test_calendar_address import events, given
from fairway.coaching.tests.test_calendar_address import planned as planned_alone
from fairway.commitments.tests.floor import HIA, LAST_WEEK, TODAY, Floor
from fairway.execution.actions.scoring import score
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine

pytestmark = pytest.mark.django_db
DAY = TODAY + timedelta(days=1)
AT = datetime(DAY.year, DAY.month, DAY.day, 10, tzinfo=UTC)


def planned(floor: Floor, *who: str, kind: str = "early_stage", **said: str) -> int:
    """As Mona plans it; the key of the group."""
    form = {"kind": kind, "on": str(DAY), "at": "10:00", "topic": "What to let go", **said}
    answer = floor.clients["mona"].post("/1-1/group/", {**form, "seller": list(who or ("ann", "ben"))})
    assert answer.status_code == 302, unescape(answer.content.decode())
    return int(re.findall(r"\d+", answer["Location"])[-1])


def refused(floor: Floor, *who: str, kind: str = "early_stage", on: str = str(DAY)) -> str:
    form = {"kind": kind, "on": on, "at": "10:00", "seller": list(who)}
    answer = floor.clients["mona"].post("/1-1/group/", form)
    assert answer.status_code == 200
    assert not GroupSession.objects.exists()
    return " ".join(unescape(answer.content.decode()).split())


def does(floor: Floor, key: int, do: str, by: str = "mona", **said: str) -> int:
    return floor.sent(by, f"/1-1/group/{key}/{do}/", **said).status_code


def states(key: int) -> dict[str, str]:
    return dict(Session.objects.filter(group_id=key).values_list("person__slug", "state"))


def test_each_has_their_own_session_at_one_time_and_a_page_they_share(floor: Floor) -> None:
    key = planned(floor)
    assert {(one.person.slug, one.starts_at) for one in Session.objects.all()} == {("ann", AT), ("ben", AT)}
    for who in ("ann", "ben", "mona"):
        page = floor.told(who, f"/1-1/group/{key}/")
        assert "What to let go" in page
        assert "Ann Abel" in page
        assert "Ben Bell" in page
        assert f"/1-1/group/{key}/" in floor.told(who, "/1-1/")


def test_whoever_does_not_sit_in_it_nor_leads_one_of_them_finds_nothing(floor: Floor) -> None:
    key = planned(floor)
    for who in ("tom", "max", "lea", "cleo", "olga"):
        assert floor.clients[who].get(f"/1-1/group/{key}/").status_code == 404
        assert does(floor, key, "notes/matter", by=who, text="mine", base="") == 404
        assert does(floor, key, "call-off", by=who) == 404
    assert states(key) == {"ann": "planned", "ben": "planned"}


def test_a_seller_in_it_sees_who_else_is_and_nothing_of_them(floor: Floor) -> None:
    floor.counts("ann", {LAST_WEEK - timedelta(days=7 * back): 37 for back in range(4)})
    score()
    key = planned(floor)
    page = floor.told("ben", f"/1-1/group/{key}/")
    [anns] = Session.objects.filter(person=floor.people["ann"]).values_list("pk", flat=True)
    assert "37" not in re.sub(r"<[^>]+>", " ", page)
    assert f"/1-1/{anns}/" not in page
    assert floor.clients["ben"].get(f"/1-1/{anns}/").status_code == 404
    assert f"/1-1/{anns}/" in floor.told("mona", f"/1-1/group/{key}/")


def test_a_seller_neither_starts_nor_ends_it_for_the_others(floor: Floor) -> None:
    key = planned(floor)
    [own] = Session.objects.filter(person=floor.people["ann"]).values_list("pk", flat=True)
    for do in ("open", "hold", "unopen", "call-off", "move", "not-there", "bring"):
        assert does(floor, key, do, by="ann") == 404, do
    assert floor.sent("ann", f"/1-1/{own}/open/")["Location"] == f"/1-1/group/{key}/"
    assert states(key) == {"ann": "planned", "ben": "planned"}


def test_what_several_write_at_once_stays_and_all_of_them_read_it(floor: Floor) -> None:
    key = planned(floor)
    for who, text in (("ann", "Brook has no budget"), ("ben", "Cairn never answered"), ("mona", "Why are they in?")):
        note = floor.clients[who].post(
            f"/1-1/group/{key}/notes/matter/",
            {"text": text, "base": "", "page": who},
            headers={"accept": "application/json"},
        )
        assert note.status_code == 200
    told = floor.clients["ben"].get(f"/1-1/group/{key}/notes/").json()
    for words in ("Brook", "Cairn", "Why are"):
        assert words in told["notes"]["matter"]["text"]
    assert does(floor, key, "notes/own_read", text="mine", base="") == 409


def test_it_begins_and_ends_for_all_and_who_was_not_there_has_held_none(floor: Floor) -> None:
    floor.account("ben")
    key = planned(floor, every_days="28")
    does(floor, key, "open")
    assert states(key) == {"ann": "open", "ben": "open"}
    [bens] = Session.objects.filter(person=floor.people["ben"]).values_list("pk", flat=True)
    does(floor, key, "not-there", session=str(bens))
    does(floor, key, "hold")
    assert states(key) == {"ann": "held", "ben": "called_off"}
    assert Session.objects.get(state="held").told["practice"]
    assert floor.clients["ben"].get(f"/1-1/group/{key}/").status_code == 404
    assert does(floor, key, "notes/matter", text="late words", base="") == 302  # as anywhere, for some minutes


def test_the_next_one_is_planned_for_the_same_together_as_their_rhythm_has_it(floor: Floor) -> None:
    key = planned(floor, every_days="28")
    assert SessionRhythm.objects.count() == 2
    does(floor, key, "open")
    does(floor, key, "hold")
    coming = Session.objects.filter(state="planned")
    assert {one.person.slug for one in coming} == {"ann", "ben"}
    [(other, starts_at)] = set(coming.values_list("group_id", "starts_at"))
    assert other not in {key, None}
    assert starts_at.date() >= TODAY + timedelta(days=28)
    assert not coming.exclude(moved=0).exists()


def test_a_session_of_the_kind_that_was_to_come_is_held_then(floor: Floor) -> None:
    alone = planned_alone(floor, days=5, kind="early_stage")
    key = planned(floor)
    one = Session.objects.get(pk=alone)
    assert (one.group_id, one.starts_at, one.moved) == (key, AT, 1)


def test_a_seller_who_moves_their_own_leaves_the_group_and_the_others_stay(floor: Floor) -> None:
    key = planned(floor)
    [own] = Session.objects.filter(person=floor.people["ann"]).values_list("pk", flat=True)
    floor.sent("ann", f"/1-1/{own}/move/", on=str(TODAY + timedelta(days=6)), at="11:00")
    assert states(key) == {"ben": "planned"}
    assert floor.clients["ann"].get(f"/1-1/group/{key}/").status_code == 404


def test_moving_and_calling_off_hold_for_all_of_them(floor: Floor) -> None:
    key = planned(floor)
    does(floor, key, "move", on=str(DAY + timedelta(days=2)), at="14:00")
    assert set(Session.objects.values_list("starts_at", flat=True)) == {AT + timedelta(days=2, hours=4)}
    does(floor, key, "call-off")
    assert set(states(key).values()) == {"called_off"}
    assert floor.clients["mona"].get(f"/1-1/group/{key}/").status_code == 404


def test_a_time_that_is_refused_stays_typed_with_its_reason(floor: Floor) -> None:
    key = planned(floor)
    answer = floor.sent("mona", f"/1-1/group/{key}/move/", on=str(TODAY - timedelta(days=1)), at="14:00")
    page = unescape(answer.content.decode())
    assert "That time is over." in page
    assert f'value="{TODAY - timedelta(days=1)}"' in page
    assert set(Session.objects.values_list("starts_at", flat=True)) == {AT}


def test_somebody_is_brought_in_until_it_begins(floor: Floor) -> None:
    ReportingLine.objects.create(person=floor.people["tom"], manager=floor.people["mona"], team="North", kind="second")
    rebuild_spans()
    key = planned(floor)
    assert does(floor, key, "bring", seller="max") == 404
    does(floor, key, "bring", seller="tom")
    assert {*states(key)} == {"ann", "ben", "tom"}
    does(floor, key, "open")
    does(floor, key, "not-there", session=str(Session.objects.get(person=floor.people["tom"]).pk))
    does(floor, key, "bring", seller="tom")
    assert states(key)["tom"] == "called_off"


@pytest.mark.parametrize(
    ("who", "kind", "on", "words"),
    [
        (("ann",), "early_stage", str(DAY), "Choose 2 to 30 sellers, not 1."),
        (("ann", "ben"), "early_stage", str(TODAY - timedelta(days=1)), "That time is over."),
        (("ann", "tom"), "early_stage", str(DAY), "Choose only what is in the list."),
        (("ann", "ben"), "one_to_one", str(DAY), "Choose one that is in the list."),
        (("ann", "ben"), "review", str(DAY), "Choose one that is in the list."),
    ],
)
def test_what_cannot_be_planned_says_why_and_leaves_nothing(
    floor: Floor, who: tuple[str, ...], kind: str, on: str, words: str
) -> None:
    assert words in refused(floor, *who, kind=kind, on=on)
    assert not Session.objects.exists()


def test_whoever_is_in_another_group_of_the_kind_is_named_and_nobody_is_planned(floor: Floor) -> None:
    planned(floor)
    form = {"kind": "early_stage", "on": str(DAY + timedelta(days=3)), "at": "10:00", "seller": ["ben", "ann"]}
    page = floor.clients["mona"].post("/1-1/group/", form)
    assert "is in another group of this kind" in unescape(page.content.decode())
    assert GroupSession.objects.count() == 1
    assert set(Session.objects.values_list("starts_at", flat=True)) == {AT}


def test_who_passed_to_another_manager_meanwhile_has_theirs_with_them_alone(floor: Floor) -> None:
    key = planned(floor)
    ReportingLine.objects.filter(person=floor.people["ben"]).update(manager=floor.people["max"])
    rebuild_spans()
    assert "Somebody of another team" in floor.told("mona", f"/1-1/group/{key}/")
    does(floor, key, "open")
    assert states(key) == {"ann": "open"}
    assert Session.objects.get(person=floor.people["ben"]).state == "planned"


def test_whoever_leads_it_has_one_appointment_and_each_seller_their_own(floor: Floor) -> None:
    key = planned(floor)
    [(title, event)] = events(given(floor, "mona")).items()
    assert (title, event.url.value) == (
        "Early opportunities with 2 sellers",
        f"http://testserver/1-1/group/{key}/",
    )
    assert {*events(given(floor, "ann"))} == {"Early opportunities with Mona"}


def test_mails_go_once_to_each_and_none_twice_when_one_seller_leaves(floor: Floor) -> None:
    for who in floor.people:
        floor.account(who)
    key = planned(floor)
    send_invites(timezone.now())
    send_invites(timezone.now())
    told = {message.to[0]: str(message.subject) for message in mail.outbox}
    assert len(mail.outbox) == len(told) == 3
    assert told["mona@example.com"] == "Early opportunities with 2 sellers"
    [bens] = Session.objects.filter(person=floor.people["ben"]).values_list("pk", flat=True)
    mail.outbox.clear()
    floor.sent("ben", f"/1-1/{bens}/call-off/")
    send_invites(timezone.now())
    # Ann's session stood for both, so Mona's appointment goes on and Ben's alone goes out.
    assert [message.to[0] for message in mail.outbox] == ["ben@example.com"]
    mail.outbox.clear()
    does(floor, key, "call-off")
    send_invites(timezone.now())
    assert sorted(message.to[0] for message in mail.outbox) == ["ann@example.com", "mona@example.com"]
    assert not InviteSent.objects.filter(person=floor.people["tom"]).exists()


def test_whoever_leads_it_gets_one_summary_of_all_and_each_seller_their_own(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in floor.people:
        floor.account(who)
    key = planned(floor)
    does(floor, key, "open")
    for who, what in (("ann", "Let Brook go"), ("ben", "Ask Cairn")):
        [own] = Session.objects.filter(person=floor.people[who]).values_list("pk", flat=True)
        said = {"who": "seller", "what": what, "by_on": str(TODAY + timedelta(days=7))}
        assert floor.clients[who].post(f"/1-1/{own}/promise/", said).status_code == 302
    does(floor, key, "hold")
    now = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    send_summaries()
    told = {message.to[0]: str(message.body) for message in mail.outbox}
    assert len(mail.outbox) == 3
    assert "Let Brook go" in told["mona@example.com"]
    assert "Ask Cairn" in told["mona@example.com"]
    assert "Let Brook go" in told["ann@example.com"]
    assert "Cairn" not in told["ann@example.com"]


def test_no_group_talks_about_why_one_of_them_does_something_also_where_the_programme_says_so(floor: Floor) -> None:
    form = {
        "kind": "early_stage",
        "every_days": "28",
        "minutes_branch": "10",
        "minutes_matter": "20",
        "minutes_number": "1",
    }
    assert floor.sent("olga", "/1-1/programme/", **form).status_code == 302
    key = planned(floor)
    for one in Session.objects.filter(group_id=key):
        assert [part for part, _ in one.parts] == ["matter"]


def test_an_erased_seller_goes_out_of_the_group_and_of_what_was_written_there(floor: Floor) -> None:
    key = planned(floor)
    does(floor, key, "notes/matter", text="Ann Abel lets Brook go", base="")
    floor.people["ann"].delete()
    assert {*states(key)} == {"ben"}
    assert not GroupNote.objects.filter(text__contains="Ann Abel").exists()
    assert HIA not in floor.told("ben", f"/1-1/group/{key}/")


def test_no_co_coach_is_asked_for_in_a_group(floor: Floor) -> None:
    key = planned(floor)
    [own] = Session.objects.filter(person=floor.people["ann"]).values_list("pk", flat=True)
    assert "Ask for a co-coach" not in floor.told("ann", f"/1-1/{own}/")
    floor.account("lea")
    floor.sent("ann", f"/1-1/{own}/co-coach/ask/", name="Lea Long")
    assert not CoCoach.objects.filter(session__group_id=key).exists()
