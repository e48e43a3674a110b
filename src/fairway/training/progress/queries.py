"""Reads of what people have done in training. Whose may be read is decided before: practice is one's own alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Min, Model

from fairway.lib.periods import local_day
from fairway.people.queries import organisation
from fairway.training.curriculum.reading import modules_of
from fairway.training.curriculum.types import ENGLISH, Module, Track
from fairway.training.exercises.types import AttemptFacts
from fairway.training.models import (
    Attempt,
    Certificate,
    Enrolment,
    FieldAssignment,
    Reached,
    Recall,
    RecallCard,
    Statement,
)
from fairway.training.progress.types import Ended, Standing

SHOWN_ATTEMPTS = 6


def standing_of(person_key: int) -> Standing:
    return standings_of([person_key])[person_key]


def standings_of(person_keys: Collection[int]) -> Mapping[int, Standing]:
    """Of each of them, in one statement."""
    done: dict[int, dict[str, dict[str, Any]]] = {key: defaultdict(dict) for key in person_keys}
    rows = Reached.objects.filter(person__in=person_keys).values_list("person_id", "module", "part", "done_at")
    for person_key, module, part, at in rows:
        done[person_key][module][part] = at
    return {key: Standing(found) for key, found in done.items()}


def began_on(track: Track) -> Mapping[int, date]:
    """By person the day on which they first did a part or began an exercise of a track's modules, in the time zone of
    the organisation. Who enrolled alone, as by choosing a language, has not begun.
    """
    of_track, zone = {"module__in": [one.key for one in modules_of(track)]}, organisation().timezone
    firsts = [
        *Reached.objects.filter(**of_track).values_list("person_id").annotate(Min("done_at")),
        *Attempt.objects.filter(**of_track).values_list("person_id").annotate(Min("begun_at")),
    ]
    found: dict[int, date] = {}
    for person_key, at in firsts:
        day = local_day(at, zone)
        found[person_key] = min(day, found.get(person_key, day))
    return found


def language_of(person_key: int) -> str:
    """In which somebody reads; English where they never chose."""
    chosen = Enrolment.objects.filter(person=person_key).order_by("-pk").values_list("language", flat=True).first()
    return chosen or ENGLISH


def open_attempt(person_key: int, module: Module, exercise: str) -> AttemptFacts | None:
    """The one that goes on, if there is one of the module as it is now."""
    mine = Attempt.objects.filter(person=person_key, module=module.key, exercise=exercise, ended_at=None)
    row = mine.filter(version=module.version).first()
    return attempt_facts(row) if row is not None else None


def newest_attempt(person_key: int, module: Module, exercise: str) -> AttemptFacts | None:
    """The one that goes on, else the last that ended. Answers to a module as it once was say nothing of it now."""
    rows = Attempt.objects.filter(person=person_key, module=module.key, exercise=exercise, version=module.version)
    row = rows.order_by("-pk").first()
    return attempt_facts(row) if row is not None else None


def ended_attempts(person_key: int, module: str, exercise: str) -> Sequence[Ended]:
    """Those that are over, the oldest first."""
    rows = Attempt.objects.filter(person=person_key, module=module, exercise=exercise).exclude(ended_at=None)
    return [
        Ended(row.pk, row.level, row.score or 0.0, bool(row.is_passed), row.ended_at)
        for row in rows.order_by("pk")
        if row.ended_at is not None
    ]


def attempt_facts(row: Attempt) -> AttemptFacts:
    return AttemptFacts(row.pk, row.seed, row.level, row.answers, row.ended_at is not None)


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row of training about a person, for their own export."""
    tables: tuple[type[Model], ...] = (
        Enrolment,
        Reached,
        Attempt,
        FieldAssignment,
        RecallCard,
        Recall,
        Certificate,
        Statement,
    )
    return {model._meta.label: _rows(model, person_key) for model in tables}


def _rows(model: type[Model], person_key: int) -> list[dict[str, Any]]:
    return [dict(row) for row in model._default_manager.filter(person=person_key).order_by("pk").values()]
