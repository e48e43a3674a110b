"""An assignment taken, handed in, and answered."""

from datetime import date

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Module
from fairway.training.fieldwork.queries import assignment_facts, evidence_found, is_led, unread_of_nobody
from fairway.training.fieldwork.types import (
    CERTIFICATION,
    LONGEST,
    LONGEST_FEEDBACK,
    PART,
    SHORTEST,
    Answer,
    AssignmentFacts,
    Given,
    Refused,
)
from fairway.training.models import FieldAssignment
from fairway.training.progress.actions.doing import reach

TOO_SHORT = f"Write what you did and what came of it: {SHORTEST} characters at least."
TOO_LONG = f"Keep it to {LONGEST} characters."
NOT_TAKEN = "Take the assignment first: what records show is counted from that day."
IS_DONE = "This assignment is answered: done."
WAITS_NOT = "That waits for no answer any more. Load the page again."
READ_ANOTHER = "It was handed in anew while you read it. Here is how it reads now."
ANSWERED_MEANWHILE = "It was answered meanwhile. Read what was said to it, then hand it in."
HANDED_IN_MEANWHILE = "It was handed in meanwhile, in another window perhaps. Your words here are kept: hand in again."
SAY_WHAT = "Say what is missing, so that it can be done better: 10 characters at least."


@transaction.atomic
def take(person_key: int, module: Module, *, on: date) -> AssignmentFacts:
    """Take an assignment on a day; taken already it stays as it was."""
    row, _ = FieldAssignment.objects.get_or_create(person_id=person_key, module=module.key, defaults={"taken_on": on})
    return assignment_facts(row)


@transaction.atomic
def hand_in(
    person_key: int, module: Module, said: str, *, known: str, on: date, actor_id: int | None
) -> AssignmentFacts:
    """Hand in what was done. Whoever leads the manager reads it; where nobody does, records alone decide at once.

    Refused where it was not taken, is done, or is too short or too long, or where it is not in the state that
    was `known` to its writer any more. The same words sent twice change nothing. The portfolio talk can be handed in
    anew.
    """
    row = FieldAssignment.objects.select_for_update().filter(person=person_key, module=module.key).first()
    if row is None:
        raise Refused(NOT_TAKEN)
    said, before = said.strip(), assignment_facts(row)
    if known != before.state:
        if said == before.said and before.answer is not Answer.AGAIN:
            return before
        raise Refused(ANSWERED_MEANWHILE if before.answer else HANDED_IN_MEANWHILE)
    if row.answer == Answer.DONE and module.key != CERTIFICATION:
        raise Refused(IS_DONE)
    if len(said) < SHORTEST:
        raise Refused(TOO_SHORT)
    if len(said) > LONGEST:
        raise Refused(TOO_LONG)
    row.said, row.handed_in_on = said, on
    row.answer, row.feedback, row.read_by, row.read_on = Answer.OPEN, "", None, None
    row.save()
    record_change(
        actor_id=actor_id, action="hand_in_assignment", subject=("person", person_key), detail={"module": module.key}
    )
    if not is_led(person_key, on):
        _settle(row, module, on)
    return assignment_facts(row)


@transaction.atomic
def answer_assignment(given: Given, *, by_key: int, on: date, actor_id: int | None) -> AssignmentFacts:
    """Whoever leads the manager says done, or again with what is missing. Refused where nothing waits, where it is not
    what they read any more, or where they do not say what is missing.
    """
    row = FieldAssignment.objects.select_for_update().filter(pk=given.key, answer=Answer.OPEN).first()
    module = curriculum().get(row.module) if row is not None else None
    if row is None or module is None or row.handed_in_on is None:
        raise Refused(WAITS_NOT)
    if assignment_facts(row).state != given.known:
        raise Refused(READ_ANOTHER)
    feedback = given.feedback.strip()[:LONGEST_FEEDBACK]
    if not given.is_done and len(feedback) < 10:
        raise Refused(SAY_WHAT)
    row.answer, row.feedback = Answer.DONE if given.is_done else Answer.AGAIN, feedback
    row.read_by_id, row.read_on = by_key, on
    row.save()
    if given.is_done:
        reach(row.person_id, module, PART)
    detail = {"module": row.module, "answer": str(row.answer)}
    record_change(actor_id=actor_id, action="answer_assignment", subject=("person", row.person_id), detail=detail)
    return assignment_facts(row)


def settle_unread(on: date) -> int:
    """Assignments of people whom nobody leads count as done once records show enough. Returns how many did."""
    settled = 0
    for one in unread_of_nobody(on):
        module = curriculum().get(one.module)
        with transaction.atomic():
            row = FieldAssignment.objects.select_for_update().filter(pk=one.key, answer=Answer.OPEN).first()
            settled += row is not None and module is not None and _settle(row, module, on)
    return settled


def _settle(row: FieldAssignment, module: Module, on: date) -> bool:
    """Answer by records alone; whether they show enough. The portfolio talk needs somebody to talk with."""
    found = evidence_found(row.person_id, module, row.taken_on, on)
    if module.key == CERTIFICATION or (found is not None and not found.is_enough):
        return False
    row.answer, row.read_on = Answer.DONE, on
    row.save()
    reach(row.person_id, module, PART)
    return True
