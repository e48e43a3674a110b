"""What was changed lately, with its undo."""

from collections.abc import Collection, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.audit.queries import change as change_line
from fairway.audit.queries import newest_changes
from fairway.audit.types import Change, Outdated
from fairway.desk.actions import take_back
from fairway.metrics.queries import definitions_for
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.changing import RefusedChange
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, names_of
from fairway.people.types import Edit, Facet, Viewer
from fairway.plans.actions.agreeing import AGREE
from fairway.studio.proposals.actions.proposing import BY_THE_SELLER
from fairway.web.going_back import back_or
from fairway.web.words import join_names

Editable = Mapping[Edit, set[int]]
NAMED = ("source", "metric")  # what a change is about by its own word, and no person
WORDS = {
    "add_hia": "Activity added",
    "swap_hia": "Activity swapped",
    "change_target": "Target changed",
    "end_hia": "Activity retired",
    "take_back_hia": "Activity taken back as if it had never been in force",
    "apply_template": "Set of activities for a team",
    "paste_plans": "Plans pasted from a sheet",
    "confirm_drafts": "Drafts agreed",
    "discard_draft": "Draft thrown away",
    AGREE: "Agreed: a target counts from the day it was changed",
    "decline_at_once": "Not agreed: the new target begins next week",
    "propose_hia": "Activity proposed to its seller",
    "accept_proposal": "Proposal accepted",
    "counter_proposal": "Proposal countered",
    "accept_counter": "Counter accepted",
    "withdraw_proposal": "Proposal withdrawn",
    "withdraw_counter": "Counter withdrawn",
    "review_hia": "Activity reviewed",
    "propose_pilot": "Pilot proposed",
    "withdraw_pilot": "Pilot withdrawn",
    "start_pilot": "Pilot started: who begins was drawn by lot",
    "stop_pilot": "Pilot stopped before its end",
    "judge_pilot": "Pilot over: what came of it was worked out",
    "plan_one_to_one": "1:1 planned",
    "plan_session": "Session planned",
    "move_session": "Session moved",
    "call_off_session": "Session called off",
    "pass_on_session": "Session passed to whoever leads the seller now",
    "join_group": "Session held with a group from now on",
    "leave_group": "Session held alone again",
    "unopen_session": "Session begun by mistake",
    "change_session_parts": "Time boxes of a session changed",
    "set_session_template": "Programme of sessions set",
    "reset_session_template": "Programme of sessions as proposed again",
    "take_promise_back": "Commitment taken back",
    "open_session": "Session begun",
    "hold_session": "Session held",
    "ask_for_co_coach": "Co-coach asked for",
    "agree_to_co_coach": "Co-coach agreed to",
    "decline_co_coach": "Co-coach not agreed to",
    "end_co_coach": "Co-coach ended",
    "agree_to_reading": "Agreed that a transcript is read",
    "withdraw_reading": "Reading of a transcript taken back",
    "read_talk": "Transcript of a talk read",
    "drop_words": "Words of a talk deleted",
    "export_notes": "Notes of 1:1s exported by an operator",
    "bring_sessions": "Sessions of the past brought in",
    "bring_reviews": "Reviews of the past brought in",
    "bring_training": "Training of the past brought in",
    "set_rhythm": "How often sessions are held",
    "offer_pairing": "Offer to work with a colleague given or taken back",
    "propose_pair": "Pair of colleagues proposed",
    "answer_pair": "Pair of colleagues answered",
    "show_worksheet": "Worksheet of a pair opened to whoever leads both, or no more",
    "end_pair": "Pair of colleagues ended",
    "plan_review": "Review of a leader and a manager planned",
    "move_review": "Review moved",
    "open_review": "Review begun",
    "unopen_review": "Review begun by mistake",
    "hold_review": "Review held",
    "call_off_review": "Review called off",
    "make_review_promise": "Promise made in a review",
    "take_review_promise_back": "Promise of a review taken back",
    "answer_review_promise": "Promise of a review answered",
    "give_observation": "Session of a manager observed",
    "look_back_on_session": "Looked back on an own session",
    "answer_observation": "Observation answered",
    "choose_own_activities": "Own activities of a manager chosen",
    "agree_to_own_activities": "Own activities of a manager agreed to",
    "decline_own_activities": "Own activities of a manager not agreed to",
    "begin_training": "Track of training begun",
    "hand_in_assignment": "Assignment handed in",
    "answer_assignment": "Assignment of a manager answered",
    "grant_certificate": "Certificate given",
    "choose_digest": "Morning mail turned on or off",
    "choose_digest_way": "Where messages come",
    "choose_summaries": "Summaries of sessions turned on or off",
    "connect_slack": "Slack connected",
    "disconnect_slack": "Slack disconnected",
    "rate_sample": "Sample of an activity rated",
    "raise_obstacle": "Obstacle raised",
    "close_obstacle": "Obstacle answered",
    "move_obstacle": "Obstacle looked at again later",
    "make_commitment": "Commitment made",
    "say_commitment_kept": "Commitment answered",
    "agree_as_leader": "Leader’s agreement agreed to",
    "take_back_agreement": "Leader’s agreement taken back",
    "match_records": "Records matched",
    "propose_matches": "Matches proposed to the seller",
    "confirm_matches": "Proposed matches confirmed",
    "refuse_matches": "Proposed matches refused",
    "unmatch_records": "Matches taken back",
    "mark_not_my_week": "Week marked as not theirs by the seller",
    "take_back_week": "Marked week taken back",
    "say_reason": "Reason given by the seller",
    "change_reason": "Reason changed by the seller",
    "withdraw_reason": "Reason taken back by the seller",
    "add_absence": "Days off entered",
    "remove_absence": "Days off taken back",
    "move_person": "Moved to another manager or team",
    "hand_over": "Team handed over",
    "add_acting_manager": "Acting manager added",
    "add_second_manager": "Second manager added",
    "stand_in": "Stand-in for a manager set",
    "end_manager": "Acting or second manager ended",
    "record_leaving": "Last day set",
    "change_pattern": "Working time changed",
    "invite": "Invited",
    "set_address": "E-mail address set",
    "set_operations": "Rights of sales operations given or taken back",
    "connect_source": "Source connected",
    "change_source": "Source changed",
    "define_metric": "Metric defined",
    "lock_metric": "Version of a metric locked",
    "retire_metric": "Metric retired",
    "take_back_metric": "Retirement of a metric taken back",
    "set_up_organisation": "Organisation changed",
    "add_calendar_day": "Day put into the calendar",
    "remove_calendar_day": "Day taken out of the calendar",
    "add_rate": "Exchange rate set",
    "take_pack": "Results and support taken along as a file",
    "set_ramp": "Ramp of new hires set",
}


