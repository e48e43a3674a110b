"""The figures of adoption: figures.yaml, and those behind it that are stored and never shown alone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from fairway.leadership.figures import read_figures
from fairway.leadership.types import About, Adds, Figure, Grain, Unit
from fairway.records.entering import FIELDS, WITHIN

FILE = Path(__file__).with_name("figures.yaml")
IN_TIME_DAYS = 2
DAYS, FILLED = "days.", "filled."  # before a number of days, and before a field
# Sellers of whom anything is recorded in a week make the groups of every figure: figures count parts of each other, so
# groups of their own would give small ones by taking one figure from another.
ANY = "any"


@lru_cache(maxsize=1)
def adoption_figures() -> Sequence[Figure]:
    """Those the page names, in the file's order."""
    return tuple(replace(one, grouped_by=ANY) for one in read_figures(FILE))


@lru_cache(maxsize=1)
def stored_figures() -> Sequence[Figure]:
    """Everything that is added up by week: what the page names, how many were recorded within so many days, and in how
    many records each field is filled.
    """
    return (*adoption_figures(), *(within(days) for days in WITHIN), *(filled(name) for name in FIELDS))


def within(days: int) -> Figure:
    """How many were recorded within so many days."""
    return _counted(f"{DAYS}{days}")


def filled(name: str) -> Figure:
    """In how many records a field is filled, out of those that could have it."""
    return _counted(f"{FILLED}{name}")


def _counted(key: str) -> Figure:
    return Figure(
        key=key,
        half=None,
        name=key,
        unit=Unit.COUNT,
        grain=Grain.WEEK,
        adds=Adds.FLOW,
        about=About.HAVING,
        means="",
        source="",
        not_said="",
        nothing="",
        grouped_by=ANY,
    )
