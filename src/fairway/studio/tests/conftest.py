import pytest

from fairway.studio.tests.office import Office, opened


@pytest.fixture
def office(house: object, monkeypatch: pytest.MonkeyPatch) -> Office:
    return opened(monkeypatch)
