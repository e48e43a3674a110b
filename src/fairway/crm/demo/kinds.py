"""What people at the demonstration organisation do all day, and what of it truly helps."""

from fairway.crm.demo.pairs import HIA_PAIRS
from fairway.simulation.scenario import Effect, Kind, Moves, Objective, Subject

EARLY, LATE = (0, 1), (2, 4)  # positions of stages
BACKGROUND = 0.5  # a week, of an act that nobody has planned


def _answer(act: str, type_word: str, share_yes: float, lag_days: tuple[int, int]) -> Objective:
    return Objective(HIA_PAIRS[act].objective, type_word, share_yes, lag_days)


NEW_BUSINESS_ACTS = (
    Kind(
        "discovery_plan_written",
        "task",
        BACKGROUND,
        share_scheduled=0.7,
        minutes=(20, 45),
        stages=EARLY,
        objective=_answer("discovery_plan_written", "other", 0.6, (1, 5)),
        qualities=("complete", "thin"),
        effect=Effect(Moves.PROGRESS, 0.45, (1, 3)),
    ),
    Kind(
        "second_stakeholder_invited",
        "email",
        BACKGROUND,
        attempt="stakeholder_called",
        objective=_answer("second_stakeholder_invited", "meeting", 0.55, (2, 8)),
        effect=Effect(Moves.PROGRESS, 0.7, (1, 4)),
    ),
    Kind(
        "mutual_action_plan_proposed",
        "task",
        BACKGROUND,
        share_scheduled=0.5,
        minutes=(30, 60),
        stages=LATE,
        objective=_answer("mutual_action_plan_proposed", "other", 0.55, (2, 8)),
        effect=Effect(Moves.PROGRESS, 0.6, (1, 4)),
    ),
    Kind(
        "demo_agenda_sent",
        "email",
        BACKGROUND,
        stages=(1, 3),
        objective=_answer("demo_agenda_sent", "meeting", 0.6, (1, 4)),
        effect=Effect(Moves.PROGRESS, 0.4, (2, 5)),
    ),
    Kind("stakeholder_called", "call", 0.0, minutes=(5, 15)),
)

ACCOUNT_ACTS = (
    Kind(
        "account_review_requested",
        "task",
        BACKGROUND,
        Subject.ACCOUNT,
        at="customers",
        share_scheduled=0.8,
        objective=_answer("account_review_requested", "meeting", 0.55, (3, 10)),
        effect=Effect(Moves.CREATION, 1.0, (1, 6)),
    ),
    Kind(
        "executive_meeting_requested",
        "email",
        BACKGROUND,
        Subject.ACCOUNT,
        at="customers",
        attempt="executive_called",
        objective=_answer("executive_meeting_requested", "meeting", 0.45, (4, 12)),
        effect=Effect(Moves.CREATION, 0.8, (2, 8)),
    ),
    Kind(
        "expansion_idea_proposed",
        "email",
        BACKGROUND,
        Subject.ACCOUNT,
        at="customers",
        minutes=(20, 50),
        objective=_answer("expansion_idea_proposed", "other", 0.5, (2, 10)),
        qualities=("complete", "thin"),
        effect=Effect(Moves.CREATION, 1.2, (1, 6)),
    ),
    Kind("executive_called", "call", 0.0, Subject.ACCOUNT, at="customers", minutes=(5, 15)),
)

TERRITORY_ACTS = (
    Kind(
        "visit_plan_written",
        "task",
        BACKGROUND,
        share_scheduled=0.7,
        minutes=(15, 30),
        objective=_answer("visit_plan_written", "other", 0.6, (1, 5)),
        effect=Effect(Moves.PROGRESS, 0.4, (1, 3)),
    ),
    Kind(
        "target_account_started",
        "email",
        BACKGROUND,
        Subject.ACCOUNT,
        at="targets",
        attempt="target_account_called",
        objective=_answer("target_account_started", "meeting", 0.4, (3, 10)),
        effect=Effect(Moves.CREATION, 1.3, (1, 6)),
    ),
    Kind(
        "trial_proposed",
        "task",
        BACKGROUND,
        share_scheduled=0.5,
        minutes=(20, 40),
        stages=(1, 3),
        objective=_answer("trial_proposed", "other", 0.5, (3, 10)),
        effect=Effect(Moves.PROGRESS, 0.7, (1, 5)),
    ),
    Kind("target_account_called", "call", 0.0, Subject.ACCOUNT, at="targets", minutes=(5, 15)),
)

# Everybody's: the daily rest, and two kinds that look busy. A brochure moves nothing; a check-in call goes to
# the deals that are going well anyway, so that it stands beside progress without causing any.
DAILY_ACTS = (
    Kind(
        "brochure_sent",
        "email",
        1.0,
        is_decoy=True,
        minutes=(5, 10),
        objective=_answer("brochure_sent", "email", 0.35, (1, 5)),
    ),
    Kind("check_in_call", "call", 2.5, is_decoy=True, follows_heat=2.0, minutes=(5, 20)),
    Kind("customer_meeting", "meeting", 3.0, minutes=(30, 60), share_scheduled=1.0, share_cancelled=0.1),
    Kind("follow_up_sent", "email", 5.0, is_auto_captured=True, minutes=(5, 15)),
    Kind("quote_sent", "task", 1.0, stages=LATE, minutes=(15, 40)),
    Kind(
        "team_meeting",
        "meeting",
        1.5,
        Subject.NOBODY,
        direction="internal",
        minutes=(30, 60),
        share_scheduled=1.0,
    ),
)

KINDS = (*NEW_BUSINESS_ACTS, *ACCOUNT_ACTS, *TERRITORY_ACTS, *DAILY_ACTS)
