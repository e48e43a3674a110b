"""Two records a week drawn by lot, rated by both sides without seeing each other, then shown to both."""

from datetime import timedelta

import pytest

from fairway.audit.models import AuditLine, LookLine
from fairway.people.actions.accounts import account_of
from fairway.people.actions.erasing import erase_person
from fairway.people.models import Person, ReportingLine
from fairway.plans.models import Plan
from fairway.studio.models import Rating, Sample
from fairway.studio.quality.actions.drawing import draw_samples
from fairway.studio.quality.drawing import drawn
from fairway.studio.quality.exporting import quality_tables
from fairway.studio.quality.queries import kept_about
from fairway.studio.quality.types import CountedRecord
from fairway.studio.tests.office import MONDAY, WEDNESDAY, Office, at
from fairway.studio.tests.samples import (
    GENERAL,
    INVITED,
    LAST_WEEK,
    WRITTEN,
    both_rated,
    of,
    page_of,
    rated,
    record,
    recorded,
    told,
)

pytestmark = pytest.mark.django_db


def test_it_draws_two_of_what_counted_last_week_and_one_where_one_counted(week: Office) -> None:
    draw_samples()
    ann, ben = of(week, "ann"), of(week, "ben")
    assert [(one.metric_key, one.week_on, one.place) for one in ann] == [
        (WRITTEN, LAST_WEEK, 1),
        (WRITTEN, LAST_WEEK, 2),
    ]
    assert all(one.record_id.startswith("crm:ann-plan_written") and one.day_on < MONDAY for one in ann)
    assert [one.record_id for one in ben] == [f"crm:ben-{INVITED}-0-{LAST_WEEK}"]


def test_it_draws_the_same_whenever_it_is_drawn_and_only_once(week: Office) -> None:
    draw_samples()
    first = [(one.pk, one.record_id) for one in of(week, "ann")]
    Sample.objects.all().delete()
    draw_samples()
    assert len(first) == 2
    assert [record_id for _, record_id in first] == [one.record_id for one in of(week, "ann")]
    kept = [one.pk for one in of(week, "ann")]
    recorded(*(record("ann", WRITTEN, number, LAST_WEEK) for number in range(20, 40)))  # logged late
    draw_samples()
    assert [one.pk for one in of(week, "ann")] == kept


