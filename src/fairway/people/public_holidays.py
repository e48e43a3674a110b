"""Public holidays by country and region, from the `holidays` library, with the organisation's own days on top."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """Days off in a year at a place. An unknown country gives none; an unknown region the country's own days."""
    if not country:
        return frozenset()
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year, observed=True))
    except NotImplementedError:
        return public_holidays(country, "", year) if region else frozenset()


@lru_cache(maxsize=512)
def is_known_place(country: str, region: str) -> bool:
    """Whether the library keeps a calendar for that country (ISO 3166-1 alpha-2) and region."""
    import holidays

    regions = holidays.list_supported_countries(include_aliases=True).get(country)
    return regions is not None and (not region or region in regions)
