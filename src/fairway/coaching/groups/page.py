"""A group session as its page shows it: what all in it share, and the way to what is each one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fairway.coaching.agenda import Slot, slots_of
from fairway.coaching.balance import part_at
from fairway.coaching.branching import Practice, practice_for
from fairway.coaching.groups.queries import group_notes_of, is_led_by, names_in
from fairway.coaching.groups.types import GroupFacts
from fairway.coaching.queries.programme import programme_of
from fairway.coaching.types import Kind, NoteFacts, Part, SessionFacts
from fairway.lib.periods import zone
from fairway.people import access
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.web.words import first_name, plural

ELSEWHERE = "Somebody of another team"


@dataclass(frozen=True, slots=True)
class Member:
    """One seller in it. `session` is None for a viewer whom it does not belong to."""

    name: str
    session: SessionFacts | None


@dataclass(frozen=True)
class GroupPage:
    """One group session for one of those in it, or whoever leads them. Nothing of a single seller stands in it."""

    group: GroupFacts
    kind: Kind
    coach_name: str
    is_leader: bool
    members: Sequence[Member]
    own: SessionFacts | None
    starts_at: datetime  # in the zone of whoever reads
    zone: str
    slots: Sequence[Slot]
    notes: Mapping[Part, NoteFacts]
    practice: Practice
    at: Part | None  # where the agenda is now
    to_bring: Sequence[PersonFacts]  # whom the viewer leads and could bring in
    open_keys: frozenset[int]  # those whose own page the viewer may open from it

    @property
    def session(self) -> SessionFacts:
        return self.group.first

    @property
    def can_write(self) -> bool:
        return self.group.is_to_come

    @property
    def names(self) -> str:
        return f"{self.coach_name} and {plural(len(self.members), 'seller')}"

    def note(self, part: Part) -> NoteFacts:
        return self.notes.get(part, NoteFacts(part))


def group_page(viewer: Viewer, found: GroupFacts, led: Sequence[PersonFacts], clock: str, now: datetime) -> GroupPage:
    """`led` are the sellers the viewer leads directly; `clock` the zone the viewer reads it by."""
    names, first = names_in(viewer, found), found.first
    open_to = access.visible_keys(viewer, found.person_keys, Facet.NOTES)
    kind = programme_of(found.kind)
    starts_at = found.starts_at.astimezone(zone(clock))
    coach = names.get(found.coach_key or 0)
    return GroupPage(
        group=found,
        kind=kind,
        coach_name=first_name(coach) if coach else "the manager",
        is_leader=is_led_by(viewer, found),
        members=[
            Member(names.get(one.person_key, ELSEWHERE), one if one.person_key in open_to else None)
            for one in sorted(found.sessions, key=lambda one: names.get(one.person_key, "~"))
        ],
        own=next((one for one in found.sessions if one.person_key == viewer.person_key), None),
        starts_at=starts_at,
        zone=clock,
        slots=slots_of(found.parts, starts_at),
        notes=group_notes_of(found.key),
        practice=practice_for(kind.process),
        at=part_at(found.parts, first.opened_at, now) if first.opened_at and first.state == "open" else None,
        open_keys=frozenset(open_to),
        to_bring=[person for person in led if person.key not in found.person_keys],
    )
