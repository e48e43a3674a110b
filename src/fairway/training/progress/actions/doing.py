"""A track and a part begun and done, an attempt begun, an answer given."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import SystemRandom

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.training.curriculum.reading import languages
from fairway.training.curriculum.types import Exercise, Module, Part, PartKind, Track
from fairway.training.exercises.kinds import KINDS
from fairway.training.exercises.types import AttemptFacts, Outcome
from fairway.training.models import Attempt, Enrolment, Reached
from fairway.training.progress.queries import attempt_facts, ended_attempts, language_of
from fairway.training.progress.types import LONGEST_SEED, SHORTEST_SEED, Moved
from fairway.training.recalling.actions import bring_in
from fairway.training.standards.actions import state_attempt, state_module, state_part

LESSON = "lesson"  # once it is read, the module's questions begin to come back
GROWN = "That was answered already, in another window perhaps. Here is where it stands."


@transaction.atomic
def enrol(person_key: int, track: Track, *, on: date, actor_id: int | None) -> None:
    """Begin a track on a day, in the language of the tracks before; begun already it stays as it was."""
    row, is_new = Enrolment.objects.get_or_create(
        person_id=person_key,
        track=track.value,
        defaults={"started_on": on, "language": language_of(person_key)},
    )
    if is_new:
        record_change(
            actor_id=actor_id, action="begin_training", subject=("person", person_key), detail={"track": row.track}
        )


@transaction.atomic
def set_language(person_key: int, language: str, *, on: date, actor_id: int | None) -> None:
    """In which language somebody reads from now on; who has begun no track begins the one of managers by it.

    ValueError where nothing is written in it.
    """
    if language not in languages():
        raise ValueError(f"Nothing is written in {language}.")
    if not Enrolment.objects.filter(person=person_key).exists():
        enrol(person_key, Track.MANAGERS, on=on, actor_id=actor_id)
    Enrolment.objects.filter(person=person_key).update(language=language)


@transaction.atomic
def reach(person_key: int, module: Module, part_key: str) -> None:
    """Note that a part is done. Done already, nothing changes."""
    _, is_new = Reached.objects.get_or_create(
        person_id=person_key,
        module=module.key,
        part=part_key,
        defaults={"version": module.version, "done_at": timezone.now()},
    )
    if not is_new:
        return
    if part_key == LESSON:
        bring_in(person_key, module)
    done = set(Reached.objects.filter(person=person_key, module=module.key).values_list("part", flat=True))
    is_last = done >= {part.key for part in module.parts}
    if (part := module.part(part_key)) is not None and part.kind is not PartKind.EXERCISE:
        state_part(person_key, module, part, is_last=is_last)
    elif is_last:
        state_module(person_key, module)


@transaction.atomic
def begin_attempt(person_key: int, module: Module, exercise: Exercise) -> AttemptFacts:
    """A new attempt, or the one that goes on; one of an earlier version of the module is given up."""
    now = timezone.now()
    past = [(one.level, one.is_passed) for one in ended_attempts(person_key, module.key, exercise.key)]
    seed = SystemRandom().randint(SHORTEST_SEED, LONGEST_SEED)
    going_on = Attempt.objects.filter(person=person_key, module=module.key, exercise=exercise.key, ended_at=None)
    going_on.exclude(version=module.version).delete()
    try:
        with transaction.atomic():
            row = Attempt.objects.create(
                person_id=person_key,
                module=module.key,
                exercise=exercise.key,
                version=module.version,
                seed=seed,
                level=KINDS[exercise.kind].level_after(past),
                begun_at=now,
                changed_at=now,
            )
    except IntegrityError:  # another window was first
        row = Attempt.objects.get(person=person_key, module=module.key, exercise=exercise.key, ended_at=None)
    return attempt_facts(row)


def answer(
    person_key: int, module: Module, part: Part, attempt: AttemptFacts, given: Mapping[str, str]
) -> Outcome | None:
    """Take what was sent as the next answer of somebody's own attempt at an exercise of a module, as they read it.

    Unanswered where it is no answer. Moved where another window was first, or the attempt is over or gone: pressed
    twice changes nothing. When it was the last one, the attempt ends, and passed it counts as done. What it is worth is
    worked out before anything is locked: a long exercise keeps no other writer waiting.
    """
    if part.exercise is None:
        raise Moved(GROWN)
    kind = KINDS[part.exercise.kind]
    taken = kind.taken(part.exercise, attempt, given)
    after = replace(attempt, answers=[*attempt.answers, taken])
    outcome = kind.outcome(part.exercise, after)
    _keep(person_key, module, part, after, outcome)
    return outcome


@transaction.atomic
def _keep(person_key: int, module: Module, part: Part, after: AttemptFacts, outcome: Outcome | None) -> None:
    row = Attempt.objects.select_for_update().filter(pk=after.key, person=person_key, ended_at=None).first()
    if row is None or len(row.answers) != len(after.answers) - 1:
        raise Moved(GROWN)
    row.answers, row.changed_at = list(after.answers), timezone.now()
    if outcome is not None:
        row.ended_at, row.score, row.is_passed = row.changed_at, outcome.score, outcome.is_passed
        state_attempt(person_key, module, part, (outcome.score, outcome.is_passed))
    row.save()
    if outcome is not None and outcome.is_passed:
        reach(person_key, module, part.key)


@transaction.atomic
def leave_attempt(attempt_key: int, person_key: int) -> None:
    """Give up one's own attempt, to begin anew: what was not finished is not kept."""
    Attempt.objects.filter(pk=attempt_key, person=person_key, ended_at=None).delete()
