"""What follows for commitments from what happens in rooms below, which do not know of them."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from fairway.commitments.actions.forgetting import forget_account, forget_names_promised, forget_promises_of
from fairway.people.actions.erasing import spellings_of_person


@receiver(pre_delete, sender="people.Person", dispatch_uid="commitments_forget")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: obstacles in their own way with them, by the database; here what they did for others, and where
    they are named.
    """
    forget_promises_of(instance.pk)
    if instance.user_id is not None:
        forget_account(instance.user_id)
    forget_names_promised(spellings_of_person(instance.pk))
