"""The organisation itself: its facts, its rates, whether anybody is there."""

from datetime import date
from decimal import Decimal

from fairway.people.models import CurrencyRate, Organisation, Person, User
from fairway.people.types import OrganisationFacts


def organisation() -> OrganisationFacts:
    """The organisation; its defaults before anyone has set it up."""
    row = Organisation.objects.first() or Organisation()
    return OrganisationFacts(
        name=row.name,
        timezone=row.timezone,
        week_starts_on=row.week_starts_on,
        country=row.country,
        currency=row.currency,
        fiscal_pattern=row.fiscal_pattern,
        fiscal_first_month=row.fiscal_first_month,
        is_demonstration=row.is_demonstration,
    )


def currency_rates() -> list[tuple[str, date, Decimal]]:
    return list(CurrencyRate.objects.order_by("currency", "on").values_list("currency", "on", "rate"))


def is_untouched() -> bool:
    """Whether nobody and no account is known here."""
    return not Person.objects.exists() and not User.objects.exists()
