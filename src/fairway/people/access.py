"""The one door to what is known about a person.

Every page, export, answer and fragment about somebody passes here, with an explicit viewer. The answer to the wrong
person is `Hidden`, which the web turns into the same 404 as an unknown address, so that nobody learns who exists.

What each relation opens, beyond the person's own full view:
- the manager (direct, acting, second) sees everything except the kind of an absence and who looked;
- a manager's manager, at any height, sees counts, records and that somebody is away: no notes, stated reasons,
  diagnoses, obstacles, transcripts or talk balance, nothing of how HIAs were chosen beside those in force, and not
  whether the first lesson was finished;
- operations see counts, records and absences with their kind, for keeping the data right, and what is proposed as an
  HIA without anybody's own words about it.

Whoever was asked to remove an obstacle knows what was asked and of whom it is, as long as they may see that person's
counts; why it is one stays with the person and those who lead them.

A guest is let in on one page about a person, until a day, and opens nothing else: a pass is no relation and gives no
facet, so whatever else the guest may see or not see stays as it was.
"""

from collections.abc import Collection
from datetime import date

from fairway.people import queries
from fairway.people.types import Edit, Facet, PersonFacts, Relation, Viewer

OPEN_TO: dict[Relation, frozenset[Facet]] = {
    Relation.SELF: frozenset(Facet),
    Relation.MANAGER: frozenset(Facet) - {Facet.ABSENCE_KIND, Facet.LOOKS},
    Relation.ABOVE: frozenset({Facet.COUNTS, Facet.RECORDS, Facet.ABSENCE}),
    Relation.OPERATIONS: frozenset({Facet.COUNTS, Facet.RECORDS, Facet.ABSENCE, Facet.ABSENCE_KIND, Facet.CHOICES}),
    Relation.NONE: frozenset(),
}

EDITS: dict[Edit, frozenset[Relation]] = {
    Edit.PLAN: frozenset({Relation.MANAGER}),
    Edit.TIME_OFF: frozenset({Relation.SELF, Relation.MANAGER}),
    Edit.MATCH: frozenset({Relation.SELF, Relation.MANAGER}),
    Edit.PLACE: frozenset(),
    Edit.OBSTACLE: frozenset({Relation.SELF, Relation.MANAGER}),
}  # operations may make every edit


class Hidden(LookupError):
    """This viewer may not know this. The same answer as for what does not exist."""


def viewer_of(request: object) -> Viewer:
    """Who asks with a request: the viewer `project.middleware` found for a logged-in account."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer):
        raise PermissionError("this view needs somebody logged in")
    return viewer


def relation(viewer: Viewer, person_key: int) -> Relation:
    """What a viewer is to a person today, by the lines in force when it is first asked."""
    if person_key not in viewer.read_before:
        viewer.read_before[person_key] = _relation(viewer, person_key)
    found: Relation = viewer.read_before[person_key]
    return found


def _relation(viewer: Viewer, person_key: int) -> Relation:
    if viewer.person_key == person_key:
        return Relation.SELF
    if viewer.person_key is not None:
        if viewer.person_key in queries.direct_managers(person_key, viewer.on):
            return Relation.MANAGER
        if queries.stands_above(viewer.person_key, person_key, viewer.on):
            return Relation.ABOVE
    return Relation.OPERATIONS if viewer.is_operations else Relation.NONE


def leads_anyone(viewer: Viewer) -> bool:
    """Whether anybody stands below the viewer today, at any height, by the lines in force when it is first asked."""
    if "leads" not in viewer.read_before:
        key = viewer.person_key
        viewer.read_before["leads"] = key is not None and queries.manages_anyone(key, viewer.on)
    found: bool = viewer.read_before["leads"]
    return found


def facets(viewer: Viewer, person_key: int) -> frozenset[Facet]:
    """What this viewer may see about that person. Someone who is above and in operations sees both."""
    open_to = OPEN_TO[relation(viewer, person_key)]
    return open_to | OPEN_TO[Relation.OPERATIONS] if viewer.is_operations else open_to


def reads_the_same(viewer: Viewer, person_key: int) -> bool:
    """Whether the viewer is that person, or leads them directly: then pages about them show both the same. Whoever is
    further up, and operations, see a part of it.
    """
    return Facet.NOTES in facets(viewer, person_key)


def require(viewer: Viewer, person_key: int, facet: Facet) -> None:
    """Raise Hidden unless the viewer may see that facet of that person."""
    if facet not in facets(viewer, person_key):
        raise Hidden


def require_person(viewer: Viewer) -> int:
    """The viewer's own key; Hidden for an account without a person."""
    if viewer.person_key is None:
        raise Hidden
    return viewer.person_key


