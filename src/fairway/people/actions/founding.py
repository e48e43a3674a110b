"""Setting up an organisation as an export of Fairway describes it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from fairway.lib.fiscal import WEEK_PATTERNS
from fairway.lib.periods import zone
from fairway.people.actions.storing import add_calendar_day, add_rate, set_ramp, set_up_organisation
from fairway.people.models import CalendarDay, CurrencyRate, Organisation, RampStep
from fairway.people.queries.organising import is_untouched_organisation


def found_organisation(facts: Mapping[str, Any]) -> bool:
    """Take over an organisation's own facts, calendar, rates and ramp, where nobody has set anything up yet: all of a
    description or nothing.

    Returns whether they were taken. ValueError, TypeError or KeyError for what is no such description.
    """
    if not is_untouched_organisation():
        return False
    try:
        with transaction.atomic():
            _found(facts)
    except ValidationError as problem:
        raise ValueError("; ".join(problem.messages)) from problem
    except (ArithmeticError, DataError, IntegrityError) as problem:
        raise ValueError(f"holds what cannot be kept ({problem})") from problem
    return True


def _found(facts: Mapping[str, Any]) -> None:
    own = {name: facts["organisation"][name] for name in ORGANISATION if name in facts["organisation"]}
    _require_own(own)
    set_up_organisation(own)
    for day in facts.get("calendar", ()):
        on, name, country = date.fromisoformat(str(day["on"])), str(day["name"]), str(day["country"])
        _require_fit(CalendarDay(on=on, name=name, country=country))
        add_calendar_day(on=on, name=name, country=country, is_working=bool(day["is_working"]), actor_id=None)
    for said in facts.get("rates", ()):
        on, rate = date.fromisoformat(str(said["on"])), Decimal(str(said["rate"]))
        _require_fit(CurrencyRate(currency=str(said["currency"]), on=on, rate=rate))
        add_rate(currency=str(said["currency"]), on=on, rate=rate, actor_id=None)
    for role, steps in dict(facts.get("ramp", {})).items():
        shares = [(int(week), float(share)) for week, share in steps]
        for week, share in shares:
            _require_fit(RampStep(role=str(role), until_week=week, share=round(Decimal(share), 3)))
        set_ramp(str(role), shares)


def _require_own(own: Mapping[str, Any]) -> None:
    """Refuse what would not fit, and what every page and count after it would stumble over."""
    row = Organisation(**own)
    _require_fit(row)
    zone(row.timezone)
    if row.week_starts_on not in range(7):
        raise ValueError(f"week_starts_on is {row.week_starts_on}; a week starts on a day from 0 (Monday) to 6")
    if row.fiscal_first_month not in range(1, 13):
        raise ValueError(f"fiscal_first_month is {row.fiscal_first_month}; months are 1 to 12")
    if row.fiscal_pattern not in {"months", *WEEK_PATTERNS}:
        raise ValueError(f"no fiscal pattern is called {row.fiscal_pattern!r}")


def _require_fit(row: Model) -> None:
    """ValidationError, naming the field, for a value its column cannot hold."""
    try:
        row.clean_fields()
    except ValidationError as problem:
        said = [f"{name}: {text}" for name, texts in problem.message_dict.items() for text in texts]
        raise ValidationError(said) from problem


ORGANISATION = ("name", "timezone", "week_starts_on", "country", "currency", "fiscal_pattern", "fiscal_first_month")
