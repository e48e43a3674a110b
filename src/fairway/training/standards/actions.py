"""Statements for a learning record store: written down with what they say, sent until they are there."""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairway.people.queries import addresses_of
from fairway.training.curriculum.types import Module, Part
from fairway.training.models import Statement
from fairway.training.standards.queries import record_store
from fairway.training.standards.stating import Learner, of_attempt, of_certificate, of_module, of_part
from fairway.training.standards.store import Fate, Told, put

log = logging.getLogger(__name__)
TOGETHER = 50
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
MOST_PROBLEM = 300


def state_part(person_key: int, module: Module, part: Part, *, is_last: bool) -> None:
    """Write down that a part is done, and with the last one the module."""
    if learner := _learner(person_key):
        _keep(person_key, [of_part(learner, module, part, timezone.now())])
    if is_last:
        state_module(person_key, module)


def state_module(person_key: int, module: Module) -> None:
    """Write down that all of a module is done."""
    if learner := _learner(person_key):
        _keep(person_key, [of_module(learner, module, timezone.now())])


def state_attempt(person_key: int, module: Module, part: Part, attempt: tuple[float, bool]) -> None:
    """Write down that an attempt is over: its score and whether it was passed."""
    if learner := _learner(person_key):
        _keep(person_key, [of_attempt(learner, module, part, attempt, timezone.now())])


def state_certificate(person_key: int, granted_on: date, expires_on: date) -> None:
    """Write down that a certificate was given, from the beginning of one day to that of another."""
    if learner := _learner(person_key):
        given_at, until = (datetime.combine(day, time.min, UTC) for day in (granted_on, expires_on))
        _keep(person_key, [of_certificate(learner, given_at, until)])


def send_statements(at: datetime) -> int:
    """Send what is due; gives how many were dealt with. One that a store will not take is set aside with its reason and
    holds up no other; a store that is away is asked again, later each time.
    """
    store = record_store()
    if not store.is_set:
        return 0
    due = list(Statement.objects.filter(sent_at=None, problem="", try_at__lte=at).order_by("pk")[:TOGETHER])
    if not due:
        return 0
    told = put(store, [row.statement for row in due])
    if told.fate is Fate.LATER:
        log.warning("statements wait for the learning record store: %s", told.why)
    if told.fate is not Fate.REFUSED or len(due) == 1:
        _note(due, told, at)
        return len(due)
    for row in due:
        told = put(store, [row.statement])
        _note([row], told, at)
        if told.fate is Fate.LATER:  # it has gone away meanwhile: the others keep their turn
            break
    return len(due)


def send_again(at: datetime) -> int:
    """Put what was refused or waits first in line again, as after the store was mended; gives how many. An id says what
    a statement is, so the store keeps one of each.
    """
    unsent = Statement.objects.filter(sent_at=None)
    return unsent.update(problem="", waits_why="", tries=0, try_at=at)


@transaction.atomic
def _note(rows: Sequence[Statement], told: Told, at: datetime) -> None:
    for row in rows:
        row.tries += 1
        row.waits_why = ""
        if told.fate is Fate.THERE:
            row.sent_at = at
        elif told.fate is Fate.REFUSED:
            row.problem = told.why[:MOST_PROBLEM]
        else:
            row.waits_why = told.why[:MOST_PROBLEM]
            row.try_at = at + min(FIRST_WAIT * 2 ** (row.tries - 1), LONGEST_WAIT)
    Statement.objects.bulk_update(rows, ["tries", "sent_at", "problem", "waits_why", "try_at"])


def _learner(person_key: int) -> Learner | None:
    """None where nothing is sent from here, or nobody could tell who it is: then nothing is kept either."""
    if not record_store().is_set:
        return None
    address = addresses_of([person_key]).get(person_key)
    return Learner(address) if address else None


def _keep(person_key: int, statements: Sequence[Mapping[str, Any]]) -> None:
    now = timezone.now()
    Statement.objects.bulk_create(
        [
            Statement(person_id=person_key, key=UUID(one["id"]), statement=one, made_at=now, try_at=now)
            for one in statements
        ]
    )
