"""What follows for commitments from what happens in rooms below, which do not know of them."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from fairway.commitments.actions.forgetting import forget_account, forget_names_promised, forget_promises_of
from fairway.commitments.actions.in_crm import end_in_crm
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


@receiver(post_delete, sender="commitments.Commitment", dispatch_uid="commitments_leave_the_crm")
def take_out_of_crm(instance: Any, **_: object) -> None:
    """A commitment that was undone, or goes, is no task any more."""
    end_in_crm(instance.pk, is_done=False)
