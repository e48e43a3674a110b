"""What follows for roll-ups and reviews from what happens in rooms below, which do not know of them."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from fairway.leadership.actions.forgetting import forget_account, forget_in_paths, forget_names_in_reviews
from fairway.people.actions.erasing import spellings_of_person


@receiver(pre_delete, sender="people.Person", dispatch_uid="leadership_forgets")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: their own rows with them, by the database; here their place above others, and where reviews of
    others name them.
    """
    forget_in_paths(instance.pk)
    if instance.user_id is not None:
        forget_account(instance.user_id)
    forget_names_in_reviews(spellings_of_person(instance.pk))
