"""What follows for sessions from what happens in rooms below, which do not know of them."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from fairway.coaching.actions.adopting import adopt_planned
from fairway.coaching.actions.following import leave_in_calendars
from fairway.coaching.actions.forgetting import forget_account, forget_names_in_sessions
from fairway.coaching.actions.reading import forget_readings_of
from fairway.people.actions.erasing import spellings_of_person


@receiver(pre_delete, sender="people.Person", dispatch_uid="coaching_forgets")
def forget_erased(instance: Any, **_: object) -> None:
    """A person goes: their own sessions with them, by the database; here what they wrote for others and where they are
    named.
    """
    leave_in_calendars(instance.pk, timezone.now())
    if instance.user_id is not None:
        forget_account(instance.user_id)
    forget_readings_of(instance.pk)
    forget_names_in_sessions(spellings_of_person(instance.pk))


@receiver(post_save, sender="studio.OneToOne", dispatch_uid="coaching_adopts")
def adopt(instance: Any, update_fields: frozenset[str] | None = None, **_: object) -> None:
    """A 1:1 planned in the first lesson is a session like any other; other changes of its row say nothing of when."""
    if update_fields is not None and "starts_at" not in update_fields:
        return
    adopt_planned(instance.person_id, instance.planned_by, instance.starts_at)