def may_edit(viewer: Viewer, person_key: int, edit: Edit) -> bool:
    return viewer.is_operations or relation(viewer, person_key) in EDITS[edit]


def editable_keys(viewer: Viewer, person_keys: Collection[int], edit: Edit) -> set[int]:
    """Those of the people about whom the viewer may change that, in one statement at most. For lists."""
    keys = set(person_keys)
    if viewer.is_operations or viewer.person_key is None:
        return keys if viewer.is_operations else set()
    own = {viewer.person_key} if Relation.SELF in EDITS[edit] else set()
    below = queries.keys_managed_directly(viewer.person_key, viewer.on) if Relation.MANAGER in EDITS[edit] else set()
    return keys & (own | (below - {viewer.person_key}))


def require_edit(viewer: Viewer, slug: str, edit: Edit) -> PersonFacts:
    """The person of an address, if the viewer may change that about them; Hidden otherwise."""
    person = person_by_slug(viewer, slug)
    if not may_edit(viewer, person.key, edit):
        raise Hidden
    return person


def person_by_slug(viewer: Viewer, slug: str, facet: Facet = Facet.COUNTS) -> PersonFacts:
    """The person of an address, if the viewer may see that facet; Hidden otherwise, also when there is none."""
    facts = queries.person_by_slug(slug, viewer.on)
    if facts is None:
        raise Hidden
    require(viewer, facts.key, facet)
    return facts


def person_by_key(viewer: Viewer, person_key: int, facet: Facet = Facet.COUNTS) -> PersonFacts:
    require(viewer, person_key, facet)
    return queries.person_facts(person_key, viewer.on)


def manager_by_slug(viewer: Viewer, slug: str) -> PersonFacts:
    """The person of an address who leads somebody today, for themselves, whoever stands above them and whoever reports
    to them directly; Hidden for everybody else, operations included, and when there is none.
    """
    facts = queries.person_by_slug(slug, viewer.on)
    is_here = facts is not None and (facts.left_on is None or facts.left_on >= viewer.on)
    if facts is None or not is_here or not queries.manages_anyone(facts.key, viewer.on):
        raise Hidden
    if relation(viewer, facts.key) in (Relation.SELF, Relation.MANAGER, Relation.ABOVE):
        return facts
    if viewer.person_key is None or facts.key not in queries.direct_managers(viewer.person_key, viewer.on):
        raise Hidden
    return facts


def board_of(
    viewer: Viewer, *, with_plan: queries.PlanCondition, manager_key: int | None = None, team: str | None = None
) -> list[PersonFacts]:
    """The sellers a viewer's board shows: those below them; operations see everyone. Hidden when they manage nobody.

    `manager_key` narrows to the people below another manager the viewer stands above (or to anyone, for operations).
    """
    if not viewer.is_operations:
        if viewer.person_key is None or not leads_anyone(viewer):
            raise Hidden
        if manager_key not in (None, viewer.person_key) and not queries.stands_above(
            viewer.person_key, manager_key or 0, viewer.on
        ):
            raise Hidden
    below = manager_key or (None if viewer.is_operations else viewer.person_key)
    return queries.sellers_on(viewer.on, with_plan=with_plan, below=below, team=team)


def known_by_name(viewer: Viewer, person_keys: Collection[int]) -> set[int]:
    """Those of the people whose names a viewer's pages may say: the viewer, whoever stands above or below them today;
    operations know everybody's.
    """
    keys = set(person_keys)
    if viewer.is_operations or viewer.person_key is None:
        return keys if viewer.is_operations else set()
    above = queries.keys_above(viewer.person_key, viewer.on) | queries.direct_managers(viewer.person_key, viewer.on)
    return (keys & (above | {viewer.person_key})) | visible_keys(viewer, keys)


