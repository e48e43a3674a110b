"""Certification from the field: counted as leadership counts it, given in the night, and told when it falls."""

from datetime import date
from unittest.mock import patch

import pytest

from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.own.acts import acts
from fairway.leadership.own.queries import board_door
from fairway.leadership.own.types import Lens
from fairway.leadership.queries.own_sums import Asking, sums_of
from fairway.people.queries import account_viewer, led_since
from fairway.training.certifying.actions import grant_certificates
from fairway.training.certifying.queries import field_sums, led_over, weeks_counted
from fairway.training.curriculum.reading import modules_of
from fairway.training.curriculum.types import Track
from fairway.training.models import Attempt, Certificate, Reached
from tests.training.field import ON, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
PAGE = "/practice/certificate/"


def ready() -> Office:
    office = Office()
    office.full_weeks()
    office.observed(date(2026, 10, 12), 4)
    office.talked(date(2026, 11, 9))
    office.trained(modules_of(Track.MANAGERS))
    return office


def test_it_counts_the_same_as_the_leadership_page_on_the_same_weeks() -> None:
    office = Office(6)
    for back in range(10):  # two of these weeks are too old
        for seller in office.sellers:
            office.session(seller, back, is_held=(back + len(seller) + int(seller[1])) % 3 != 0)
            office.promise(seller, back, is_kept=int(seller[1]) % 2 == 0)
            office.week(seller, back, "behind" if back % 2 else "on_pace", asked_after=int(seller[1]) * 3)
    roll_up(ON)
    office.account("mona")
    viewer = account_viewer(office.keys["mona"], ON)
    assert viewer is not None
    subject, lens = board_door(viewer, "mona")
    assert lens is Lens.OWN
    asking = Asking(viewer, subject, lens, weeks_counted(ON), leads_managers=False)
    theirs = sums_of(asking, [act for act in acts().values() if act.key in {"held", "kept", "discussed"}])
    ours = field_sums(led_over([office.keys["mona"]], weeks_counted(ON), ON))[office.keys["mona"]]
    for name in ("held", "kept", "discussed"):
        parts = theirs[name].whole.values()
        assert getattr(ours, name) == (sum(part.done for part in parts), sum(part.of for part in parts)), name
        assert getattr(ours, name).of > 0


def test_a_manager_with_everything_is_certified_in_the_night_for_a_year() -> None:
    office = ready()
    assert "Everything is there" in office.page("mona", PAGE)
    assert grant_certificates(ON) == 1
    row = Certificate.objects.get()
    assert (row.person_id, row.granted_on, row.expires_on) == (office.keys["mona"], ON, date(2027, 11, 27))
    assert row.facts["held"] == {"done": 9.0, "of": 10.0, "needs": 8}
    assert row.facts["observed"] == {"done": 1.0}  # no rating of anybody's is kept with it
    assert grant_certificates(ON) == 0
    assert "You are certified until Sat 27 Nov 2027" in office.page("mona", PAGE)
    assert "9 of 10, needed 8" in office.page("mona", f"{PAGE}paper/")


@pytest.mark.parametrize(
    ("less", "said"),
    [
        (lambda office: [office.session("s1", back, is_held=False) for back in (0, 1)], "9 of 12, needs 10"),
        (lambda office: [office.promise("s0", 0, is_kept=False) for _ in range(3)], "5 of 8, needs 6"),
        (lambda office: office.week("s1", 2), "0 of 1, needs 1"),
    ],
)
def test_one_figure_too_low_is_no_certificate(less: object, said: str) -> None:
    office = ready()
    less(office)  # type: ignore[operator]
    assert grant_certificates(ON) == 0
    page = office.page("mona", PAGE)
    assert said in page
    assert "One of six is not there yet: " in page


def test_a_low_or_half_seen_or_old_observation_is_none() -> None:
    office = Office()
    office.full_weeks()
    office.talked(ON)
    office.trained(modules_of(Track.MANAGERS))
    office.observed(date(2026, 10, 12), 3)
    office.observed(date(2026, 10, 13), 5, rated=3)
    office.observed(date(2025, 11, 20), 5)
    assert grant_certificates(ON) == 0
    assert "3.0 of 5 on 12 Oct, needs 3.5" in office.page("mona", PAGE)
    office.observed(date(2026, 11, 2), 4)
    assert grant_certificates(ON) == 1


