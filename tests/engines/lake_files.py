"""A world as the lake holds it, and the numbers an engine counts over it, in the oracle's shape."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fairway.engines.scope import Scope
from fairway.ledger.counting import Session, as_counts, counted, with_ratios
from fairway.lib.periods import end_of_day
from fairway.metrics.types import Definition
from fairway.people.chains import Line, managed_spans
from fairway.records.crediting import credited_change, credited_opportunity, histories
from fairway.records.localising import LocalCalendar
from fairway.records.schema import TABLES
from fairway.records.shaping import Frame, LakeRow, shaped
from tests.engines.oracle import Cell, Parts
from tests.engines.organisations import sellers_of
from tests.engines.world import World

SOURCE = "crm"
ROWS_PER_GROUP = 64  # small, so that several row groups are skipped or read as in a large file


@dataclass(frozen=True)
class Shaped:
    """Every table in lake columns, and which number stands for which seller."""

    tables: dict[str, pa.Table]
    sellers: dict[int, str]

    def files(self, folder: Path) -> dict[str, list[str]]:
        """The tables as lake files; an empty table has none."""
        found = {}
        for name, table in self.tables.items():
            path = folder / f"{name}.parquet"
            if table.num_rows:
                pq.write_table(table, path, row_group_size=ROWS_PER_GROUP)
            found[name] = [str(path)] if table.num_rows else []
        return found


def keys_of(sellers: Iterable[str]) -> dict[str, int]:
    return {seller: number for number, seller in enumerate(sorted(sellers), start=101)}


def shaped_world(world: World, sellers: Iterable[str]) -> Shaped:
    """The steps a sync takes, without a database: local days, weeks, credits."""
    people = keys_of(sellers)
    zones = {people[seller]: list(history) for seller, history in world.zones.items()}
    calendar = LocalCalendar(home_zone=world.timezone, week_starts_on=world.week_starts_on, zones=zones)
    frame = Frame(SOURCE, people, calendar)
    rows = {name: [shaped(name, row, frame) for row in stated] for name, stated in world.rows.tables()}
    owners = histories(rows["owner_changes"])
    today = {row["opportunity_id"]: row["owner_key"] for row in rows["opportunities"]}

    def credited(name: str, row: LakeRow) -> LakeRow:
        changes = owners.get(row["opportunity_id"], ())
        if name == "opportunities":
            return credited_opportunity(row, changes, calendar)
        return credited_change(row, changes, today.get(row["opportunity_id"]), calendar)

    for name in ("opportunities", "stage_changes"):
        rows[name] = [credited(name, row) for row in rows[name]]
    tables = {name: pa.Table.from_pylist(rows[name], shape.schema) for name, shape in TABLES.items()}
    return Shaped(tables, {key: seller for seller, key in people.items()})


def scope_of(world: World, as_of_on: date, weeks: Sequence[date]) -> Scope:
    return Scope(
        as_of_at=end_of_day(as_of_on, world.timezone),
        as_of_on=as_of_on,
        weeks=tuple(weeks),
        timezone=world.timezone,
        currency=world.currency,
        rates=tuple(sorted(world.rates)),
        spans=spans_of(world),
    )


def spans_of(world: World) -> list[tuple[int, int, date, date]]:
    """Who stands below whom, at any height, under the numbers that stand for sellers."""
    keys = keys_of(sellers_of(world))
    lines = [Line(person=keys[below], manager=keys[above], from_on=a, to_on=b) for above, below, a, b in world.lines]
    return [
        (manager, person, *days)
        for person, spans in managed_spans(lines).items()
        for manager, spells in spans.items()
        for days in spells
    ]


def engine_counts(
    session: Session, definitions: Sequence[Definition], sellers: dict[int, str], *, is_exact_past: bool = True
) -> dict[str, dict[Cell, Parts]]:
    """What an engine counts, by metric and cell; cells of zeros left out."""
    columns = list(counted(session, definitions, is_exact_past=is_exact_past))
    counts = with_ratios(as_counts(columns), definitions)
    found: dict[str, dict[Cell, Parts]] = {definition.key: {} for definition in definitions}
    for (person, metric, week_on), months in counts.items():
        for month_on, count in months.items():
            parts = (count.done, count.of, count.unconfirmed, count.quality)
            if any(parts):
                found[metric][sellers[person], week_on, month_on] = parts
    return found
