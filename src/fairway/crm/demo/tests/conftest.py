"""The demonstration organisation, simulated once for all tests."""

from datetime import date

import pytest

from fairway.crm.demo.organisation import SEED, demo_scenario
from fairway.simulation.simulating import simulate
from fairway.simulation.types import SimOrganisation

LAST_DAY = date(2026, 6, 28)  # a Sunday: the week has closed


@pytest.fixture(scope="session")
def demo() -> SimOrganisation:
    return simulate(demo_scenario(LAST_DAY), SEED)
