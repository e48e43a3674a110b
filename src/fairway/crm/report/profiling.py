"""What a column holds, from all of its values: how many, how many different ones, and which shapes they have.

A profile is fed in pieces and stays small: distinct values are counted up to a bound, days without their times beyond.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice

from fairway.crm.report import clocks, dates, kinds, number_dates, people_names, statuses
from fairway.crm.report.dates import Order

MOST_VALUES = 8_000  # distinct values kept of a column
MOST_DAYS = 50_000
MOST_JUDGED = 600  # distinct values looked at for shapes
LONGEST_KEPT = 200  # characters of a value; longer ones are free text
IN_ORDER = 400
SALESFORCE_ID = 15, 18
PREFIXES = {
    "005": "user",
    "00G": "queue",
    "00T": "task",
    "00U": "event",
    "001": "account",
    "006": "opportunity",
    "003": "contact",
    "00Q": "lead",
}


class ColumnProfile:
    """One column.

    `values` counts distinct values that say something; `days` the day parts of dates, never cut off.
    """

    def __init__(self, header: str) -> None:
        self.header = header
        self.rows = 0
        self.filled = 0
        self.values: Counter[str] = Counter()
        self.days: Counter[str] = Counter()
        self.in_order: list[str] = []
        self.repeats_seen = 0  # rows that repeated a value while every distinct one could still be kept
        self.rows_kept = 0
        self._is_full = False
        self._has_dates: bool | None = None

    def take(self, cells: Sequence[str]) -> None:
        """Count some more cells of the column."""
        self.rows += len(cells)
        counted = Counter(cells)
        for cell in [cell for cell in counted if statuses.is_blank(cell)]:
            del counted[cell]
        taken = sum(counted.values())
        self.filled += taken
        if len(self.in_order) < IN_ORDER:
            self.in_order += islice((cell for cell in cells if cell in counted), IN_ORDER - len(self.in_order))
        if self._has_dates is None and taken:
            self._has_dates = _share(counted, _may_be_date, 50) > 0.3
        if self._has_dates:
            for cell, times in counted.items():
                if len(cell) <= dates.LONGEST and len(self.days) < MOST_DAYS:
                    self.days[day_part(cell)] += times
        if self._is_full:
            for cell in counted.keys() & self.values.keys():
                self.values[cell] += counted[cell]
            return
        for cell, times in counted.items():
            self.values[cell if len(cell) <= LONGEST_KEPT else cell[:LONGEST_KEPT]] += times
        self.rows_kept += taken
        self._is_full = len(self.values) > MOST_VALUES

    def with_values_of(self, others: Iterable["ColumnProfile"]) -> "ColumnProfile":
        """This column and the same one of other files as one, under this heading."""
        merged = ColumnProfile(self.header)
        for one in (self, *others):
            merged.rows += one.rows
            merged.filled += one.filled
            merged.rows_kept += one.rows_kept
            merged.values.update(one.values)
            merged.days.update(one.days)
            merged.in_order += one.in_order[: IN_ORDER - len(merged.in_order)]
        return merged

    @property
    def distinct(self) -> int:
        """Different values, a lower bound for columns with very many."""
        return len(self.values)

    @cached_property
    def judged(self) -> list[tuple[str, int]]:
        """The most frequent values and some others, with how often they stand there."""
        return self.values.most_common(MOST_JUDGED)

    @property
    def fill(self) -> float:
        return self.filled / self.rows if self.rows else 0.0

    @cached_property
    def uniqueness(self) -> float:
        """Distinct values per filled row while all could be kept: 1 for ids."""
        return len(self.values) / self.rows_kept if self.rows_kept else 0.0

    def share(self, is_so: Callable[[str], bool]) -> float:
        """Share of filled rows whose value is so, among the values judged."""
        total = sum(times for _, times in self.judged)
        return sum(times for text, times in self.judged if is_so(text)) / total if total else 0.0

    def share_of_values(self, is_so: Callable[[str], bool]) -> float:
        """Share of distinct values that are so."""
        return sum(1 for text, _ in self.judged if is_so(text)) / len(self.judged) if self.judged else 0.0

    @cached_property
    def dates(self) -> float:
        return self.share(lambda text: dates.moment(text, Order.DAY_FIRST) is not None)

    @cached_property
    def is_weekly(self) -> bool:
        """Whether it holds weeks: days that are all the same day of the week, and more than two of them."""
        for order in (Order.DAY_FIRST, Order.MONTH_FIRST):
            days = [found.day for text in self.days or self.values if (found := dates.moment(text, order)) is not None]
            if len(days) > 2 and len(days) >= 0.95 * len(self.days or self.values):
                weekdays = Counter(day.weekday() for day in days)
                if weekdays.most_common(1)[0][1] >= 0.95 * len(days):
                    return True
        return False

    @cached_property
    def yearless(self) -> float:
        """Share of days that name no year: `4 Nov`, `04.11.`; bare numbers like 4/11 count less, they may be
        anything.
        """
        named = self.share(
            lambda text: _is_yearless(text) and (any(map(str.isalpha, text)) or text.strip().endswith("."))
        )
        return max(named, 0.6 * self.share(_is_yearless))

    @cached_property
    def clocks(self) -> float:
        return self.share(lambda text: not text.isdecimal() and "," not in text and clocks.clock(text) is not None)

    @cached_property
    def timed(self) -> float:
        """Share of dates that have a clock time beside them other than midnight."""

        def has_time(text: str) -> bool:
            found = dates.moment(text)
            return (
                found is not None
                and found.clock is not None
                and (found.clock.hour, found.clock.minute, found.clock.second) != (0, 0, 0)
            )

        return self.share(has_time)

    @cached_property
    def numbers(self) -> float:
        return self.share(is_number)

    @cached_property
    def serials(self) -> float:
        return self.share(lambda text: number_dates.from_serial(text) is not None)

    @cached_property
    def epochs(self) -> float:
        return self.share(lambda text: number_dates.from_epoch(text) is not None)

    @cached_property
    def emails(self) -> float:
        return self.share(people_names.is_email)

    @cached_property
    def addressed(self) -> float:
        """Share of rows with a name and an address in one cell."""
        return self.share(lambda text: people_names.email_of(text) is not None and not people_names.is_email(text))

    @cached_property
    def persons(self) -> float:
        return self.share_of_values(
            lambda text: people_names.looks_like_person(text) or people_names.is_system_user(text)
        )

    @cached_property
    def companies(self) -> float:
        return self.share_of_values(people_names.looks_like_company)

    @cached_property
    def standings(self) -> float:
        return self.share(lambda text: statuses.standing_of(text) is not None)

    @cached_property
    def deeds(self) -> float:
        """Share of phrases that say of something that it was done: `Quote sent`, which is no status like `Sent`."""
        return self.share_of_values(statuses.is_deed)

    @cached_property
    def yes_no(self) -> float:
        return self.share(lambda text: statuses.yes_or_no(text) is not None)

    @cached_property
    def kinds(self) -> float:
        return max(self.share(kinds.knows), self.share_of_values(kinds.knows))

    @cached_property
    def system_types(self) -> float:
        return self.share_of_values(kinds.is_system_type)

    @cached_property
    def outcomes(self) -> float:
        return self.share(statuses.is_outcome)

    @cached_property
    def directions(self) -> float:
        return self.share(lambda text: statuses.direction_of(text) is not None)

    @cached_property
    def mean_length(self) -> float:
        return sum(len(text) for text, _ in self.judged) / len(self.judged) if self.judged else 0.0

    @cached_property
    def mean_words(self) -> float:
        return sum(len(text.split()) for text, _ in self.judged) / len(self.judged) if self.judged else 0.0

    def ids_of(self, what: str) -> float:
        """Share of values that are Salesforce ids of that kind, by their first three letters."""
        return self.share(lambda text: salesforce_kind(text) == what)

    @cached_property
    def id_shaped(self) -> float:
        return self.share(looks_like_id)


def _is_yearless(text: str) -> bool:
    return dates.without_year(text) is not None


def _may_be_date(text: str) -> bool:
    return dates.moment(text) is not None or _is_yearless(text)


def day_part(text: str) -> str:
    """What names the day in a written date: the text before a time, cheaply where it can be."""
    if len(text) > 10 and text[4:5] == "-" and text[10] in "T ":
        return text[:10]
    if ":" in text or "h" in text.lower():
        return dates.day_text(text)
    return text.strip()


NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+)(?:[.,]\d+)?")
CURRENCY = re.compile(r"^(?:[A-Z]{3}\b|[A-Z]{0,2}[$€£¥])\s?|\s?(?:[A-Z]{3}|[$€£¥]|zł|Kč|kr\.?)$")


def is_number(text: str) -> bool:
    """A number with whatever signs part thousands and decimals, an amount of money among them."""
    return NUMBER.fullmatch(CURRENCY.sub("", text.strip())) is not None


def salesforce_kind(text: str) -> str | None:
    """What a Salesforce id names: user, queue, task, event, account, opportunity, contact, lead."""
    return PREFIXES.get(text[:3]) if len(text) in SALESFORCE_ID and text.isalnum() else None


def looks_like_id(text: str) -> bool:
    """Long numbers, hex, letters mixed with digits and no blanks."""
    stripped = text.strip()
    if not 1 <= len(stripped) <= 64 or any(letter.isspace() for letter in stripped) or "@" in stripped:
        return False
    digits = sum(letter.isdecimal() for letter in stripped)
    return digits >= 1 and (digits == len(stripped) or digits >= 2) and ":" not in stripped and "," not in stripped


def _share(counted: Counter[str], is_so: Callable[[str], bool], most: int) -> float:
    some = list(islice(counted, most))
    return sum(map(is_so, some)) / len(some) if some else 0.0
