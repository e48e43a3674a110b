"""Who leads whom today, and by whose clock the two of a session read it."""

from collections.abc import Collection
from datetime import date

from fairway.people import access
from fairway.people.queries import direct_managers_of, people_leaving
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.plans.queries import has_plan


def led_by(viewer: Viewer) -> list[PersonFacts]:
    """Sellers the viewer leads directly today; none for whoever leads nobody."""
    if not access.leads_anyone(viewer):
        return []
    people = access.board_of(viewer, with_plan=has_plan(viewer.on))
    seen = access.visible_keys(viewer, [person.key for person in people], Facet.NOTES) - {viewer.person_key}
    return [person for person in people if person.key in seen]


def coach_of(viewer: Viewer, seller: PersonFacts) -> int | None:
    """Whoever leads it: the viewer where they lead the seller, else whose line the seller is in; None without any."""
    if viewer.person_key != seller.key:
        return viewer.person_key
    return leader_of(seller, None, viewer.on)


def coach_now(viewer: Viewer, seller: PersonFacts, planned_key: int | None) -> int | None:
    """The same for a session somebody was planned to lead, as long as they still lead the seller."""
    if viewer.person_key == seller.key:
        return leader_of(seller, planned_key, viewer.on)
    return coach_of(viewer, seller)


def leader_of(seller: PersonFacts, planned_key: int | None, on: date) -> int | None:
    """Whose appointment a session to come with a seller is: whoever was to lead it while they still lead the seller,
    else whose line the seller is in.
    """
    return leader_among(seller, planned_key, who_leads(seller.key, on))


def leader_among(seller: PersonFacts, planned_key: int | None, managers: Collection[int]) -> int | None:
    """The same, of those who lead the seller directly."""
    others = {key for key in managers if key != seller.key}
    if planned_key in others:
        return planned_key
    return seller.manager_key if seller.manager_key in others else min(others, default=None)


def leading(seller_keys: Collection[int], on: date) -> dict[int, set[int]]:
    """By seller whoever leads them directly that day, in two statements: nobody who has left, whatever a line says."""
    managers = direct_managers_of(seller_keys, on)
    gone = gone_by({key for own in managers.values() for key in own}, on)
    return {seller_key: own - gone for seller_key, own in managers.items()}


def who_leads(seller_key: int, on: date) -> set[int]:
    """The same of one seller."""
    return leading([seller_key], on)[seller_key]


def gone_by(person_keys: Collection[int], on: date) -> set[int]:
    """Those of the people whose last day was before a day."""
    return {key for key, left_on in people_leaving(person_keys).items() if left_on < on}


def zone_of(viewer: Viewer, seller: PersonFacts) -> str:
    """The clock of whoever reads and plans; the seller's for an account without a person."""
    own = viewer.person_key
    return access.person_by_key(viewer, own).timezone if own is not None else seller.timezone
