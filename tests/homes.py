"""What test homes have in common: the SQL of the catalogue is the same in each, and takes seconds to compile."""

import os
from pathlib import Path


def share_compiled(home: Path) -> None:
    """Let a home keep its compiled statements where every other home of this run finds them."""
    home.mkdir(parents=True, exist_ok=True)
    shared, own = Path(os.environ["FAIRWAY_TEST_COMPILED"]), home / "compiled"
    shared.mkdir(parents=True, exist_ok=True)
    if not own.exists():
        own.symlink_to(shared)
