"""What follows in the studio from what happens in rooms below, which do not know of it."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from fairway.metrics.actions import forget_maker
from fairway.people.actions.erasing import spellings_of_person
from fairway.studio.lesson.actions.forgetting import forget_names_said, forget_planner
from fairway.studio.proposals.actions.forgetting import forget_author, forget_names
from fairway.studio.quality.actions.forgetting import forget_names_noted, forget_rater


@receiver(pre_delete, sender="people.Person", dispatch_uid="studio_forgets")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: their own rows with them, by the database; here what they wrote about others and where they are
    named.
    """
    spellings = spellings_of_person(instance.pk)
    if instance.user_id is not None:
        forget_author(instance.user_id, spellings)
        forget_maker(instance.user_id)
        forget_planner(instance.user_id)
        forget_rater(instance.user_id)
    else:
        forget_names(spellings)
    forget_names_said(spellings)
    forget_names_noted(spellings)
