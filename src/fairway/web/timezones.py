"""Time zones to choose from: those with a place in their name."""

from functools import lru_cache
from zoneinfo import available_timezones

AREAS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(AREAS)))
