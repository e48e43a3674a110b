"""The activities that a definition counted over some weeks, everybody's, with how and when each was entered."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from fairway.engines.duck import DuckSession
from fairway.ledger.queries import scope_at
from fairway.metrics.behind import rows_statement
from fairway.metrics.types import Definition
from fairway.records.queries import published_files


def entered_activities(definition: Definition, weeks: Sequence[date], as_of_on: date) -> pa.Table:
    """person_key, week_on, day_on, logged_at (UTC, null where the source does not say), minutes, is_auto_captured; a
    row per counted activity, as they can be seen at the end of a day. For definitions over activities.
    """
    with DuckSession(published_files(), scope_at(as_of_on, weeks, [definition])) as session:
        sql = rows_statement(definition, session.dialect)
        return session.run(
            "SELECT counted.person_key, counted.week_on, counted.day_on, entered.logged_at,"
            " CAST(entered.duration_min AS DOUBLE) AS minutes,"
            " coalesce(entered.is_auto_captured, FALSE) AS is_auto_captured"
            f" FROM ({sql}) AS counted JOIN activities AS entered ON entered.activity_id = counted.record_id"
            " WHERE counted.is_counted ORDER BY counted.person_key, counted.day_on, counted.record_id"
        )
