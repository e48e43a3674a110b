"""The committed results hold what the project claims, and say how they came about."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from bench.results import FOLDER
from bench.slice import CLAIMS, PARTS, problem

FILES = sorted(FOLDER.glob("*.json"))


def result(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_says_seed_commit_day_and_machine_and_no_name_of_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert {"seed", "commit", "measured_on", "cores", "python", "versions"} <= json.loads(text).keys()
    assert socket.gethostname() not in text


def test_nobody_on_target_is_called_behind_more_often_than_promised() -> None:
    """At most 5% of seller-weeks over all HIAs together; the rest is chance of the simulation."""
    for name, row in result("status")["false_alarms"].items():
        assert row["ours"] - 2 * row["ours_standard_error"] <= 0.05, name
        assert row["ours"] < row["fixed_rule"] / 4, name


def test_a_halved_activity_is_found_nine_times_of_ten_that_the_best_exact_test_finds_it() -> None:
    for name, row in result("status")["detection"].items():
        assert row["ratio_once"] >= 0.9, name
        assert row["ratio_once_tossing"] >= 0.9, name


@pytest.mark.parametrize("database", ["postgres", "sqlite"])
def test_the_scorecard_beats_its_rival_and_a_page_takes_as_many_statements_for_any_team(database: str) -> None:
    found = result(f"board_{database}")
    for part in ("scorecard_words", "scorecard_rules"):
        assert found[part]["ratios_of_fastest"]["stored / raw_rows"] < 1
        server = found[part]["in_the_server_ms"]
        assert database == "sqlite" or server["stored"] < server["raw_rows"] / 2
    assert found["page"]["ratios"]["page / page_from_raw_rows"] < 1
    assert len(set(found["statements_by_team_size"].values())) == 1
    assert len(found["statements_by_team_size"]) > 1


def test_the_leaders_page_is_read_from_roll_ups_in_as_many_statements_for_500_managers_as_for_seven() -> None:
    large, small = result("leading_postgres"), result("leading_sqlite")
    assert (large["sellers"], large["managers"] >= 500) == (5000, True)
    assert small["managers"] < 10
    for who in ("everybody", "head", "manager"):
        assert large[who]["statements"] == small[who]["statements"]
        assert large[who]["ratios"]["page / without roll-ups"] < 0.05


@pytest.mark.parametrize("database", ["postgres", "sqlite"])
def test_counting_takes_at_most_twice_the_scan_by_hand(database: str) -> None:
    assert result(f"fill_{database}")["whole"]["count_ratio"] <= 2


def test_reasons_on_held_out_organisations_beat_the_plain_cascade_and_hardly_a_healthy_one_is_called_behind() -> None:
    found = result("why")
    ours, rival = found["ours"]["summary"], found["cascade"]["summary"]
    assert found["is_held_out"]
    assert ours["healthy_behind"] <= 0.05
    assert ours["detection"] >= 0.86
    assert ours["detection_macro"] >= 0.88
    assert ours["first_of_found"] >= 0.8
    assert ours["in_two_of_found"] >= 0.88
    for share in ("first_of_found", "in_two_of_found", "first_of_planted"):
        assert ours[share] > 2 * rival[share]


def test_of_an_author_nobody_learned_from_both_best_are_found_in_85_of_100_cases_and_hardly_a_bad_one() -> None:
    found = result("suggesting")
    assert found["left_out"]["both_best"] >= 0.85
    assert found["left_out"]["unacceptable"] < 0.05
    for rival in ("largest_headroom", "strongest_evidence"):
        assert found["left_out"]["both_best"] > found[rival]["both_best"] + 0.3
    assert found["cases"] >= 40
    assert found["authors"] > 10


def test_all_of_evidence_costs_at_most_four_bare_regressions_and_two_gigabytes_and_grows_with_its_records() -> None:
    sizes = {row["sellers"]: row for row in result("evidence_cost")["sizes"]}
    assert sizes.keys() == {125, 500, 2000}
    assert {row["weeks"] for row in sizes.values()} == {104}
    for way in ("ratio", "processor_ratio"):
        assert sizes[500][way] <= 4
        assert sizes[2000][way] <= 4
    for row in sizes.values():
        assert row["ours"]["memory_mb"] <= 2048
        assert row["ours"]["growth"] <= 1.1


def test_the_committed_slice_passes_against_itself() -> None:
    figures = result("slice")["figures"]
    assert figures.keys() == PARTS.keys()
    for claim in CLAIMS:
        value = figures[claim.part][claim.name]
        assert problem(claim, value, value) == "", claim.name


def test_of_effects_on_held_out_organisations_real_ones_are_found_and_hardly_a_decoy_is_believed() -> None:
    found = result("evidence")
    everything = found["all"]
    assert found["is_held_out"]
    assert everything["decoys_strong"] <= 0.02
    assert everything["decoys_strong_or_suggestive"] <= 0.08
    assert everything["real_strong_or_suggestive"] >= 0.8
    assert everything["top_in_two"] >= 0.9
    assert everything["best_in_first_tie"] >= 0.9
    assert everything["covered"] >= 0.85
    assert found["structures"] >= 4
    for rival in ("correlation", "two_way"):
        assert everything[f"{rival}_decoys_yes"] > 3 * everything["decoys_strong_or_suggestive"]


def test_signs_and_reasons_of_five_thousand_sellers_take_less_than_half_of_the_refresh_and_no_more_memory() -> None:
    found = result("diagnosing")
    assert (found["sellers"], found["hias_looked_at"]) == (5_000, 15_000)
    assert found["seconds_to_refill"] < 0.5
    assert found["memory_to_refill"] < 1.0


def test_of_sellers_told_that_it_helps_nine_of_ten_are_truly_helped_and_chances_come_true() -> None:
    found = result("helping")
    assert found["is_held_out"]
    assert found["structures"] >= 6
    assert found["all"]["sure"] > 1000
    assert found["all"]["sure_and_true"] >= 0.9
    assert found["by_situation"]["half_respond"]["sure_and_true"] >= 0.9
    assert found["all"]["calibration_error"] <= 0.05
    assert found["told_of_few"] == 0


def test_four_of_five_quarters_land_where_was_said_and_nearer_than_at_the_last_half_years_rate() -> None:
    found = result("landing")
    assert found["is_held_out"]
    assert found["quarters"] == 200
    assert 0.76 <= found["inside"] <= 0.84
    assert found["error_to_rate"] <= 0.75


def test_what_a_session_adds_is_told_in_its_size_where_before_and_after_alone_claim_half_as_much_again() -> None:
    found = result("session_adds")
    for name in ("nothing", "four weeks"):
        one = found[name]
        assert one["told"] == one["floors"] == 300
        assert abs(one["more"] - one["planted"]) <= 0.015, name
        assert one["before_and_after"] - one["planted"] > 0.09, name
        assert one["holds"] >= 0.85, name
    assert found["nothing"]["called_more"] <= 0.075
