"""A world in a real house: people in the database, records in the lake as a sync puts them, counts in the ledger."""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.utils import timezone

from fairway.ledger.models import ManagerCount, WeeklyCount
from fairway.ledger.types import Counts
from fairway.lib.periods import week_of, weeks_between
from fairway.metrics.types import Definition
from fairway.people.actions.spans import rebuild_spans
from fairway.people.actions.storing import add_rate, set_up_organisation
from fairway.people.models import Identity, Person, ReportingLine, WorkPattern
from fairway.people.types import BEGINNING, LineKind
from fairway.records.actions.storing import storing
from fairway.records.pseudonyms import pseudonym, record_id
from tests.engines.oracle import Cell, Parts
from tests.engines.organisations import FIRST_ON, sellers_of
from tests.engines.world import Key, World

SOURCE = "crm"
CLOCK = time(15, 30)  # when on a day somebody looks


@dataclass
class House:
    """The world as stored, with what waits to be stored."""

    world: World
    people: dict[str, int] = field(default_factory=dict)

    def move_in(self) -> None:
        """Set the organisation up, hire everyone, load every record."""
        world = self.world
        set_up_organisation(
            {"timezone": world.timezone, "week_starts_on": world.week_starts_on, "currency": world.currency}
        )
        for currency, on, rate in world.rates:
            add_rate(currency=currency, on=on, rate=rate, actor_id=None)
        for number, seller in enumerate(sellers_of(world)):
            self.hire(seller, number)
        self.report()
        self.store([(name, row) for name, rows in world.rows.tables() for row in rows])

    def report(self) -> None:
        """Put the world's reporting lines in the place of those there are."""
        ReportingLine.objects.all().delete()
        for manager, seller, from_on, to_on in self.world.lines:
            below, above = self.people[seller], self.people[manager]
            ReportingLine.objects.create(
                person_id=below, manager_id=above, valid_from_on=from_on, valid_to_on=to_on, kind=LineKind.SECOND
            )
        rebuild_spans()

    def hire(self, seller: str, number: int = 0) -> int:
        person = Person.objects.create(name=seller, slug=f"{seller}-{number}")
        Identity.objects.create(person=person, source=SOURCE, native_id=seller)
        for start_on, zone in self.world.zones.get(seller, ()):
            WorkPattern.objects.create(person=person, valid_from_on=max(start_on, BEGINNING), timezone=zone)
        self.people[seller] = person.pk
        return person.pk

    def store(self, rows: Iterable[tuple[str, object]], gone: Sequence[tuple[str, Key]] = ()) -> None:
        """One run of a source: rows that come, records that go."""
        by_table: dict[str, list[object]] = {}
        for name, row in rows:
            by_table.setdefault(name, []).append(row)
        with storing(SOURCE) as storage:
            for name, of_table in by_table.items():
                assert storage.put(name, of_table) == []
            for name, key in gone:
                storage.remove(name, [self.lake_key(name, key)])
            storage.publish()

    def lake_key(self, table: str, key: Key) -> str:
        """The lake's key of a row by its key in the world."""
        parts: list[Any] = list(key)
        if table in {"contacts", "leads"}:
            parts = [pseudonym(SOURCE, str(key[0]))]
        elif table == "quotas":
            parts = [self.people[str(key[0])], *key[1:]]
        elif table != "stages":
            parts[0] = record_id(SOURCE, str(key[0]))
        if table == "participants":
            parts[1] = pseudonym(SOURCE, str(key[1]))
        return "|".join(str(part.astimezone(UTC) if isinstance(part, datetime) else part) for part in parts)

    @property
    def sellers(self) -> dict[int, str]:
        return {key: seller for seller, key in self.people.items()}

    def weeks_until(self, today: date) -> list[date]:
        """Every week that may hold anything, up to the running one."""
        first = week_of(FIRST_ON - timedelta(days=60), self.world.week_starts_on)
        return weeks_between(first, week_of(today, self.world.week_starts_on))


@contextmanager
def today_is(day: date, zone: str) -> Any:
    """The clock shows an afternoon of that day in a zone."""
    moment = datetime.combine(day, CLOCK, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    with patch.object(timezone, "now", lambda: moment):
        yield


def stored_numbers(house: House, definitions: Sequence[Definition]) -> dict[str, dict[Cell, Parts]]:
    """What stands in the ledger, in the oracle's shape."""
    found: dict[str, dict[Cell, Parts]] = {definition.key: {} for definition in definitions if definition.over is None}
    names = ("person_key", "week_on", "month_on", "done", "of", "unconfirmed", "quality", "metric__key")
    for person, week_on, month_on, *parts, key in WeeklyCount.objects.values_list(*names):
        found.setdefault(key, {})[house.sellers[person], week_on, month_on] = tuple(parts)
    return found


def in_shape(house: House, counts: Counts) -> dict[str, dict[Cell, Parts]]:
    """Counts of a query in the oracle's shape, zeros left out."""
    found: dict[str, dict[Cell, Parts]] = {}
    for (person, metric, week_on), months in counts.items():
        for month_on, count in months.items():
            parts = (count.done, count.of, count.unconfirmed, count.quality)
            if any(parts):
                found.setdefault(metric, {})[house.sellers[person], week_on, month_on] = parts
    return found


def whole_ledger() -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """Every row of both tables, to compare one fill with another."""
    names = ("week_on", "month_on", "metric__key", "done", "of", "unconfirmed")
    return (
        set(WeeklyCount.objects.values_list("person_key", *names, "quality")),
        set(ManagerCount.objects.values_list("manager_key", *names, "sellers")),
    )
