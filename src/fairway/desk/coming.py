"""What comes next on a seller's page: what begins or ends, what waits for whom, what is to be rated."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.metrics.queries import definitions
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.types import ENDLESS, Facet, PersonFacts, Viewer
from fairway.plans.queries import plans_of
from fairway.plans.types import PlanFacts
from fairway.records.queries import proposed_matches
from fairway.studio.proposals.queries import waiting_about
from fairway.studio.proposals.telling import Told
from fairway.studio.proposals.wording import name_of
from fairway.studio.quality.queries import count_to_rate
from fairway.studio.quality.types import Side
from fairway.web.words import first_name, long_day, number, plural

RATE, ANSWER, MATCH = "studio:quality", "studio:seller", "desk:match"
ENDS_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Coming:
    """One line: what it is about and what comes; `to` is the page to act on it, empty where there is nothing to do."""

    about: str
    what: str
    to: str = ""  # name of an address
    hia_slug: str = ""  # where that is the page of one activity


def coming_of(viewer: Viewer, person: PersonFacts) -> tuple[list[Coming], list[Told]]:
    """(the lines for one viewer, nearest to an act first; what a seller is asked, which stands by itself on their own
    page). Agreed plans are targets, as those on the board; what was proposed is for whoever may know choices.
    """
    is_own = viewer.person_key == person.key
    allowed = access.facets(viewer, person.key)
    waiting = waiting_about(person, is_own=is_own) if Facet.CHOICES in allowed else []
    lines = list(_waiting(person, waiting, is_own=is_own))
    side = Side.SELLER if is_own else Side.MANAGER  # as `quality.queries.side_of`, of what is allowed here already
    if Facet.REASONS in allowed and (many := count_to_rate(person.key, side, viewer.on)):
        lines.append(Coming(plural(many, "record"), "to rate", RATE))
    plans = plans_of([person.key], viewer.on, ENDLESS).get(person.key, [])
    if is_own:
        lines.extend(_to_match(person.key, plans, viewer.on))
    asked = [told for told in waiting if is_own and not told.proposal.is_by_seller]
    return [*lines, *_begins_and_ends(plans, viewer.on)], asked


def _waiting(person: PersonFacts, waiting: Iterable[Told], *, is_own: bool) -> Iterator[Coming]:
    name = first_name(person.name)
    for told in waiting:
        is_counter = told.proposal.is_by_seller
        if is_own and is_counter:
            yield Coming(told.name, f"you said {told.differs or told.often}; waits for your manager")
        elif is_counter:
            yield Coming(told.name, f"{name} said {told.differs or told.often}; waits for an answer", ANSWER)
        elif not is_own:
            yield Coming(told.name, f"{told.often} proposed; waits for {name}")


def _to_match(person_key: int, plans: Sequence[PlanFacts], on: date) -> Iterator[Coming]:
    """Matches proposed to a seller, of activities that still have a page: they count once the seller says so."""
    held = {plan.metric_key for plan in plans if plan.holds_on(on)}
    waiting = {key: many for key, many in proposed_matches(person_key).items() if key in held}
    known = definitions() if waiting else {}
    for name, key in sorted((name_of(key, known), key) for key in waiting):
        many = plural(waiting[key], "match", "matches")
        yield Coming(name, f"{many} proposed; nothing changes before you say so", MATCH, address_of(key))


def _begins_and_ends(plans: Sequence[PlanFacts], on: date) -> Iterator[Coming]:
    """Agreed changes by the day they come, activities in the order of their names on it."""
    rows: dict[str, list[PlanFacts]] = defaultdict(list)
    for plan in plans:
        if not plan.is_draft:
            rows[plan.metric_key].append(plan)
    known = definitions() if rows else {}
    found = [(day, name_of(key, known), what) for key, plans in rows.items() for day, what in _changes(plans, on)]
    for _, name, what in sorted(found):
        yield Coming(name, what)


def _changes(plans: Sequence[PlanFacts], on: date) -> Iterator[tuple[date, str]]:
    """What changes about one activity, oldest plan first; a plan that goes on as it was changes nothing."""
    before = next((plan for plan in plans if plan.holds_on(on)), None)
    coming = [plan for plan in plans if plan.starts_on > on]
    for plan in coming:
        often = f"{number(plan.target)} a {plan.per}"
        if before is None or not _goes_on(before, plan):
            yield from _ends(before, on)
            again = "begins" if before is None else "begins again"
            yield plan.starts_on, f"{again} on {long_day(plan.starts_on)}: {often}"
        elif (plan.target, plan.per) != (before.target, before.per):
            was = f"{number(before.target)} a {before.per}"
            yield plan.starts_on, f"{often} instead of {was} from {long_day(plan.starts_on)}"
        before = plan
    yield from _ends(before, on)


def _goes_on(before: PlanFacts, plan: PlanFacts) -> bool:
    """Whether there is no day between two plans."""
    return before.ends_on is None or before.ends_on + timedelta(days=1) >= plan.starts_on


def _ends(plan: PlanFacts | None, on: date) -> Iterator[tuple[date, str]]:
    if plan is not None and plan.ends_on and plan.ends_on <= on + ENDS_WITHIN:
        yield plan.ends_on, f"ends on {long_day(plan.ends_on)}"
