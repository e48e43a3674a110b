"""Amounts of money."""

from decimal import Decimal

CENT = Decimal("0.01")  # to which amounts are rounded
