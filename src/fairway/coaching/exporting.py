"""Sessions as tables for an export: when they were held, how often they are, and what was promised in which.

What the two wrote and what their talk was about is between them: only `with_notes` adds it, for whoever moves house.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.coaching.queries.exporting import (
    every_group_note,
    every_note,
    every_promise_key,
    every_rhythm,
    every_session,
    every_tap,
)

SESSIONS = (
    "session_id",
    "seller_id",
    "coach_id",
    "kind",
    "starts_at",
    "minutes",
    "state",
    "opened_at",
    "held_at",
    "group_id",
)
RHYTHMS = ("seller_id", "kind", "every_days", "since_on", "ended_on")
PROMISES = ("session_id", "commitment_id")
NOTES = ("session_id", "part", "version", "edited_at", "text")
GROUP_NOTES = ("group_id", "part", "version", "edited_at", "text")
TAPS = ("session_id", "focus", "at")

Table = tuple[Sequence[str], list[tuple[Any, ...]]]  # columns, rows


def session_tables(ids: Mapping[int, str], *, with_notes: bool) -> dict[str, Table]:
    """By name; `ids` gives everyone's id in the export. Instants are UTC."""
    held = [
        (
            one.key,
            ids[one.person_key],
            ids.get(one.coach_key or 0, ""),
            one.kind,
            one.starts_at,
            one.minutes,
            one.state.value,
            one.opened_at,
            one.held_at,
            one.group_key or "",
        )
        for one in every_session()
    ]
    found: dict[str, Table] = {
        "sessions": (SESSIONS, held),
        "session_rhythms": (RHYTHMS, [(ids[key], *others) for key, *others in every_rhythm()]),
        "session_promises": (PROMISES, list(every_promise_key())),
    }
    if with_notes:
        found["session_notes"] = (NOTES, list(every_note()))
        found["group_notes"] = (GROUP_NOTES, list(every_group_note()))
        found["session_taps"] = (TAPS, list(every_tap()))
    return found
