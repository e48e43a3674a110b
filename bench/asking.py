"""One drawn organisation, loaded as a user would load it, and what the product says of each HIA: in one process.

    python -m bench.asking SEED [--sellers N] > answers.json

A home of its own; `fairway import` of a CRM folder through lake, ledger, signs and standings; then `why` at the end of
the organisation's last day. Truth and the rival's answer, from the same records, are put beside it.
"""

import argparse
import io
import json
import os
import sys
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.cascade import cascade
from bench.house import SQLITE, open_house
from fairway.simulation.organisations import DrawnOrganisation, HiaTruth, drawn_organisation
from fairway.simulation.scenario import WEEKS_A_MONTH
from fairway.simulation.shapes import PLACES
from fairway.simulation.simulating import simulate
from fairway.simulation.types import SimOrganisation
from tests.homes import share_compiled

COMPILED = "FAIRWAY_TEST_COMPILED"  # a folder in which homes find what others have compiled
COUNTRIES = sorted({place.country for places in PLACES.values() for place in places})


def asked(seed: int, sellers: int | None = None) -> dict[str, Any]:
    """Rows of HIAs, each with truth, the product's answer and the rival's; seconds and processor seconds by step."""
    clock = _Clock()
    drawn = drawn_organisation(seed, sellers=sellers, holidays=_holidays())
    shown = simulate(drawn.scenario, seed)
    clock.tell("simulate")
    with open_house(SQLITE) as home:
        from bench.folders import write_crm_folder  # needs Django

        if COMPILED in os.environ:
            share_compiled(home / "home")
        clock.tell("open")
        write_crm_folder(shown, drawn.outcomes, home / "crm")
        clock.tell("write")
        rejected = _imported(home / "crm", drawn.scenario.timezone)
        clock.tell("load")
        answer = _why(drawn.scenario.last_day)
        clock.tell("ask")
    rival = cascade(shown, drawn.outcomes)
    clock.tell("rival")
    return {
        "seed": seed,
        "sellers": sum(len(team.sellers) for team in drawn.scenario.teams),
        "activities": len(shown.activities),
        "rejected": rejected,
        "seconds": clock.seconds,
        "processor_seconds": clock.processor_seconds,
        "hias": [_row(hia, drawn, shown, answer, rival) for hia in drawn.hias],
    }


class _Clock:
    """Seconds since the last step, by the wall and by the processor."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.processor_seconds: dict[str, float] = {}
        self._last = (perf_counter(), process_time())

    def tell(self, step: str) -> None:
        now = (perf_counter(), process_time())
        self.seconds[step] = round(now[0] - self._last[0], 2)
        self.processor_seconds[step] = round(now[1] - self._last[1], 2)
        self._last = now


def _holidays() -> dict[str, frozenset[date]]:
    """The days off the product knows, so that people are not at work on them here."""
    from fairway.people.public_holidays import public_holidays

    years = range(2023, 2028)
    return {
        country: frozenset().union(*(public_holidays(country, "", year) for year in years)) for country in COUNTRIES
    }


def _imported(folder: Path, timezone: str) -> int:
    """`fairway import`, as typed. Returns the rejects, of which there should be none."""
    from fairway.cli.main import main

    told = io.StringIO()
    with redirect_stdout(told):
        code = main(["import", str(folder), "--timezone", timezone, "--json"])
    if code:
        raise RuntimeError(f"the import ended with {code}")
    return int(json.loads(told.getvalue())["rejects"])


def _why(on: date) -> dict[tuple[str, str], dict[str, Any]]:
    from fairway.desk.why import why_answer

    return {(entry["seller_id"], entry["metric"]): entry for entry in why_answer(on, at_its_end=True)}


def _row(
    hia: HiaTruth,
    drawn: DrawnOrganisation,
    shown: SimOrganisation,
    answer: dict[tuple[str, str], dict[str, Any]],
    rival: dict[tuple[str, str], tuple[str, list[str]]],
) -> dict[str, Any]:
    """One HIA. Without an answer its status is `no_answer`; `missing` is how many acts a target lost since then."""
    key = (hia.person_id, hia.kind)
    plans = [plan for plan in shown.plans if (plan.person_id, plan.kind) == key]
    plan = max(plans, key=lambda plan: plan.starts_on)
    weekly = plan.target / (WEEKS_A_MONTH if plan.per == "month" else 1.0)
    monday = drawn.shape.monday(0)
    weeks = 0 if hia.since_on is None else (monday - max(hia.since_on, plan.starts_on)).days // 7
    found = answer.get(key)
    said = rival.get(key, ("no_answer", []))
    return {
        "seller": hia.person_id,
        "metric": hia.kind,
        "cause": None if hia.cause is None else str(hia.cause),
        "variant": hia.variant,
        "missing": round(weekly * (1.0 - hia.rate) * weeks, 1),
        "has_closed_week": plan.starts_on < monday,
        "status": found["status"] if found else "no_answer",
        "causes": [cause["cause"] for cause in found["causes"]] if found else [],
        "rival_status": said[0],
        "rival_causes": said[1],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("seed", type=int)
    parser.add_argument("--sellers", type=int, help="instead of the seed's own number")
    given = parser.parse_args()
    json.dump(asked(given.seed, given.sellers), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
