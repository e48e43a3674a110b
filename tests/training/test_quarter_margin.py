"""By how much managing by activities beats managing by result: what the page says is what the bench found."""

from bench.quarter import as_yaml
from bench.results import committed
from fairway.training.quarter.margin import FILE, margin_of_quarter, margins, summed

SLICE = 20  # quarters lived again here


def test_the_page_reads_what_the_bench_found_over_200_quarters_a_level() -> None:
    result = committed("quarter")
    assert FILE.read_text(encoding="utf-8") == as_yaml(result)
    for level, found in margins().items():
        own = result["levels"][str(level)]["margins"]
        assert len(own) == found.quarters == 200
        assert summed(own) == found


def test_by_activities_is_ahead_of_by_result_on_average_at_every_level() -> None:
    assert set(margins()) == {1, 2, 3}
    for found in margins().values():
        assert found.mean > 0.03
        assert found.ahead > 0.9 * found.quarters


def test_the_same_seeds_give_the_margins_that_were_recorded() -> None:
    recorded = committed("quarter")["levels"]
    for seed in range(SLICE):
        level = 1 + seed % 3
        assert round(margin_of_quarter(seed, level), 6) == recorded[str(level)]["margins"][seed], (seed, level)
