"""An organisation is founded by a whole description or not at all."""

from typing import Any

import pytest

from fairway.audit.models import AuditLine
from fairway.people.actions.founding import found_organisation
from fairway.people.models import CalendarDay, CurrencyRate, Organisation, RampStep
from fairway.people.queries import organisation

pytestmark = pytest.mark.django_db

KEPT = (Organisation, CalendarDay, CurrencyRate, RampStep, AuditLine)


def description(**other: Any) -> dict[str, Any]:
    return {
        "organisation": {"name": "Nordlicht", "timezone": "Europe/Oslo", "week_starts_on": 6, "currency": "NOK"},
        "calendar": [{"on": "2026-05-17", "country": "NO", "name": "Founding day", "is_working": False}],
        "rates": [{"currency": "EUR", "on": "2026-01-01", "rate": "11.52"}],
        "ramp": {"": [[4, 0.25], [8, 0.5]]},
    } | other


def own(**other: Any) -> dict[str, Any]:
    return description(organisation=description()["organisation"] | other)


def rates(*said: tuple[object, object]) -> dict[str, Any]:
    good = description()["rates"]
    return description(rates=good + [{"currency": "USD", "on": on, "rate": rate} for on, rate in said])


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (rates(("2026-13-01", "9.8")), "month"),
        (rates(("2026-01-01", "nine")), "cannot be kept"),
        (rates(("2026-01-01", "NaN")), "rate"),
        (rates(("2026-01-01", "1e400")), "rate"),
        (own(timezone="Europe/Atlantis"), "Europe/Atlantis"),
        (own(week_starts_on=9), "week_starts_on"),
        (own(week_starts_on="on Sunday"), "week_starts_on"),
        (own(fiscal_first_month=13), "fiscal_first_month"),
        (own(fiscal_pattern="moons"), "moons"),
        (own(country="Norway"), "country"),
        (own(name=None), "name"),
        (description(calendar=[{"on": "2026-05-17", "country": "NO", "name": "x" * 121, "is_working": True}]), "name"),
        (description(ramp={"": [[4, "nan"]]}), "share"),
        (description(ramp={"": [[4, "inf"]]}), "cannot be kept"),
        (description(ramp={"": [[4, 0.2], [4, 0.3]]}), "cannot be kept"),
        (description(ramp={"x" * 81: [[4, 0.2]]}), "role"),
    ],
)
def test_it_keeps_nothing_of_a_description_with_a_fault_and_says_so(facts: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        found_organisation(facts)
    assert {kept.__name__: kept._default_manager.count() for kept in KEPT} == {kept.__name__: 0 for kept in KEPT}


@pytest.mark.parametrize("lacking", [{"calendar": [{"on": "2026-05-17"}]}, {"rates": [5]}, {"ramp": [5]}])
def test_it_keeps_nothing_of_what_is_no_description(lacking: dict[str, Any]) -> None:
    with pytest.raises((TypeError, KeyError)):
        found_organisation(description(**lacking))
    assert not Organisation.objects.exists()


def test_it_takes_a_whole_description() -> None:
    assert found_organisation(description())
    said = organisation()
    assert (said.name, said.timezone, said.week_starts_on) == ("Nordlicht", "Europe/Oslo", 6)
    assert [(row.currency, float(row.rate)) for row in CurrencyRate.objects.all()] == [("EUR", 11.52)]
    assert [(row.until_week, float(row.share)) for row in RampStep.objects.order_by("until_week")] == [
        (4, 0.25),
        (8, 0.5),
    ]
    assert CalendarDay.objects.get().name == "Founding day"
