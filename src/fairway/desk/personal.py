"""Everything Fairway knows about one person, for that person."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from fairway.audit.queries import changes_about, looks_at
from fairway.execution.packing import as_answer
from fairway.execution.queries import standings, today
from fairway.ledger.queries import stored_counts
from fairway.ledger.types import of_week
from fairway.lib.periods import Period, show_working_days
from fairway.people.queries import absences_since, account_names, email_of, lines_since, person_facts, working_time_of
from fairway.people.types import BEGINNING, ENDLESS
from fairway.plans.queries import plans_of
from fairway.records.queries import records_of


def personal_export(person_key: int) -> dict[str, Any]:
    """Own facts, working time, lines, days off, plans, standing, counts, records, changes and who looked."""
    on = today()
    return {
        "person": {**asdict(person_facts(person_key, on)), "email": email_of(person_key)},
        "working_time": _working_time(person_key, on),
        "reporting_lines": _all(lines_since([person_key], BEGINNING).get(person_key, [])),
        "days_off": _all(absences_since([person_key], BEGINNING).get(person_key, [])),
        "plans": _all(plans_of([person_key], BEGINNING, ENDLESS).get(person_key, [])),
        "standing": as_answer(standings([person_key], on)[person_key]),
        "weekly_counts": _weekly(person_key, on),
        "records": records_of(person_key),
        **_seen_and_changed(person_key),
    }


def _all(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Records as JSON, without the database's own keys."""
    return [{name: value for name, value in asdict(row).items() if name not in {"key", "person_key"}} for row in rows]


def _working_time(person_key: int, on: date) -> list[dict[str, Any]]:
    patterns = working_time_of([person_key], Period(on, on))[person_key].patterns
    return [{**asdict(pattern), "working_days": show_working_days(pattern.working_days)} for pattern in patterns]


def _weekly(person_key: int, on: date) -> list[dict[str, Any]]:
    counts = stored_counts([person_key], BEGINNING, on)
    return [
        {"metric": metric, "week_of": week_on, **asdict(of_week(counts, person_key, metric, week_on))}
        for _, metric, week_on in sorted(counts, key=lambda key: (key[2], key[1]))
    ]


def _seen_and_changed(person_key: int) -> dict[str, Any]:
    looks = looks_at(person_key, limit=5000)
    changes = changes_about(person_key, limit=5000)
    names = account_names({look.viewer_id for look in looks} | {c.actor_id for c in changes if c.actor_id})
    return {
        "changes": [{"at": c.at, "by": names.get(c.actor_id or 0, "operator"), "what": c.action} for c in changes],
        "who_looked": [{**asdict(look), "viewer_id": names.get(look.viewer_id, "a removed account")} for look in looks],
    }
