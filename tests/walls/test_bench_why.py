"""What the bench of `why` reckons, by hand; what its rival says; and that a folder holds nothing of the truth."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.cascade import cascade
from bench.causes import answers_of, figures
from bench.folders import write_crm_folder
from bench.why import DEVELOPMENT, HELD_OUT
from fairway.simulation.organisations import drawn_organisation
from fairway.simulation.simulating import simulate
from fairway.simulation.types import Fate, SimActivity, SimOrganisation, SimPerson, SimPlan, SimQuota, Truth

LAST_DAY = date(2026, 6, 28)  # a Sunday


def row(cause: str | None, status: str, *causes: str, has_closed_week: bool = True) -> dict[str, Any]:
    return {
        "cause": cause,
        "variant": "v",
        "missing": 5.0,
        "has_closed_week": has_closed_week,
        "status": status,
        "causes": list(causes),
    }


def test_it_reckons_shares_by_hand() -> None:
    rows = [
        row(None, "on_pace"),
        row(None, "behind", "skill"),
        row(None, "check_data", "data"),
        row(None, "ahead"),
        row(None, "behind", "effort", has_closed_week=False),  # left out
        row("data", "check_data", "data"),
        row("data", "behind", "skill", "data"),
        row("data", "on_pace"),
        row("data", "behind", "skill", "effort", "data"),
        row("absence", "away", "absence"),
    ]
    found = figures(answers_of([{"hias": rows}]))
    assert found["healthy"] == 4
    assert found["planted"] == 5
    assert found["summary"] == {
        "healthy_behind": 0.25,
        "healthy_check_data": 0.25,
        "healthy_away": 0.0,
        "detection": 0.8,
        "detection_strict": 0.6,
        "detection_macro": pytest.approx((0.75 + 1) / 2),
        "first_of_found": pytest.approx((1 / 3 + 1) / 2, abs=1e-3),
        "in_two_of_found": pytest.approx((2 / 3 + 1) / 2, abs=1e-3),
        "first_of_planted": pytest.approx((1 / 4 + 1) / 2),
        "in_two_of_planted": pytest.approx((2 / 4 + 1) / 2),
    }
    assert found["by_cause"]["skill"]["false_alarms"] == 0.25
    assert found["by_cause"]["skill"]["first_of_other_misses"] == 0.5  # two of four that were found
    assert found["confusion"]["data"] == {"skill": 2, "data": 1, "not found": 1}
    assert found["confusion"]["healthy"] == {"on_pace": 1, "skill": 1, "check_data": 1, "ahead": 1}


def organisation(weekly: list[int], *, hired_on: date = date(2020, 1, 1), other: list[int] | None = None) -> Any:
    """One seller with four calls a week asked for, so many done in each of the last weeks, and other work beside."""
    start = LAST_DAY - timedelta(days=7 * len(weekly) - 1)
    rows = []
    for word, counts in (("planned_call", weekly), (None, other or [10] * len(weekly))):
        for number, count in enumerate(counts):
            day = start + timedelta(days=7 * number + 1)
            at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
            rows += [_call(f"{word}-{number}-{place}", word, at) for place in range(count)]
    person = SimPerson("s1", "S", "AE", "T", None, hired_on, None, "UTC", "US", 1.0, (0, 1, 2, 3, 4), True)
    empty: dict[str, Any] = dict.fromkeys(SimOrganisation.__dataclass_fields__, ())
    return SimOrganisation(
        **{
            **empty,
            "first_day": start,
            "last_day": LAST_DAY,
            "people": (person,),
            "activities": tuple(rows),
            "plans": (SimPlan("s1", "planned_call", 4, date(2025, 1, 1)),),
            "quotas": (SimQuota("s1", date(2026, 4, 1), date(2026, 6, 30), 1000),),
            "truth": Truth((), (), (), (), (), {}),
        }
    )


def _call(key: str, word: str | None, at: datetime) -> SimActivity:
    return SimActivity(
        *(key, "s1", "call", word, "outbound", Fate.DONE, None, at, at, None, at, 10, None, None, None, False)
    )


@pytest.mark.parametrize(
    ("shown", "status", "first"),
    [
        (organisation([4] * 16), "on_pace", None),
        (organisation([4] * 12 + [1] * 4), "behind", "skill"),
        (organisation([4] * 12 + [1] * 4, other=[10] * 12 + [3] * 4), "behind", "effort"),
        (organisation([1] * 4, hired_on=date(2026, 6, 1)), "behind", "ramp"),
    ],
    ids=["on target", "one kind fell", "everything fell", "new"],
)
def test_the_cascade_asks_for_effort_then_knowledge_then_skill(
    shown: SimOrganisation, status: str, first: str | None
) -> None:
    said, causes = cascade(shown, {})["s1", "planned_call"]
    assert said == status
    assert causes[:1] == ([first] if first else [])


def test_the_cascade_asks_nobody_who_reaches_the_quota() -> None:
    shown = organisation([4] * 12 + [1] * 4)
    assert cascade(replace(shown, quotas=()), {})["s1", "planned_call"][0] == "behind"
    drawn = drawn_organisation(3, sellers=6)
    lived = simulate(replace(drawn.scenario, weeks=20), 3)
    told = cascade(replace(lived, quotas=tuple(replace(quota, amount=1) for quota in lived.quotas)), drawn.outcomes)
    bookers = {
        deal.owner_id for deal in lived.deals if deal.is_won and (lived.last_day - deal.closed_at.date()).days < 91
    }
    assert bookers
    assert {told[key][0] for key in told if key[0] in bookers} <= {"on_pace", "no_plan"}


def test_a_folder_holds_what_the_crm_shows_and_nothing_of_the_truth(tmp_path: Path) -> None:
    drawn = next(d for d in (drawn_organisation(seed, sellers=6) for seed in range(60)) if d.outcomes)
    shown = simulate(replace(drawn.scenario, weeks=20, warm_up_weeks=8), drawn.seed)
    write_crm_folder(shown, drawn.outcomes, tmp_path)
    with (tmp_path / "activities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(shown.activities)
    assert {row["activity_id"]: row["status"] for row in rows} == {
        row.activity_id: str(row.status) for row in shown.activities
    }
    words = " ".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir() if file.name != "activities.csv")
    assert not any(hia.variant and f",{hia.variant}" in words for hia in drawn.hias)
    assert next(iter(drawn.outcomes.values())) in (tmp_path / "metrics.yaml").read_text(encoding="utf-8")


def test_no_seed_is_both_for_making_and_for_measuring() -> None:
    assert not set(DEVELOPMENT) & set(HELD_OUT)
