"""From a file to a board: upload, look, answer, dry run, draft, open. Nothing is kept before the last step."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.desk import upload as composing
from fairway.desk.views.asking import operations_only
from fairway.exchange.actions import answer_upload, connect_source, drop_upload, keep_upload, request_run
from fairway.exchange.intake import MEANING_LABELS, Answers, Inspection, Unreadable
from fairway.exchange.ports import report_reader
from fairway.exchange.queries import UploadFacts, upload
from fairway.execution.queries import today
from fairway.metrics.actions import RefusedDefinition, define_metric
from fairway.people import access
from fairway.people.actions.storing import set_up_organisation
from fairway.people.queries import is_untouched_organisation, organisation
from fairway.web.timezones import time_zones

FOLDER_FILES = frozenset({"sellers.csv", "sellers.parquet", "activities.csv", "activities.parquet"})
BYTES_A_SECOND = 1_500_000  # how fast a file is understood, for saying how long it takes


@login_required
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take files in: a CRM folder's tables go straight to a run, anything else to the page that asks."""
    viewer = operations_only(request)
    files = request.FILES.getlist("files")
    total = sum(file.size or 0 for file in files)
    if not files:
        messages.error(request, "Choose at least one file.")
        return redirect("desk:setup")
    if total > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES // 1024 // 1024
        messages.error(
            request,
            f"{total / 1e6:.0f} MB are more than the {limit} MB a page takes: use `fairway import` on the server.",
        )
        return redirect("desk:setup")
    token = keep_upload(((file.name or "file", file.chunks()) for file in files), owner_id=viewer.user_id)
    if {(file.name or "").lower() for file in files} & FOLDER_FILES and len(files) > 1:
        return _open_folder(token, viewer.user_id)
    answer_upload(
        token, Answers(timezone=organisation().timezone, week_starts_on=organisation().week_starts_on).as_json()
    )
    return redirect("desk:setup_file", token)


def _open_folder(token: str, user_id: int) -> HttpResponse:
    mine = upload(token, owner_id=user_id)
    if mine is None:
        raise access.Hidden
    connect_source(
        name="folder",
        kind="folder",
        settings={"path": str(mine.folder), "upload": token, "drafts": True},
        actor_id=user_id,
    )
    return redirect("desk:run", request_run("folder").key)


def _mine(request: HttpRequest, token: str) -> UploadFacts:
    """The upload, if it is the viewer's own."""
    found = upload(token, owner_id=operations_only(request).user_id)
    if found is None:
        raise access.Hidden
    return found


@login_required
def setup_file(request: HttpRequest, token: str) -> HttpResponse:
    """The page opens at once; what takes longer is asked for by itself, with a word on how long."""
    mine = _mine(request, token)
    if request.headers.get("HX-Request") or "look" in request.GET:
        return _look(request, mine)
    seconds = max(1, round(mine.size / BYTES_A_SECOND))
    return render(
        request, "desk/setup_file.html", {"upload": mine, "seconds": seconds, "viewer": operations_only(request)}
    )


def _look(request: HttpRequest, mine: UploadFacts) -> HttpResponse:
    """Understand the file, with the answers given so far and those in the request."""
    viewer = operations_only(request)
    problem = ""
    answers = Answers.from_json(mine.answers)
    if request.method == "POST":
        try:
            answers = composing.answers_from(dict(request.POST.lists()), answers)
            answer_upload(mine.token, answers.as_json())
        except ValueError as error:
            problem = str(error)
    try:
        inspection = report_reader().inspect(mine.paths, answers)
    except (Unreadable, ValueError) as error:
        context = {"upload": mine, "viewer": viewer, "problem": str(error), "advice": getattr(error, "advice", "")}
        return render(request, _template(request, "unreadable"), context)
    return render(
        request,
        _template(request, "look"),
        {"viewer": viewer, "problem": problem, **_context(mine, inspection, answers)},
    )


def _template(request: HttpRequest, name: str) -> str:
    return f"desk/_setup_file_{name}.html" if request.headers.get("HX-Request") else f"desk/setup_file_{name}.html"


def _context(mine: UploadFacts, inspection: Inspection, answers: Answers) -> dict[str, object]:
    day: date = today()
    preview = composing.board_preview(report_reader().batches(mine.paths, answers), inspection, answers, day)
    named = {kind.word: kind for kind in inspection.kinds}
    return {
        "upload": mine,
        "inspection": inspection,
        "answers": answers,
        "headline": composing.headline(inspection),
        "line": composing.summary(inspection),
        "meanings": [(m.value, label) for m, label in MEANING_LABELS.items()],
        "labels": {m.value: label for m, label in MEANING_LABELS.items()},
        "preview": preview,
        "zones": time_zones(),
        "questions_by_column": {q.about: q for q in inspection.questions if q.about},
        "kinds": list(named.values()),
        "loose_questions": [q for q in inspection.questions if q.about not in {c.header for c in inspection.columns}],
    }


@login_required
@require_POST
def open_board(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the file's records: name its kinds, set the zone on a fresh home, and ask for the run that loads it."""
    mine = _mine(request, token)
    viewer = operations_only(request)
    answers = composing.answers_from(dict(request.POST.lists()), Answers.from_json(mine.answers))
    answer_upload(token, answers.as_json())
    try:
        inspection = report_reader().inspect(mine.paths, answers)
    except (Unreadable, ValueError) as error:
        messages.error(request, str(error))
        return redirect("desk:setup_file", token)
    if is_untouched_organisation():
        set_up_organisation({"timezone": answers.timezone})
    for definition in composing.definitions_of(inspection):
        try:
            define_metric(definition, origin="upload", actor_id=viewer.user_id)
        except RefusedDefinition as refusal:
            messages.error(request, str(refusal))
    connect_source(
        name="report",
        kind="report",
        actor_id=viewer.user_id,
        settings={
            "paths": [str(path) for path in mine.paths],
            "answers": answers.as_json(),
            "upload": token,
            "drafts": True,
        },
    )
    return redirect("desk:run", request_run("report").key)


@login_required
@require_POST
def throw_away(request: HttpRequest, token: str) -> HttpResponse:
    """Forget an upload."""
    drop_upload(_mine(request, token).token)
    return redirect("desk:setup")
