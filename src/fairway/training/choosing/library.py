"""Roles, drivers and metrics that practice cases are made of, read from `roles.yaml` and `activities.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.lib.yaml_files import read_yaml
from fairway.training.choosing.types import Unit

HERE = Path(__file__).parent
ORDER = "order"  # of records: no role


@dataclass(frozen=True, slots=True)
class DriverSketch:
    """A driver without a seller's figures. `base`: how many it stands on where no driver before it says so."""

    key: str
    family: str
    name: str
    unit: Unit
    usual: tuple[float, float]
    of: str
    base: int


@dataclass(frozen=True, slots=True)
class MetricSketch:
    """A metric without a seller's levels. `also`: families it moves besides its own."""

    key: str
    name: str
    text: str
    unit: Unit = Unit.PERCENT
    top: float = 100
    hours: float = 0.5
    weeks: tuple[int, int] = (1, 3)
    also: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RoleSketch:
    """A coverage role: what its result is a product of, or a goal from and to."""

    key: str
    title: str
    does: str
    result: str
    result_unit: Unit
    product: Sequence[str]
    goal: tuple[float, float]
    drivers: Sequence[DriverSketch]
    results: Sequence[MetricSketch]
    volumes: Sequence[MetricSketch]


@dataclass(frozen=True, slots=True)
class Family:
    """Activities that move one kind of driver, and the objective that tempts in their place."""

    posing: MetricSketch
    activities: Sequence[MetricSketch]


@lru_cache(maxsize=1)
def roles() -> Mapping[str, RoleSketch]:
    return {key: _role(key, one) for key, one in _read("roles").items() if key != ORDER}


@lru_cache(maxsize=1)
def families() -> Mapping[str, Family]:
    return {
        key: Family(_metric(one["posing"]), [_metric(act) for act in one["activities"]])
        for key, one in _read("activities").items()
    }


@lru_cache(maxsize=1)
def good_order() -> Sequence[MetricSketch]:
    """What keeps records true and moves no customer."""
    return [_metric(one) for one in _read("roles")[ORDER]]


@lru_cache(maxsize=2)
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(HERE / f"{name}.yaml")
    return found


def _role(key: str, stated: Mapping[str, Any]) -> RoleSketch:
    result = stated["result"]
    return RoleSketch(
        key=key,
        title=stated["title"],
        does=stated["does"],
        result=result["name"],
        result_unit=Unit(result["unit"]),
        product=result.get("product", ()),
        goal=tuple(result.get("goal", (0, 0))),
        drivers=[
            DriverSketch(
                name, one["family"], one["name"], Unit(one["unit"]), tuple(one["usual"]), one["of"], one.get("base", 0)
            )
            for name, one in stated["drivers"].items()
        ],
        results=[_metric(one) for one in stated["results"]],
        volumes=[_metric(one) for one in stated["volumes"]],
    )


def _metric(stated: Mapping[str, Any]) -> MetricSketch:
    typed = {"unit": Unit(stated["unit"])} if "unit" in stated else {}
    return MetricSketch(**{**stated, **typed, "weeks": tuple(stated.get("weeks", (1, 3)))})
