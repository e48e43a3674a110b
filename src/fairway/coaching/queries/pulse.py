"""The pulse: who is asked, where an answer counts, what was published and who sees it."""

from datetime import date, timedelta

from fairway.coaching.models import PulseGroup, PulseTaken, Session
from fairway.coaching.pulse import FrozenGroup, Published, last_day_of, period_of
from fairway.coaching.types import State
from fairway.diagnosis.budget.grouping import LEAST_SELLERS, above
from fairway.people import access
from fairway.people.queries import places_by, sellers_on
from fairway.people.types import Viewer
from fairway.plans.queries import has_plan

MET_WITHIN = timedelta(weeks=13)  # whoever had no session for so long is not asked
PERIODS_SHOWN = 4


def is_asked(person_key: int, on: date) -> bool:
    """Whether the pulse is put to somebody now: led in a session lately, and not answered in this quarter."""
    own = Session.objects.filter(person_id=person_key, state=State.HELD, held_at__date__gte=on - MET_WITHIN)
    return own.exists() and not has_answered(person_key, on)


def has_answered(person_key: int, on: date) -> bool:
    """Whether somebody answered in this quarter."""
    return PulseTaken.objects.filter(person_id=person_key, period_on=period_of(on)).exists()


def area_of(person_key: int, on: date) -> int | None:
    """The lowest manager above somebody with five sellers or more below; None where nobody above has as many."""
    managers = {key: manager for key, (manager, _) in places_by(on).items()}
    for head_key in above(person_key, managers):
        if head_key is None or len(sellers_on(on, with_plan=has_plan(on), below=head_key)) >= LEAST_SELLERS:
            return head_key
    return None


def pulses_seen(viewer: Viewer) -> list[FrozenGroup]:
    """Published groups of the last quarters that were all under the viewer at their end, the newest first. None for
    whoever leads nobody.
    """
    if not access.leads_anyone(viewer):
        return []
    newest = PulseGroup.objects.order_by("-pulse_id").values_list("pulse_id", flat=True).distinct()[:PERIODS_SHOWN]
    rows = PulseGroup.objects.filter(pulse_id__in=list(newest)).order_by("-pulse_id", "-answers", "pk")
    areas = {(row.head_id, last_day_of(row.pulse_id)) for row in rows}
    seen = access.areas_seen(viewer, areas)
    return [
        FrozenGroup(row.pulse_id, Published(row.head_id, row.areas, row.answers, row.agreeing))
        for row in rows
        if (row.head_id, last_day_of(row.pulse_id)) in seen
    ]


def pulses_published(since_on: date, until_on: date) -> list[FrozenGroup]:
    """Published groups of the quarters whose last day falls from one day to another."""
    rows = PulseGroup.objects.filter(pulse_id__lte=until_on).order_by("pulse_id", "pk")
    return [
        FrozenGroup(row.pulse_id, Published(row.head_id, row.areas, row.answers, row.agreeing))
        for row in rows
        if since_on <= last_day_of(row.pulse_id) <= until_on
    ]
