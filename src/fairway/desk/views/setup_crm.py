"""Connecting a CRM: the form, the try-out of every assumption, and the first reading."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.desk.forms import OdooForm
from fairway.desk.views.asking import operations_only, takes_records
from fairway.exchange.actions import connect_source, request_run
from fairway.exchange.ports import try_out
from fairway.exchange.queries import secret_of, source
from fairway.exchange.types import SourceFacts
from fairway.lib.home import seal, unseal
from fairway.web.saying import say_problems

NAME = "odoo"
EVERY_MINUTES = 15
TRIED = "tried_odoo"  # in the session: host and sealed key of the last try-out
PAGE = "desk/setup_crm.html"


@login_required
def setup_crm(request: HttpRequest) -> HttpResponse:
    """Odoo, by address and key. Trying changes nothing; connecting reads everything once."""
    viewer = operations_only(request)
    known = source(NAME)
    context: dict[str, object] = {
        "viewer": viewer,
        "known": known,
        "given": dict(known.settings) if known else {},
        "checks": [],
        "is_reachable": False,
        "is_key_kept": known is not None,
    }
    if request.method != "POST" or not takes_records(request):
        return render(request, PAGE, context)
    form = OdooForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return render(request, PAGE, {**context, "given": request.POST.dict()})
    given = form.cleaned_data
    settings = {name: given[name] for name in ("url", "database", "login") if given[name]}
    secret = given["key"] or _key_kept(request, settings, known)
    if not secret:
        messages.error(request, "Give a key: without one the CRM lets nobody in.")
        return render(request, PAGE, {**context, "given": settings})
    checks = try_out(SourceFacts(NAME, "odoo", settings, None, is_paused=False), secret)
    is_reachable = all(check.is_passed for check in checks if check.is_vital)
    if "connect" not in request.POST or not is_reachable:
        _keep_key(request, settings, secret, is_reachable=is_reachable)
        found = {"given": settings, "checks": checks, "is_reachable": is_reachable}
        return render(request, PAGE, {**context, **found, "is_key_kept": is_reachable or known is not None})
    connect_source(
        name=NAME,
        kind="odoo",
        settings={"drafts": True, **(known.settings if known else {}), **_place(settings)},
        secret=secret,
        every_minutes=EVERY_MINUTES,
        actor_id=viewer.user_id,
    )
    request.session.pop(TRIED, None)
    return redirect("desk:run", request_run(NAME).key)


def _place(settings: Mapping[str, object]) -> dict[str, object]:
    """What the form says about the place, emptied fields too; other settings of the source stay."""
    return {name: settings.get(name, "") for name in ("url", "database", "login")}


def _host(settings: Mapping[str, object]) -> str:
    return urlsplit(str(settings.get("url", ""))).netloc


def _keep_key(request: HttpRequest, settings: Mapping[str, object], secret: str, *, is_reachable: bool) -> None:
    """Remember a key that works from the try-out to the connecting, encrypted and for that host alone."""
    if is_reachable:
        request.session[TRIED] = {"host": _host(settings), "key": seal(secret)}
    else:
        request.session.pop(TRIED, None)


def _key_kept(request: HttpRequest, settings: Mapping[str, object], known: SourceFacts | None) -> str:
    """The key just tried, else the one in use: neither is ever sent to another host than its own."""
    tried = request.session.get(TRIED) or {}
    if tried.get("host") == _host(settings):
        return unseal(str(tried["key"]))
    return secret_of(NAME) if known and _host(known.settings) == _host(settings) else ""
