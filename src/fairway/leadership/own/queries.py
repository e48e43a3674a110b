"""Reads of managers' own activities: what was chosen, and who may read whose board."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from fairway.audit.recording import row_as_json
from fairway.leadership.models import OwnChoice
from fairway.leadership.own.types import Answer, ChoiceFacts, Chosen, Lens
from fairway.people import access
from fairway.people.queries import direct_managers, facts_of, manages_anyone
from fairway.people.types import PersonFacts, Relation, Viewer


def choice_facts(row: OwnChoice) -> ChoiceFacts:
    return ChoiceFacts(
        key=row.pk,
        person_key=row.person_id,
        chosen=[Chosen(act, Decimal(target), date.fromisoformat(day)) for act, target, day in row.acts],
        chosen_on=row.chosen_on,
        answer=Answer(row.answer),
        answered_by=row.answered_by_id,
        answered_on=row.answered_on,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def choices_since(person_keys: Collection[int], since_on: date) -> dict[int, list[ChoiceFacts]]:
    """By manager what they chose that had not ended by a day, the oldest first, in one statement. For whoever asked the
    door below.
    """
    rows = OwnChoice.objects.filter(Q(ends_on=None) | Q(ends_on__gte=since_on), person_id__in=list(person_keys))
    found: dict[int, list[ChoiceFacts]] = {key: [] for key in person_keys}
    for row in rows.order_by("chosen_on", "pk"):
        found[row.person_id].append(choice_facts(row))
    return found


def board_door(viewer: Viewer, slug: str) -> tuple[PersonFacts, Lens]:
    """The manager of an address, and as what the viewer reads their board: the manager, whoever stands above them, and
    whoever reports to them directly. Hidden for everybody else, operations included, and of whoever leads nobody.
    """
    subject = access.manager_by_slug(viewer, slug)
    relation = access.relation(viewer, subject.key)
    if relation is Relation.SELF:
        return subject, Lens.OWN
    return subject, Lens.ABOVE if relation in (Relation.MANAGER, Relation.ABOVE) else Lens.LED


def boards_open_to(viewer: Viewer) -> list[PersonFacts]:
    """Those whom the viewer reports to directly and who have own activities in force, by name."""
    if viewer.person_key is None:
        return []
    leading = direct_managers(viewer.person_key, viewer.on) - {viewer.person_key}
    rows = OwnChoice.objects.filter(person_id__in=leading, answer=Answer.YES, ends_on=None)
    chosen = set(rows.values_list("person_id", flat=True)) if leading else set()
    return facts_of(chosen, viewer.on) if chosen else []


def asking_for_yes(viewer: Viewer) -> list[PersonFacts]:
    """Managers the viewer leads directly whose choice waits for an answer."""
    led = access.led_directly(viewer)
    if not led:
        return []
    asking = {key for key, choices in choices_since(led, viewer.on).items() if any(one.waits for one in choices)}
    return facts_of(asking, viewer.on)


def is_led(viewer: Viewer) -> bool:
    """Whether anybody leads the viewer today, who can say yes to what they choose."""
    return bool(direct_managers(access.require_person(viewer), viewer.on) - {viewer.person_key})


def require_leading(viewer: Viewer) -> int:
    """The viewer's own key; Hidden for whoever leads nobody."""
    own_key = access.require_person(viewer)
    if not manages_anyone(own_key, viewer.on):
        raise access.Hidden
    return own_key


def kept_of_own_choices(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every choice of one person for that person's own export, and that they answered somebody else's."""
    own = OwnChoice.objects.filter(person_id=person_key).select_related("answered_by").order_by("pk")
    answered = OwnChoice.objects.filter(answered_by_id=person_key).exclude(person_id=person_key).order_by("pk")
    return {
        "activities_you_chose_as_a_manager": [
            {**row_as_json(row), "answered_by": row.answered_by.name if row.answered_by else None} for row in own
        ],
        "choices_of_managers_you_answered": [
            {"chosen_on": row.chosen_on, "answer": row.answer, "answered_on": row.answered_on} for row in answered
        ],
    }
