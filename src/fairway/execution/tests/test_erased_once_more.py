"""What a run stored of somebody while they were being erased goes as well, down to its bytes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.execution.actions.erasing import _swept
from fairway.signs.models import CaseSigns

pytestmark = pytest.mark.django_db(transaction=True)  # bytes are not given back inside a transaction


def gives_bytes_back(person_key: int) -> bool:
    with CaptureQueriesContext(connection) as caught:
        _swept(person_key)
    return any(query["sql"].startswith("VACUUM") for query in caught)


def test_it_gives_bytes_back_where_nothing_but_signs_was_stored_meanwhile() -> None:
    CaseSigns.objects.create(person_key=7, metric_key="reached", seen_on=date(2026, 6, 1), signs=[])
    assert gives_bytes_back(7)
    assert not CaseSigns.objects.exists()
    assert not gives_bytes_back(7)
