"""How far managers of the demonstration organisation are in their training. All of it is invented."""

from collections.abc import Mapping

WEEKS_BACK = 16
# How many modules somebody has done, and whether the next one is begun. Who is not named has not begun.
DONE: Mapping[str, tuple[int, bool]] = {
    "Dana Hollis": (4, True),
    "Kofi Mensah": (2, False),
}
RIGHT = 0.8  # share of questions remembered
