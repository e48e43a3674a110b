"""The board, and where each person lands first."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairway.commitments.page import waiting_in_short
from fairway.desk.answers import board_answer
from fairway.desk.board import groups_of, headline, summary
from fairway.desk.queries import freshness, results_of, week_words
from fairway.desk.steps import stepped
from fairway.desk.types import BoardPage
from fairway.diagnosis.queries import concluded_about
from fairway.execution.queries import shown_weeks, stored_standings
from fairway.execution.types import NextStep, SellerStanding, SellerState, Status, StepKind
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import keys_by_native_id, organisation
from fairway.people.types import Edit, PersonFacts, Viewer
from fairway.plans.queries import has_plan
from fairway.studio.corrections.queries import told_about_led
from fairway.web.words import first_name, name_order

SPANS = ("week", "13w")
# Steps that are taken where a seller's page says whether their activities help.
ABOUT_HELPING = frozenset(
    {StepKind.SEE_IF_HELPING, StepKind.HOLD, StepKind.RAISE_QUALITY, StepKind.SWAP, StepKind.SCALE, StepKind.PAIR}
)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Whoever leads managers alone lands on leadership, other managers and operations on the board, sellers on their
    own page.
    """
    viewer = viewer_of(request)
    if access.leads_managers_alone(viewer):
        return redirect("leadership:leadership")
    if viewer.is_operations or access.leads_anyone(viewer):
        return redirect("desk:board")
    return redirect("desk:me" if viewer.person_key else "desk:privacy")


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Is each seller executing? In a constant number of statements, whatever the team's size.

    `?format=json` gives the same people's answer in the words of the command line.
    """
    viewer = viewer_of(request)
    team, manager = request.GET.get("team") or None, request.GET.get("manager") or None
    everyone = people_on_board(viewer, manager)
    people = [person for person in everyone if team is None or person.team.casefold() == team.casefold()]
    if team and not people:
        raise access.Hidden
    note_looks(viewer, [person.key for person in people], "board")
    if request.GET.get("format") == "json":
        return JsonResponse(board_answer(viewer.on, people=people), json_dumps_params={"ensure_ascii": False})
    span = request.GET.get("span", "week")
    page = _page(viewer, people, span=span if span in SPANS else "week")
    page = replace(page, teams=sorted({p.team for p in everyone if p.team}, key=name_order), team=team)
    told = told_about_led(viewer)
    return render(
        request,
        "desk/board.html",
        {
            "page": page,
            "viewer": viewer,
            "manager": manager,
            "corrected": told,
            "waiting": waiting_in_short(viewer),
            **_tour(request, page),
        },
    )


def people_on_board(viewer: Viewer, manager: str | None) -> list[PersonFacts]:
    """The sellers this viewer's board shows. Hidden for everyone who manages nobody."""
    manager_key = keys_by_native_id([manager]).get(manager) if manager else None
    if manager and manager_key is None:
        raise access.Hidden
    return access.board_of(viewer, with_plan=has_plan(viewer.on), manager_key=manager_key)


def standings_for(people: Sequence[PersonFacts]) -> dict[int, SellerStanding]:
    """Stored standings; somebody not scored yet has no plan to stand with."""
    stored = stored_standings([person.key for person in people])
    blank = NextStep(StepKind.NONE, "Choose two activities")
    return {
        person.key: stored.get(person.key) or SellerStanding(person.key, SellerState.NO_PLAN, blank)
        for person in people
    }


def _page(viewer: Viewer, people: Sequence[PersonFacts], *, span: str) -> BoardPage:
    standings = standings_for(people)
    standings = stepped(standings, concluded_about(standings, viewer.on), viewer.on)
    shown = list(standings.values())
    words, week_span = week_words()
    teams = {person.team for person in people}
    planned = access.editable_keys(viewer, standings, Edit.PLAN)
    led = set() if viewer.is_operations else planned  # operations may plan for everybody, and lead nobody by that

    def step_url(person: PersonFacts, standing: SellerStanding) -> str | None:
        return url_of_step(person, standing, can_plan=person.key in planned, can_pair=person.key in led)

    return BoardPage(
        scope_name=teams.pop() if len(teams) == 1 and "" not in teams else organisation().name,
        week_words=words,
        week_span=week_span,
        headline=headline(shown),
        line=summary(shown),
        groups=groups_of(people, standings, shown_weeks(), step_url),
        span=span,
        freshness=freshness(),
        results=results_of([person.key for person in people]) if people else (),
        drafts=sum(1 for s in shown for hia in s.hias if hia.is_draft and s.person_key in planned),
    )


def url_of_step(person: PersonFacts, standing: SellerStanding, *, can_plan: bool, can_pair: bool = False) -> str | None:
    """Where a next step is done; None where this viewer can do nothing about it."""
    kind = standing.next_step.kind
    page = reverse("desk:seller", args=[person.slug])
    if standing.state is SellerState.NO_PLAN:
        # Drafts are agreed to on the plan, and what begins soon stands there.
        choosing = "desk:plan" if standing.hias or standing.is_about_to_begin else "studio:seller"
        return reverse(choosing, args=[person.slug]) if can_plan else None
    if kind is StepKind.NONE:
        return None
    if kind is StepKind.SWAP and can_plan:
        return reverse("studio:seller", args=[person.slug])
    if kind is StepKind.PAIR and can_pair:
        return reverse("coaching:pairs")
    if kind in ABOUT_HELPING:
        return f"{page}#helping"
    wanted = Status.CHECK_DATA if kind is StepKind.MATCH_RECORDS else Status.BEHIND
    hia = next((h for h in standing.hias if h.status is wanted), None)
    if hia is None:
        return page
    name = address_of(hia.metric_key)
    return reverse("desk:hia", args=[person.slug, name]) if kind is StepKind.MATCH_RECORDS else f"{page}#{name}"


def _tour(request: HttpRequest, page: BoardPage) -> dict[str, object]:
    """Three steps through the demonstration, in the address so that they survive a reload."""
    rows = [row for group in page.groups for row in group.rows if row.state is SellerState.BEHIND]
    if not settings.IS_DEMO_LOGIN_OPEN or request.GET.get("tour") != "1" or not rows:
        return {"tour": 0}
    slug = rows[0].person.slug
    return {
        "tour": 1,
        "tour_name": first_name(rows[0].person.name),
        "tour_next": f"{reverse('desk:seller', args=[slug])}?tour=2",
    }
