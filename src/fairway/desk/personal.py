"""Everything Fairway keeps about one person, for that person: every row of every table that is about them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from fairway.audit.queries import changes_about, changes_by, looks_at, looks_by
from fairway.audit.types import Change, Look
from fairway.coaching.beside.queries import kept_of_co_coaches
from fairway.coaching.observing.queries import kept_of_observations
from fairway.coaching.pairing import queries as pairing
from fairway.coaching.queries import readings, sessions
from fairway.commitments import queries as commitments
from fairway.diagnosis import queries as diagnosis
from fairway.evidence.conclusions import queries as conclusions
from fairway.evidence.pilots import queries as pilots
from fairway.exchange.keeping import queries as exchange
from fairway.execution import queries as execution
from fairway.leadership.own.queries import kept_of_own_choices
from fairway.leadership.queries import exporting as leadership
from fairway.ledger import queries as ledger
from fairway.ledger.corrections import queries as corrections
from fairway.people.queries import account_names, every_identity_of, names_of
from fairway.people.queries.keeping import account_key_of
from fairway.people.queries.keeping import kept_about as people_kept_about
from fairway.plans import queries as plans
from fairway.records.queries import labels_of, matches_kept_about, records_of
from fairway.signs import queries as signs
from fairway.studio.corrections import queries as corrections_read
from fairway.studio.lesson import queries as lesson
from fairway.studio.proposals import queries as proposals
from fairway.studio.quality import queries as quality
from fairway.training.progress import queries as training

REMOVED = "a removed account"


def personal_export(person_key: int) -> dict[str, Any]:
    """By table, as JSON may hold it once dates and instants are written out. Other people appear by name where they
    managed, looked or changed something, and nowhere else.
    """
    user_id = account_key_of(person_key)
    return {
        **people_kept_about(person_key),
        **plans.kept_about(person_key),
        **proposals.kept_about(person_key),
        **lesson.kept_about(person_key),
        **quality.kept_about(person_key),
        **commitments.kept_about(person_key),
        **sessions.kept_about(person_key),
        **readings.kept_of_readings(person_key),
        **kept_of_co_coaches(person_key),
        **kept_of_observations(person_key),
        **pairing.kept_about(person_key),
        **leadership.kept_about(person_key),
        **kept_of_own_choices(person_key),
        **training.kept_about(person_key),
        **pilots.kept_about(person_key),
        **conclusions.kept_about(person_key),
        **corrections_read.kept_about(person_key),
        **execution.kept_about(person_key),
        **signs.kept_about(person_key),
        **diagnosis.kept_about(person_key),
        **matches_kept_about(person_key),
        **ledger.kept_about(person_key),
        **corrections.kept_about(person_key),
        **exchange.kept_about(person_key, user_id=user_id, identities=every_identity_of(person_key)),
        "records": _records(person_key),
        "changes": _changes(changes_about(person_key), person_key),
        "changes_you_made": _changes(changes_by(user_id), person_key) if user_id is not None else [],
        "who_looked": _looks_at(looks_at(person_key, limit=None)),
        "whom_you_looked_at": _looks_by(looks_by(user_id)) if user_id is not None else [],
    }


def _records(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """CRM records credited to the person, with the names and texts kept beside them."""
    found = {}
    for table, rows in records_of(person_key).items():
        labels = labels_of(table, [str(row["record_key"]) for row in rows])
        found[table] = [
            {**row, "name": label.name, "texts": label.texts} if (label := labels.get(str(row["record_key"]))) else row
            for row in rows
        ]
    return found


def _changes(changes: Iterable[Change], person_key: int) -> list[dict[str, Any]]:
    """Each with what it did to this person's own rows."""
    told = list(changes)
    names = account_names({change.actor_id for change in told if change.actor_id})
    return [
        {
            "at": change.at,
            "by": names.get(change.actor_id or 0, "operator"),
            "what": change.action,
            "detail": {name: value for name, value in change.detail.items() if name != "sheets"},
            "rows": _own_rows(change, str(person_key)),
        }
        for change in told
    ]


def _own_rows(change: Change, key: str) -> list[dict[str, Any]]:
    pages = []
    for page in change.detail.get("sheets", ()):
        own = "id" if page["model"] == "people.Person" else "person_id"
        sides = {side: [row for row in page[side] if row.get(own) == key] for side in ("before", "after")}
        if any(sides.values()):
            pages.append({"table": page["model"], **sides})
    return pages


def _looks_at(looks: Iterable[Look]) -> list[dict[str, Any]]:
    told = list(looks)
    names = account_names({look.viewer_id for look in told})
    return [
        {"who": names.get(look.viewer_id, REMOVED), **_without(asdict(look), "viewer_id", "subject_key")}
        for look in told
    ]


def _looks_by(looks: Iterable[Look]) -> list[dict[str, Any]]:
    told = list(looks)
    names = names_of({look.subject_key for look in told})
    return [
        {"whom": names.get(look.subject_key, "somebody removed"), **_without(asdict(look), "viewer_id", "subject_key")}
        for look in told
    ]


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
