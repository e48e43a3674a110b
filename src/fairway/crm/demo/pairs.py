"""The demonstration organisation's High-Impact Activities: the seller's act and the customer's side of it."""

from collections.abc import Mapping
from typing import NamedTuple


class HiaPair(NamedTuple):
    """How an act is shown, and the objective beside it. `objective_noun` follows a number: "3 held",
    "1 reply" or "3 replies"."""

    name: str
    condition: str
    objective: str
    objective_name: str
    objective_noun: str
    process: str  # call, opportunity, account or territory


HIA_PAIRS: Mapping[str, HiaPair] = {
    "discovery_plan_written": HiaPair(
        "Discovery plan written",
        "before the first meeting",
        "next_step_agreed",
        "Next step agreed",
        "next step|next steps",
        "call",
    ),
    "second_stakeholder_invited": HiaPair(
        "Second stakeholder invited",
        "while the deal is open",
        "second_stakeholder_met",
        "Second stakeholder met",
        "met",
        "opportunity",
    ),
    "mutual_action_plan_proposed": HiaPair(
        "Mutual action plan proposed",
        "with dates for both sides",
        "action_plan_accepted",
        "Action plan accepted",
        "accepted",
        "opportunity",
    ),
    "demo_agenda_sent": HiaPair("Demo agenda sent", "a working day ahead", "demo_held", "Demo held", "held", "call"),
    "account_review_requested": HiaPair(
        "Account review requested",
        "with its agenda",
        "account_review_held",
        "Account review held",
        "held",
        "account",
    ),
    "executive_meeting_requested": HiaPair(
        "Executive meeting requested",
        "naming a sponsor",
        "executive_meeting_held",
        "Executive meeting held",
        "held",
        "account",
    ),
    "expansion_idea_proposed": HiaPair(
        "Expansion idea proposed",
        "on one page",
        "expansion_idea_taken_up",
        "Expansion idea taken up",
        "taken up",
        "account",
    ),
    "visit_plan_written": HiaPair(
        "Visit plan written",
        "the day before the visit",
        "visit_goal_met",
        "Visit goal met",
        "goal met|goals met",
        "call",
    ),
    "target_account_started": HiaPair(
        "Target account started",
        "with two people approached",
        "first_meeting_held",
        "First meeting held",
        "first meeting|first meetings",
        "territory",
    ),
    "trial_proposed": HiaPair(
        "Trial proposed", "with success criteria", "trial_started", "Trial started", "started", "opportunity"
    ),
    "brochure_sent": HiaPair(
        "Brochure sent", "after a visit", "brochure_answered", "Brochure answered", "reply|replies", "call"
    ),
}
