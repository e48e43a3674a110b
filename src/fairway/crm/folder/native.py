"""`organisation.yaml`: what an export says about the organisation itself, beside the tables of the format."""

from typing import Any

import yaml

from fairway.people.queries import calendar_days, currency_rates, organisation
from fairway.people.queries.time import ramps

FILE = "organisation.yaml"


class NoDescription(ValueError):
    """The text describes no organisation. The message says why."""


def description() -> str:
    """The organisation as YAML: its facts, its calendar, its rates and its ramp."""
    own = organisation()
    facts = {
        "organisation": {
            "name": own.name,
            "timezone": own.timezone,
            "week_starts_on": own.week_starts_on,
            "country": own.country,
            "currency": own.currency,
            "fiscal_pattern": own.fiscal_pattern,
            "fiscal_first_month": own.fiscal_first_month,
        },
        "calendar": [
            {"on": day.on, "country": day.country, "name": day.name, "is_working": day.is_working}
            for day in calendar_days()
        ],
        "rates": [{"currency": code, "on": on, "rate": str(rate)} for code, on, rate in currency_rates()],
        "ramp": {role: [[week, float(share)] for week, share in steps] for role, steps in ramps().items()},
    }
    return yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)


def facts_in(text: str) -> dict[str, Any]:
    """What a text says. NoDescription where it is none."""
    try:
        facts = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise NoDescription(f"is not YAML ({error})") from error
    if not isinstance(facts, dict) or not isinstance(facts.get("organisation"), dict):
        raise NoDescription("describes no organisation")
    return facts
