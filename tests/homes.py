"""What test homes have in common: the SQL of the catalogue is the same in each, and takes seconds to compile."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def share_compiled(home: Path) -> None:
    """Let a home keep its compiled statements where every other home of this run finds them."""
    home.mkdir(parents=True, exist_ok=True)
    shared, own = Path(os.environ["FAIRWAY_TEST_COMPILED"]), home / "compiled"
    shared.mkdir(parents=True, exist_ok=True)
    if not own.exists():
        own.symlink_to(shared)


def made_once(place: Path, make: Callable[[Path], None]) -> Path:
    """`place`, made by whichever worker of a run comes first; another one that wants it meanwhile waits."""
    draft = place.with_name(f"{place.name}-draft")
    with open(place.with_name(f"{place.name}.lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            make(draft)
            draft.rename(place)
    return place
