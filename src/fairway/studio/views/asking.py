"""Who is asking the studio, and about whom. Every view names its viewer explicitly."""

from fairway.people import access
from fairway.people.actions.looking import note_looks
from fairway.people.queries import everyone_on, leaders_among, managers_among
from fairway.people.types import Edit, Facet, PersonFacts, Relation, Viewer
from fairway.plans.queries import has_plan


def person_chosen_for(viewer: Viewer, slug: str) -> PersonFacts:
    """The person of an address, if the viewer may see how their HIAs are chosen; Hidden otherwise. A look at somebody
    else is written down for them to read.
    """
    person = access.person_by_slug(viewer, slug, Facet.CHOICES)
    note_looks(viewer, [person.key], "studio")
    return person


def sellers_to_choose_with(viewer: Viewer) -> list[PersonFacts]:
    """The sellers of a board whose plans the viewer may change, never themselves. Hidden for who manages nobody."""
    people = access.board_of(viewer, with_plan=has_plan(viewer.on))
    keys = access.editable_keys(viewer, [person.key for person in people], Edit.PLAN) - {viewer.person_key}
    return [person for person in people if person.key in keys]


def people_to_start_with(viewer: Viewer) -> list[PersonFacts]:
    """Those sellers, and the managers of sellers whose plans the viewer may change. Hidden for who manages nobody."""
    sellers = sellers_to_choose_with(viewer)
    known = {person.key for person in sellers}
    led = managers_to_choose_with(viewer)
    return [*sellers, *(person for person in led if person.key not in known)]


def managers_to_choose_with(viewer: Viewer) -> list[PersonFacts]:
    """Managers of sellers who report to the viewer, for operations all of them; never a leader of managers, and never
    themselves.
    """
    people = everyone_on(viewer.on) if viewer.is_operations else access.managers_led_by(viewer)
    keys = [person.key for person in people]
    leading = managers_among(keys, viewer.on) - leaders_among(keys, viewer.on)
    mine = access.editable_keys(viewer, leading, Edit.PLAN) - {viewer.person_key}
    return [person for person in people if person.key in mine]


def may_propose(viewer: Viewer, person_key: int) -> bool:
    """Whether a viewer may propose HIAs to somebody: who may change the plan, and never to oneself."""
    is_self = access.relation(viewer, person_key) is Relation.SELF
    return not is_self and access.may_edit(viewer, person_key, Edit.PLAN)


def require_proposer(viewer: Viewer, person_key: int) -> None:
    if not may_propose(viewer, person_key):
        raise access.Hidden
