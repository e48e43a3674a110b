"""Counting closed weeks by two definitions of a metric over the same records: which numbers differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa
from pyarrow import compute

from fairway.engines.duck import DuckSession
from fairway.ledger.actions.ground import kept_weeks
from fairway.ledger.queries import scope_at
from fairway.ledger.types import Count
from fairway.metrics.nearly import counted_rows
from fairway.metrics.queries import definitions, offered_as_counted
from fairway.metrics.types import Definition
from fairway.metrics.versions import Version, counted_otherwise
from fairway.people.queries import organisation
from fairway.records.queries import published_files

NUMBERS = ("done_before", "of_before", "done", "of")
EMPTY = pa.table(
    {
        "person_key": pa.array([], pa.int64()),
        "week_on": pa.array([], pa.date32()),
        **{name: pa.array([], pa.float64()) for name in NUMBERS},
    }
)
COUNT_OF = 'sum(value) FILTER (is_counted) AS done, count(*) FILTER (is_base) AS "of"'


@dataclass(frozen=True, slots=True)
class OtherCount:
    """A closed week of somebody with the number before a correction, and by it."""

    person_key: int
    week_on: date
    before: Count
    now: Count


@dataclass(frozen=True, slots=True)
class Compared:
    """Every person's week whose number differs: columns person_key, week_on and the numbers before and now."""

    table: pa.Table = field(default_factory=lambda: EMPTY)

    @property
    def people(self) -> int:
        return len(compute.unique(self.table["person_key"]))

    @property
    def weeks(self) -> int:
        """Of all these people together."""
        return int(self.table.num_rows)

    @property
    def first_on(self) -> date | None:
        first: date | None = compute.min(self.table["week_on"]).as_py()
        return first

    def rows(self) -> Iterator[OtherCount]:
        """Every week, in the order of the table."""
        for batch in self.table.to_batches(max_chunksize=50_000):
            for row in batch.to_pylist():
                before, now = Count(row["done_before"], row["of_before"]), Count(row["done"], row["of"])
                yield OtherCount(row["person_key"], row["week_on"], before, now)


def compared(key: str, before: Sequence[Version], after: Sequence[Version], as_of_on: date) -> Compared:
    """What another history of a metric changes in the weeks that are closed on a day, as they can be seen on it."""
    files, starts = published_files(), organisation().week_starts_on
    weeks = [week for week in kept_weeks(files, as_of_on, starts) if week + timedelta(days=7) <= as_of_on]
    pairs = counted_otherwise(weeks, before, after, offered_as_counted(key))
    if not pairs:
        return Compared()
    tables = []
    with DuckSession(files, scope_at(as_of_on, (), ())) as session:
        for (was, now), held in pairs.items():
            known = definitions(held[-1])
            parts = [known[part] for part in (*(was.over or ()), *(now.over or ())) if part in known]
            session.look_at(scope_at(as_of_on, held, [was, now, *parts]))
            tables.append(session.run(_differences(_by_week(was, known, session), _by_week(now, known, session))))
    return Compared(pa.concat_tables([table.cast(EMPTY.schema) for table in tables]))


def _by_week(definition: Definition, known: Mapping[str, Definition], session: DuckSession) -> str:
    """SQL for person_key, week_on, done and of in the weeks of the scope. A ratio divides what two others count."""
    if definition.over is None:
        return _summed(counted_rows(definition, session.dialect), COUNT_OF)
    above, below = definition.over
    parts = [
        f"SELECT person_key, week_on, {columns} FROM ({_by_week(known[key], known, session)})"
        for key, columns in ((above, 'done, 0.0 AS "of"'), (below, '0.0 AS done, done AS "of"'))
        if key in known
    ]
    nobody = "SELECT 0 AS person_key, DATE '1970-01-01' AS week_on, 0.0 AS done, 0.0 AS \"of\""
    return _summed(" UNION ALL ".join(parts) or nobody, 'sum(done) AS done, sum("of") AS "of"')


def _summed(rows: str, columns: str) -> str:
    weeks = "SELECT scope_week_on FROM scope_weeks"
    return f"SELECT person_key, week_on, {columns} FROM ({rows}) WHERE week_on IN ({weeks}) GROUP BY ALL"


def _differences(before: str, after: str) -> str:
    """Rows of either side whose numbers differ at six decimals: engines add up in any order."""
    sides = (
        f'SELECT person_key, week_on, coalesce(done, 0.0) AS done_before, coalesce("of", 0) AS of_before,'
        f' 0.0 AS done, 0.0 AS "of" FROM ({before}) UNION ALL'
        f' SELECT person_key, week_on, 0.0, 0.0, coalesce(done, 0.0), coalesce("of", 0) FROM ({after})'
    )
    numbers = ", ".join(f'round(CAST(sum("{name}") AS DOUBLE), 6) AS "{name}"' for name in NUMBERS)
    return (
        f"SELECT * FROM (SELECT CAST(person_key AS BIGINT) AS person_key, week_on, {numbers} FROM ({sides})"
        ' GROUP BY 1, 2) WHERE done_before <> done OR of_before <> "of"'
    )
