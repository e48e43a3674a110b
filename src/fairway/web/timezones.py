"""Time zones to choose from: those with a place in their name."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import get_global

AREAS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(AREAS)))


def country_of(zone_name: str) -> str:
    """The country a time zone belongs to, as two capital letters; empty for zones of none, such as UTC."""
    territory = str(get_global("zone_territories").get(zone_name, ""))
    return territory if len(territory) == 2 and territory.isalpha() else ""
