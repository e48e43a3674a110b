"""How well activities are recorded here: logged in time, and with the fields that definitions ask about.

One pass over the lake for everything: per type, how many there are, how many were logged within a day, and on how many
of those that could have a field it is filled.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from fairway.records import reading

# Field of a definition: (what it could be filled on, what says that it is).
FIELDS: Mapping[str, tuple[str, str]] = {
    "direction": ("true", "a.direction IS NOT NULL"),
    "duration_min": ("a.type IN ('call', 'meeting')", "a.duration_min IS NOT NULL"),
    "outcome": ("a.type IN ('call', 'meeting')", "a.outcome IS NOT NULL"),
    "account_id": ("a.direction IS DISTINCT FROM 'internal'", "a.account_id IS NOT NULL"),
    "account.tier": ("a.account_id IS NOT NULL", "c.tier IS NOT NULL"),
    "account.segment": ("a.account_id IS NOT NULL", "c.segment IS NOT NULL"),
    "account.is_target": ("a.account_id IS NOT NULL", "c.is_target IS NOT NULL"),
    "account.is_customer": ("a.account_id IS NOT NULL", "c.is_customer IS NOT NULL"),
    "contacts.count": ("a.type = 'meeting' AND a.direction IS DISTINCT FROM 'internal'", "p.people > 0"),
    "contacts.seniority": ("p.people > 0", "p.seniority"),
    "contacts.buying_role": ("p.people > 0", "p.buying_role"),
    "lead.is_inbound": ("a.lead_key IS NOT NULL", "l.is_inbound IS NOT NULL"),
}
_TABLES = ("activities", "accounts", "contacts", "leads", "participants")


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded of one type of activity in a span. `filled` has (filled, could be) by field."""

    type: str
    seen: int
    timed: int  # done, with the hour of the act and of the entry known
    within_a_day: int
    by_itself: int  # captured without anybody typing
    filled: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    internal: int = 0  # among colleagues
    internal_linked: int = 0  # of those, about a named opportunity


def recordings(
    files: Mapping[str, Sequence[str]], person_keys: Collection[int], since_on: date, until_on: date, as_of_at: datetime
) -> dict[str, Recording]:
    """By type, of those people's activities that happened from one day to another and were seen by an instant (UTC)."""
    if not person_keys:
        return {}
    connection = reading.connect()
    for name in _TABLES:
        reading.add_view(connection, name, files.get(name, []))
    counted = ", ".join(
        f"count(*) FILTER (WHERE {could} AND coalesce({is_filled}, false)), count(*) FILTER (WHERE {could})"
        for could, is_filled in FIELDS.values()
    )
    rows = connection.execute(
        f"""
        WITH p AS (
            SELECT i.activity_id, count(*) AS people, bool_or(k.seniority IS NOT NULL) AS seniority,
                   bool_or(k.buying_role IS NOT NULL) AS buying_role
            FROM participants i LEFT JOIN contacts k USING (contact_key) GROUP BY 1
        )
        SELECT a.type, count(*),
               count(*) FILTER (WHERE {_TIMED}),
               count(*) FILTER (WHERE {_TIMED} AND a.logged_at <= a.when_at + INTERVAL 24 HOUR),
               count(*) FILTER (WHERE a.is_auto_captured), {_INTERNAL}, {counted}
        FROM activities a LEFT JOIN accounts c USING (account_id) LEFT JOIN p USING (activity_id)
             LEFT JOIN leads l USING (lead_key)
        WHERE list_contains($people, a.person_key) AND a.when_on BETWEEN $since AND $until
              AND (a.logged_at IS NULL OR a.logged_at <= $seen)
        GROUP BY 1
        """,
        {"people": list(person_keys), "since": since_on, "until": until_on, "seen": as_of_at},
    ).fetchall()
    return {
        kind: Recording(
            kind,
            seen,
            timed,
            in_time,
            by_itself,
            {name: (pairs[2 * place], pairs[2 * place + 1]) for place, name in enumerate(FIELDS)},
            internal,
            linked,
        )
        for kind, seen, timed, in_time, by_itself, internal, linked, *pairs in rows
    }


_TIMED = "a.when_source IN ('occurred', 'completed') AND a.logged_at IS NOT NULL"
_INTERNAL = """count(*) FILTER (WHERE a.direction = 'internal'),
               count(*) FILTER (WHERE a.direction = 'internal' AND a.opportunity_id IS NOT NULL)"""
