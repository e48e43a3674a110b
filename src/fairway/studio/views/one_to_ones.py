"""A 1:1 that was planned: one page that both read and print, and a file for the calendar."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fairway.lib.calendar_file import Appointment, calendar_file
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, person_facts
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.studio.lesson.agenda import TITLES, minutes_of
from fairway.studio.lesson.queries import agenda_for, is_open_in_lesson, one_to_one
from fairway.studio.lesson.types import Planned
from fairway.web.words import first_name


def _found(viewer: Viewer, key: int) -> tuple[Planned, PersonFacts]:
    """A 1:1 and its seller, for that seller and whoever leads them directly; Hidden for everybody else."""
    planned = one_to_one(key)
    if planned is None:
        raise access.Hidden
    person = access.person_by_key(viewer, planned.person_key, Facet.NOTES)
    note_looks(viewer, [person.key], "one to one")
    return planned, person


def _who(planned: Planned) -> str:
    """First name of whoever planned it."""
    name = account_names({planned.planned_by or 0}).get(planned.planned_by or 0)
    return first_name(name) if name else "the manager"


@login_required
def paper(request: HttpRequest, key: int) -> HttpResponse:
    """Its topics in their order, each with what the board says today and room to write."""
    viewer = viewer_of(request)
    planned, person = _found(viewer, key)
    agenda = agenda_for(viewer, person)
    reader = person_facts(viewer.person_key, viewer.on) if viewer.person_key else person
    context = {
        "planned": planned,
        "person": person,
        "manager": _who(planned),
        "agenda": agenda,
        "has_moved": agenda.branch is not planned.branch,
        "local": planned.starts_at.astimezone(ZoneInfo(reader.timezone)),
        "zone": reader.timezone,
        "titles": TITLES,
        "minutes": {topic: minutes_of(topic, planned.minutes) for topic in planned.topics},
        "is_own": viewer.person_key == person.key,
        "can_change": is_open_in_lesson(viewer, planned, timezone.now()),
        "viewer": viewer,
    }
    return render(request, "studio/one_to_one.html", context)


@login_required
def calendar(request: HttpRequest, key: int) -> HttpResponse:
    """The appointment alone: a calendar is read by others, so no figure and no question stand in it."""
    viewer = viewer_of(request)
    planned, person = _found(viewer, key)
    appointment = Appointment(
        uid=f"one-to-one-{planned.key}@{request.get_host()}",
        title=f"1:1, {first_name(person.name)} and {_who(planned)}",
        starts_at=planned.starts_at,
        minutes=planned.minutes,
        url=request.build_absolute_uri(reverse("studio:one_to_one", args=[planned.key])),
        changed_at=timezone.now(),
    )
    answer = HttpResponse(calendar_file(appointment), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="one-to-one.ics"'
    return answer
