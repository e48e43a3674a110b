"""Who is let in on pages of training, and the frame all of them have."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.types import Viewer
from fairway.training.certifying.metering import meter
from fairway.training.certifying.page import CertificatePage, certificate_page
from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Module, Part, Track

MOST_DIGITS = 12


def learner(request: HttpRequest) -> tuple[Viewer, int]:
    """Whoever leads somebody, and operations, with the key of their own person; Hidden for everybody else."""
    viewer = viewer_of(request)
    key = access.require_person(viewer)
    if not viewer.is_operations and not access.leads_anyone(viewer):
        raise access.Hidden
    return viewer, key


def tracks_for(viewer: Viewer) -> list[Track]:
    """What a learner can take: managers' for all, the others by whom they lead or what they look after."""
    leads_managers = bool(access.managers_led_by(viewer))
    more = {Track.LEADERS: leads_managers, Track.OPERATIONS: viewer.is_operations}
    open_to = [track for track in Track if more.get(track, True)]
    return sorted(open_to, key=lambda track: track is not _own_track(viewer))


def _own_track(viewer: Viewer) -> Track:
    """The one that is about what the viewer does, which comes first."""
    if access.leads_managers_alone(viewer):
        return Track.LEADERS
    return Track.OPERATIONS if viewer.is_operations and not access.leads_anyone(viewer) else Track.MANAGERS


def module_for(viewer: Viewer, key: str, language: str) -> Module:
    """A module the viewer can take; Hidden where there is none of that name for them."""
    module = curriculum(language).get(key)
    if module is None or module.track not in tracks_for(viewer):
        raise access.Hidden
    return module


def part_of(module: Module, key: str) -> Part:
    part = module.part(key)
    if part is None:
        raise access.Hidden
    return part


def proof_for(viewer: Viewer, person_key: int) -> CertificatePage | None:
    """The card of a certificate, for whoever leads sellers: of those who lead managers alone it would count nothing."""
    if not access.leads_anyone(viewer) or access.leads_managers_alone(viewer):
        return None
    return certificate_page(person_key, viewer.on)


def sent(request: HttpRequest) -> dict[str, str]:
    """What a form sent. A number nobody would write is nothing: Python refuses to read thousands of digits."""
    given = {name: str(value) for name, value in request.POST.items()}
    return {name: "" if len(said) > MOST_DIGITS and said.isdecimal() else said for name, said in given.items()}


def framed(request: HttpRequest, page: str, viewer: Viewer, context: Mapping[str, Any]) -> HttpResponse:
    return render(request, f"training/{page}.html", {**context, "viewer": viewer, "meter": meter})
