"""The figures of the two halves: figures.yaml, read and checked."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fairway.leadership.types import About, Adds, Figure, Grain, Half, Unit
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("figures.yaml")
SHOWN_FIRST = 3  # of either half; the others stand in a fold


@lru_cache(maxsize=1)
def figures() -> Sequence[Figure]:
    """Every figure of the two halves in the file's order. ValueError where they have not as many."""
    found = read_figures(FILE)
    results = sum(one.half is Half.RESULTS for one in found)
    if 2 * results != len(found):
        raise ValueError(f"{FILE.name}: {results} figures of results and {len(found) - results} of support")
    return tuple(found)


def read_figures(file: Path) -> list[Figure]:
    """Figures in the order of a file."""
    return [
        Figure(
            key=key,
            half=Half(stated["half"]) if "half" in stated else None,
            unit=Unit(stated["unit"]),
            grain=Grain(stated["grain"]),
            adds=Adds(stated["adds"]),
            about=About(stated["about"]),
            **{name: stated[name] for name in ("name", "means", "source", "not_said", "nothing")},
            **{name: stated[name] for name in ("after", "behind") if name in stated},
        )
        for key, stated in read_yaml(file).items()
    ]


def of_half(half: Half) -> list[Figure]:
    return [one for one in figures() if one.half is half]


def of_grain(grain: Grain) -> list[Figure]:
    return [one for one in figures() if one.grain is grain]
