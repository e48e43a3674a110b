"""Building a metric: the form, its preview over real records, saving a version, locking one, YAML out and in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.execution.actions.recounting import count_changed_metrics
from fairway.metrics.actions import RefusedDefinition, define_metric, lock_version
from fairway.metrics.catalogue_files import missing_metrics
from fairway.metrics.describing import rule_in_words
from fairway.metrics.queries import definitions, own_versions, retirements, running_week, unclassed_words, versions_of
from fairway.metrics.spec import UnreadableDefinition, definitions_from, yaml_of
from fairway.metrics.types import Counting, Definition
from fairway.metrics.versions import Change, Version, earliest_start, in_force
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.queries import account_names
from fairway.people.types import BEGINNING, PersonFacts, Viewer
from fairway.plans.queries import has_plan
from fairway.records.queries import activity_words
from fairway.studio.building.draft import LISTS, Draft, draft_of, draft_sent, with_row_added, with_row_removed
from fairway.studio.building.listing import metrics_page
from fairway.studio.building.page import BuilderPage, told_versions
from fairway.studio.building.reading import Reading, read, with_places
from fairway.studio.building.tried import Preview
from fairway.studio.corrections.queries import corrected_versions, foreseen, seal_of
from fairway.studio.corrections.types import Foreseen
from fairway.studio.queries.tried import preview_for

MOST_BYTES = 200_000
ALWAYS, THIS_WEEK, NEXT_WEEK = "always", "this_week", "next_week"
NO_REASON = "A word on why is needed; whoever reads an old number will ask."
NOTHING, SAVED = "Nothing was changed: it is as it was.", "Saved, and counted."
EMPTY = Draft(texts={"records": "activities", "class": "activity"})


@login_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Every metric there is. It names nobody, so everybody may read it; operations may also change it."""
    viewer = viewer_of(request)
    page = metrics_page(definitions(), own_versions(), missing_metrics(), running_week(), unclassed_words())
    context = {"page": page, "viewer": viewer, "may_build": viewer.is_operations}
    context |= {"rule_in_words": rule_in_words, "address_of": address_of}
    return render(request, "studio/metrics.html", context)


