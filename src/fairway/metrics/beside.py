"""Compiling beside other work: the first count of a new home finds its statements made while records were read."""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from fairway.metrics.compiling import statements_for
from fairway.metrics.types import Definition

LONGEST = 120.0  # seconds that are waited for it


@contextmanager
def compiled_beside(definitions: Sequence[Definition], dialect: str) -> Iterator[None]:
    """Compile what is needed to count those definitions in a process of its own, while the block runs.

    Leaving the block waits for it; what goes wrong in it goes wrong again, and is told, where the statements are used.
    """
    # Spawned, not forked: the other process opens nothing of this one's, least of all its database.
    beside = multiprocessing.get_context("spawn").Process(
        target=_compile, args=(tuple(definitions), dialect), name="compiling", daemon=True
    )
    with suppress(OSError):  # no process to be had: everything is compiled where it is used
        beside.start()
    try:
        yield
    finally:
        if beside.pid is not None:
            beside.join(LONGEST)
            beside.terminate()


def _compile(definitions: Sequence[Definition], dialect: str) -> None:
    statements_for(definitions, dialect)
