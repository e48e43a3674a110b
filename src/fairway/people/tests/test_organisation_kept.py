"""The organisation is read once for a page, and never older than the page."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fairway.people.actions.storing import set_up_organisation
from fairway.people.queries import organisation, organisation_kept

pytestmark = pytest.mark.django_db


def statements(times: int) -> int:
    with CaptureQueriesContext(connection) as caught:
        for _ in range(times):
            organisation()
    return len(caught)


def test_it_asks_the_database_once_within_a_request_and_each_time_outside() -> None:
    with organisation_kept():
        assert statements(5) == 1
    assert statements(5) == 5


def test_it_sees_a_change_made_elsewhere_in_the_next_request() -> None:
    with organisation_kept():
        before = organisation().name
    set_up_organisation({"name": "Somewhere Else"})
    with organisation_kept():
        assert (before, organisation().name) == ("Your organisation", "Somewhere Else")


def test_it_sees_its_own_change_within_the_request() -> None:
    with organisation_kept():
        organisation()
        set_up_organisation({"name": "Renamed"})
        assert organisation().name == "Renamed"


def test_it_forgets_a_change_that_a_preview_took_back() -> None:
    with organisation_kept():
        with transaction.atomic():
            set_up_organisation({"name": "Only tried"})
            assert organisation().name == "Only tried"
            transaction.set_rollback(True)
        assert organisation().name == "Your organisation"
