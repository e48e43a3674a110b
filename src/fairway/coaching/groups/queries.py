"""Group sessions, for whoever sits in one and whoever leads somebody in it."""

from collections.abc import Collection, Mapping

from fairway.coaching.groups.types import GroupFacts
from fairway.coaching.models import GroupNote, GroupSession, Session
from fairway.coaching.queries.sessions import newest_of, session_facts
from fairway.coaching.types import NoteFacts, Part, SessionFacts, State
from fairway.people import access
from fairway.people.queries import names_of
from fairway.people.types import Facet, Viewer

THERE = (State.PLANNED, State.OPEN, State.HELD)


def group(viewer: Viewer, key: int) -> GroupFacts:
    """One group session, for the sellers in it and whoever leads one of them directly; Hidden for everybody else, and
    for a seller who called theirs off.
    """
    found = groups_among([key]).get(key)
    if found is None or not (found.person_keys & access.visible_keys(viewer, found.person_keys, Facet.NOTES)):
        raise access.Hidden
    return found


def is_led_by(viewer: Viewer, found: GroupFacts) -> bool:
    """Whether somebody may begin, move or end it: its coach while they lead one of them, or whoever leads all."""
    led = found.person_keys & access.led_directly(viewer)
    return bool(led) and (found.coach_key == viewer.person_key or led == found.person_keys)


def led_group(viewer: Viewer, key: int) -> GroupFacts:
    """The same, for whoever leads it."""
    found = group(viewer, key)
    if not is_led_by(viewer, found):
        raise access.Hidden
    return found


def groups_among(keys: Collection[int]) -> dict[int, GroupFacts]:
    """Group sessions by key, without those everybody called off; in two statements."""
    rows = Session.objects.filter(group_id__in=list(keys), state__in=THERE).defer("told").order_by("pk")
    sessions: dict[int, list[SessionFacts]] = {}
    for row in rows:
        sessions.setdefault(row.group_id or 0, []).append(session_facts(row))
    return {
        row.pk: GroupFacts(row.pk, row.kind, row.topic, row.coach_id, sessions[row.pk])
        for row in GroupSession.objects.filter(pk__in=list(sessions))
    }


def names_in(viewer: Viewer, found: GroupFacts) -> dict[int, str]:
    """Who is in it, by key: of those who sit there each sees who else does. Whoever leads only some of them sees those
    they know by name anyway.
    """
    keys = found.person_keys | ({found.coach_key} if found.coach_key is not None else set())
    return names_of(keys if viewer.person_key in found.person_keys else access.known_by_name(viewer, keys))


def group_notes_of(key: int) -> Mapping[Part, NoteFacts]:
    """The newest text of each part the group wrote in."""
    return newest_of(GroupNote.objects.filter(group_id=key))
