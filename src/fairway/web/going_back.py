"""Back to the page a form stood on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_or(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page the form names in `back`, if it is one of ours; else to an address or the name of a page."""
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None, require_https=request.is_secure())
    return redirect(back if is_ours else otherwise)
