"""Long work in steps, so that whoever waits can say how far it is.

A step is a number of rows worked through. `Steps` are generators that end with their result.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fairway.exchange.intake import Told, tell_nobody

Result = TypeVar("Result")
Steps = Generator[int, None, Result]
BYTES_A_ROW = 120  # until rows of the files themselves were seen
SHEET_BYTES_A_ROW = 25  # workbooks are packed


@dataclass(slots=True)
class Progress:
    """Counts rows over all passes. `passes` is how often each row will be seen."""

    told: Told = tell_nobody
    passes: int = 2
    rows: int = 0
    size: int = 0  # rows in all files: an estimate from their sizes

    def begin(self, paths: Iterable[Path]) -> None:
        for path in paths:
            size = path.stat().st_size if path.exists() else 0
            self.size += size // (SHEET_BYTES_A_ROW if path.suffix.lower().startswith(".xl") else BYTES_A_ROW)

    def add(self, row_count: int) -> None:
        self.rows += row_count
        self.told(self.rows, max(self.passes * self.size, self.rows))


def to_the_end(steps: "Steps[Result]", progress: Progress | None = None) -> Result:
    """All steps at once; each is told of."""
    progress = progress or Progress()
    while True:
        try:
            progress.add(next(steps))
        except StopIteration as end:
            result: Result = end.value
            return result
