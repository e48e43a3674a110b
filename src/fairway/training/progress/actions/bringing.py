"""Training of a past that comes in whole: the rows that reading, passing and recalling leave."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.training.curriculum.reading import curriculum
from fairway.training.models import Enrolment, FieldAssignment, Reached, Recall, RecallCard
from fairway.training.progress.actions.doing import LESSON
from fairway.training.progress.past import PastTraining
from fairway.training.recalling.actions import FIRST_AFTER
from fairway.training.recalling.scheduling import new_card, recalled
from fairway.training.recalling.types import Recalled


@transaction.atomic
def bring_training(tracks: Sequence[PastTraining]) -> None:
    """Store them; one audit line says that they came in. KeyError for a module that is not in the curriculum."""
    modules = curriculum()
    for one in tracks:
        Enrolment.objects.create(person_id=one.person_key, track=one.track.value, started_on=one.started_on)
        Reached.objects.bulk_create(
            [
                Reached(
                    person_id=one.person_key,
                    module=part.module,
                    part=part.part,
                    version=modules[part.module].version,
                    done_at=part.done_at,
                )
                for part in one.parts
            ]
        )
        Recall.objects.bulk_create(
            [
                Recall(person_id=one.person_key, question=said.question, is_right=said.is_right, at=said.at)
                for said in one.recalls
            ]
        )
        RecallCard.objects.bulk_create(list(_cards(one)))
        FieldAssignment.objects.bulk_create(
            [
                FieldAssignment(
                    person_id=one.person_key,
                    module=given.module,
                    taken_on=given.taken_on,
                    handed_in_on=given.handed_in_on,
                    said=given.said,
                    read_by_id=given.read_by,
                    read_on=given.read_on,
                    answer="done" if given.read_on else "",
                    feedback=given.feedback,
                )
                for given in one.assignments
            ]
        )
    people = [one.person_key for one in tracks]
    record_change(actor_id=None, action="bring_training", subject=("people", people), detail={"tracks": len(tracks)})


def _cards(one: PastTraining) -> Iterator[RecallCard]:
    """As the answers left them: each question of a lesson that was read."""
    for part in one.parts:
        if part.part != LESSON:
            continue
        for question in curriculum()[part.module].recall:
            due_at = part.done_at + FIRST_AFTER
            state, last = new_card(due_at), None
            for said in one.recalls:
                if said.question == question.key:
                    how = Recalled.KNOWN if said.is_right else Recalled.WRONG
                    state, due_at = recalled(state, how, said.at)
                    last = said.at
            yield RecallCard(
                person_id=one.person_key, question=question.key, card=state, due_at=due_at, recalled_at=last
            )
