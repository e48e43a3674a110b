"""What rooms below give the story: on the edges of days and weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fairway.diagnosis.queries import statuses_over
from fairway.evidence.conclusions.queries import findings_by_group
from fairway.evidence.models import GroupFindings
from fairway.evidence.pilots.stored import judged_by
from fairway.people.models import Organisation, Person
from fairway.studio.models import Review
from fairway.studio.proposals.queries import decided_over
from tests.leadership.stories import candidate, decided, found, judged, standing

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


def people(count: int) -> list[int]:
    Organisation.objects.create(name="Random Works", timezone="America/New_York")
    return [Person.objects.create(name=f"S {n}", slug=f"s{n}", email=f"s{n}@example.com").pk for n in range(count)]


def test_findings_are_of_one_week_and_not_of_one_long_over() -> None:
    found([candidate("a", "none")], week_on=MONDAY - timedelta(weeks=1), group="field seller")
    found([candidate("a", "strong")], week_on=MONDAY)
    assert list(findings_by_group(MONDAY + timedelta(days=6))) == [""]
    assert list(findings_by_group(MONDAY + timedelta(days=5))) == ["field seller"]
    assert findings_by_group(MONDAY + timedelta(weeks=5)) == {}
    assert GroupFindings.objects.count() == 2


def test_a_decision_belongs_to_its_day_in_the_organisations_time_zone() -> None:
    (person,) = people(1)
    late = decided(person, "a", "keep", "helping")
    Review.objects.filter(pk=late.pk).update(decided_at=datetime(2026, 10, 5, 3, tzinfo=UTC))  # 23:00 the day before
    assert [
        (one.on, one.metric_key, str(one.verdict)) for one in decided_over(date(2026, 9, 1), date(2026, 10, 4))
    ] == [(date(2026, 10, 4), "a", "helping")]
    assert decided_over(date(2026, 10, 5), date(2026, 12, 31)) == []


def test_a_pilot_tells_from_the_day_it_was_judged_and_where_each_group_is_large_enough() -> None:
    sellers = people(11)
    judged("a", sellers, low=0.1, high=0.5, on=MONDAY)
    assert judged_by({"a"}, MONDAY - timedelta(days=1), fewest=5) == {}
    assert list(judged_by({"a"}, MONDAY, fewest=5)) == ["a"]
    assert judged_by({"a"}, MONDAY, fewest=6) == {}
    assert judged_by({"b"}, MONDAY, fewest=5) == {}


def test_standings_are_those_of_the_weeks_asked_about() -> None:
    (person,) = people(1)
    for back, status in ((0, "ahead"), (1, "behind"), (2, "away")):
        standing(person, "a", MONDAY - timedelta(weeks=back), status)
    told = statuses_over(MONDAY - timedelta(weeks=1), MONDAY)
    assert sorted(status for _, _, _, status in told) == ["ahead", "behind"]
