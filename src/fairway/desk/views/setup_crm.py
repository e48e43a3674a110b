"""Connecting a CRM: the form, the try-out of every assumption, and the first reading."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.desk.forms import OdooForm
from fairway.desk.views.asking import operations_only
from fairway.desk.views.carrying import form_problems
from fairway.exchange.actions import connect_source, request_run
from fairway.exchange.ports import try_out
from fairway.exchange.queries import secret_of, source
from fairway.exchange.types import SourceFacts

NAME = "odoo"
EVERY_MINUTES = 15


@login_required
def setup_crm(request: HttpRequest) -> HttpResponse:
    """Odoo, by address, database and a key. Trying changes nothing; connecting reads everything once."""
    viewer = operations_only(request)
    known = source(NAME)
    context: dict[str, object] = {
        "viewer": viewer,
        "known": known,
        "given": dict(known.settings) if known else {},
        "checks": [],
    }
    if request.method != "POST":
        return render(request, "desk/setup_crm.html", context)
    form = OdooForm(request.POST)
    if not form.is_valid():
        form_problems(request, form)
        return render(request, "desk/setup_crm.html", {**context, "given": request.POST.dict()})
    given = form.cleaned_data
    settings = {name: given[name] for name in ("url", "database", "login") if given[name]}
    secret = given["key"] or (secret_of(NAME) if known else "")
    if not secret:
        messages.error(request, "Give a key: without one the CRM lets nobody in.")
        return render(request, "desk/setup_crm.html", {**context, "given": settings})
    checks = try_out(SourceFacts(NAME, "odoo", settings, None, is_paused=False), secret)
    is_reachable = all(check.is_passed for check in checks if check.is_vital)
    if "connect" not in request.POST or not is_reachable:
        return render(
            request,
            "desk/setup_crm.html",
            {**context, "given": settings, "checks": checks, "is_reachable": is_reachable},
        )
    connect_source(
        name=NAME,
        kind="odoo",
        settings={**settings, "drafts": True},
        secret=secret,
        every_minutes=EVERY_MINUTES,
        actor_id=viewer.user_id,
    )
    return redirect("desk:run", request_run(NAME).key)
