"""Organisations that several tests look at."""

from dataclasses import replace
from datetime import date

import pytest

from fairway.simulation.simulating import simulate
from fairway.simulation.types import SimOrganisation
from fairway.simulation.typical import typical_scenario

LAST_DAY = date(2026, 6, 28)  # a Sunday: the week has closed
HOLIDAYS = {
    "US": frozenset({date(2025, 11, 27), date(2025, 12, 25), date(2026, 1, 1), date(2026, 5, 25)}),
    "GB": frozenset({date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2026, 4, 6)}),
}


@pytest.fixture(scope="session")
def organisation() -> SimOrganisation:
    """A year of 24 sellers, all nine causes planted for one seller each."""
    scenario = typical_scenario(LAST_DAY, share_short=0.4)
    return simulate(replace(scenario, holidays=HOLIDAYS), 11)


@pytest.fixture(scope="session")
def evidence() -> SimOrganisation:
    """Enough deals to see what helps: 48 sellers over a year, nobody falling short."""
    return simulate(typical_scenario(LAST_DAY, sellers=48, teams=6, share_short=0.0), 5)
