"""A column with what the rest of the upload says about it."""

from collections.abc import Collection
from dataclasses import dataclass

from fairway.crm.report.profiling import ColumnProfile

NEVER = -9.0


ENOUGH_ROWS = 20  # below, repetition and uniqueness say nothing


@dataclass(frozen=True, slots=True)
class Known:
    """What other files of the upload say: ids, names and addresses of people; ids of accounts and opportunities."""

    people: Collection[str] = ()
    accounts: Collection[str] = ()
    opportunities: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A profile with what depends on the file around it."""

    column: ColumnProfile
    known: Known

    @property
    def is_large(self) -> bool:
        return self.column.filled > ENOUGH_ROWS

    @property
    def is_repeating(self) -> bool:
        """The same few values again and again, as sellers and kinds are."""
        return not self.is_large or self.column.distinct <= max(3, 0.35 * self.column.filled)

    @property
    def is_datelike(self) -> float:
        column = self.column
        return max(column.dates, 0.85 * column.serials, 0.9 * column.epochs, column.yearless)

    @property
    def is_text(self) -> bool:
        column = self.column
        return max(column.dates, column.yearless) < 0.5 and column.numbers < 0.5 and column.clocks < 0.5
