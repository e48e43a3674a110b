"""The preview of a change: it is made, looked at and taken back, so that what is shown is exactly what would happen."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fairway.execution.queries import today
from fairway.lib.periods import week_of
from fairway.metrics.queries import definitions_for
from fairway.people.queries import absences_since, lines_since, names_of, organisation, people_leaving
from fairway.people.types import ENDLESS, LineKind
from fairway.plans.queries import plans_of
from fairway.web.words import number

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one person: sentences that go and sentences that come."""

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
    for key in keys[:MOST_SHOWN]:
        gone = tuple(line for line in before[key] if line not in after[key])
        come = tuple(line for line in after[key] if line not in before[key])
        if gone or come:
            effects.append(Effect(names[key], gone, come))
    return effects


def dossiers(person_keys: Collection[int]) -> dict[int, list[str]]:
    """For each person everything changeable from this week on, as sentences."""
    on = today()
    since = week_of(on, organisation().week_starts_on)
    plans = plans_of(person_keys, since, ENDLESS)
    names = {key: d.name for key, d in definitions_for({p.metric_key for rows in plans.values() for p in rows}).items()}
    lines, absences = lines_since(person_keys, since), absences_since(person_keys, since)
    leaving = people_leaving(person_keys)
    found: dict[int, list[str]] = {}
    for key in person_keys:
        sentences = [
            f"{names.get(plan.metric_key, plan.metric_key)}, {number(plan.target)} a {plan.per}"
            f"{_span(plan.starts_on, plan.ends_on, since)}{' (draft)' if plan.is_draft else ''}"
            for plan in plans.get(key, [])
        ]
        sentences += [
            f"{_line(line.kind)} {line.manager_name or 'nobody'}{f', {line.team}' if line.team else ''}"
            f"{_span(line.from_on, line.to_on, since)}"
            for line in lines.get(key, [])
        ]
        sentences += [f"Off from {a.start_on:%-d %b} to {a.end_on:%-d %b %Y}" for a in absences.get(key, [])]
        if leaving.get(key):
            sentences.append(f"Last day {leaving[key]:%-d %b %Y}")
        found[key] = sentences
    return found


def _line(kind: str) -> str:
    return {LineKind.LINE: "Reports to", LineKind.ACTING: "Acting manager", LineKind.SECOND: "Second manager"}[
        LineKind(kind)
    ]


def _span(start: date, end: date | None, since: date) -> str:
    begins = f" from {start:%-d %b %Y}" if start >= since else ""
    return begins + (f" until {end:%-d %b %Y}" if end else "")
