"""What was concluded is read as it could be known on a day: the newest of each person, and nothing of long ago."""

from datetime import date, timedelta

import pytest

from fairway.evidence.conclusions.queries import findings_about, landings_by_person, last_verdicts, verdicts_by_person
from fairway.evidence.models import GroupFindings, SellerLanding, SellerVerdict
from fairway.evidence.packing import packed
from fairway.evidence.verdict import Help, Verdict
from fairway.people.models import Person

MONDAY = date(2026, 6, 1)
SUNDAY = MONDAY + timedelta(days=6)


@pytest.fixture
def ann(db: None) -> Person:
    return Person.objects.create(name="Ann Abel", slug="ann")


def conclude(person: Person, week_on: date, verdict: Verdict, metric: str = "plan") -> None:
    told = packed(Help(metric, "stage_progress", verdict, None, 0.5, None, 9))
    row = {"person": person, "week_on": week_on}
    SellerVerdict.objects.create(**row, metric_key=metric, verdict=str(verdict), told=told)
    SellerLanding.objects.get_or_create(
        **row,
        defaults={"starts_on": MONDAY, "ends_on": SUNDAY + timedelta(days=21), "now": {"chance": 0.1}, "at_target": {}},
    )
    for group in ("", "closer"):
        GroupFindings.objects.get_or_create(
            group=group, week_on=week_on, defaults={"sellers": 9, "weeks": 30, "candidates": [{"metric": "plan"}]}
        )


def test_it_reads_the_newest_that_was_over_by_a_day(ann: Person) -> None:
    conclude(ann, MONDAY, Verdict.HELPING)
    conclude(ann, MONDAY + timedelta(days=7), Verdict.NOT_HELPING)
    newest = SUNDAY + timedelta(days=7)
    assert verdicts_by_person([ann.pk], newest)[ann.pk]["plan"].verdict is Verdict.NOT_HELPING
    assert verdicts_by_person([ann.pk], newest - timedelta(days=1))[ann.pk]["plan"].verdict is Verdict.HELPING
    assert landings_by_person([ann.pk], newest)[ann.pk].week_on == MONDAY + timedelta(days=7)
    found = findings_about("Closer", newest)
    assert found is not None
    assert (found.group, found.week_on) == ("closer", MONDAY + timedelta(days=7))


def test_it_leaves_out_what_was_said_of_an_hia_before_the_newest_week(ann: Person) -> None:
    conclude(ann, MONDAY, Verdict.HELPING, "call")
    conclude(ann, MONDAY + timedelta(days=7), Verdict.HELPING)
    assert set(verdicts_by_person([ann.pk], SUNDAY + timedelta(days=7))[ann.pk]) == {"plan"}


def test_it_takes_nothing_of_more_than_a_month_ago_for_what_holds(ann: Person) -> None:
    conclude(ann, MONDAY, Verdict.HELPING)
    last = MONDAY + timedelta(days=34)
    assert verdicts_by_person([ann.pk], last)
    assert not verdicts_by_person([ann.pk], last + timedelta(days=1))
    assert findings_about("closer", last + timedelta(days=1)) is None
    assert not landings_by_person([ann.pk], SUNDAY + timedelta(days=22))  # its period is over


def test_it_gives_everybodys_findings_where_too_few_have_the_role(ann: Person) -> None:
    conclude(ann, MONDAY, Verdict.HELPING)
    found = findings_about("Field seller", SUNDAY)
    assert found is not None
    assert found.group == ""


def test_the_last_verdict_on_each_hia_is_read_however_long_ago_and_told_apart(ann: Person) -> None:
    conclude(ann, MONDAY - timedelta(days=7), Verdict.HELPING, "call")
    conclude(ann, MONDAY, Verdict.HELPING)
    conclude(ann, MONDAY + timedelta(days=7), Verdict.NOT_HELPING)
    conclude(Person.objects.create(name="Ben Bell", slug="ben"), MONDAY + timedelta(days=14), Verdict.HELPING, "call")
    newest = SUNDAY + timedelta(days=7)

    def read(on: date) -> dict[str, tuple[date, Verdict, bool]]:
        return {key: (one.week_on, one.told.verdict, one.is_current) for key, one in last_verdicts(ann.pk, on).items()}

    before = MONDAY - timedelta(days=7)
    assert read(newest) == {
        "call": (before, Verdict.HELPING, False),
        "plan": (MONDAY + timedelta(days=7), Verdict.NOT_HELPING, True),
    }
    assert read(newest - timedelta(days=1))["plan"] == (MONDAY, Verdict.HELPING, True)
    assert read(newest + timedelta(days=60))["plan"] == (MONDAY + timedelta(days=7), Verdict.NOT_HELPING, False)
    assert read(before) == {}
