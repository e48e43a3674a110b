"""The organisation itself: its facts, its rates, whether anybody is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fairway.people.models import CalendarDay, CurrencyRate, Organisation, Person, User
from fairway.people.types import OrganisationFacts

# What has been read within `organisation_kept`: empty before the first question; None outside.
_kept: ContextVar[list[OrganisationFacts] | None] = ContextVar("organisation", default=None)


@contextmanager
def organisation_kept() -> Iterator[None]:
    """Ask the database for the organisation once within: a page needs it a dozen times. For one request, never longer:
    another process may change it.
    """
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def stop_keeping_organisation() -> None:
    """Call when changing the organisation: the rest of the request asks each time, also after a preview undid it."""
    _kept.set(None)


def organisation() -> OrganisationFacts:
    """The organisation; its defaults before anyone has set it up."""
    kept = _kept.get()
    if kept is None:
        return _organisation()
    if not kept:
        kept.append(_organisation())
    return kept[0]


def _organisation() -> OrganisationFacts:
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


@dataclass(frozen=True, slots=True)
class CalendarDayFacts:
    """A day the organisation's own calendar overrules."""

    key: int
    on: date
    country: str
    name: str
    is_working: bool


def calendar_days() -> list[CalendarDayFacts]:
    rows = CalendarDay.objects.order_by("on", "country")
    return [CalendarDayFacts(row.pk, row.on, row.country, row.name, row.is_working) for row in rows]


def is_untouched_organisation() -> bool:
    """Whether nobody has set the organisation up yet."""
    return not Organisation.objects.exists()
