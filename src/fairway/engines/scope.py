"""What a counting statement is asked about: an instant, weeks, rates. The small tables every engine is handed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa

from fairway.lib.periods import end_of_day, month_of, month_period, week_period

INSTANT = pa.timestamp("us", "UTC")
FAR_FUTURE = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Scope:
    """An instant to look from, with its day in the organisation's zone, and the weeks to count."""

    as_of_at: datetime
    as_of_on: date
    weeks: tuple[date, ...]  # first days
    timezone: str = "UTC"
    currency: str = "USD"
    rates: Sequence[tuple[str, date, Decimal]] = field(default_factory=tuple)  # currency, from day, rate; sorted
    # Manager, who stood below, first and last day; of two people no two overlap.
    spans: Collection[tuple[int, int, date, date]] = field(default_factory=tuple)

    def tables(self) -> dict[str, pa.Table]:
        """The scope tables of metrics/visible.py as Arrow."""
        return {
            "clock": self._clock(),
            "scope_weeks": self._weeks(),
            "scope_parts": self._parts(),
            "rates": self._rates(),
            "spans": self._spans(),
        }

    def _clock(self) -> pa.Table:
        return pa.table(
            {
                "as_of_at": pa.array([self.as_of_at], INSTANT),
                "as_of_on": pa.array([self.as_of_on], pa.date32()),
                "home_currency": pa.array([self.currency], pa.string()),
            }
        )

    def _weeks(self) -> pa.Table:
        ends = [week_period(week_on).end_on for week_on in self.weeks]
        return pa.table(
            {
                "scope_week_on": pa.array(self.weeks, pa.date32()),
                "week_end_on": pa.array(ends, pa.date32()),
                "week_end_at": pa.array([end_of_day(day, self.timezone) for day in ends], INSTANT),
            }
        )

    def _parts(self) -> pa.Table:
        rows = []
        for week_on in self.weeks:
            week = week_period(week_on)
            for month_on in sorted({month_of(week.start_on), month_of(week.end_on)}):
                month = month_period(month_on)
                rows.append((week_on, month_on, max(week.start_on, month.start_on), min(week.end_on, month.end_on)))
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        names = ("scope_week_on", "scope_month_on", "part_start_on", "part_end_on")
        return pa.table({name: pa.array(column, pa.date32()) for name, column in zip(names, columns, strict=True)})

    def _rates(self) -> pa.Table:
        rows = []
        for place, (currency, from_on, rate) in enumerate(self.rates):
            following = self.rates[place + 1] if place + 1 < len(self.rates) else None
            ends = following[1] - timedelta(days=1) if following and following[0] == currency else FAR_FUTURE
            rows.append((currency, from_on, ends, float(rate)))
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        kinds = (pa.string(), pa.date32(), pa.date32(), pa.float64())
        names = ("rate_currency", "from_on", "to_on", "rate")
        return pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})

    def _spans(self) -> pa.Table:
        columns = list(zip(*self.spans, strict=True)) or [(), (), (), ()]
        kinds = (pa.int64(), pa.int64(), pa.date32(), pa.date32())
        names = ("manager_key", "below_key", "from_on", "until_on")
        return pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})
