"""Which metrics a step of counting is about: all, those of some keys, or all but those."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Metrics:
    """Metric numbers that are meant, or with `is_all_but` the ones that are not."""

    numbers: frozenset[int] = frozenset()
    is_all_but: bool = True

    def of(self, rows: Any) -> Any:
        """A query set of counts, cut to these metrics."""
        if self.is_all_but:
            return rows.exclude(metric_id__in=self.numbers) if self.numbers else rows
        return rows.filter(metric_id__in=self.numbers)

    def sql(self, column: str) -> str:
        """The same as a condition; numbers are our own."""
        listed = ", ".join(str(int(number)) for number in sorted(self.numbers)) or "NULL"
        if self.is_all_but:
            return f"{column} NOT IN ({listed})" if self.numbers else "TRUE"
        return f"{column} IN ({listed})"


EVERY_METRIC = Metrics()


def only(numbers: Collection[int]) -> Metrics:
    return Metrics(frozenset(numbers), is_all_but=False)


def all_but(numbers: Collection[int]) -> Metrics:
    return Metrics(frozenset(numbers))
