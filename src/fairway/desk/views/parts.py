"""Pages of which a script asks for a part under the same address."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def part_or_page(request: HttpRequest, name: str, context: Mapping[str, object]) -> HttpResponse:
    """The page `name`, or only the part of it that changes when a script asks.

    Neither is kept by the browser: going back would show a part as the page, or what was as what is.
    """
    is_part = bool(request.headers.get("HX-Request"))
    response = render(request, f"desk/{'_' if is_part else ''}{name}.html", dict(context))
    patch_vary_headers(response, ["HX-Request"])
    response["Cache-Control"] = "no-store"
    return response
