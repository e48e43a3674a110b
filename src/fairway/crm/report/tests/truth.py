"""A known list of activities, and what must come out of any export of it: seller x week x kind x status."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from fairway.crm.report.folding import fold
from fairway.crm.report.people_names import name_of
from fairway.crm.report.reader import Reports
from fairway.exchange.intake import Answers
from fairway.exchange.types import Batch
from fairway.lib.periods import week_of
from fairway.people.types import PersonRow
from fairway.records.types import ActivityRow

HOME = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 23)
ANSWERS = Answers(timezone="Europe/Berlin", today=TODAY)


@dataclass(frozen=True)
class Somebody:
    first: str
    last: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def turned(self) -> str:
        return f"{self.last}, {self.first}"

    @property
    def email(self) -> str:
        return f"{fold(self.first)}.{fold(self.last)}@example.com".replace(" ", "")

    @property
    def user_id(self) -> str:
        return f"0051G0000{self.number:06d}QAC"


@dataclass(frozen=True)
class Done:
    """One activity as it truly was. `at` is where its seller is; `status` done, planned, cancelled or no_show."""

    number: int
    seller: Somebody
    at: datetime
    kind: str
    status: str
    account: str
    logged: datetime
    minutes: int

    @property
    def ends(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)


SELLERS = [
    Somebody(*names, number)
    for number, names in enumerate(
        [
            ("Marcus", "Bell"),
            ("Tom", "Whitfield"),
            ("Elena", "Kovac"),
            ("Priya", "Raman"),
            ("Jörg", "Müller"),
            ("Hélène", "Lefèvre"),
            ("María", "Núñez"),
            ("Aisha", "Okafor"),
        ],
        start=1,
    )
]
ACCOUNTS = [
    "Hartwell Industries",
    "Orbis GmbH",
    "Lumen Foods",
    "Castor & Vale",
    "Nordwind AG",
    "Société Dupont",
    "Acme, Inc.",
    "Delta 4",
]
KINDS = ["Disc. req", "MAP sent", "Mtg - ext", "Call", "Email"]


def truth(
    kinds: Sequence[str] = KINDS,
    *,
    rows: int = 400,
    seed: int = 1,
    statuses: bool = True,
    ahead: bool = True,
    first: date = date(2026, 8, 31),
) -> list[Done]:
    """Activities of twelve weeks up to yesterday, and some of the next weeks that are planned. Sorted by nothing."""
    rng = random.Random(seed)
    made = []
    days = (TODAY - first).days
    for number in range(rows):
        offset = rng.randrange(days + 21) if ahead else rng.randrange(days)
        day = first + timedelta(days=offset)
        if day.weekday() >= 5:
            day -= timedelta(days=2)
        if day == TODAY:
            day += timedelta(days=1)
        at = datetime.combine(day, time(rng.randrange(8, 18), rng.choice((0, 15, 30, 45))), tzinfo=HOME)
        is_ahead = day > TODAY
        status = "planned" if is_ahead else "done"
        if statuses and rng.random() < 0.08:
            status = "cancelled" if rng.random() < 0.7 or is_ahead else "planned"
        logged = min(
            at - timedelta(days=rng.randrange(1, 9)) if is_ahead else at + timedelta(hours=rng.choice((0, 1, 5, 30))),
            datetime.combine(TODAY, time(7), tzinfo=HOME),
        )
        made.append(
            Done(
                number,
                rng.choice(SELLERS),
                at,
                rng.choice(kinds),
                status,
                rng.choice(ACCOUNTS),
                logged,
                rng.choice((15, 30, 45, 60)),
            )
        )
    return made


Cell = tuple[str, date, str, str]


def expected(rows: Iterable[Done]) -> Counter[Cell]:
    """What the rows count as: seller's name, Monday of the week, kind, status."""
    return Counter(
        (name_of(row.seller.name).key, week_of(row.at.astimezone(HOME).date()), fold(row.kind), row.status)
        for row in rows
    )


def counted(batches: Iterable[Batch]) -> Counter[Cell]:
    """The same of canonical rows, dated as the lake dates them."""
    names: dict[str, str] = {}
    found: Counter[Cell] = Counter()
    for batch in batches:
        for row in batch.rows:
            if isinstance(row, PersonRow):
                names[row.native_id] = name_of(row.name).key
            elif isinstance(row, ActivityRow):
                found[names[row.seller_id], week_of(day_of(row)), fold(row.subtype or row.type), str(row.status)] += 1
    return found


def day_of(row: ActivityRow) -> date:
    instant = row.occurred_at or row.completed_at or row.scheduled_start_at
    if instant is None and row.due_on is not None:
        return row.due_on
    return (instant or row.logged_at or datetime.max.replace(tzinfo=UTC)).astimezone(HOME).date()


def accuracy(paths: Sequence[Path], rows: Iterable[Done], answers: Answers = ANSWERS) -> float:
    """Share of the truth that comes out in its right seller, week, kind and status; what is made up counts
    against it.
    """
    wanted, found = expected(rows), counted(Reports().batches(paths, answers))
    right = sum((wanted & found).values())
    return right / max(sum(wanted.values()), sum(found.values()), 1)


def differences(paths: Sequence[Path], rows: Iterable[Done], answers: Answers = ANSWERS) -> Iterator[str]:
    wanted, found = expected(rows), counted(Reports().batches(paths, answers))
    for cell, times in (wanted - found).most_common(5):
        yield f"missing {times} of {cell}"
    for cell, times in (found - wanted).most_common(5):
        yield f"too many {times} of {cell}"
