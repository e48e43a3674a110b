import pytest

from fairway.desk.tests.office import Office, opened


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A fresh office on a Wednesday morning."""
    return opened(monkeypatch)
