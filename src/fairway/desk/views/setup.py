"""Set-up for operations: the ways in, the organisation, its calendar, health."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairway.desk.forms import CalendarDayForm, OrganisationForm, RampForm, RateForm, keys_sent
from fairway.desk.queries import freshness
from fairway.desk.run_page import run_page_of
from fairway.desk.views.asking import operations_only
from fairway.desk.views.parts import part_or_page
from fairway.exchange.actions import request_run
from fairway.exchange.queries import newest_run_of, newest_runs, run, source, sources
from fairway.exchange.uploads.queries import newest_upload, run_of_upload, upload
from fairway.execution.actions.recounting import recount_everything
from fairway.lib.home import folder
from fairway.people import access
from fairway.people.actions.storing import (
    add_calendar_day,
    add_rate,
    remove_calendar_day,
    set_ramp,
    set_up_organisation,
)
from fairway.people.queries import calendar_days, currency_rates, organisation, ramps
from fairway.web.saying import say_problems
from fairway.web.timezones import countries, months, time_zones

ORGANISATION_FORMS: dict[str, type[Form]] = {"day": CalendarDayForm, "rate": RateForm, "ramp": RampForm}
RUN_STATES = {"done": "Read", "failed": "Not read", "running": "Reading now", "waiting": "Waits"}


@login_required
def setup(request: HttpRequest) -> HttpResponse:
    """Where a new organisation begins, and where its sources stand."""
    viewer = operations_only(request)
    waiting = newest_upload(viewer.user_id)
    return render(
        request,
        "desk/setup.html",
        {
            "viewer": viewer,
            "sources": [(s, newest_run_of(s.name)) for s in sources() if s.kind != "report"],
            "upload": waiting,
            "upload_run": run_of_upload(waiting.token) if waiting else None,
            "home": organisation(),
            "runs": newest_runs(5),
            "states": RUN_STATES,
            "most_bytes": settings.MAX_UPLOAD_BYTES,
        },
    )


@login_required
def organisation_page(request: HttpRequest) -> HttpResponse:
    """Name, zone, week start, fiscal year, currency; changing the zone or the week start counts everything anew."""
    viewer = operations_only(request)
    before = organisation()
    if request.method != "POST":
        context = {"viewer": viewer, "home": before, "days": calendar_days(), "rates": currency_rates()}
        context["ramps"] = sorted(ramps().items())
        choices = {"zones": time_zones(), "countries": countries(), "months": months()}
        return render(request, "desk/organisation.html", {**context, **choices})
    kind = request.POST.get("change", "")
    if kind == "organisation":
        return _change_organisation(request)
    if kind == "remove_day":
        for key in keys_sent(request.POST, "key")[:1]:
            remove_calendar_day(key, actor_id=viewer.user_id)
            recount_everything(only_standings=True)
        return redirect("desk:organisation")
    if kind not in ORGANISATION_FORMS:
        raise access.Hidden
    form = ORGANISATION_FORMS[kind](request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("desk:organisation")
    if kind == "ramp":
        set_ramp(form.cleaned_data["role"].strip(), form.cleaned_data["steps"], actor_id=viewer.user_id)
        messages.success(request, "The ramp holds for everybody who is in those weeks; standings follow at once.")
    elif kind == "day":
        add_calendar_day(**form.cleaned_data, actor_id=viewer.user_id)
        messages.success(request, "The day is in the calendar; standings follow at once.")
    else:
        add_rate(**form.cleaned_data, actor_id=viewer.user_id)
        messages.success(
            request, "The rate holds from that day; sums in this currency are told again after the next count."
        )
    recount_everything(only_standings=kind in {"day", "ramp"})
    return redirect("desk:organisation")


def _change_organisation(request: HttpRequest) -> HttpResponse:
    viewer, before = operations_only(request), organisation()
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("desk:organisation")
    given = form.cleaned_data
    set_up_organisation(given, actor_id=viewer.user_id)
    if given["timezone"] != before.timezone or given["week_starts_on"] != before.week_starts_on:
        recount_everything(with_local_days=True)
        messages.success(request, "Saved. Days and weeks are worked out anew.")
    else:
        recount_everything(only_standings=True)
        messages.success(request, "Saved.")
    return redirect("desk:organisation")


@login_required
def health(request: HttpRequest) -> HttpResponse:
    """Whether records arrive, and what could not be taken."""
    viewer = operations_only(request)
    return render(
        request,
        "desk/health.html",
        {"viewer": viewer, "runs": newest_runs(30), "sources": sources(), "freshness": freshness()},
    )


@login_required
def run_page(request: HttpRequest, key: int) -> HttpResponse:
    """One run with its progress; the part that changes is asked for every second until it has ended."""
    viewer = operations_only(request)
    facts = run(key)
    if facts is None:
        raise access.Hidden
    token = str(facts.asked.get("upload", ""))
    context = {
        "viewer": viewer,
        "run": facts,
        "page": run_page_of(facts, timezone.now()),
        "upload": upload(token, owner_id=viewer.user_id) if token else None,
    }
    return part_or_page(request, "run", context)


@login_required
def rejects(request: HttpRequest, key: int) -> FileResponse:
    """Everything a run could not take, as a sheet with reasons."""
    operations_only(request)
    facts = run(key)
    file = Path(facts.rejects_file) if facts and facts.rejects_file else None
    if file is None or not file.is_file() or folder("rejects") not in file.parents:
        raise access.Hidden
    return FileResponse(file.open("rb"), as_attachment=True, filename=file.name, content_type="text/csv")


@login_required
def read_now(request: HttpRequest, name: str) -> HttpResponse:
    """Ask for a run of a source now."""
    operations_only(request)
    if request.method != "POST" or source(name) is None:
        raise access.Hidden
    facts = request_run(name, is_full="full" in request.POST)
    return redirect("desk:run", facts.key)
