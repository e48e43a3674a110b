"""What follows for training from what happens in rooms below, which do not know of it."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from fairway.people.actions.erasing import spellings_of_person
from fairway.training.progress.actions.forgetting import forget_names


@receiver(pre_delete, sender="people.Person", dispatch_uid="training_forgets")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: their own rows with them, by the database; here where field assignments of others name them."""
    forget_names(spellings_of_person(instance.pk))
