"""The two questions: asked once a quarter, counted without a name, published once, seen by whoever leads all of it."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import serializers

from fairway.audit.models import AuditLine
from fairway.coaching.actions.pulse import answer_pulse, publish_pulses
from fairway.coaching.models import PublishedPulse, PulseBox, PulseGroup, PulseTaken, Session
from fairway.coaching.types import Refused
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine

HELPING, PULSE = "/1-1/is-it-helping/", "/1-1/pulse/"
NEXT_QUARTER = date(2026, 7, 1)
ASKED = "Two questions for you"


def no_blur() -> int:
    return 0


def hired(floor: Floor, manager: str, *names: str) -> None:
    """More sellers for a manager; each was met last week."""
    for name in names:
        floor.people[name] = person = Person.objects.create(
            name=f"{name.capitalize()} Seller", slug=name, email=f"{name}@example.com", has_read_notice=True
        )
        ReportingLine.objects.create(person=person, manager=floor.people[manager], team="North")
    rebuild_spans()


def met(floor: Floor, *names: str, on: date = TODAY - timedelta(days=7)) -> None:
    moment = datetime.combine(on, time(10), UTC)
    for name in names:
        Session.objects.create(
            person=floor.people[name], kind="one_to_one", starts_at=moment, state="held", held_at=moment, parts=[]
        )


@pytest.fixture
def two_teams(floor: Floor) -> Floor:
    """Mona leads six, Max leads six; all were met."""
    hired(floor, "mona", "cal", "dot", "eve", "fay")
    hired(floor, "max", "gus", "hal", "ida", "jim", "kay")
    met(floor, "ann", "ben", "cal", "dot", "eve", "fay", "tom", "gus", "hal", "ida", "jim", "kay")
    return floor


def answered(floor: Floor, places: dict[str, int]) -> None:
    for name, place in places.items():
        answer_pulse(floor.key(name), {"helped": place, "free": 4 - place})


def turned(floor: Floor, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """That day has come; everybody has to log in again."""
    at(monkeypatch, day)
    floor.clients.clear()


def counts_on(floor: Floor, who: str) -> list[str]:
    """Every count of answers a page tells, in order."""
    _, _, said = floor.told(who, HELPING).partition("What sellers say")
    return re.findall(r"about (\d+ of \d+)(?=</td>)", said)


def test_it_is_asked_once_a_quarter_after_a_session_and_not_before_one(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ASKED not in floor.told("ann", HELPING)
    assert floor.sent("ann", PULSE, helped="3", free="4").status_code == 302
    assert not PulseTaken.objects.exists()
    met(floor, "ann")
    assert ASKED in floor.told("ann", HELPING)
    assert ASKED in floor.told("ann", "/1-1/")
    floor.sent("ann", PULSE, helped="3", free="4")
    assert ASKED not in floor.told("ann", HELPING)
    floor.sent("ann", PULSE, helped="0", free="0")
    assert PulseBox.objects.get().counts == {"helped": [0, 0, 0, 1, 0], "free": [0, 0, 0, 0, 1]}
    turned(floor, monkeypatch, NEXT_QUARTER)
    assert ASKED in floor.told("ann", HELPING)


@pytest.mark.parametrize("typed", [{"helped": "3"}, {"helped": "5", "free": "1"}, {"helped": "-1", "free": "1"}, {}])
def test_half_an_answer_is_none(floor: Floor, typed: dict[str, str]) -> None:
    met(floor, "ann")
    floor.sent("ann", PULSE, **typed)
    assert not PulseTaken.objects.exists()
    assert not PulseBox.objects.exists()


def test_answers_are_kept_without_a_name_an_order_or_a_moment(two_teams: Floor) -> None:
    lines = AuditLine.objects.count()
    answered(two_teams, {"ann": 4, "ben": 0})
    assert AuditLine.objects.count() == lines
    (box,) = json.loads(serializers.serialize("json", PulseBox.objects.all()))
    assert box["fields"] == {
        "period_on": "2026-04-01",
        "head": two_teams.key("mona"),
        "counts": {"helped": [1, 0, 0, 0, 1], "free": [1, 0, 0, 0, 1]},
    }
    assert {field.name for field in PulseTaken._meta.get_fields()} == {"id", "person", "period_on"}
    with pytest.raises(Refused):
        answer_pulse(two_teams.key("ann"), {"helped": 1, "free": 1})
    assert PulseBox.objects.get().counts["helped"] == [1, 0, 0, 0, 1]


def test_a_small_team_is_counted_with_whoever_leads_five_or_more(floor: Floor) -> None:
    hired(floor, "mona", "cal", "dot", "eve")
    met(floor, "tom", "ann")
    answered(floor, {"tom": 2, "ann": 2})
    assert set(PulseBox.objects.values_list("head_id", flat=True)) == {floor.key("lea"), floor.key("mona")}


def test_it_is_published_once_after_the_quarter_and_what_it_came_from_goes(
    two_teams: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(two_teams, {"ann": 4, "ben": 3, "cal": 3, "dot": 1, "eve": 0})
    answered(two_teams, dict.fromkeys(("tom", "gus", "hal", "ida", "jim", "kay"), 4))
    assert publish_pulses(blur=no_blur) == 0
    assert counts_on(two_teams, "mona") == []
    turned(two_teams, monkeypatch, NEXT_QUARTER)
    assert publish_pulses(blur=no_blur) == 1
    assert not PulseBox.objects.exists()
    assert not PulseTaken.objects.exists()
    PulseBox.objects.create(
        period_on="2026-04-01", head=two_teams.people["mona"], counts={"helped": [9] * 5, "free": [9] * 5}
    )
    assert publish_pulses(blur=no_blur) == 0
    assert not PulseBox.objects.exists()
    assert PublishedPulse.objects.count() == 1
    assert counts_on(two_teams, "mona") == ["3 of 5", "2 of 5"]
    assert counts_on(two_teams, "max") == ["6 of 6", "0 of 6"]
    assert counts_on(two_teams, "lea") == ["6 of 6", "0 of 6", "3 of 5", "2 of 5"]
    assert counts_on(two_teams, "ann") == []


def test_four_answers_of_one_team_are_told_only_together_with_another(
    two_teams: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(two_teams, {"ann": 4, "ben": 4, "cal": 4, "dot": 0})
    answered(two_teams, dict.fromkeys(("tom", "gus", "hal", "ida", "jim"), 1))
    turned(two_teams, monkeypatch, NEXT_QUARTER)
    publish_pulses(blur=no_blur)
    assert [(one.head_id, one.areas, one.answers) for one in PulseGroup.objects.all()] == [(two_teams.key("lea"), 2, 9)]
    assert [counts_on(two_teams, who) for who in ("mona", "max", "lea", "cleo")] == [
        [], [], ["3 of 9", "6 of 9"], ["3 of 9", "6 of 9"],
    ]  # fmt: skip
    assert "2 teams together under Lea Long" in two_teams.told("lea", HELPING)


def test_fewer_than_five_answers_of_all_are_never_told(two_teams: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(two_teams, {"ann": 4, "ben": 4, "tom": 4, "gus": 0})
    turned(two_teams, monkeypatch, NEXT_QUARTER)
    assert publish_pulses(blur=no_blur) == 1
    assert not PulseGroup.objects.exists()
    assert "Nothing to show yet" in two_teams.told("cleo", HELPING)


def test_no_viewer_sees_a_group_under_five_or_a_rest_under_five_over_two_quarters(
    two_teams: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two quarters in which other people answer, and one seller moved to the other team between them."""
    answered(two_teams, dict.fromkeys(("ann", "ben", "cal", "dot", "eve", "tom", "gus", "hal"), 2))
    turned(two_teams, monkeypatch, NEXT_QUARTER)
    publish_pulses(blur=no_blur)
    line = ReportingLine.objects.get(person=two_teams.people["fay"])
    ReportingLine.objects.filter(pk=line.pk).update(valid_to_on=NEXT_QUARTER - timedelta(days=1))
    ReportingLine.objects.create(
        person=two_teams.people["fay"], manager=two_teams.people["max"], team="North", valid_from_on=NEXT_QUARTER
    )
    rebuild_spans()
    answered(two_teams, dict.fromkeys(("ann", "ben", "cal", "dot", "eve", "fay", "tom", "gus", "hal", "ida"), 2))
    turned(two_teams, monkeypatch, date(2026, 10, 1))
    publish_pulses(blur=no_blur)
    for who in two_teams.people:
        account_of(two_teams.key(who))
        shown = [int(one.split(" of ")[1]) for one in counts_on(two_teams, who)]
        assert all(answers >= 5 for answers in shown), who
    by_quarter: dict[object, int] = {}
    for group in PulseGroup.objects.all():
        by_quarter[group.pulse_id] = by_quarter.get(group.pulse_id, 0) + group.answers
    assert by_quarter == {date(2026, 4, 1): 8, date(2026, 7, 1): 10}  # each answer stands in one group
