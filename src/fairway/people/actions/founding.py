"""Setting up an organisation as an export of Fairway describes it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from fairway.people.actions.storing import add_calendar_day, add_rate, set_ramp, set_up_organisation
from fairway.people.queries.organising import is_untouched_organisation


def found_organisation(facts: Mapping[str, Any]) -> bool:
    """Take over an organisation's own facts, calendar, rates and ramp, where nobody has set anything up yet.

    Returns whether they were taken. ValueError, TypeError or KeyError for what is no such description.
    """
    if not is_untouched_organisation():
        return False
    own = {name: facts["organisation"][name] for name in ORGANISATION if name in facts["organisation"]}
    set_up_organisation(own)
    for day in facts.get("calendar", ()):
        add_calendar_day(
            on=date.fromisoformat(str(day["on"])),
            name=str(day["name"]),
            country=str(day["country"]),
            is_working=bool(day["is_working"]),
            actor_id=None,
        )
    for rate in facts.get("rates", ()):
        on = date.fromisoformat(str(rate["on"]))
        add_rate(currency=str(rate["currency"]), on=on, rate=Decimal(str(rate["rate"])), actor_id=None)
    for role, steps in dict(facts.get("ramp", {})).items():
        set_ramp(str(role), [(int(week), float(share)) for week, share in steps])
    return True


ORGANISATION = ("name", "timezone", "week_starts_on", "country", "currency", "fiscal_pattern", "fiscal_first_month")
