"""Sums by manager against an oracle, and what nobody may work out from them."""
