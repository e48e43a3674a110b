"""The demonstration organisation as a scenario: teams, plans, pipelines, and the organisation's own facts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fairway.crm.demo import cast, kinds
from fairway.lib.periods import zone
from fairway.people.public_holidays import public_holidays
from fairway.simulation.scenario import PlanSpec, Scenario, StageSpec, StandIn, TeamSpec

SEED = 7
MAIL_DOMAIN = "larkfield.example.com"
ORGANISATION: Mapping[str, object] = {
    "name": "Larkfield Systems",
    "timezone": "America/New_York",
    "week_starts_on": 0,
    "country": "US",
    "currency": "USD",
    "is_demonstration": True,
}
# Share of a full target expected of somebody new, until that week of employment.
RAMP: tuple[tuple[int, float], ...] = ((4, 0.25), (8, 0.5), (12, 0.75))
COUNTRIES = ("US", "GB", "DE", "ES", "JP")
DAILY = tuple(kind.word for kind in kinds.DAILY_ACTS)

TEAMS = (
    TeamSpec(
        name="New business",
        role="Account executive",
        manager=cast.DANA,
        sellers=cast.NEW_BUSINESS,
        kinds=(
            "discovery_plan_written",
            "second_stakeholder_invited",
            "mutual_action_plan_proposed",
            "stakeholder_called",
            *DAILY,
        ),
        plans=(
            PlanSpec("discovery_plan_written", 5),
            PlanSpec("second_stakeholder_invited", 4),
            PlanSpec("mutual_action_plan_proposed", 2, from_weeks_ago=26),
        ),
        stages=(
            StageSpec("Qualified", 0.2, 0.08),
            StageSpec("Discovery", 0.14, 0.07),
            StageSpec("Evaluation", 0.13, 0.06),
            StageSpec("Proposal", 0.13, 0.06),
            StageSpec("Negotiation", 0.18, 0.05),
        ),
        leads_weekly=3.0,
        deals_weekly=0.4,
        typical_amount=24_000,
        share_customers=0.1,
    ),
    TeamSpec(
        name="Account growth",
        role="Account manager",
        manager=cast.KOFI,
        sellers=cast.ACCOUNT_GROWTH,
        kinds=(
            "account_review_requested",
            "executive_meeting_requested",
            "expansion_idea_proposed",
            "executive_called",
            *DAILY,
        ),
        plans=(
            PlanSpec("account_review_requested", 4),
            PlanSpec("executive_meeting_requested", 2),
            PlanSpec("expansion_idea_proposed", 2, from_weeks_ago=30),
        ),
        stages=(
            StageSpec("Idea", 0.2, 0.07),
            StageSpec("Scoping", 0.18, 0.06),
            StageSpec("Offer", 0.2, 0.05),
        ),
        deals_weekly=0.5,
        typical_amount=18_000,
        deal_type="expansion",
        share_customers=0.85,
        accounts_each=30,
    ),
    TeamSpec(
        name="Territory",
        role="Field seller",
        manager=cast.LUCIA,
        sellers=cast.TERRITORY,
        kinds=(
            "visit_plan_written",
            "target_account_started",
            "trial_proposed",
            "target_account_called",
            *DAILY,
        ),
        plans=(
            PlanSpec("visit_plan_written", 5),
            PlanSpec("target_account_started", 3),
            PlanSpec("trial_proposed", 2, from_weeks_ago=30),
        ),
        stages=(
            StageSpec("Identified", 0.22, 0.08),
            StageSpec("Visited", 0.18, 0.07),
            StageSpec("Trial", 0.18, 0.06),
            StageSpec("Quote", 0.22, 0.05),
        ),
        leads_weekly=1.5,
        deals_weekly=0.5,
        typical_amount=12_000,
        share_customers=0.3,
        stand_ins=(StandIn(cast.KOFI.name, 30, 25),),
    ),
)


def demo_scenario(last_day: date) -> Scenario:
    """Everything but chance, for two years of history that end on that day: of 24 sellers one year tells too little of
    what helps.
    """
    years = range(last_day.year - 3, last_day.year + 4)
    holidays = {
        country: frozenset().union(*(public_holidays(country, "", year) for year in years)) for country in COUNTRIES
    }
    return Scenario(
        last_day=last_day,
        teams=TEAMS,
        kinds=kinds.KINDS,
        leader=cast.LEADER,
        operations=(cast.OPERATIONS,),
        timezone=str(ORGANISATION["timezone"]),
        holidays=holidays,
        ramp=RAMP,
        weeks=104,
        usual_pace=1.2,
    )


def yesterday(now: datetime) -> date:
    """The last day that is over where the organisation is, at an aware instant."""
    return now.astimezone(zone(str(ORGANISATION["timezone"]))).date() - timedelta(days=1)


def first_settings(now: datetime, *, seed: int = SEED) -> dict[str, object]:
    """Settings of a source for a fresh demonstration organisation whose history ends yesterday."""
    return {"seed": seed, "last_day": yesterday(now).isoformat()}