OF_SESSIONS = {
    "plan_session",
    "move_session",
    "pass_on_session",
    "join_group",
    "leave_group",
    "call_off_session",
    "change_session_parts",
    "open_session",
    "unopen_session",
    "hold_session",
    "set_rhythm",
} | {
    "propose_pair",
    "end_pair",
    "ask_for_co_coach",
    "agree_to_co_coach",
    "decline_co_coach",
    "end_co_coach",
}

# Told to nobody but who did it: of a talk that was read, who of a pair said no, of reviews, which are of two alone, and
# of observations, managers' own activities and assignments, which are hidden from operations.
OWN_ALONE = {"agree_to_reading", "withdraw_reading", "read_talk", "drop_words"} | {
    "offer_pairing",
    "answer_pair",
    "show_worksheet",
    "plan_review",
    "move_review",
    "open_review",
    "unopen_review",
    "hold_review",
    "call_off_review",
    "make_review_promise",
    "take_review_promise_back",
    "answer_review_promise",
    "give_observation",
    "look_back_on_session",
    "answer_observation",
    "choose_own_activities",
    "agree_to_own_activities",
    "decline_own_activities",
    "hand_in_assignment",
    "answer_assignment",
}


@login_required
def changes(request: HttpRequest) -> HttpResponse:
    """What was changed lately, newest first: one's own, for operations everyone's."""
    viewer = viewer_of(request)
    lines = newest_changes(actor_id=None if viewer.is_operations else viewer.user_id)
    lines = [line for line in lines if line.action not in OF_SESSIONS or _is_of_the_two(viewer, line)]
    lines = [line for line in lines if line.action not in OWN_ALONE or line.actor_id == viewer.user_id]
    actors = account_names({line.actor_id for line in lines if line.actor_id})
    about = {key for line in lines for key in line.person_keys}
    names = names_of(access.visible_keys(viewer, about))
    editable = editable_by(viewer, about)
    note_looks(viewer, names, "changes")
    metrics = {
        key: str(d.name) for key, d in definitions_for({str(line.detail.get("metric", "")) for line in lines}).items()
    }
    shown = [
        (
            line,
            _what(line, metrics),
            _whom(line, names),
            actors.get(line.actor_id or 0, "operator"),
            line.can_be_undone and may_undo(viewer, line, editable),
        )
        for line in lines
    ]
    return render(request, "desk/changes.html", {"changes": shown, "viewer": viewer})