def builder_only(request: HttpRequest) -> Viewer:
    """The viewer, if they may write metrics: operations. Hidden for everyone else."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    return viewer


def meant(slug: str) -> Definition:
    """The definition an address means, the newest version where there is one; Hidden where there is none."""
    own = own_versions()
    retired = retirements()
    newest = {key: replace(versions[-1].definition, is_retired=key in retired) for key, versions in own.items()}
    for key, definition in {**definitions(), **newest}.items():
        if address_of(key) == slug:
            return definition
    raise access.Hidden


@login_required
def metric_new(request: HttpRequest) -> HttpResponse:
    """A metric nobody has yet, typed or from a file."""
    viewer = builder_only(request)
    if request.POST.get("do") == "upload":
        return _uploaded(request, viewer)
    return _built(request, viewer, "")


@login_required
def metric(request: HttpRequest, slug: str) -> HttpResponse:
    """A metric as it is, to be changed."""
    viewer = builder_only(request)
    return _built(request, viewer, meant(slug).key)


def _built(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    known = definitions()
    if request.method != "POST":
        draft = draft_of(meant(address_of(key))) if key else EMPTY
        return _page(request, viewer, draft, known)
    try:
        draft = draft_sent(request.POST.dict(), request.POST.getlist("statuses"))
    except ValueError:
        raise access.Hidden from None
    if key and draft.key != key:
        draft = replace(draft, base={**draft.base, "key": key})
    if request.headers.get("HX-Request"):
        # A script never presses a button; it only names the one that has the focus.
        is_redrawn = request.headers.get("HX-Target") == "builder"  # and asks for the preview itself
        return _page(request, viewer, draft, known, with_preview=not is_redrawn)
    todo, _, place = request.POST.get("do", "").partition("-")
    if todo == "save":
        return _saved(request, viewer, draft, known)
    if todo in {"add", "remove"}:
        return _page(request, viewer, _with_rows(draft, todo, place), known)
    return _page(request, viewer, draft, known, with_preview=True)


def _with_rows(draft: Draft, todo: str, place: str) -> Draft:
    """The form with a row more or less."""
    name, _, number = place.partition("-")
    if name not in LISTS:
        raise access.Hidden
    if todo == "add":
        return with_row_added(draft, name)
    return with_row_removed(draft, name, int(number)) if number.isdigit() else draft


def _saved(request: HttpRequest, viewer: Viewer, draft: Draft, known: dict[str, Definition]) -> HttpResponse:
    """Save a version, count it, and come back to it; or the form with what is wrong beside each field."""
    reading, reason = read(draft, known), " ".join(request.POST.get("reason", "").split())
    definition = reading.definition
    if definition is None or reading.problems:
        return _page(request, viewer, draft, known, stopped=reading)
    versions = versions_of(definition.key)
    if not versions and known.get(definition.key) == definition:
        return _saying(request, definition.key, NOTHING)
    is_change = definition.key in known or bool(versions)
    if is_change and not reason:
        missing = replace(reading, beside={"reason": [NO_REASON]})
        return _page(request, viewer, draft, known, stopped=missing)
    change = Change(_start(request.POST.get("start", "")) if is_change else None, reason)
    ahead = _not_yet_seen(request, viewer, definition, change) if is_change else None
    if ahead is not None:
        return _page(request, viewer, draft, known, stopped=ahead)
    try:
        has_changed = define_metric(definition, actor_id=viewer.user_id, change=change)
    except RefusedDefinition as refusal:
        return _page(request, viewer, draft, known, stopped=with_places(definition, refusal.problems, draft, known))
    if has_changed:
        count_changed_metrics()
    if definition.is_retired and definition.key not in retirements():
        messages.success(request, "Saved. The file says that it is retired, too: that is done here.")
        return redirect("studio:metric_retire", address_of(definition.key))
    return _saying(request, definition.key, SAVED if has_changed else NOTHING)


def _not_yet_seen(request: HttpRequest, viewer: Viewer, definition: Definition, change: Change) -> Foreseen | None:
    """What a change would give other numbers in closed weeks, unless there is nothing, or it was shown already."""
    versions = versions_of(definition.key)
    earliest = earliest_start(versions, running_week() + timedelta(days=7))
    starts_on = change.holds_from_on or earliest or BEGINNING
    will_be_refused = earliest is not None and starts_on < earliest
    if will_be_refused or request.POST.get("seen") == seal_of(definition, starts_on, versions):
        return None
    return foreseen(viewer, definition, starts_on)


def _saying(request: HttpRequest, key: str, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("studio:metric", address_of(key))


def _start(chosen: str) -> date | None:
    starts = {ALWAYS: BEGINNING, THIS_WEEK: running_week(), NEXT_WEEK: running_week() + timedelta(days=7)}
    return starts.get(chosen)


def _starts(versions: Sequence[Version]) -> list[tuple[str, str]]:
    """From when on a change may hold."""
    running = running_week()
    following = running + timedelta(days=7)
    earliest = earliest_start(versions, following)
    offered = [(NEXT_WEEK, f"From next week on, {following:%-d %b %Y}: every week up to now keeps its number")]
    if earliest is None or earliest <= running:
        words = f"From this week on, {running:%-d %b %Y}: closed weeks keep their number"
        offered.insert(0, (THIS_WEEK, words))
    if earliest is None:
        offered.append((ALWAYS, "Always, to correct it: past weeks are counted anew, and their numbers may change"))
    return offered


def _page(
    request: HttpRequest,
    viewer: Viewer,
    draft: Draft,
    known: dict[str, Definition],
    *,
    stopped: Reading | Foreseen | None = None,
    with_preview: bool = False,
) -> HttpResponse:
    """The page; problems are shown once somebody asked for the preview or to save. `stopped` is why nothing was saved:
    what is wrong, or what a correction would change.
    """
    refused = stopped if isinstance(stopped, Reading) else None
    reading = refused or read(draft, known)
    versions, key = versions_of(draft.key) if draft.key else [], draft.key
    starts = _starts(versions) if key in known or versions else []
    seller = request.POST.get("seller", "")
    people = access.board_of(viewer, with_plan=has_plan(viewer.on))
    person = next((one for one in people if one.slug == seller), None)
    page = BuilderPage(
        draft=draft,
        reading=reading,
        address=reverse("studio:metric", args=[address_of(key)]) if key in known or versions else request.path,
        known=known,
        words=activity_words(),
        slug=address_of(key) if key in known or versions else "",
        name=known[key].name if key in known else draft.text("name"),
        versions=told_versions(
            versions, running_week(), _makers(versions), corrected_versions(key) if versions else {}
        ),
        starts=starts,
        start=_chosen_start(request.POST.get("start", ""), starts),
        reason=request.POST.get("reason", ""),
        refused=max(1, len(reading.problems)) if refused else 0,
        preview=_preview(viewer, reading, person) if with_preview else None,
        sellers=[(one.slug, one.name) for one in people],
        seller=person.slug if person else "",
        foreseen=stopped if isinstance(stopped, Foreseen) else None,
        shown_faults=reading.beside if refused or with_preview else {},
    )
    response = render(request, "studio/metric.html", {"page": page, "viewer": viewer}, status=422 if refused else 200)
    response["Cache-Control"] = "no-store"
    return response


def _chosen_start(chosen: str, starts: Sequence[tuple[str, str]]) -> str:
    keys = [key for key, _ in starts]
    return chosen if chosen in keys else next(iter(keys), "")


def _makers(versions: Sequence[Version]) -> dict[int, str]:
    return account_names({version.made_by for version in versions if version.made_by})


def _preview(viewer: Viewer, reading: Reading, person: PersonFacts | None) -> Preview | None:
    if reading.definition is None or not reading.can_be_tried:
        return None
    return preview_for(viewer, reading.definition, person)


@login_required
@require_POST
def lock(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the weeks of the version in force for good."""
    viewer = builder_only(request)
    key = meant(slug).key
    now = in_force(versions_of(key), running_week())
    if now is None or request.POST.get("version") != str(now.definition.version):
        messages.error(request, "Another version is in force by now; look at the list and lock that one.")
    elif now.definition.counting is Counting.RATIO:
        messages.error(request, "It divides what two metrics count and keeps no numbers of its own: lock those two.")
    elif lock_version(key, now.definition.version, actor_id=viewer.user_id):
        messages.success(request, f"Version {now.definition.version} is locked: changes begin with the next week.")
    return redirect(f"{reverse('studio:metric', args=[slug])}#versions")


