"""The preview of a change: it is made, looked at and taken back, so that what is shown is exactly what would happen;
and the undoing of one, with all that follows from it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fairway.audit.actions import undo_change
from fairway.audit.types import Change
from fairway.execution.actions.recounting import recount_everything
from fairway.execution.actions.scoring import score
from fairway.execution.queries import today
from fairway.ledger.actions.rolling import follow_lines
from fairway.lib.periods import show_working_days
from fairway.metrics.queries import definitions_for
from fairway.people.actions.changing import rebuild_after_undo
from fairway.people.actions.holding import hold_people
from fairway.people.queries import (
    absences_since,
    addresses_of,
    lines_since,
    names_of,
    patterns_of,
    people_leaving,
)
from fairway.people.types import BEGINNING, ENDLESS, LineKind, PatternFacts
from fairway.plans.queries import open_agreements, plans_of
from fairway.web.words import number, share

KINDS = {LineKind.LINE: "Reports to", LineKind.ACTING: "Acting manager", LineKind.SECOND: "Second manager"}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one person: sentences that go and sentences that come."""

    person_key: int
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def preview(change: Callable[[], object], person_keys: Collection[int]) -> list[Effect]:
    """Make a change and take it back. Raises whatever the change refuses with."""
    keys = sorted(person_keys)
    with transaction.atomic():
        before = dossiers(keys)
        change()
        after = dossiers(keys)
        transaction.set_rollback(True)
    names = names_of(keys)
    effects = []
    for key in sorted(keys, key=lambda key: (names.get(key, "").casefold(), key)):
        gone = tuple(line for line in before[key] if line not in after[key])
        come = tuple(line for line in after[key] if line not in before[key])
        if gone or come:
            effects.append(Effect(key, names[key], gone, come))
    return effects


def dossiers(person_keys: Collection[int]) -> dict[int, list[str]]:
    """For each person everything changeable, past and to come, as sentences."""
    on = today()
    plans = plans_of(person_keys, BEGINNING, ENDLESS)
    names = {key: d.name for key, d in definitions_for({p.metric_key for rows in plans.values() for p in rows}).items()}
    lines, absences = lines_since(person_keys, BEGINNING), absences_since(person_keys, BEGINNING)
    patterns, leaving, addresses = patterns_of(person_keys), people_leaving(person_keys), addresses_of(person_keys)
    found: dict[int, list[str]] = {}
    for key in person_keys:
        sentences = [
            f"{names.get(plan.metric_key, plan.metric_key)}, {number(plan.target)} a {plan.per}"
            f"{_span(plan.starts_on, plan.ends_on)}{' (draft)' if plan.is_draft else ''}"
            for plan in plans.get(key, [])
        ]
        sentences += [
            f"{KINDS[LineKind(line.kind)]} {line.manager_name or 'nobody'}{f', {line.team}' if line.team else ''}"
            f"{_span(line.from_on, line.to_on)}"
            for line in lines.get(key, [])
        ]
        sentences += [f"Off from {_day(a.start_on)} to {_day(a.end_on)}" for a in absences.get(key, [])]
        sentences += [_works(pattern) for pattern in patterns.get(key, [])]
        if addresses.get(key):
            sentences.append(f"Invited and logged in with {addresses[key]}")
        if leaving.get(key):
            sentences.append(f"Last day {_day(leaving[key])}")
        found[key] = sentences
    for asked in open_agreements(person_keys, on):
        name = names.get(asked.metric_key, asked.metric_key)
        found[asked.person_key].append(
            f"Asked whether {name}, {number(asked.target)} a {asked.per}, may count from {_day(asked.from_on)}"
        )
    return found


def _works(pattern: PatternFacts) -> str:
    place = " ".join(filter(None, (pattern.country, pattern.region)))
    parts = [f"Works {show_working_days(pattern.working_days)}"]
    if pattern.fte != 1:
        parts.append(f"{share(float(pattern.fte))} of full time")
    parts += [part for part in (pattern.timezone, place) if part]
    return ", ".join(parts) + _span(pattern.valid_from_on, None)


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"


def _span(start: date, end: date | None) -> str:
    begins = f" from {_day(start)}" if start > BEGINNING else ""
    return begins + (f" until {_day(end)}" if end else "")


def take_back(change: Change, *, actor_id: int | None) -> None:
    """Undo a change with everything that follows from it, or nothing of it.

    Raises Outdated, or RefusedChange where what was before can no longer be.
    """

    def follow() -> None:
        if "people.ReportingLine" in change.models:
            rebuild_after_undo()
            follow_lines()
        score(change.person_keys)

    with transaction.atomic():
        hold_people(change.person_keys)  # else a plan added meanwhile would stand beside those that come back
        undo_change(change.key, actor_id=actor_id, then=follow)
    if _moves_zone(change):
        recount_everything(with_local_days=True)


def _moves_zone(change: Change) -> bool:
    """Whether somebody's local days were worked out in another zone before that change."""
    return any(
        {row["timezone"] for row in page["before"]} != {row["timezone"] for row in page["after"]}
        for page in change.detail["sheets"]
        if page["model"] == "people.WorkPattern" and page["before"]
    )
