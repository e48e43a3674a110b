"""A year of 24 sellers is quick, and nothing but the standard library and numpy is needed for it."""

import ast
import sys
from datetime import date
from pathlib import Path
from time import process_time

from fairway import simulation
from fairway.simulation.simulating import simulate
from fairway.simulation.typical import typical_scenario

ROOM = Path(str(simulation.__file__)).parent


def test_it_takes_seconds() -> None:
    started = process_time()
    shown = simulate(typical_scenario(date(2026, 6, 28)), 2)
    assert process_time() - started < 8  # about two on an idle machine
    assert len(shown.activities) > 20_000


def test_it_takes_any_number_of_people() -> None:
    shown = simulate(typical_scenario(date(2026, 6, 28), sellers=120, teams=10, weeks=3), 2)
    assert sum(person.is_seller for person in shown.people) == 120
    assert len({person.name for person in shown.people}) == len(shown.people)


def test_it_imports_numpy_at_most() -> None:
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                allowed = top in sys.stdlib_module_names or top == "numpy"
                assert allowed or name.startswith("fairway.simulation"), (path.name, name)
