"""The day on which everything here happens."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noon of 27 Nov 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 27, 12, tzinfo=UTC))
