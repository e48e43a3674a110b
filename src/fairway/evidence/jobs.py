"""What follows for pilots from what happens in rooms below, which do not know of them."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from fairway.evidence.pilots.actions.forgetting import forget_account, forget_names_in_pilots
from fairway.people.actions.erasing import spellings_of_person


@receiver(pre_delete, sender="people.Person", dispatch_uid="evidence_forgets")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: the database takes their place in pilots; here what they wrote and where they are named."""
    if instance.user_id is not None:
        forget_account(instance.user_id)
    forget_names_in_pilots(spellings_of_person(instance.pk))
