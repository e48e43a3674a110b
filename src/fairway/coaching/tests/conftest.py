"""The sales floor of commitments, for sessions on it."""

import pytest

from fairway.commitments.tests.floor import Floor, opened


@pytest.fixture
def floor(house: object, monkeypatch: pytest.MonkeyPatch) -> Floor:
    return opened(monkeypatch)
