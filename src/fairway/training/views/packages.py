"""For sales operations: modules as packages for other learning systems, and what a record of learning is told."""

import json
from collections.abc import Mapping
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST
from markupsafe import Markup

from fairway.people import access
from fairway.people.access import viewer_of
from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.rendering import html_of, sources_of
from fairway.training.curriculum.types import Module, Part
from fairway.training.page import language_names
from fairway.training.standards.actions import send_again
from fairway.training.standards.packaging import MASTERY, PAGE, file_name, package
from fairway.training.standards.queries import told_of_statements
from fairway.training.standards.quizzing import needs_fairway, questions_of
from fairway.training.views.doors import framed
from fairway.web.words import plural

FILES = ("module.css", "module.js")


@login_required
def packages(request: HttpRequest) -> HttpResponse:
    """Every module to take along, and how statements are doing. Operations alone."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    modules = [(one, _languages_of(one)) for one in curriculum().values()]
    context = {"modules": modules, "told": told_of_statements()}
    return framed(request, "packages", viewer, context)


@login_required
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Send what the record of learning has not got, from now on. Operations alone."""
    access.require_operations(viewer_of(request))
    due = send_again(timezone.now())
    messages.success(request, f"{plural(due, 'statement')} will be sent in a moment." if due else "Nothing waits.")
    return redirect("training:packages")


def _languages_of(module: Module) -> Mapping[str, str]:
    """English, and those somebody has translated it into."""
    return {code: name for code, name in language_names().items() if curriculum(code)[module.key].language == code}


@login_required
def scorm(request: HttpRequest, module: str) -> HttpResponse:
    """One module as a SCORM 1.2 package, in the language the address asks for. Operations alone."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    found = curriculum(request.GET.get("language", "en")).get(module)
    if found is None:
        raise access.Hidden
    answer = HttpResponse(scorm_package(found), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
    return answer


def scorm_package(module: Module) -> bytes:
    """The module's texts and what of its practice can be asked elsewhere."""
    texts = [part for part in module.parts if part.markdown]
    questions = questions_of(module)
    told = [{"right": one.right, "because": one.because, "options": one.options} for one in questions]
    context = {
        "module": module,
        "texts": texts,
        "html": {part.key: _apart(part) for part in texts},
        "sources": {part.key: sources_of(module, part) for part in texts},
        "questions": questions,
        "elsewhere": needs_fairway(module),
        "mastery": MASTERY,
        # `<` is written otherwise, so that no text can end the script element.
        "answers": Markup(json.dumps(told).replace("<", "\\u003c")),  # noqa: S704
    }
    page = render_to_string("training/scorm/module.html", context)
    return package(module, {PAGE: page.encode(), **{name: _static(name) for name in FILES}})


def _apart(part: Part) -> Markup:
    """A text whose sources are found by its own name: all texts stand on one page."""
    return Markup(html_of(part.markdown).replace("#source-", f"#{part.key}-"))  # noqa: S704


def _static(name: str) -> bytes:
    return Path(str(finders.find(f"training/scorm/{name}"))).read_bytes()
