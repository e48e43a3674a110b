"""From a file to a board: upload, inspect, answer, dry run, draft, open. Nothing is kept before the last step."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fairway.desk.inspecting import (
    SOURCE,
    Inspected,
    inspect_upload,
    is_quick,
    kept_inspection,
    last_inspection,
    seconds_for,
    with_known_people,
)
from fairway.desk.said import answers_from
from fairway.desk.setup_page import page_of
from fairway.desk.upload import new_definitions
from fairway.desk.views.asking import operations_only, takes_records
from fairway.desk.views.parts import part_or_page
from fairway.exchange.actions import connect_source, request_run
from fairway.exchange.intake import Answers
from fairway.exchange.queries import source
from fairway.exchange.uploads.actions import answer_upload, drop_upload, keep_upload, want_inspection
from fairway.exchange.uploads.folders import is_crm_folder
from fairway.exchange.uploads.queries import UploadFacts, run_of_upload, upload
from fairway.exchange.uploads.unpacking import Refused, unpacked
from fairway.metrics.actions import RefusedDefinition, define_metric
from fairway.metrics.queries import own_definitions
from fairway.people import access
from fairway.people.actions.storing import set_up_organisation
from fairway.people.queries import organisation
from fairway.records.queries import activity_words
from fairway.web.timezones import time_zones
from fairway.web.words import plural

LOADING_SECONDS = 20  # what loading takes beside reading: counting weeks, standings


@login_required
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take files in: a CRM folder's tables go straight to a run, anything else to the page that asks."""
    viewer = operations_only(request)
    if not takes_records(request):
        return redirect("desk:setup")
    files = request.FILES.getlist("files")
    problem = _too_large(sum(file.size or 0 for file in files), is_cut="FAIRWAY_CUT_UPLOAD" in request.META)
    if not files and not problem:
        problem = "Choose at least one file."
    if problem:
        messages.error(request, problem)
        return redirect("desk:setup")
    try:
        token = keep_upload(unpacked(files, most_bytes=2 * settings.MAX_UPLOAD_BYTES), owner_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:setup")
    mine = _mine(request, token)
    if is_crm_folder(mine.paths):
        return _open(mine, viewer.user_id, name="folder", reads={"path": str(mine.folder)})
    answer_upload(token, _no_answers().as_json())
    return redirect("desk:setup_file", token)


def _too_large(size: int, *, is_cut: bool) -> str:
    most = settings.MAX_UPLOAD_BYTES
    if size <= most and not is_cut:
        return ""
    return f"That is more than the {most // 1024**2:,} MB a page takes: send less at once, or use `fairway import`."


def _open(mine: UploadFacts, user_id: int, *, name: str, reads: Mapping[str, object]) -> HttpResponse:
    """Ask for the run that loads an upload; where it is asked for already, show that one."""
    known = run_of_upload(mine.token)
    if known is not None and known.state in {"waiting", "running"}:
        return redirect("desk:run", known.key)
    if source(name) is None:
        connect_source(name=name, kind=name, settings={}, actor_id=user_id)
    asked = {**reads, "upload": mine.token, "files": list(mine.file_names), "drafts": True}
    return redirect("desk:run", request_run(name, asked=asked).key)


def _mine(request: HttpRequest, token: str) -> UploadFacts:
    """The upload, if it is the viewer's own."""
    found = upload(token, owner_id=operations_only(request).user_id)
    if found is None:
        raise access.Hidden
    return found


@login_required
def setup_file(request: HttpRequest, token: str) -> HttpResponse:
    """What was understood, with the answers given so far and those in the request. Small files are inspected at
    once; for others the page shows how far the worker is.
    """
    mine, problem = _mine(request, token), ""
    if request.method == "POST":
        try:
            is_afresh = "take_back:all:" in request.POST
            said = _no_answers() if is_afresh else _said(request, mine, last_inspection(mine))
            answer_upload(token, said.as_json())
        except ValueError as error:
            problem = str(error)
        mine = _mine(request, token)
    found = kept_inspection(mine) or (inspect_upload(mine) if is_quick(mine) else None)
    if found is None:
        want_inspection(token)
    return _shown(request, mine, found, problem)


def _said(request: HttpRequest, mine: UploadFacts, found: Inspected | None) -> Answers:
    """The answers with those of the form. ValueError for one that is none."""
    shown = found.inspection if found else None
    return answers_from(dict(request.POST.lists()), Answers.from_json(mine.answers), shown)


def _no_answers() -> Answers:
    """Where an upload starts: the zone the last one was said to be in, else the organisation's."""
    home, known = organisation(), source(SOURCE)
    said = str(known.settings.get("timezone", "")) if known else ""
    return Answers(timezone=said or home.timezone, week_starts_on=home.week_starts_on)


def _keep_zone(name: str, user_id: int) -> None:
    """The zone of the first report is the organisation's, as long as no activity has a day yet; every report's is
    remembered for the next one.
    """
    if not activity_words() and organisation().timezone != name:
        set_up_organisation({"timezone": name}, actor_id=user_id)
    known = source(SOURCE)
    if known is None or known.settings.get("timezone") != name:
        connect_source(name=SOURCE, kind=SOURCE, settings={"timezone": name}, actor_id=user_id)


def _minutes(seconds: int) -> str:
    return plural(seconds, "second") if seconds < 90 else plural(round(seconds / 60), "minute")


def _shown(request: HttpRequest, mine: UploadFacts, found: Inspected | None, problem: str) -> HttpResponse:
    """The page, or only the part of it that changes when a script asks."""
    seconds = max(1, round(seconds_for(mine)))
    context: dict[str, object] = {"viewer": operations_only(request), "upload": mine, "problem": problem}
    if found is None:
        name, context["seconds"] = "progress", seconds
    elif found.inspection is None or found.preview is None:
        name, context["found"] = "unreadable", found
        context["answers_given"] = mine.answers != _no_answers().as_json()
    else:
        name, answers = "inspected", Answers.from_json(mine.answers)
        context |= {
            "page": page_of(found.inspection, answers),
            "inspection": found.inspection,
            "preview": found.preview,
            "answers": answers,
            "zones": time_zones(),
            "is_quick": is_quick(mine),
            "seconds": seconds,
            "loading": _minutes(2 * seconds + LOADING_SECONDS),
        }
    return part_or_page(request, f"setup_file_{name}", context)


@login_required
@require_POST
def open_board(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the file's records: name its kinds, set the zone on a fresh home, and ask for the run that loads it."""
    mine, viewer = _mine(request, token), operations_only(request)
    found = last_inspection(mine)
    if found is None or found.inspection is None or not found.inspection.rows_readable:
        return redirect("desk:setup_file", token)
    try:
        answers = _said(request, mine, found)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("desk:setup_file", token)
    answer_upload(token, answers.as_json())
    _keep_zone(answers.timezone, viewer.user_id)
    for definition in new_definitions(found.inspection, answers, own_definitions()):
        try:
            define_metric(definition, origin="upload", actor_id=viewer.user_id)
        except RefusedDefinition as refusal:
            messages.error(request, str(refusal))
    reads = {"paths": [str(path) for path in mine.paths], "answers": with_known_people(answers).as_json()}
    return _open(mine, viewer.user_id, name=SOURCE, reads=reads)


@login_required
@require_POST
def throw_away(request: HttpRequest, token: str) -> HttpResponse:
    """Forget an upload."""
    mine = _mine(request, token)
    drop_upload(mine.token)
    messages.success(request, f"{mine.title} is forgotten; nothing of it was kept.")
    return redirect("desk:setup")
