"""Time zones and countries to choose from, and which country a zone belongs to."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

AREAS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(AREAS)))


def country_of(zone_name: str) -> str:
    """The country a time zone belongs to, as two capital letters; empty for zones of none, such as UTC."""
    territory = str(get_global("zone_territories").get(zone_name, ""))
    return territory if len(territory) == 2 and territory.isalpha() else ""


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, by name."""
    named = Locale("en").territories
    beside = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}  # groups of countries, and codes for tests
    found = [(code, name) for code, name in named.items() if len(code) == 2 and code.isalpha() and code not in beside]
    return tuple(sorted(found, key=lambda item: item[1]))


@lru_cache(maxsize=1)
def months() -> tuple[str, ...]:
    """January to December."""
    wide = Locale("en").months["stand-alone"]["wide"]
    return tuple(str(wide[number]) for number in range(1, 13))
