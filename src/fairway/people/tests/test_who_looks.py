"""What is read of whoever looks at a page: once, and as it is everywhere else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.people import access
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine
from fairway.people.queries import person_facts, shown_as
from fairway.people.types import Edit, Relation, Viewer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)


@pytest.fixture
def ann(db: None) -> Person:
    made: Person = Person.objects.create(name="Ann Abel", slug="ann", role="Account executive")
    return made


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        ([], "Account executive"),
        ([{"team": "North"}], "North"),
        ([{"role": "Hunter"}], "Hunter"),
        ([{"team": "North", "role": "Hunter"}], "North"),
        ([{"team": "North", "kind": "acting"}], "Account executive"),
        ([{"team": "North", "valid_to_on": TODAY - timedelta(days=1)}], "Account executive"),
        ([{"team": "North"}, {"team": "South", "valid_from_on": TODAY}], "South"),
        ([{"team": "North"}, {"team": "South", "valid_from_on": TODAY + timedelta(days=1)}], "North"),
    ],
)
def test_it_shows_the_team_of_that_day_else_what_they_do_in_one_statement(
    ann: Person, lines: list[dict[str, object]], role: str
) -> None:
    for line in lines:
        ReportingLine.objects.create(person=ann, **line)
    with CaptureQueriesContext(connection) as caught:
        shown = shown_as(ann.pk, TODAY)
    assert (len(caught), shown.name, shown.role) == (1, "Ann Abel", role)
    facts = person_facts(ann.pk, TODAY)
    assert shown.role == (facts.team or facts.role)


def test_it_asks_once_for_a_viewer_and_anew_for_the_next(ann: Person) -> None:
    mona = Person.objects.create(name="Mona Moor", slug="mona")
    ReportingLine.objects.create(person=ann, manager=mona)
    rebuild_spans()
    asks = Viewer(1, mona.pk, is_operations=False, on=TODAY)
    with CaptureQueriesContext(connection) as caught:
        assert [access.may_edit(asks, ann.pk, edit) for edit in (Edit.PLAN, Edit.PLACE)] == [True, False]
        assert access.relation(asks, ann.pk) is Relation.MANAGER
        assert access.leads_anyone(asks)
        assert access.leads_anyone(asks)
    assert len(caught) == 2
    ReportingLine.objects.all().delete()
    rebuild_spans()
    later = Viewer(1, mona.pk, is_operations=False, on=TODAY)
    assert later == asks
    assert access.relation(later, ann.pk) is Relation.NONE
    assert not access.leads_anyone(later)
