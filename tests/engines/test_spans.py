"""Acts about records of somebody who works for whoever did them: owners and reporting lines as they were that day."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fairway.ledger.actions.filling import fill, refill
from fairway.ledger.actions.rolling import follow_lines
from fairway.ledger.models import LedgerState
from fairway.ledger.queries import counts_as_of
from fairway.lib.periods import end_of_day
from fairway.metrics.actions import define_metric
from fairway.metrics.spec import definition_from
from tests.engines.cases import case_of, compare_duckdb, compare_postgres
from tests.engines.ledger_house import House, in_shape, stored_numbers, today_is
from tests.engines.oracle import expected
from tests.engines.organisations import DAYS, FIRST_ON, random_lines, random_world

OF_OPPORTUNITY: dict[str, Any] = {"field": "opportunity.is_in_span", "is": True}
OF_ACCOUNT: dict[str, Any] = {"field": "account.is_in_span", "is": True}
USUAL: dict[str, Any] = {"class": "activity", "records": "activities"}
SPANS = [
    definition_from({**USUAL, "key": key, "name": key, **rest})
    for key, rest in (
        ("when", {"where": [OF_OPPORTUNITY]}),
        ("logged", {"date": "logged", "where": [{"any": [OF_OPPORTUNITY, OF_ACCOUNT]}]}),
        ("ahead", {"date": "scheduled", "statuses": ["planned", "done"], "where": [OF_OPPORTUNITY]}),
        ("others", {"counting": "distinct", "value": "opportunity_id", "where": [{"none": [OF_OPPORTUNITY]}]}),
        (
            "followed",
            {
                "counting": "followed",
                "where": [OF_ACCOUNT],
                "follow_up": {
                    "within_hours": 168,
                    "by": "account_id",
                    "where": [OF_OPPORTUNITY],
                    "by_same_seller": False,
                },
            },
        ),
        ("before", {"where": [{"had": {"within_days": 60, "by": "account_id", "where": [OF_OPPORTUNITY]}}]}),
    )
]
TODAY = FIRST_ON + timedelta(days=DAYS - 20)


@pytest.mark.parametrize("seed", range(2))
def test_it_counts_by_owners_and_lines_of_the_day_as_the_oracle_does(seed: int, tmp_path: Path, warehouse: str) -> None:
    case = case_of(Random(seed), days=1, sellers=6, activities=160)
    assert case.world.lines
    assert compare_duckdb(case, SPANS, tmp_path) == compare_postgres(case, SPANS, warehouse) > 15


def assert_spans_are_right(home: House) -> int:
    """Stored counts are the oracle's, and so is what is counted anew for the day; returns how many there are."""
    weeks = home.weeks_until(TODAY)
    wanted = expected(home.world, SPANS, end_of_day(TODAY, home.world.timezone), weeks)
    stored = stored_numbers(home, SPANS)
    anew = in_shape(home, counts_as_of(TODAY, weeks, SPANS, with_all_words=False))
    for definition in SPANS:
        assert stored[definition.key] == wanted[definition.key], definition.key
        assert anew.get(definition.key, {}) == wanted[definition.key], definition.key
    return sum(len(cells) for cells in wanted.values())


def test_a_fill_counts_anew_what_looks_at_lines_that_moved(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a page summed the managers' weeks before the fill came, and where lines move once more meanwhile."""
    monkeypatch.setattr("fairway.metrics.queries.catalogue", dict)
    home = House(random_world(Random(3), sellers=5, activities=160))
    names = [f"s{number}" for number in range(5)]
    with today_is(TODAY, home.world.timezone):
        home.move_in()
        for definition in SPANS:
            define_metric(definition)
        fill()
        before = assert_spans_are_right(home)
        for seed in (8, 9):
            home.world.lines = random_lines(Random(seed), names)
            home.report()
            if seed == 9:
                assert follow_lines() > 0
                assert follow_lines() == 0
            fill()
            assert assert_spans_are_right(home) != before
            assert LedgerState.objects.get().lines_moved_from_on is None
        assert not fill().weeks


def test_lines_that_hold_from_a_day_on_leave_earlier_weeks_alone(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairway.metrics.queries.catalogue", dict)
    home = House(random_world(Random(4), sellers=4, activities=60))
    home.world.lines = (("s0", "s1", date(1900, 1, 1), date(9999, 12, 31)),)
    with today_is(TODAY, home.world.timezone):
        home.move_in()
        for definition in SPANS:
            define_metric(definition)
        refill()
        home.world.lines = (*home.world.lines, ("s0", "s2", TODAY - timedelta(days=9), date(9999, 12, 31)))
        home.report()
        assert fill().weeks <= 3
        assert_spans_are_right(home)
