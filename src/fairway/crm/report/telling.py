"""How far a reading of several passes is: rows worked through, of an estimate from the sizes of the files."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fairway.exchange.intake import Told, tell_nobody

BYTES_A_ROW = 120  # until rows of the files themselves were seen
SHEET_BYTES_A_ROW = 25  # workbooks are packed


@dataclass(slots=True)
class Progress:
    """Counts rows over all passes. `passes` is how often each row will be seen."""

    told: Told = tell_nobody
    passes: int = 2
    rows: int = 0
    size: int = 0  # rows in all files, estimated at first, known after the first pass

    def begin(self, paths: Iterable[Path]) -> None:
        for path in paths:
            size = path.stat().st_size if path.exists() else 0
            self.size += size // (SHEET_BYTES_A_ROW if path.suffix.lower().startswith(".xl") else BYTES_A_ROW)

    def know(self, row_count: int) -> None:
        """The first pass is over: that many rows there are."""
        self.size = row_count
        self.told(self.rows, self.passes * self.size)

    def add(self, row_count: int) -> None:
        self.rows += row_count
        self.told(self.rows, max(self.passes * self.size, self.rows))
