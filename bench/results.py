"""Result files: written by long runs, read by the slice and by the documentation's test."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def write_result(file: Path, result: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def committed(name: str) -> dict[str, Any]:
    """The result of the last long run of a bench, as committed."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
