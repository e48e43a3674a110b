"""What follows for roll-ups from what happens in rooms below, which do not know of them."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from fairway.leadership.actions.forgetting import forget_in_paths


@receiver(pre_delete, sender="people.Person", dispatch_uid="leadership_forgets")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: their own rows with them, by the database; here their place above others."""
    forget_in_paths(instance.pk)
