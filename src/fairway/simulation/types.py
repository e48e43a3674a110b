"""A simulated organisation as a CRM would hold it, and the truth behind it.

Instants are aware UTC, amounts whole units of one currency, shares between 0 and 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Fate(StrEnum):
    """How a record of an activity ended, in the words of a CRM folder."""

    PLANNED = "planned"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class SimPerson:
    person_id: str
    name: str
    role: str
    team: str
    manager_id: str | None
    hired_on: date
    left_on: date | None  # the last day
    timezone: str
    country: str
    fte: float
    working_days: tuple[int, ...]  # Monday 0
    is_seller: bool


@dataclass(frozen=True, slots=True)
class SimLine:
    """Who somebody reported to, both days included; no last day means still."""

    person_id: str
    manager_id: str | None
    team: str
    role: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class SimAbsence:
    person_id: str
    start_on: date
    end_on: date
    kind: str


@dataclass(frozen=True, slots=True)
class SimAccount:
    account_id: str
    name: str
    owner_id: str
    tier: str
    segment: str
    potential_amount: int
    is_customer: bool
    is_target: bool


@dataclass(frozen=True, slots=True)
class SimContact:
    contact_id: str
    account_id: str
    title: str
    seniority: str
    buying_role: str


@dataclass(frozen=True, slots=True)
class SimLead:
    lead_id: str
    owner_id: str
    created_at: datetime
    source: str
    is_inbound: bool
    status: str
    converted_at: datetime | None = None
    converted_deal_id: str | None = None


@dataclass(frozen=True, slots=True)
class SimStage:
    pipeline: str
    stage: str
    position: int
    is_closed: bool
    is_won: bool


@dataclass(frozen=True, slots=True)
class SimDeal:
    deal_id: str
    owner_id: str
    account_id: str
    name: str
    pipeline: str
    stage: str
    type: str
    amount: int
    created_at: datetime
    expected_close_on: date
    source: str
    closed_at: datetime | None = None
    is_won: bool | None = None
    lost_reason: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None


@dataclass(frozen=True, slots=True)
class SimStageChange:
    deal_id: str
    changed_at: datetime
    from_stage: str | None
    to_stage: str


@dataclass(frozen=True, slots=True)
class SimOwnerChange:
    deal_id: str
    changed_at: datetime
    owner_id: str


@dataclass(frozen=True, slots=True)
class SimActivity:
    """One record. `logged_at` is when it entered the CRM: ahead if it was scheduled, afterwards otherwise."""

    activity_id: str
    seller_id: str
    type: str
    subtype: str | None
    direction: str
    status: Fate
    scheduled_at: datetime | None
    occurred_at: datetime | None
    completed_at: datetime | None
    cancelled_at: datetime | None
    logged_at: datetime
    minutes: int
    outcome: str | None
    account_id: str | None
    deal_id: str | None
    is_auto_captured: bool
    lead_id: str | None = None


@dataclass(frozen=True, slots=True)
class SimParticipant:
    activity_id: str
    contact_id: str
    role: str
    response: str | None


@dataclass(frozen=True, slots=True)
class SimQuota:
    person_id: str
    start_on: date
    end_on: date
    amount: int


@dataclass(frozen=True, slots=True)
class SimCoverage:
    """Days on which the CRM was not shown a seller's activities of a type; both days included."""

    person_id: str
    type: str
    from_on: date
    to_on: date | None
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class SimPlan:
    """A target for a full-time week or month, in force from one day to another, both included."""

    person_id: str
    kind: str
    target: int
    starts_on: date
    ends_on: date | None = None
    per: str = "week"


@dataclass(frozen=True, slots=True)
class TrueWeek:
    """What somebody truly did of one kind in a week (its Monday, in their own zone), and what became of it.

    `done` is the sum of the others. `logged` stands in the CRM as done under its own word, `mistyped` under
    another or none; `unconfirmed` was scheduled and done but is not marked; `not_yet` enters the CRM later.
    """

    person_id: str
    week_on: date
    kind: str
    done: int
    logged: int
    unlogged: int
    unconfirmed: int
    mistyped: int
    not_yet: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why somebody truly (or, for `data`, only seemingly) falls short of a target, over whole weeks."""

    person_id: str
    kind: str
    cause: str
    from_week_on: date
    to_week_on: date | None  # None: still so on the last day


@dataclass(frozen=True, slots=True)
class PlantedState:
    """Which state of executing and helping a seller's activity was made to be in on the last day."""

    person_id: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class KindEffect:
    """What one act of a kind truly does: ratios of the weekly hazard, from one week after it to another."""

    kind: str
    moves: str  # progress, creation or nothing
    ratio_with_yes: float  # first act that the customer answers with yes
    ratio_without_yes: float
    share_yes: float  # of acts of good quality by a usual seller
    lag_weeks: tuple[int, int]
    is_decoy: bool
    follows_heat: float


@dataclass(frozen=True, slots=True)
class SellerTruth:
    person_id: str
    ability: float  # added to the log hazard of progress
    pace: float  # acts truly done per act of target
    is_planful: bool  # counts less dispersed than Poisson
    share_logged: float
    attainment: float  # bookings of the last half year for each unit of quota


@dataclass(frozen=True, slots=True)
class Truth:
    weeks: tuple[TrueWeek, ...]
    shortfalls: tuple[Shortfall, ...]
    states: tuple[PlantedState, ...]
    effects: tuple[KindEffect, ...]
    sellers: tuple[SellerTruth, ...]
    heat: Mapping[str, float]  # per deal: what nobody sees, added to the log hazard of progress


@dataclass(frozen=True, slots=True)
class SimOrganisation:
    """Everything a CRM held at the end of `last_day`, with the truth up to then."""

    first_day: date
    last_day: date
    people: tuple[SimPerson, ...]
    lines: tuple[SimLine, ...]
    absences: tuple[SimAbsence, ...]
    accounts: tuple[SimAccount, ...]
    contacts: tuple[SimContact, ...]
    leads: tuple[SimLead, ...]
    stages: tuple[SimStage, ...]
    deals: tuple[SimDeal, ...]
    stage_changes: tuple[SimStageChange, ...]
    owner_changes: tuple[SimOwnerChange, ...]
    activities: tuple[SimActivity, ...]
    participants: tuple[SimParticipant, ...]
    quotas: tuple[SimQuota, ...]
    coverage: tuple[SimCoverage, ...]
    plans: tuple[SimPlan, ...]
    truth: Truth
