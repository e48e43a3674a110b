import pytest

from fairway.studio.tests.office import Office, opened
from fairway.studio.tests.samples import in_week


@pytest.fixture
def office(house: object, monkeypatch: pytest.MonkeyPatch) -> Office:
    return opened(monkeypatch)


@pytest.fixture
def week(office: Office) -> Office:
    return in_week(office)
