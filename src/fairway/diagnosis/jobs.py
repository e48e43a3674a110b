"""What follows here from what happens in rooms below, which do not know of it."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from fairway.diagnosis.actions.answering import forget_names_in_answers
from fairway.diagnosis.actions.diagnosing import forget_names_in_diagnoses
from fairway.people.actions.erasing import spellings_of_person
from fairway.records.actions.matching import forget_matcher
from fairway.signs.actions import forget_names_in_signs


@receiver(pre_delete, sender="people.Person", dispatch_uid="diagnosis_forgets")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: their own answers and matches with them, by the database; here where others named them, and what
    they matched for others.
    """
    spellings = spellings_of_person(instance.pk)
    forget_names_in_answers(spellings)
    forget_names_in_diagnoses(spellings)
    forget_names_in_signs(spellings)
    if instance.user_id is not None:
        forget_matcher(instance.user_id)
