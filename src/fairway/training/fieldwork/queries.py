"""Reads of field assignments, and of records they are checked by. Nothing here asks who looks, unless it says so."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from fairway.coaching.queries.led import talks_held
from fairway.coaching.support.queries import misses_asked_about
from fairway.coaching.support.types import Part
from fairway.lib.periods import local_day
from fairway.people.queries import direct_managers, led_since, organisation
from fairway.plans.queries import plans_of
from fairway.studio.proposals.queries import decided_over, proposals_of
from fairway.studio.proposals.rules import agreed
from fairway.training.curriculum.types import Module
from fairway.training.fieldwork.types import Answer, AssignmentFacts, Evidence, Found
from fairway.training.models import FieldAssignment


def assignment_facts(row: FieldAssignment) -> AssignmentFacts:
    return AssignmentFacts(
        key=row.pk,
        person_key=row.person_id,
        module=row.module,
        taken_on=row.taken_on,
        said=row.said,
        handed_in_on=row.handed_in_on,
        read_by=row.read_by_id,
        read_on=row.read_on,
        answer=Answer(row.answer),
        feedback=row.feedback,
    )


def assignments_of(person_keys: Collection[int]) -> Mapping[int, Mapping[str, AssignmentFacts]]:
    """By person and module, in the order in which they were taken."""
    found: dict[int, dict[str, AssignmentFacts]] = {key: {} for key in person_keys}
    for row in FieldAssignment.objects.filter(person_id__in=list(person_keys)).order_by("taken_on", "pk"):
        found[row.person_id][row.module] = assignment_facts(row)
    return found


def assignment_of(person_key: int, module: str) -> AssignmentFacts | None:
    return assignments_of([person_key])[person_key].get(module)


def with_assignments(person_keys: Collection[int]) -> set[int]:
    """Those of the people who took an assignment on."""
    rows = FieldAssignment.objects.filter(person_id__in=list(person_keys))
    return set(rows.values_list("person_id", flat=True))


def is_led(person_key: int, on: date) -> bool:
    """Whether anybody leads somebody directly on a day, who can read what they hand in."""
    return bool(direct_managers(person_key, on) - {person_key})


def evidence_found(person_key: int, module: Module, since_on: date, on: date) -> Found | None:
    """What records show of a module's evidence from the day its assignment was taken up to a day, both included; None
    where the module names none.
    """
    if not module.evidence:
        return None
    evidence = Evidence(module.evidence)
    led = set(led_since([person_key], since_on, on)[person_key]) - {person_key}
    return Found(evidence, _count(evidence, person_key, led, since_on, on), max(module.needs, 1), since_on)


def _count(evidence: Evidence, person_key: int, led: Collection[int], since_on: date, on: date) -> int:
    match evidence:
        case Evidence.SESSIONS:
            return talks_held(person_key, since_on, on)
        case Evidence.DIAGNOSES:
            return len(misses_asked_about(led, since_on, on))
        case Evidence.HIAS:
            return _agreed_since(led, since_on, on)
        case Evidence.REVIEWS_OF_HIAS:
            return len(decided_over(since_on, on, led))


def _agreed_since(person_keys: Collection[int], since_on: date, on: date) -> int:
    """HIAs in force or to come that their seller agreed to since a day, none of whose binding tests was set aside."""
    zone, plans = organisation().timezone, plans_of(person_keys, since_on, date.max)
    return sum(
        one.answered_at is not None and since_on <= local_day(one.answered_at, zone) <= on and not one.override
        for key, own in proposals_of(person_keys).items()
        for one in agreed(own, plans.get(key, ()), on).values()
    )


def applied_by(manager_keys: Collection[int], since_on: date, until_on: date) -> Mapping[int, Part]:
    """By manager how many assignments were answered done, of those that fell due from one day to another, both
    included: each four weeks after it was taken. Managers of whom none fell due are left out.
    """
    found: dict[int, Part] = defaultdict(lambda: Part(0.0, 0.0))
    for key, own in assignments_of(manager_keys).items():
        for one in own.values():
            if since_on <= one.due_on <= until_on:
                found[key] = Part(found[key].done + one.is_done, found[key].of + 1)
    return dict(found)


def unread_of_nobody(on: date) -> list[AssignmentFacts]:
    """Handed in and unanswered by people whom nobody leads on a day."""
    rows = FieldAssignment.objects.filter(answer=Answer.OPEN).exclude(handed_in_on=None).order_by("pk")
    return [assignment_facts(row) for row in rows if not is_led(row.person_id, on)]
