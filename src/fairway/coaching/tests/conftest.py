"""The sales floor of commitments, for sessions on it."""

from collections.abc import Iterator

import pytest

from fairway.coaching.channels.tests.imitating import Channels, imitated
from fairway.commitments.tests.floor import Floor, opened


@pytest.fixture
def floor(house: object, monkeypatch: pytest.MonkeyPatch) -> Floor:
    return opened(monkeypatch)


@pytest.fixture
def channels(monkeypatch: pytest.MonkeyPatch) -> Iterator[Channels]:
    with imitated(monkeypatch) as found:
        found.users = {"mona@example.com": "U-mona", "max@example.com": "U-max"}
        yield found
