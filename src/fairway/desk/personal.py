"""Everything Fairway knows about one person, for that person."""

from typing import Any

from fairway.audit.queries import changes_of, looks_at
from fairway.execution.packing import as_answer
from fairway.execution.queries import standings, today
from fairway.ledger.queries import stored_counts
from fairway.ledger.types import of_week
from fairway.lib.periods import Period, show_working_days
from fairway.people.queries import absences_since, account_names, lines_since, person_facts, working_time_of
from fairway.people.types import BEGINNING, ENDLESS
from fairway.plans.queries import plans_of
from fairway.records.queries import records_of


def personal_export(person_key: int) -> dict[str, Any]:
    """Own facts, plans, days off, weekly counts, standings, records, changes and who looked; JSON-able with text for
    dates.
    """
    on = today()
    facts = person_facts(person_key, on)
    counts = stored_counts([person_key], BEGINNING, on)
    looks = looks_at(person_key, limit=5000)
    changes = changes_of(("person", person_key), limit=5000)
    names = account_names({look.viewer_id for look in looks} | {c.actor_id for c in changes if c.actor_id})
    time = working_time_of([person_key], Period(on, on))[person_key]
    return {
        "person": {
            name: getattr(facts, name)
            for name in ("native_id", "name", "role", "team", "hired_on", "left_on", "timezone")
        },
        "working_time": [
            {
                "from": p.valid_from_on,
                "share_of_full_time": str(p.fte),
                "days": show_working_days(p.working_days),
                "timezone": p.timezone,
            }
            for p in time.patterns
        ],
        "reporting_lines": [
            {"kind": line.kind, "manager": line.manager_name, "team": line.team, "from": line.from_on, "to": line.to_on}
            for line in lines_since([person_key], BEGINNING).get(person_key, [])
        ],
        "days_off": [
            {"from": a.start_on, "to": a.end_on, "kind": a.kind}
            for a in absences_since([person_key], BEGINNING).get(person_key, [])
        ],
        "plans": [
            {
                "metric": p.metric_key,
                "target": p.target,
                "per": p.per,
                "from": p.starts_on,
                "to": p.ends_on,
                "is_draft": p.is_draft,
            }
            for p in plans_of([person_key], BEGINNING, ENDLESS).get(person_key, [])
        ],
        "standing": as_answer(standings([person_key], on)[person_key]),
        "weekly_counts": [
            {
                "metric": metric,
                "week_of": week,
                "done": (c := of_week(counts, person_key, metric, week)).done,
                "unconfirmed": c.unconfirmed,
            }
            for _, metric, week in sorted(counts, key=lambda k: (k[2], k[1]))
        ],
        "records": records_of(person_key),
        "changes": [{"at": c.at, "by": names.get(c.actor_id or 0, "operator"), "what": c.action} for c in changes],
        "who_looked": [
            {
                "who": names.get(look.viewer_id, "a removed account"),
                "page": look.page,
                "last_at": look.last_at,
                "times": look.count,
            }
            for look in looks
        ],
    }
