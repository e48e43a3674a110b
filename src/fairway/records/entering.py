"""How completely and how soon activities enter the CRM, person by person and week by week, in one pass over the lake.

Every week is looked at as it stood at the end of the fourteenth day after it, so that weeks read years later and weeks
read at once are counted alike. Days are the seller's own.

An act was recorded when the CRM first showed it as done: once it was entered and, where it stood there before, marked.
Where neither is known, nor that it was entered after it took place, it is not known when. What five records or more of
one person have to the second, a program entered and not a person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fairway.records import reading
from fairway.records.recording import FIELDS as ASKED_FOR

SEEN_FOR = 14  # days after a week's end up to which it is looked at
WITHIN = (0, 1, 2, 3, 4, 5, 6, 7, 10, 14)  # days
TOGETHER, MINUTES = 5, 10  # so many caught up on within so many minutes were entered together
FIELDS: Mapping[str, tuple[str, str]] = {"subtype": ("true", "a.subtype IS NOT NULL"), **ASKED_FOR}
_TABLES = ("activities", "accounts", "contacts", "leads", "participants")
_LIMIT = f"{{week}} + {6 + SEEN_FOR}"


@dataclass(frozen=True, slots=True)
class Entered:
    """One person's week. `filled` has (filled, could be) by field."""

    done: int = 0  # activities that took place
    by_itself: int = 0  # of those captured by a mailbox or telephone, or brought in by a program
    timed: int = 0  # of the others, those of which it is known when they were recorded
    within: tuple[int, ...] = (0,) * len(WITHIN)  # of those, recorded within so many days
    together: int = 0  # of those, recorded on a later day, many at a time
    diary: int = 0  # meetings and calls that stood in the diary of that week
    marked: int = 0  # of those, said to have taken place or not
    filled: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def entered_by_week(
    files: Mapping[str, Sequence[str]], person_keys: Collection[int], first_week_on: date, last_week_on: date
) -> dict[tuple[int, date], Entered]:
    """By person and week, of weeks that begin from one day to another; weeks without any activity are absent."""
    if not person_keys or not files.get("activities"):
        return {}
    connection = reading.connect()
    for name in _TABLES:
        reading.add_view(connection, name, files.get(name, []))
    given = {"people": list(person_keys), "first": first_week_on, "last": last_week_on}
    diary = {(key, week): pair for key, week, *pair in connection.execute(_DIARY, given).fetchall()}
    found = {}
    for key, week, done, by_itself, timed, together, *rest in connection.execute(_DONE, given).fetchall():
        pairs, (of, marked) = rest[len(WITHIN) :], diary.pop((key, week), (0, 0))
        found[key, week] = Entered(
            done,
            by_itself,
            timed,
            tuple(rest[: len(WITHIN)]),
            together,
            of,
            marked,
            {name: (pairs[2 * place], pairs[2 * place + 1]) for place, name in enumerate(FIELDS)},
        )
    return found | {place: Entered(diary=of, marked=marked) for place, (of, marked) in diary.items()}


_FILLED = ", ".join(
    f"count(*) FILTER (WHERE {could} AND coalesce({is_filled}, false)), count(*) FILTER (WHERE {could})"
    for could, is_filled in FIELDS.values()
)
_IN_TIME = ", ".join(f"count(*) FILTER (WHERE t.days <= {days})" for days in WITHIN)
_SEEN = (
    f"coalesce(a.logged_on, DATE '0001-01-01') <= {_LIMIT.format(week='a.when_week_on')}"
    f" AND coalesce(a.completed_on, DATE '0001-01-01') <= {_LIMIT.format(week='a.when_week_on')}"
)
# Acts whose recording is known lie around the weeks asked about by the day of it, so that what was entered together is
# the same whichever weeks are asked about.
_DONE = f"""
WITH known AS (
    SELECT activity_id, person_key, when_on, when_at,
           greatest(logged_at, completed_at, when_at) AS recorded_at,
           greatest(logged_on, completed_on, when_on) AS recorded_on
    FROM activities
    WHERE list_contains($people, person_key) AND status = 'done' AND NOT coalesce(is_auto_captured, false)
          AND when_source IN ('occurred', 'completed') AND logged_at IS NOT NULL
          AND (completed_at IS NOT NULL OR logged_at >= when_at)
          AND greatest(logged_on, completed_on, when_on) BETWEEN $first - 1 AND $last + {7 + SEEN_FOR}
), told AS (
    SELECT *, count(*) OVER (PARTITION BY person_key, date_trunc('second', recorded_at)) AS at_once FROM known
), late AS (
    SELECT activity_id, lead(recorded_at, {TOGETHER - 1}) OVER own <= recorded_at + INTERVAL {MINUTES} MINUTE AS begins
    FROM told WHERE at_once < {TOGETHER} AND recorded_on > when_on
    WINDOW own AS (PARTITION BY person_key ORDER BY recorded_at, activity_id)
), t AS (
    SELECT told.activity_id, told.at_once, told.recorded_on - told.when_on AS days,
           bool_or(coalesce(late.begins, false)) OVER own AS is_together
    FROM told LEFT JOIN late USING (activity_id)
    WINDOW own AS (PARTITION BY told.person_key, late.activity_id IS NOT NULL ORDER BY told.recorded_at, activity_id
                   ROWS BETWEEN {TOGETHER - 1} PRECEDING AND CURRENT ROW)
), p AS (
    SELECT i.activity_id, count(*) AS people, bool_or(k.seniority IS NOT NULL) AS seniority,
           bool_or(k.buying_role IS NOT NULL) AS buying_role
    FROM participants i LEFT JOIN contacts k USING (contact_key) GROUP BY 1
)
SELECT a.person_key, a.when_week_on, count(*),
       count(*) FILTER (WHERE a.is_auto_captured OR t.at_once >= {TOGETHER}),
       count(t.days) FILTER (WHERE t.at_once < {TOGETHER}),
       count(*) FILTER (WHERE t.at_once < {TOGETHER} AND t.days > 0 AND t.is_together),
       {_IN_TIME.replace("WHERE ", f"WHERE t.at_once < {TOGETHER} AND ")}, {_FILLED}
FROM activities a LEFT JOIN t USING (activity_id)
     LEFT JOIN accounts c USING (account_id) LEFT JOIN p USING (activity_id) LEFT JOIN leads l USING (lead_key)
WHERE list_contains($people, a.person_key) AND a.when_week_on BETWEEN $first AND $last AND a.status = 'done' AND {_SEEN}
GROUP BY 1, 2
"""
_BY = _LIMIT.format(week="scheduled_week_on")
_DIARY = f"""
SELECT person_key, scheduled_week_on, count(*),
       count(*) FILTER (WHERE (status = 'done' AND coalesce(completed_on <= {_BY}, true))
           OR (status = 'cancelled' AND coalesce(CAST(cancelled_at AS DATE) <= {_BY}, true)) OR status = 'no_show')
FROM activities
WHERE list_contains($people, person_key) AND scheduled_week_on BETWEEN $first AND $last
      AND type IN ('call', 'meeting') AND coalesce(logged_on <= {_BY}, true)
GROUP BY 1, 2
"""