def test_the_next_action_is_a_miss_that_can_still_be_asked_about_in_time() -> None:
    office = ready()
    office.week("s1", 0)
    assert "ask about the miss nobody spoke of yet, by Sun 29 Nov" in office.page("mona", PAGE)
    office.session("s1", 0, metric="second_stakeholders_invited")  # within the week itself: that is not after it
    assert "by Sun 29 Nov" in office.page("mona", PAGE)


def test_few_sessions_are_no_share() -> None:
    office = Office()
    for back in range(3):
        office.session("s0", back)
    assert "3 held of 3 planned; 8 planned at least" in office.page("mona", PAGE)
    assert "Cannot tell, because no activity of your sellers was judged" in office.page("mona", PAGE)


def test_a_certificate_says_when_the_weeks_fall_below_and_still_holds() -> None:
    office = ready()
    grant_certificates(ON)
    for seller in ("s0", "s1", "s2"):
        office.session(seller, 1, is_held=False)
    page = office.page("mona", PAGE)
    assert "You are certified until" in page
    assert "One of three fell below what it took: planned sessions held. Next: hold every session" in page
    assert "planned sessions held: 9 of 13, needs 11" in page


def test_it_is_renewed_by_new_weeks_a_new_talk_and_a_new_observation_and_no_day_is_lost() -> None:
    office = ready()
    expires_on = date(2026, 12, 17)
    Certificate.objects.create(
        person_id=office.keys["mona"], granted_on=date(2026, 11, 10), expires_on=expires_on, facts={}
    )
    assert grant_certificates(ON) == 0  # talk and observation are older than the certificate before
    office.observed(date(2026, 11, 20), 4)
    assert grant_certificates(ON) == 0
    from fairway.training.models import FieldAssignment

    FieldAssignment.objects.update(read_on=date(2026, 11, 25))
    assert grant_certificates(ON) == 1
    assert Certificate.objects.latest("pk").expires_on == date(2027, 12, 17)


def test_who_led_whom_is_worked_out_once_a_page() -> None:
    office = ready()
    with patch("fairway.training.certifying.queries.led_since", wraps=led_since) as worked_out:
        office.page("mona", PAGE)
    assert worked_out.call_count == 1


def test_a_certificate_opens_also_for_who_leads_nobody_any_more() -> None:
    from fairway.people.actions.spans import rebuild_spans
    from fairway.people.models import ReportingLine

    office = ready()
    grant_certificates(ON)
    ReportingLine.objects.filter(manager_id=office.keys["mona"]).delete()
    rebuild_spans()
    page = office.page("mona", PAGE)
    assert "You are certified until Sat 27 Nov 2027" in page
    assert "You lead nobody today" in page
    assert "Next:" not in page
    assert "9 of 10, needed 8" in office.page("mona", f"{PAGE}paper/")
    Certificate.objects.update(expires_on=ON)
    assert office.client("mona").get(PAGE).status_code == 404


def test_who_only_chose_a_language_is_not_certified() -> None:
    ready()
    for model in (Reached, Attempt):
        model.objects.all().delete()
    with patch("fairway.training.certifying.queries.modules_of", return_value=[]):
        assert grant_certificates(ON) == 0


def test_a_seller_has_no_such_page_and_no_paper_without_a_certificate() -> None:
    office = ready()
    assert office.opens(PAGE) == {"cleo", "lea", "mona", "max"}
    assert office.opens(f"{PAGE}paper/") == set()
    grant_certificates(ON)
    assert office.opens(f"{PAGE}paper/") == {"mona"}


def test_a_sellers_week_belongs_to_whom_they_stood_under_when_it_began() -> None:
    from fairway.people.actions.spans import rebuild_spans
    from fairway.people.models import ReportingLine

    office = Office()
    office.session("s0", 0)
    office.session("s0", 1)
    line = ReportingLine.objects.get(person_id=office.keys["s0"])
    ReportingLine.objects.filter(pk=line.pk).update(valid_to_on=date(2026, 11, 14))
    ReportingLine.objects.create(
        person_id=office.keys["s0"], manager_id=office.keys["max"], valid_from_on=date(2026, 11, 15)
    )
    rebuild_spans()
    sums = field_sums(led_over([office.keys["mona"], office.keys["max"]], weeks_counted(ON), ON))
    assert (sums[office.keys["mona"]].held, sums[office.keys["max"]].held) == ((1, 1), (1, 1))
