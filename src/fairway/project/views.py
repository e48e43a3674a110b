"""Pages of the house itself: the way in, invitations, health, and what is not there."""

from allauth.account import views as account
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.people.actions.accounts import (
    accept_invitation,
    demo_account,
    invited_person,
    is_first_account_open,
    is_first_account_token,
    is_spent,
    make_first_account,
)
from fairway.people.actions.storing import set_up_organisation
from fairway.people.queries import demo_people, is_untouched_organisation, organisation
from fairway.project import demonstration
from fairway.project.forms import WelcomeForm
from fairway.web.timezones import country_of, time_zones

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def log_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; on the demonstration also one button per person."""
    if demonstration.is_open() and request.method == "GET" and not request.user.is_authenticated:
        return render(request, "account/demo.html", {"people": demo_people()})
    if request.method == "GET" and is_first_account_open():
        return render(request, "account/nobody.html")
    response: HttpResponse = account.login(request)
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """What somebody with the right password is told whose account lets nobody in any more."""
    return render(request, "account/closed.html")


@require_POST
def log_in_as(request: HttpRequest) -> HttpResponse:
    """Enter as one of the demonstration's people. There is no such address elsewhere."""
    if not demonstration.is_open():
        raise Http404
    user = demo_account(request.POST.get("slug", ""))
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    request.session[demonstration.ENTERED] = True
    return redirect("/board/?tour=1" if request.POST.get("tour") else "/")


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choosing a password with a link that operations handed out. It works once, for seven days."""
    invited = invited_person(token)
    if invited is None:
        return _spent(request, token, is_first=False)
    name, address = invited
    if request.method == "POST":
        password = request.POST.get("password", "")
        try:
            validate_password(password)
        except ValidationError as problem:
            for text in problem.messages:
                messages.error(request, text)
            return render(request, "account/invitation.html", {"name": name, "address": address})
        user = accept_invitation(token, password)
        if user is None:
            return _spent(request, token, is_first=False)
        login(request, user, backend=BACKEND)
        return redirect("/")
    return render(request, "account/invitation.html", {"name": name, "address": address})


def _spent(request: HttpRequest, token: str, *, is_first: bool) -> HttpResponse:
    """What a link of ours says once it lets nobody in any more; any other token is nothing."""
    if not is_spent(token, is_first=is_first):
        raise Http404
    return render(request, "account/spent.html", {"is_first": is_first and is_first_account_open()}, status=410)


def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The first account of an empty home, with the link `fairway up` prints; it leads straight to a first file."""
    if not is_first_account_token(token):
        return _spent(request, token, is_first=True)
    form = WelcomeForm(request.POST or None)
    is_fresh = is_untouched_organisation()
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "zones": time_zones(), "is_fresh": is_fresh, "home": organisation()}
        return render(request, "account/welcome.html", context)
    given = form.cleaned_data
    user = make_first_account(token, name=given["name"], email=given["email"], password=given["password"])
    if user is None:
        return _spent(request, token, is_first=True)
    if is_fresh:
        home = {"name": given["organisation"], "timezone": given["timezone"], "country": country_of(given["timezone"])}
        set_up_organisation(home, actor_id=user.pk)
    login(request, user, backend=BACKEND)
    return redirect("desk:setup")


def health(_request: HttpRequest) -> HttpResponse:
    """For load balancers: the database answers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page, to the byte, for what does not exist and for what is somebody else's."""
    request.is_missing = True  # type: ignore[attr-defined]  # no link of the frame is where we are
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
