"""The middle of what a definition averages, person by person: a mean is moved by one deal that took years."""

from collections.abc import Collection, Sequence
from datetime import date

from fairway.engines.duck import DuckSession
from fairway.ledger.queries import scope_at
from fairway.metrics.behind import rows_statement
from fairway.metrics.types import Definition
from fairway.records.queries import published_files


def medians_of(
    definition: Definition, person_keys: Collection[int], weeks: Sequence[date], as_of_on: date
) -> dict[int, tuple[float, int]]:
    """(median, how many records) by person, over the records that count in those weeks as they can be seen at the end
    of a day, in the unit of what is averaged; people without any are left out.
    """
    if not person_keys or not weeks:
        return {}
    with DuckSession(published_files(), scope_at(as_of_on, weeks, [definition])) as session:
        sql = rows_statement(definition, session.dialect)
        chosen = ", ".join(str(int(key)) for key in sorted(person_keys))
        rows = session.run(
            f"SELECT person_key, median(value) AS middle, count(*) AS records FROM ({sql})"
            f" WHERE is_counted AND person_key IN ({chosen}) GROUP BY person_key"
        ).to_pylist()
    return {row["person_key"]: (float(row["middle"]), int(row["records"])) for row in rows}
