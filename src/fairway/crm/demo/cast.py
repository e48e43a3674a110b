"""Who works at the demonstration organisation, and what is going on with each. All names are invented."""

from dataclasses import replace

from fairway.simulation.planting import shortfall
from fairway.simulation.scenario import (
    Cause,
    Leave,
    Place,
    PlanSpec,
    SellerSpec,
    Situation,
    SourceOff,
    StaffSpec,
    State,
)

NEW_YORK, CHICAGO = Place("America/New_York", "US"), Place("America/Chicago", "US")
DENVER, LOS_ANGELES = Place("America/Denver", "US"), Place("America/Los_Angeles", "US")
LONDON, BERLIN, MADRID = (
    Place("Europe/London", "GB"),
    Place("Europe/Berlin", "DE"),
    Place("Europe/Madrid", "ES"),
)
TOKYO = Place("Asia/Tokyo", "JP")

LEADER = StaffSpec("Ingrid Solheim", "Sales leader", NEW_YORK)
OPERATIONS = StaffSpec("Noor Haddad", "Sales operations", NEW_YORK)
DANA = StaffSpec("Dana Hollis", "Sales manager", NEW_YORK, "New business")
KOFI = StaffSpec("Kofi Mensah", "Sales manager", LONDON, "Account growth")
LUCIA = StaffSpec("Lucía Ferrer", "Sales manager", DENVER, "Territory", leaves=(Leave(-215, -182, "parental"),))


def _state(kind: str, state: State, *, from_weeks_ago: int = 20, yes: float = 1.0) -> Situation:
    return Situation(kind, from_weeks_ago, state=state, yes=yes)


NEW_BUSINESS = (
    # Took over a leaver's deals; since then the plans before first meetings have slipped.
    SellerSpec(
        "Marcus Bell",
        NEW_YORK,
        attainment=0.5,
        is_planful=True,
        pace=1.2,
        situations=(
            replace(
                shortfall(Cause.CAPACITY, "discovery_plan_written", from_weeks_ago=3, state=State.DIAGNOSE),
                counts=(2, 1, 1),
                supply=1.0,
            ),
        ),
    ),
    SellerSpec(
        "Priya Raman",
        CHICAGO,
        attainment=0.85,
        is_planful=True,
        pace=1.25,
        situations=(Situation("discovery_plan_written", 10, state=State.RAISE_QUALITY, share_good=0.2),),
    ),
    SellerSpec(
        "Elena Kovač",
        NEW_YORK,
        attainment=1.3,
        is_planful=True,
        ability=0.1,
        situations=(_state("second_stakeholder_invited", State.SUSTAIN),),
    ),
    # Proposes action plans in good order, and next to nobody takes them up.
    SellerSpec(
        "Jonas Lindqvist",
        LONDON,
        attainment=0.8,
        is_planful=True,
        situations=(_state("mutual_action_plan_proposed", State.SWAP, yes=0.15),),
    ),
    # Gave up three activities for one a few weeks ago: too early to tell.
    SellerSpec(
        "Sofia Marín",
        CHICAGO,
        attainment=0.9,
        is_planful=True,
        plans=(
            PlanSpec("discovery_plan_written", 5, until_weeks_ago=5),
            PlanSpec("second_stakeholder_invited", 4, until_weeks_ago=5),
            PlanSpec("mutual_action_plan_proposed", 2, from_weeks_ago=26, until_weeks_ago=5),
            PlanSpec("demo_agenda_sent", 3, from_weeks_ago=5),
        ),
        situations=(_state("demo_agenda_sent", State.HOLD, from_weeks_ago=5),),
    ),
    SellerSpec("Grace Adeyemi", LONDON, fte=0.6, working_days=(0, 1, 2), is_planful=True),
    SellerSpec("Leo Castellano", NEW_YORK, hired_weeks_ago=6, is_planful=True),
    SellerSpec("Nadia Rahimi", CHICAGO),
    SellerSpec("Owen Fairbairn", NEW_YORK, left_weeks_ago=5, heirs=("Marcus Bell",)),
)

ACCOUNT_GROWTH = (
    # Requests reviews as ever, and has stopped marking them as done.
    SellerSpec(
        "Tom Whitfield",
        LONDON,
        attainment=1.0,
        is_planful=True,
        situations=(
            replace(
                shortfall(Cause.DATA, "account_review_requested", from_weeks_ago=3, state=State.FIX_MEASUREMENT),
                share_logged=1.0,
            ),
        ),
    ),
    SellerSpec("Aisha Okafor", LONDON, is_planful=True, leaves=(Leave(-13, 6, "holiday"),)),
    SellerSpec(
        "Mei Tanaka",
        BERLIN,
        attainment=1.6,
        is_planful=True,
        ability=0.1,
        pace=1.3,
        situations=(_state("expansion_idea_proposed", State.SUSTAIN),),
    ),
    # Has let executive meetings go for other work, and is on track all the same.
    SellerSpec(
        "Ravi Subramanian",
        LONDON,
        attainment=1.7,
        is_planful=True,
        situations=(
            replace(
                shortfall(Cause.PRIORITY, "executive_meeting_requested", from_weeks_ago=6, state=State.QUESTION),
                counts=(1, 0, 0, 1, 0, 0),
            ),
        ),
    ),
    # Does what was agreed, customers respond, and the goal is still out of reach.
    SellerSpec(
        "Chloé Marchand",
        MADRID,
        attainment=0.6,
        is_planful=True,
        situations=(_state("account_review_requested", State.SCALE),),
    ),
    SellerSpec(
        "Farah Nazari",
        BERLIN,
        is_planful=True,
        sources_off=(SourceOff("email", 10, 4, "The mailbox was not connected"),),
    ),
    SellerSpec("Anneke Visser", BERLIN),
    SellerSpec("Bjørn Halvorsen", LONDON, is_planful=True),
)

TERRITORY = (
    # An activity of his own that is easily done and moves nothing.
    SellerSpec(
        "Diego Salazar",
        LOS_ANGELES,
        attainment=0.8,
        is_planful=True,
        without=("trial_proposed",),
        plans=(PlanSpec("brochure_sent", 4, from_weeks_ago=24),),
        situations=(_state("brochure_sent", State.SWAP, from_weeks_ago=24, yes=0.3),),
    ),
    SellerSpec(
        "Omar Benali",
        DENVER,
        is_planful=True,
        plans=(
            PlanSpec("visit_plan_written", 5, until_weeks_ago=16),
            PlanSpec("visit_plan_written", 10, from_weeks_ago=16, usual=5),
        ),
    ),
    # Tries as often as anyone; few of the tries become a start.
    SellerSpec(
        "Isla MacRae",
        DENVER,
        attainment=0.8,
        is_planful=True,
        situations=(
            replace(
                shortfall(Cause.SKILL, "target_account_started", from_weeks_ago=6, state=State.DIAGNOSE),
                conversion=0.2,
            ),
        ),
    ),
    SellerSpec(
        "Tomasz Wójcik",
        DENVER,
        is_planful=True,
        situations=(shortfall(Cause.EFFORT, "", from_weeks_ago=31, until_weeks_ago=25),),
    ),
    SellerSpec(
        "Lena Hoffmann",
        LOS_ANGELES,
        is_planful=True,
        situations=(shortfall(Cause.OPPORTUNITY, "target_account_started", from_weeks_ago=22, until_weeks_ago=15),),
    ),
    SellerSpec("Wanjiru Kamau", DENVER, is_planful=True),
    SellerSpec("Yuki Nakamura", TOKYO, is_planful=True),
    SellerSpec("Mateus Oliveira", LOS_ANGELES),
)
