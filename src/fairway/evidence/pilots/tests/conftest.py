import pytest

from fairway.evidence.pilots.tests.field import Field, opened


@pytest.fixture
def field(house: object, monkeypatch: pytest.MonkeyPatch) -> Field:
    return opened(monkeypatch)