def test_opening_the_page_draws_nothing_and_says_when_it_is_drawn(
    week: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fairway.studio.quality.counted.DuckSession", None)  # the lake is not opened
    for who in ("mona", "ann"):
        assert "In the night after a week has closed" in told(week, who)
    assert not Sample.objects.exists()


def test_it_notes_a_look_only_at_those_the_page_says_something_of(week: Office) -> None:
    Plan.objects.filter(person=week.people["ben"]).delete()
    draw_samples()
    told(week, "mona")
    told(week, "op")
    looks = LookLine.objects.filter(page="quality").values_list("subject_key", "viewer_id")
    assert set(looks) == {(week.key("ann"), week.account(who)) for who in ("mona", "op")}


def test_it_never_draws_the_same_record_twice_and_everyone_comes_up() -> None:
    records = [CountedRecord("m", "opportunities", f"crm:{number}", LAST_WEEK) for number in range(9)]
    seen: set[tuple[str, str]] = set()
    sizes = []
    for back in range(6):
        found = drawn(7, LAST_WEEK - timedelta(weeks=back), {"m": records}, seen)
        assert not {(one.table, one.record_id) for one in found} & seen
        seen |= {(one.table, one.record_id) for one in found}
        sizes.append(len(found))
    assert sizes == [2, 2, 2, 2, 1, 0]


def test_the_lot_falls_evenly_and_one_record_more_leaves_the_order_of_the_others() -> None:
    records = [CountedRecord("m", "activities", f"crm:{number}", LAST_WEEK) for number in range(4)]
    times = dict.fromkeys((one.record_id for one in records), 0)
    for person in range(2000):
        for one in drawn(person, LAST_WEEK, {"m": records}, ()):
            times[one.record_id] += 1
    assert all(900 < many < 1100 for many in times.values()), times  # 1000 each; 5 s.d. are 112
    for person in range(50):
        before = drawn(person, LAST_WEEK, {"m": records}, ())
        after = drawn(person, LAST_WEEK, {"m": [*records, CountedRecord("m", "activities", "crm:new", LAST_WEEK)]}, ())
        assert [one for one in after if one.record_id != "crm:new"] == before[: 2 - (after != before)]


def test_each_side_rates_without_seeing_the_other_and_then_both_see_both(week: Office) -> None:
    draw_samples()
    [one, _] = of(week, "ann")
    assert rated(week, "mona", one, "no", note="secret-mona").status_code == 302
    before = told(week, "ann", page_of(one))
    assert "secret-mona" not in before
    assert 'value="no" checked' not in before
    assert "Talk about" not in before
    rated(week, "ann", one, "yes", **{"answer-purpose": "no", "note": "secret-ann"})
    for who in ("ann", "mona"):
        page = told(week, who, page_of(one))
        assert "secret-mona" in page
        assert "secret-ann" in page
        assert page.count("Talk about it") == 3  # purpose is rated alike
        assert "Talk about 3 questions" in page
        assert "Alder Foods" in page
        assert "Talk about: Right customer, From their side, Next step" in told(week, who)


def test_a_rating_is_given_anew_until_the_other_side_has_given_theirs(week: Office) -> None:
    draw_samples()
    [one, _] = of(week, "ann")
    rated(week, "ann", one, "no")
    rated(week, "ann", one, "partly")
    assert 'value="partly" checked' in told(week, "ann", page_of(one))
    rated(week, "mona", one, "yes")
    rated(week, "ann", one, "yes")
    assert {row.side: set(row.answers.values()) for row in Rating.objects.all()} == {
        "seller": {"partly"},
        "manager": {"yes"},
    }


def test_it_takes_no_rating_with_a_question_left_out_and_keeps_what_was_answered(week: Office) -> None:
    draw_samples()
    [one, _] = of(week, "ann")
    answered = {"answer-customer": "partly", "note": "half"}
    page = week.clients["ann"].post(page_of(one), answered).content.decode()
    assert "Purpose: Fill this in." in page
    assert 'value="partly" checked' in page
    assert 'value="half"' in page
    assert not Rating.objects.exists()


def test_operations_see_that_it_was_rated_and_no_answer_and_others_see_nothing(week: Office) -> None:
    draw_samples()
    [one, _] = of(week, "ann")
    rated(week, "ann", one, "no", note="secret-ann")
    rated(week, "mona", one, "no", note="secret-mona")
    page = told(week, "op", page_of(one))
    assert "Both have rated it." in page
    assert "1 of 3 samples rated by both" in told(week, "op")
    assert "secret" not in page + told(week, "op")
    assert "answer-" not in page
    assert rated(week, "op", one).status_code == 404
    for who in ("lea", "ben"):
        assert week.clients[who].get(page_of(one)).status_code == 404
        assert "Ann Abel" not in told(week, who)
    looks = LookLine.objects.filter(subject_key=week.key("ann"), page="quality")
    assert {line.viewer_id for line in looks} == {week.account("mona"), week.account("op")}


def test_another_manager_sees_neither_answer_before_both_are_given(week: Office) -> None:
    line = {"kind": "second", "team": ""}
    ReportingLine.objects.create(person=week.people["ann"], manager=week.people["ben"], **line)
    draw_samples()
    [one, _] = of(week, "ann")
    rated(week, "mona", one, "no", note="secret-mona")
    assert "secret-mona" not in told(week, "ben", page_of(one))
    rated(week, "ben", one, "yes")
    assert Rating.objects.get().rated_by == week.account("mona")
    rated(week, "ann", one, "yes")
    assert "secret-mona" in told(week, "ben", page_of(one))


def test_after_four_weeks_nobody_rates_any_more_and_what_was_given_is_shown(
    week: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_samples()
    [one, _] = of(week, "ann")
    rated(week, "mona", one, "no", note="secret-mona")
    at(monkeypatch, MONDAY + timedelta(days=27))
    for who in ("ann", "mona"):
        week.clients[who].force_login(account_of(week.key(who)))  # a session lasts two weeks
    assert "secret-mona" not in told(week, "ann", page_of(one))
    assert "The time to rate is over" not in told(week, "ann")
    at(monkeypatch, MONDAY + timedelta(days=28))
    assert "secret-mona" in told(week, "ann", page_of(one))
    for who in ("ann", "mona"):
        assert told(week, who).count("The time to rate is over") == 1  # nobody rated the other record
        assert page_of(one) in told(week, who)
        assert "The time to rate is over" in told(week, who, page_of(one))
    assert "secret-mona" in told(week, "mona", page_of(one))
    rated(week, "ann", one, "yes")
    assert Rating.objects.count() == 1


def test_it_says_how_alike_only_with_samples_enough(week: Office) -> None:
    assert "How alike you rate" not in told(week, "mona")
    for number in range(6):
        if number == 5:
            assert "Cannot tell, because 5 samples are rated by both; it takes 6" in told(week, "mona")
        both_rated(week, "mona", number)
    page = told(week, "mona")
    assert "18 of 24 criteria, 6 samples" in page
    assert "anywhere from 42% to 93%" in page  # Wilson, nine in ten, of 6


def test_the_audit_says_that_somebody_rated_and_not_what(week: Office) -> None:
    draw_samples()
    rated(week, "mona", of(week, "ann")[0], "no", note="secret-mona")
    [line] = AuditLine.objects.filter(action="rate_sample")
    assert (line.subject_key, line.detail) == (str(week.key("ann")), {})


def test_an_export_of_ones_own_lays_the_managers_answers_open_when_the_page_does(week: Office) -> None:
    draw_samples()
    [one, _] = of(week, "ann")
    rated(week, "mona", one, "no", note="secret-mona")
    assert "secret-mona" not in str(kept_about(week.key("ann")))
    rated(week, "ann", one, "yes")
    assert "secret-mona" in str(kept_about(week.key("ann")))


def test_the_organisations_export_says_which_were_rated_by_both_and_no_answer(week: Office) -> None:
    draw_samples()
    [one, other] = of(week, "ann")
    rated(week, "mona", one, "no", note="secret-mona")
    rated(week, "ann", one, "partly", note="secret-ann")
    rated(week, "ann", other, "partly")
    tables = quality_tables({week.key("ann"): "u-ann", week.key("ben"): "u-ben"})
    columns, rows = tables["samples"]
    assert tables.keys() == {"samples"}
    assert [row[columns.index("is_rated_by_both")] for row in rows] == [True, False, False]
    for answered in ("secret", "partly", *GENERAL):
        assert answered not in str(tables)


def test_whoever_is_erased_goes_out_of_what_they_rated_and_takes_their_own_along(week: Office) -> None:
    draw_samples()
    [one, other] = of(week, "ann")
    rated(week, "mona", one, "no", note="As Mona Moor said")
    rated(week, "ann", other, "no", note="Mona Moor was there")
    erase_person(week.key("mona"), on=WEDNESDAY)
    notes = {row.side: (row.note, row.rated_by) for row in Rating.objects.all()}
    assert notes == {"manager": ("(erased)", None), "seller": ("(erased)", week.account("ann"))}
    erase_person(week.key("ann"), on=WEDNESDAY)
    assert not Rating.objects.exists()
    assert [row.person_id for row in Sample.objects.all()] == [week.key("ben")]
    assert Person.objects.filter(slug="ben").exists()


def test_it_draws_nothing_for_drafts_and_for_what_needs_the_customers_yes(week: Office) -> None:
    Plan.objects.filter(metric_key=WRITTEN).update(is_draft=True)
    Plan.objects.filter(metric_key=INVITED).update(needs_yes=True)
    draw_samples()
    assert not Sample.objects.exists()