def _is_of_the_two(viewer: Viewer, line: Change) -> bool:
    """Whether a session is the viewer's own or of somebody they lead directly: nobody else is told that it was held."""
    return access.visible_keys(viewer, line.person_keys, Facet.NOTES) == set(line.person_keys)


def _what(line: Change, metrics: Mapping[str, str]) -> str:
    """What a change was, with the activity it was about."""
    words = WORDS.get(line.action, line.action.replace("_", " ").capitalize())
    metric, override = str(line.detail.get("metric", "")), str(line.detail.get("override", ""))
    told = f"{words}: {metrics.get(metric, metric)}" if metric else words
    return f"{told}, in spite of a failed test: {override}" if override else told


def _whom(line: Change, names: dict[int, str]) -> str:
    """Whom or what a change is about, as far as the viewer may know them."""
    if not line.person_keys and line.subject[0] not in {"person", "people"}:
        return line.subject[1] if line.subject[0] in NAMED else "everybody"
    return join_names(sorted(names[key] for key in line.person_keys if key in names))


def editable_by(viewer: Viewer, person_keys: Collection[int]) -> Editable:
    """For each kind of change those of the people about whom the viewer may make it today; as often asked for one
    line as for a page of them.
    """
    return {edit: access.editable_keys(viewer, person_keys, edit) for edit in Edit}


def may_undo(viewer: Viewer, line: Change, editable: Editable) -> bool:
    """Whether a viewer may take a change back today: their own, as long as they might still make it; operations any."""
    if viewer.is_operations:
        return True
    if line.actor_id != viewer.user_id or not line.person_keys:
        return False
    if line.action in BY_THE_SELLER | {AGREE}:
        return line.person_keys == (viewer.person_key,)
    edit = _edit_of(line)
    return edit is not None and editable[edit].issuperset(line.person_keys)


def _edit_of(line: Change) -> Edit | None:
    """What a change needed leave for."""
    rooms = {name.partition(".")[0] for name in line.models}
    if rooms and rooms <= {"plans", "studio"}:
        return Edit.PLAN
    if rooms == {"commitments"}:
        return Edit.OBSTACLE
    if line.models == {"people.Absence"}:
        return Edit.TIME_OFF
    return Edit.PLACE if rooms == {"people"} else None


@login_required
@require_POST
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Take a change back, one's own or, for operations, anybody's."""
    viewer = viewer_of(request)
    line = change_line(key)
    if line is None or not may_undo(viewer, line, editable_by(viewer, line.person_keys)):
        raise access.Hidden
    try:
        take_back(line, actor_id=viewer.user_id)
    except Outdated as problem:
        messages.error(request, f"Not undone: {problem}.")
        return redirect("desk:changes")
    except RefusedChange as problem:
        messages.error(request, f"Not undone. {problem}")
        return redirect("desk:changes")
    messages.success(request, "Undone: everything is as it was before.")
    return back_or(request, "desk:changes")
