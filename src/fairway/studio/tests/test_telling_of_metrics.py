"""The page of what metrics mean never says more than was examined."""

from datetime import UTC, datetime

import pytest

from fairway.studio.sentinel.telling import Kept, MeaningPage, meaning_page
from fairway.studio.sentinel.types import Finding, SignKind

AT = datetime(2026, 6, 15, 2, tzinfo=UTC)
YES, NO, OPEN = Finding.SIGN, Finding.NO_SIGN, Finding.CANNOT_TELL


def page(**found: tuple[Finding, ...]) -> MeaningPage:
    """A page of metrics, each with what was found in the order of the kinds of sign."""
    return meaning_page(
        [
            Kept(key, kind, finding, "A sentence.", AT)
            for key, findings in found.items()
            for kind, finding in zip(SignKind, findings, strict=False)
        ],
        {},
    )


@pytest.mark.parametrize(
    ("found", "headline", "left_open"),
    [
        ({}, "No metric was examined yet", ""),
        ({"calls": (NO, NO)}, "No sign that the metric lost its meaning", ""),
        ({"calls": (OPEN, NO)}, "No sign that the metric lost its meaning", "Not every sign can be told of it."),
        ({"calls": (NO, NO), "visits": (NO, NO)}, "No sign that any of 2 metrics lost its meaning", ""),
        (
            {"calls": (NO, NO), "visits": (OPEN, OPEN)},
            "No sign that any of 2 metrics lost its meaning",
            "For 1 of 2 metrics, some signs cannot be told.",
        ),
        (
            {"calls": (OPEN, OPEN), "visits": (OPEN,)},
            "Too early to tell whether the metrics mean what they meant",
            "For 2 of 2 metrics, some signs cannot be told.",
        ),
        (
            {"calls": (NO, YES), "visits": (OPEN, NO)},
            "1 metric may have lost its meaning",
            "For 1 of 2 metrics, some signs cannot be told.",
        ),
        ({"calls": (YES,), "visits": (YES,)}, "2 metrics may have lost their meaning", ""),
    ],
)  # fmt: skip
def test_its_headline_says_no_more_than_was_found_and_how_much_is_open(
    found: dict[str, tuple[Finding, ...]], headline: str, left_open: str
) -> None:
    told = page(**found)
    assert (told.headline, told.left_open) == (headline, left_open)


def test_metrics_with_a_sign_come_first_and_only_a_sign_comes_with_advice() -> None:
    told = page(calls=(NO, OPEN), visits=(YES, NO))
    assert [metric.slug for metric in told.metrics] == ["visits", "calls"]
    assert [bool(line.advice) for metric in told.metrics for line in metric.lines] == [True, False, False, False]


def test_only_signs_stand_open_on_the_page() -> None:
    told = page(calls=(NO, NO), visits=(YES, NO), mails=(NO, OPEN))
    assert [metric.slug for metric in told.signs] == ["visits"]
    assert [(title, [metric.slug for metric in metrics]) for title, metrics in told.folds] == [
        ("1 metric as before", ["calls"]),
        ("1 metric not told in full", ["mails"]),
    ]
