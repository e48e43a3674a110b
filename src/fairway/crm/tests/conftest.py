from pathlib import Path

import pytest

from fairway.crm.source import WRITING
from fairway.crm.tests import fake_crm
from fairway.crm.tests.fake_crm import KIND, PLACE, Clock, FakeCrm, connected
from fairway.people.models import Person


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture
def crm(house: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> FakeCrm:
    """A CRM that may be written to, and nothing in its outbox."""
    monkeypatch.setitem(WRITING, KIND, PLACE)  # type: ignore[arg-type]
    monkeypatch.setattr(fake_crm, "CRM", [FakeCrm()])
    connected()
    return fake_crm.CRM[0]


@pytest.fixture
def ann(crm: FakeCrm) -> int:
    """The key of somebody tasks are about."""
    return int(Person.objects.create(name="Ann Abel", slug="ann", email="ann@example.com").pk)
