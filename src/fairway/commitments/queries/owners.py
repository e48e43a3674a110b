"""Who can take something on for a seller on a day."""

from datetime import date

from fairway.commitments.dating import check_day
from fairway.commitments.types import Owner, OwnerRole
from fairway.lib.periods import Period
from fairway.people import access
from fairway.people.queries import direct_managers, facts_of, working_time_of
from fairway.people.types import PersonFacts, Viewer


def owners_for(viewer: Viewer, person: PersonFacts) -> list[Owner]:
    """The seller, their managers of today (the viewer first, then the one of the line), whoever those report to, then
    operations and enablement, where nobody is named. Whom the viewer may not know by name has none.
    """
    managers = direct_managers(person.key, viewer.on) - {person.key}
    there = {one.key: one for one in facts_of(managers, viewer.on)}
    first = [key for key in (viewer.person_key, person.manager_key) if key in there]
    ordered = list(dict.fromkeys([*first, *there]))
    leaders = [there[key].manager_key for key in ordered]
    above = facts_of({key for key in leaders if key is not None} - managers - {person.key}, viewer.on)
    people = [
        (OwnerRole.SELLER, person),
        *((OwnerRole.MANAGER, there[key]) for key in ordered),
        *((OwnerRole.LEADER, one) for one in above),
    ]
    known = access.known_by_name(viewer, {one.key for _, one in people})
    named = [Owner(role, one.key, one.name if one.key in known else "") for role, one in people]
    return [*named, Owner(OwnerRole.OPERATIONS), Owner(OwnerRole.ENABLEMENT)]


def default_check_day(owner: Owner, days: int, on: date) -> date:
    """When it is looked at, by the working days of whoever takes it on."""
    if owner.person_key is None:
        return check_day(on, days)
    period = Period(on, check_day(on, days + 60))
    return check_day(on, days, working_time_of([owner.person_key], period)[owner.person_key])
