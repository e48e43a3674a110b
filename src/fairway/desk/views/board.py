"""The board, and where each person lands first."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairway.audit.actions import record_looks
from fairway.desk.board import groups_of, headline, summary
from fairway.desk.queries import freshness, results_of, shown_weeks, week_words
from fairway.desk.types import BoardPage
from fairway.desk.views.asking import viewer_of
from fairway.execution.queries import stored_standings
from fairway.execution.types import NextStep, SellerStanding, SellerState, StepKind
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.queries import keys_by_native_id, manages_anyone, organisation
from fairway.people.types import PersonFacts, Viewer
from fairway.plans.queries import keys_with_plan

SPANS = ("week", "13w")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Managers and operations land on the board, sellers on their own page."""
    viewer = viewer_of(request)
    if viewer.is_operations or (viewer.person_key and manages_anyone(viewer.person_key, viewer.on)):
        return redirect("desk:board")
    return redirect("desk:me" if viewer.person_key else "desk:privacy")


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Is each seller executing? In a constant number of statements, whatever the team's size."""
    viewer = viewer_of(request)
    team = request.GET.get("team") or None
    people = people_on_board(viewer, request.GET.get("manager"), team)
    span = request.GET.get("span", "week")
    standings = standings_for(people)
    others = [person.key for person in people if person.key != viewer.person_key]
    record_looks(viewer_id=viewer.user_id, subject_keys=others, page="board", on=viewer.on)
    page = _page(people, standings, team=team, span=span if span in SPANS else "week")
    context = {"page": page, "viewer": viewer, "manager": request.GET.get("manager") or None, **_tour(request, page)}
    return render(request, "desk/board.html", context)


def people_on_board(viewer: Viewer, manager: str | None, team: str | None) -> list[PersonFacts]:
    """The sellers this viewer's board shows. Hidden for everyone who manages nobody."""
    manager_key = keys_by_native_id([manager]).get(manager) if manager else None
    if manager and manager_key is None:
        raise access.Hidden
    return access.board_of(viewer, with_plan=keys_with_plan(viewer.on), manager_key=manager_key, team=team)


def standings_for(people: Sequence[PersonFacts]) -> dict[int, SellerStanding]:
    """Stored standings; somebody not scored yet has no plan to stand with."""
    stored = stored_standings([person.key for person in people])
    blank = NextStep(StepKind.NONE, "Choose two activities")
    return {
        person.key: stored.get(person.key) or SellerStanding(person.key, SellerState.NO_PLAN, blank)
        for person in people
    }


def _page(
    people: Sequence[PersonFacts], standings: dict[int, SellerStanding], *, team: str | None, span: str
) -> BoardPage:
    words, week_span = week_words()
    teams = sorted({person.team for person in people if person.team})
    shown = list(standings.values())
    scope = team or (teams[0] if len(teams) == 1 else organisation().name)
    return BoardPage(
        scope_name=scope,
        week_words=words,
        week_span=week_span,
        headline=headline(shown),
        line=summary(shown),
        groups=groups_of(people, standings, shown_weeks(), step_url),
        span=span,
        freshness=freshness(),
        results=results_of([person.key for person in people]) if people else (),
        drafts=sum(1 for s in shown for hia in s.hias if hia.is_draft),
        teams=teams,
        team=team,
    )


def step_url(person: PersonFacts, standing: SellerStanding) -> str | None:
    """Where a next step is done."""
    kind = standing.next_step.kind
    if standing.state is SellerState.NO_PLAN:
        return reverse("desk:plan", args=[person.slug])
    if kind is StepKind.NONE:
        return None
    wanted = {StepKind.MATCH_RECORDS: "check_data", StepKind.ASK_WHY: "behind"}.get(kind)
    hia = next((h for h in standing.hias if h.status == wanted), None)
    if kind is StepKind.MATCH_RECORDS and hia is not None:
        return reverse("desk:hia", args=[person.slug, address_of(hia.metric_key)])
    return reverse("desk:seller", args=[person.slug])


def _tour(request: HttpRequest, page: BoardPage) -> dict[str, object]:
    """Three steps through the demonstration, in the address so that they survive a reload."""
    if not settings.IS_DEMO_LOGIN_OPEN or request.GET.get("tour") != "1":
        return {"tour": 0}
    row = next((row for group in page.groups for row in group.rows if row.state is SellerState.BEHIND), None)
    if row is None:
        return {"tour": 0}
    return {
        "tour": 1,
        "tour_name": row.person.name.split()[0],
        "tour_next": reverse("desk:seller", args=[row.person.slug]) + "?tour=2",
    }
