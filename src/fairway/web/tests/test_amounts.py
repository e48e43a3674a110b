"""Amounts in words: short, and still apart where one is less than the other."""

import pytest

from fairway.web.words import money_apart


@pytest.mark.parametrize(
    "value, other, said",
    [
        (284_000, 400_000, ("$284k", "$400k")),
        (1_990_000, 2_040_000, ("$1,990k", "$2,040k")),
        (1_999_900, 2_000_100, ("$1,999,900", "$2,000,100")),
        (2_000_000, 2_000_000, ("$2m", "$2m")),
        (0, 12, ("$0", "$12")),
    ],
)
def test_a_shortfall_never_reads_as_met(value: float, other: float, said: tuple[str, str]) -> None:
    assert money_apart(value, other, "USD") == said
