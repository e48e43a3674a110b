"""Sums per manager subtree, written with the counts they sum."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection

from fairway.ledger.models import ManagerCount, WeeklyCount


def roll_up(weeks: Sequence[date]) -> None:
    """Sum those weeks anew for every manager. Call in the transaction that wrote the counts.

    A person's week belongs to the managers they stood under when it began; somebody who had none yet (a new hire) to
    those of their first day in the week. A later move leaves it where it was.
    """
    ManagerCount.objects.filter(week_on__in=list(weeks)).delete()
    with connection.cursor() as cursor:
        for week_on in weeks:
            cursor.execute(STATEMENT, {"week_on": week_on, "week_end_on": week_on + timedelta(days=6)})


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
WHERE c.week_on = %(week_on)s
GROUP BY above.manager_id, c.week_on, c.metric_id, c.month_on
"""
