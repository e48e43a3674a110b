"""What good looks like for an activity, read once from the YAML beside: an exception, else its family, else general."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "rubrics.yaml"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question to a record; `good` says when the answer is yes, `short` names it in a table."""

    key: str
    short: str
    ask: str
    good: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """Three to five criteria, and what they come to in one line."""

    line: str
    criteria: tuple[Criterion, ...]
    is_general: bool = False


def rubric_of(metric_key: str) -> Rubric:
    """The rubric of an activity; the general one for whatever the organisation calls its own."""
    by_metric, general = _read()
    return by_metric.get(metric_key, general)


@lru_cache(maxsize=1)
def _read() -> tuple[Mapping[str, Rubric], Rubric]:
    said = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = {metric: _rubric(family) for family in said["families"].values() for metric in family["metrics"]}
    found |= {metric: _rubric(one) for metric, one in said["exceptions"].items()}
    return found, _rubric(said["general"], is_general=True)


def _rubric(said: Mapping[str, Any], *, is_general: bool = False) -> Rubric:
    return Rubric(said["line"], tuple(Criterion(**one) for one in said["criteria"]), is_general)
