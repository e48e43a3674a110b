"""The built-in catalogue: YAML beside this module, checked when first read; and what it lacks."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.lib.yaml_files import read_yaml
from fairway.metrics.rules import problems_of
from fairway.metrics.spec import UnreadableDefinition, definition_from
from fairway.metrics.types import Definition, MetricClass, Process

FOLDER = Path(__file__).parent / "catalogue"
MISSING = "missing.yaml"


@dataclass(frozen=True, slots=True)
class MissingMetric:
    """A metric that no CRM's records can support, with exactly what is missing."""

    catalogue_id: str
    name: str
    metric_class: MetricClass
    process: Process
    needs: str
    instead: str = ""  # the key of what comes nearest


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Definition]:
    """Every built-in definition by its key. UnreadableDefinition when one breaks a rule: a fault of this version."""
    definitions = [definition_from(entry) for file in definition_files() for entry in _entries(file)]
    known = {definition.key: definition for definition in definitions}
    problems = [problem for definition in definitions for problem in problems_of(definition, known)]
    if problems:
        raise UnreadableDefinition(problems)
    return known


def definition_files() -> list[Path]:
    return sorted(file for file in FOLDER.glob("*.yaml") if file.name != MISSING)


def _entries(file: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_yaml(file)
    return entries


@lru_cache(maxsize=1)
def missing_metrics() -> tuple[MissingMetric, ...]:
    """What cannot be counted, by catalogue id."""
    entries = _entries(FOLDER / MISSING)
    return tuple(
        MissingMetric(
            catalogue_id=entry["id"],
            name=entry["name"],
            metric_class=MetricClass(entry["class"]),
            process=Process(entry.get("process", Process.NONE)),
            needs=entry["needs"],
            instead=entry.get("instead", ""),
        )
        for entry in entries
    )
