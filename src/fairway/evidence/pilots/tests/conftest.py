from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from fairway.evidence.pilots.tests.field import TODAY, Field, at, made


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[Field]:
    """One organisation for a module; each test works on it and leaves it as it was."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched, transaction.atomic():
        at(patched, TODAY)
        yield made()
        transaction.set_rollback(True)


@pytest.fixture
def field(ground: Field, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Field]:
    """The organisation at nine in the morning, drawing from a seed that is known."""
    at(monkeypatch, TODAY)
    monkeypatch.setattr("fairway.evidence.pilots.actions.proposing.token_hex", lambda size: "5eed" * (size // 2))
    with transaction.atomic():
        yield Field(ground.people)
        transaction.set_rollback(True)
