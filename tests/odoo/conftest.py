"""The populated server, anew for each module: what one module changes no other sees."""

from collections.abc import Iterator

import pytest

from tests.odoo.population import populated_world
from tests.odoo.server import missing
from tests.odoo.world import World


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Seven weeks of selling, told by a ledger. Skips when no server is there."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    world = populated_world()
    yield world
    world.odoo.release_clock()