def leaders_of(viewer: Viewer) -> list[PersonFacts]:
    """Everybody above the viewer today who leads managers, the viewer's own first: what they agreed to is told to all
    below them.
    """
    if viewer.person_key is None:
        return []
    own = queries.direct_managers(viewer.person_key, viewer.on)
    above = queries.leaders_among(queries.keys_above(viewer.person_key, viewer.on), viewer.on)
    return sorted(queries.facts_of(above, viewer.on), key=lambda person: person.key not in own)


def led_directly(viewer: Viewer) -> set[int]:
    """Keys of everybody the viewer manages today: directly, as a stand-in, as a second manager."""
    if viewer.person_key is None:
        return set()
    return queries.keys_managed_directly(viewer.person_key, viewer.on) - {viewer.person_key}


def managers_led_by(viewer: Viewer) -> list[PersonFacts]:
    """The managers who report to the viewer today: whoever has some leads managers."""
    if viewer.person_key is None:
        return []
    led = queries.keys_managed_directly(viewer.person_key, viewer.on) - {viewer.person_key}
    return queries.facts_of(queries.managers_among(led, viewer.on), viewer.on)


def leads_managers_alone(viewer: Viewer) -> bool:
    """Whether everybody who reports to the viewer today manages somebody, but for operations: they look after no
    seller.
    """
    led = led_directly(viewer)
    managers = queries.managers_among(led, viewer.on)
    return bool(managers) and queries.operations_among(led - managers) == led - managers


def areas_seen(viewer: Viewer, areas: Collection[tuple[int | None, date]]) -> set[tuple[int | None, date]]:
    """Of areas, each by the manager it belongs to and a day, those in which everybody was under the viewer that day.

    For sums about whole areas. Operations see all, also what is under nobody. Hidden for whoever leads nobody today.
    """
    if viewer.is_operations:
        return set(areas)
    if viewer.person_key is None or not leads_anyone(viewer):
        raise Hidden
    spans = queries.spans_under(viewer.person_key, {head for head, _ in areas if head is not None})
    return {
        (head, on)
        for head, on in areas
        if head == viewer.person_key or any(key == head and start <= on <= end for key, start, end in spans)
    }


def visible_keys(viewer: Viewer, person_keys: Collection[int], facet: Facet = Facet.COUNTS) -> set[int]:
    """Those of the people whose facet the viewer may see. For lists, exports and search."""
    if viewer.is_operations and facet in OPEN_TO[Relation.OPERATIONS]:
        return set(person_keys)
    seen = {key for key in person_keys if key == viewer.person_key}
    if viewer.person_key is None:
        return seen
    if facet in OPEN_TO[Relation.ABOVE]:
        below = set(queries.keys_below(viewer.person_key, viewer.on))
    elif facet in OPEN_TO[Relation.MANAGER]:
        below = queries.keys_managed_directly(viewer.person_key, viewer.on)
    else:
        below = set()
    return seen | (below & set(person_keys))


def guest_of(viewer: Viewer) -> set[tuple[int, str]]:
    """The pages on which the viewer is let in as a guest today, each with the key of the person it is about."""
    return queries.pages_open_to(viewer.person_key, viewer.on) if viewer.person_key is not None else set()


def require_guest(viewer: Viewer, person_key: int, page: str) -> None:
    """Raise Hidden unless the viewer is let in on that page about that person today."""
    if (person_key, page) not in guest_of(viewer):
        raise Hidden


def named_by(viewer: Viewer, words: str) -> set[int]:
    """Whom a viewer means who asks for a guest by a whole name or e-mail address; of those who could log in today.

    Whoever leads anybody may name everybody. Everybody else may name whom their pages name anyway, whoever leads
    somebody, and operations. Somebody they may not name is answered as somebody who does not exist, so that nobody
    learns by asking which colleagues are here.
    """
    keys = queries.called(words, viewer.on)
    if leads_anyone(viewer) or not keys:
        return keys
    return known_by_name(viewer, keys) | queries.managers_among(keys, viewer.on) | queries.operations_among(keys)


def require_operations(viewer: Viewer) -> None:
    """Raise Hidden for everyone but operations: set-up, imports, health."""
    if not viewer.is_operations:
        raise Hidden
