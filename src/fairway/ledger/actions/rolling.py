"""Sums per manager subtree, written with the counts they sum, and again where reporting lines changed since."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from fairway.ledger.models import LedgerState, ManagerCount, WeeklyCount
from fairway.ledger.which import EVERY_METRIC, Metrics
from fairway.lib.periods import week_of
from fairway.people.queries import Span, organisation, spans_now

WEEKS_AT_ONCE = 8


def roll_up(weeks: Sequence[date], metrics: Metrics = EVERY_METRIC) -> None:
    """Sum those weeks anew for every manager. Call in the transaction that wrote the counts.

    A person's week belongs to the managers they stood under when it began; somebody who had none yet (a new hire) to
    those of their first day in the week. A later move leaves it where it was.
    """
    metrics.of(ManagerCount.objects.filter(week_on__in=list(weeks))).delete()
    chosen = metrics.sql("c.metric_id")
    with connection.cursor() as cursor, _joined_by_hash(cursor):
        for week_on in weeks:
            cursor.execute(
                STATEMENT.format(chosen=chosen), {"week_on": week_on, "week_end_on": week_on + timedelta(days=6)}
            )


@contextmanager
def _joined_by_hash(cursor: Any) -> Iterator[None]:
    """PostgreSQL knows nothing yet of a week written in the same transaction: it takes it for one row and looks for
    everybody's managers anew for each. Of 5,000 sellers a week then takes minutes, joined by hash 0.4 seconds.
    """
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL enable_nestloop = off")
    yield
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")


STATEMENT = f"""
INSERT INTO {ManagerCount._meta.db_table}
    (manager_key, week_on, metric_id, month_on, done, "of", unconfirmed, sellers)
SELECT above.manager_id, c.week_on, c.metric_id, c.month_on, SUM(c.done), SUM(c."of"), SUM(c.unconfirmed), COUNT(*)
FROM {WeeklyCount._meta.db_table} c
JOIN (
    SELECT DISTINCT manager_id, person_id FROM people_managedspan s
    WHERE (s.from_on <= %(week_on)s AND s.to_on >= %(week_on)s)
       OR (s.from_on > %(week_on)s AND s.from_on <= %(week_end_on)s AND NOT EXISTS (
            SELECT 1 FROM people_managedspan earlier
            WHERE earlier.person_id = s.person_id AND earlier.from_on < s.from_on AND earlier.to_on >= %(week_on)s))
) above ON above.person_id = c.person_key
WHERE c.week_on = %(week_on)s AND {{chosen}}
GROUP BY above.manager_id, c.week_on, c.metric_id, c.month_on
"""


def follow_lines(told: Callable[[], None] = lambda: None) -> int:
    """Sum the weeks again in which somebody's managers are others than when they were summed. Returns how many.

    Killed half-way it starts again: what the sums rest on is noted at the end.
    """
    now = spans_now()
    since = lines_moved_from(now)
    if since is None:
        return 0
    note_moved_lines(since)
    weeks = sorted(WeeklyCount.objects.filter(week_on__gte=since).values_list("week_on", flat=True).distinct())
    for start in range(0, len(weeks), WEEKS_AT_ONCE):
        with transaction.atomic():
            roll_up(weeks[start : start + WEEKS_AT_ONCE])
        told()
    note_lines(now)
    return len(weeks)


def lines_moved_from(now: Collection[Span]) -> date | None:
    """The first week in which somebody's managers are others than when weeks were summed, or counted; None for none."""
    state = LedgerState.objects.get_or_create(pk=1)[0]
    before = {(m, p, date.fromisoformat(a), date.fromisoformat(b)) for m, p, a, b in state.rolled_lines}
    first_on = first_difference(before, now)
    if first_on is None:
        return None
    return week_of(max(first_on, date.min + timedelta(days=7)), organisation().week_starts_on)


def note_moved_lines(since: date) -> None:
    """Remember that what looks at spans is to be counted anew from that week on: whoever sums counts nothing."""
    state = LedgerState.objects.get(pk=1)
    state.lines_moved_from_on = min(since, state.lines_moved_from_on or since)
    state.save(update_fields=["lines_moved_from_on"])


def forget_moved_lines(counted_with: Collection[Span]) -> None:
    """What looks at spans was counted with those. Where lines moved meanwhile, the next fill counts it once more."""
    if spans_now() == set(counted_with):
        LedgerState.objects.filter(pk=1).update(lines_moved_from_on=None)


def note_lines(spans: Iterable[Span]) -> None:
    """Remember what the sums rest on."""
    rows = [[manager, person, str(start), str(end)] for manager, person, start, end in sorted(spans)]
    LedgerState.objects.filter(pk=1).update(rolled_lines=rows)


def first_difference(one: Collection[Span], other: Collection[Span]) -> date | None:
    """The first day on which two pictures of the reporting lines say something else; None when they never do."""
    begins: dict[tuple[int, int, date], list[date]] = {}
    for manager, person, start, end in set(one) ^ set(other):
        begins.setdefault((manager, person, start), []).append(end)
    days = [min(ends) + timedelta(days=1) if len(ends) > 1 else start for (_, _, start), ends in begins.items()]
    return min(days, default=None)