@login_required
def as_yaml(request: HttpRequest, slug: str) -> HttpResponse:
    """One definition in the syntax of metrics.yaml, as a file."""
    builder_only(request)
    definition = meant(slug)
    answer = HttpResponse(yaml_of([definition]), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{address_of(definition.key)}.yaml"'
    return answer


def _uploaded(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A file's definition in the form: nothing is saved before somebody has seen what it counts."""
    file = request.FILES.get("file")
    try:
        if file is None or (file.size or 0) > MOST_BYTES:
            raise ValueError("Choose a YAML file of at most 200 KB.")
        found = definitions_from(b"".join(file.chunks()).decode("utf-8-sig"))
        if len(found) != 1:
            raise ValueError(
                f"The file holds {len(found)} definitions, the form takes one; load it with “fairway import”."
            )
    except UnreadableDefinition as error:
        for problem in error.problems:
            line = f"line {problem.line}, " if problem.line else ""
            messages.error(request, f"{line}{problem.key} {problem.place} {problem.value}: {problem.message}".strip())
        return redirect("studio:metric_new")
    except UnicodeDecodeError:
        messages.error(request, "The file is not UTF-8 text; save it as YAML in UTF-8.")
        return redirect("studio:metric_new")
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("studio:metric_new")
    return _page(request, viewer, draft_of(found[0]), definitions(), with_preview=True)
