"""Amounts in their own currency, and dated rates into another. No amount loses its currency on the way."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str  # ISO 4217

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added without a rate")
        return Money(self.amount + other.amount, self.currency)


@dataclass(frozen=True, slots=True)
class DatedRate:
    """How many units of the organisation's currency one unit of `currency` bought from `on` onwards."""

    currency: str
    on: date
    rate: Decimal


class MissingRate(ValueError):
    """No rate is known for that currency on that day: the sum cannot be told."""


def convert(money: Money, into: str, on: date, rates: Mapping[str, Sequence[DatedRate]]) -> Money:
    """An amount in another currency at the rate in force that day; MissingRate when none is known.

    Rates are per currency, sorted by date, and hold until the next one.
    """
    if money.currency == into:
        return money
    known = rates.get(money.currency, ())
    place = bisect_right([rate.on for rate in known], on)
    if place == 0:
        raise MissingRate(f"no rate from {money.currency} into {into} is known for {on}; add one under Set-up")
    return Money((money.amount * known[place - 1].rate).quantize(CENT), into)
