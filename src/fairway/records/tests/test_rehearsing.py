"""A rehearsal looks at rows without asking the database again and again."""

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from fairway.records.actions.rehearsing import Rehearsal
from fairway.records.types import AccountRow

pytestmark = pytest.mark.django_db


def test_it_knows_who_was_erased_without_asking_at_every_flush(
    house: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rehearsal = Rehearsal("crm")
    with django_assert_num_queries(0):
        assert rehearsal.put("accounts", [AccountRow("a1")]) == []
        rehearsal.flush()
