"""How fast the board answers: ten sellers, three HIAs each, thirteen weeks, among any number of sellers.

    python -m bench.board [--rows 20000000] [--sellers 5000] [--database sqlite|postgres] [--write FILE]

Each question in turns with its rival on the same database, warm, after equal answers were asserted:

- the scorecard, as rows in Python: the one statement the board reads standings by, the same counts out of the ledger,
  and the same counts out of raw activity rows with the index that covers the question best (the plan is printed, and
  checked to be an index-only scan that never visits the table). Once for HIAs that count a word, the easiest case for
  raw rows, once for HIAs with rules and a join;
- the standings as typed records; the rival counts raw rows and scores them;
- the whole page through Django's test client: log-in, access rules, looks and template included; the rival is the same
  page with its standings counted from raw rows. Statements are counted for teams of several sizes. Beside it, preparing
  a 1:1 and the room of one.
"""

import sys
from typing import Any

from bench.house import open_house
from bench.machine import setting
from bench.measuring import run

SEED = 20261124


def measure(database: str, *, rows: int, sellers: int, rounds: int, seed: int = SEED) -> dict[str, Any]:
    """Everything this bench says, in a house of its own."""
    with open_house(database):
        from bench import pages, scorecards
        from bench.lake import fill_lake
        from bench.raw_rows import load_raw_rows
        from bench.staff import hire
        from fairway.execution.actions.scoring import measure_noise, score
        from fairway.execution.queries import today
        from fairway.ledger.actions.filling import refill

        on = today()
        staff = hire(sellers, today=on)
        total = fill_lake(staff, rows, on, seed)
        refill()
        measure_noise()
        score()
        raw = load_raw_rows()
        assert raw == total, "raw rows and lake hold different activities"
        return {
            **setting(seed),
            "database": database,
            "activities": total,
            "sellers": sellers,
            **{f"scorecard_{name}": scorecards.compared(staff, name, rounds) for name in scorecards.KINDS},
            "page": pages.compared(staff, max(rounds // 4, 10)),
            "statements_by_team_size": pages.statements(staff),
        }


def show(result: dict[str, Any]) -> None:
    for name in ("scorecard_words", "scorecard_rules", "page"):
        part = result[name]
        for way, times in part["ways"].items():
            print(f"{name:16} {way:22} p50 {times['p50_ms']:9.2f} ms  p95 {times['p95_ms']:9.2f} ms")
        for pair, ratio in part["ratios"].items():
            print(f"{name:16} {pair:44} ratio {ratio:.3f}")
        print(f"{name:16} in the server, ms: {part.get('in_the_server_ms', '')}")
    print(f"statements for a page by team size: {result['statements_by_team_size']}")
    for name in ("scorecard_words", "scorecard_rules"):
        print(f"\nThe rival's plan, {name}:\n" + "\n".join(result[name]["rival_plan"]))


if __name__ == "__main__":
    sys.exit(run(measure, show, about=__doc__ or "", rounds=200))
