"""What the studio suggests for a practice case: a second opinion beside the reasoned answer, never part of it."""

from functools import lru_cache

from fairway.studio.suggesting import suggestion_for_case
from fairway.training.choosing.making import case_of
from fairway.training.choosing.written import written_case


@lru_cache(maxsize=256)
def studio_first(seed: int | str, level: int) -> str:
    """The key of the option the studio puts first, empty where it suggests none. It reads the whole case, and is
    asked once for each.
    """
    return next(iter(suggestion_for_case(written_case(case_of(seed, level))).ranking), "")
