"""What an organisation is made of before chance comes in: teams, sellers, kinds of activity, what is planted.

Everything dated is said in weeks or days before the last day, so that a scenario holds whenever it is run.
"Weeks ago" counts closed weeks: 1 is the last one that had closed on the last day, 0 the week after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

WEEKS_A_MONTH = 365.25 / 12 / 7


class Cause(StrEnum):
    """Why an activity falls short of its target."""

    DATA = "data"
    ABSENCE = "absence"
    CAPACITY = "capacity"
    OPPORTUNITY = "opportunity"
    TARGET = "target"
    PRIORITY = "priority"
    SKILL = "skill"
    EFFORT = "effort"
    RAMP = "ramp"


class State(StrEnum):
    """What executing, the objective and the goal say together, and so what to do next."""

    DIAGNOSE = "diagnose"
    QUESTION = "question_the_hia"
    FIX_MEASUREMENT = "fix_measurement"
    RAISE_QUALITY = "raise_quality"
    HOLD = "hold"
    SWAP = "swap_or_tune"
    SCALE = "scale_or_reset"
    SUSTAIN = "sustain"


class Subject(StrEnum):
    """What an act is done on."""

    DEAL = "deal"
    ACCOUNT = "account"
    LEAD = "lead"
    NOBODY = "nobody"


class InVain(StrEnum):
    """How a try that did not become the act stands in the CRM, where it has no word of its own."""

    UNSEEN = "unseen"
    NO_SHOW = "no_show"  # under the act's word: nobody came, or it was called off
    OUTCOME = "outcome"  # under the act's word and done, with an outcome that says so


class Moves(StrEnum):
    PROGRESS = "progress"  # the deal's next stage
    CREATION = "creation"  # a new deal at the account
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a kind truly does: added to the log of the weekly hazard, in a window of weeks after the act."""

    moves: Moves = Moves.NOTHING
    log_ratio: float = 0.0  # for the first act answered with yes; more acts saturate
    lag_weeks: tuple[int, int] = (1, 4)


@dataclass(frozen=True, slots=True)
class Objective:
    """The customer's side of an act: what happens if somebody outside says yes."""

    word: str
    type: str
    share_yes: float
    lag_days: tuple[int, int]  # working days between the act and the answer


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act a seller does. Rates are per full-time week, shares lie between 0 and 1."""

    word: str
    type: str
    weekly: float  # without a plan
    subject: Subject = Subject.DEAL
    at: str = ""  # which accounts an act on an account is for: customers, targets, or any
    direction: str = "outbound"
    minutes: tuple[int, int] = (10, 30)
    objective: Objective | None = None
    effect: Effect = Effect()
    stages: tuple[int, int] | None = None  # positions of deals it suits, both included
    follows_heat: float = 0.0  # how strongly it is drawn to deals that go well anyway
    is_decoy: bool = False
    share_scheduled: float = 0.0  # stands in the CRM before it is done
    share_logged: float = 0.97
    share_unconfirmed: float = 0.01  # of what is scheduled
    share_late: float = 0.08  # logged or marked on a later day
    late_days: tuple[int, int] = (1, 4)  # working days later
    share_cancelled: float = 0.0  # scheduled ones that do not take place, beside those that do
    is_auto_captured: bool = False
    attempt: str = ""  # word of the kind that counts tries, of which some become this
    in_vain: InVain = InVain.UNSEEN  # without a word for tries
    usual_conversion: float = 0.6  # of tries into acts, where there are tries
    outcomes: tuple[str, str] | None = None  # outcome words of an act and of a try in vain
    qualities: tuple[str, str] | None = None  # outcome words of a good and of a weak one
    is_bare: bool = False  # stands in the CRM under its type alone


@dataclass(frozen=True, slots=True)
class Situation:
    """Something planted in a seller's weeks, from one week until (and without) another; None: it goes on.

    An empty kind means all planned kinds. Factors multiply what would have been; given shares replace it.
    """

    kind: str
    from_weeks_ago: int
    until_weeks_ago: int | None = None
    cause: Cause | None = None
    state: State | None = None
    rate: float = 1.0
    counts: tuple[int, ...] = ()  # acts in exactly these numbers, first week first, each of them logged
    conversion: float = 1.0  # of tries into acts
    other_work: float = 1.0  # acts of kinds without a plan
    supply: float = 1.0  # leads and new deals
    leads: float = 1.0
    deals: float = 1.0  # new ones
    early_pace: float = 1.0  # hazard of going on, of deals in the first half of their stages
    late_pace: float = 1.0
    yes: float = 1.0
    share_good: float | None = None
    share_logged: float | None = None
    share_unconfirmed: float | None = None
    share_mistyped: float | None = None
    logged_as: tuple[str, str] = ("", "")  # type and word of what is mistyped; empty: its own type, no word
    all_logged: float = 1.0  # of everything the seller enters by hand, of whatever kind
    # In its first week only:
    deals_kept: float = 1.0  # of open deals that suit the kind; the others go to colleagues in turn
    are_deals_lost: bool = False  # the others are closed as lost instead
    accounts_kept: float = 1.0  # the others go to colleagues in turn
    takes_from: str = ""  # a colleague, of whose open deals
    takes: float = 0.0  # that share becomes this seller's


@dataclass(frozen=True, slots=True)
class PlanSpec:
    """A target per full-time week or month. `usual` is what can be done of it, where that is not the target itself."""

    kind: str
    target: int
    from_weeks_ago: int | None = None  # None: since before the history
    until_weeks_ago: int | None = None
    usual: float | None = None
    per: str = "week"

    @property
    def weekly(self) -> float:
        """What is truly aimed at in a full-time week."""
        return (self.usual or self.target) / (WEEKS_A_MONTH if self.per == "month" else 1.0)


@dataclass(frozen=True, slots=True)
class Leave:
    """Days away, counted from the last day: -9 to 4 started nine days before it and goes on for four."""

    first_day: int
    last_day: int
    kind: str = "holiday"
    is_recorded: bool = True  # stands among the absences


@dataclass(frozen=True, slots=True)
class SourceOff:
    """Days on which one type of a seller's activities did not reach the CRM, back from the last day."""

    type: str
    from_days_ago: int
    until_days_ago: int  # included
    note: str
    is_told: bool = True  # stands in the coverage


@dataclass(frozen=True, slots=True)
class Place:
    timezone: str
    country: str


@dataclass(frozen=True, slots=True)
class SellerSpec:
    """One seller. What is None is drawn."""

    name: str
    place: Place | None = None
    fte: float = 1.0
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    hired_weeks_ago: int | None = None
    left_weeks_ago: int | None = None
    role_since_weeks_ago: int | None = None  # had another role before
    earlier_role: str = ""
    ramp: tuple[tuple[int, float], ...] | None = None  # from hiring or the change of role; None: the scenario's
    heirs: tuple[str, ...] = ()  # names of those who take over the deals of somebody who leaves
    pace: float | None = None
    is_planful: bool | None = None
    ability: float | None = None
    share_logged: float | None = None
    share_late: float | None = None  # in place of every kind's own
    attainment: float | None = None  # bookings of the last half year for each unit of quota
    plans: tuple[PlanSpec, ...] = ()  # own ones; one for a kind of the team's stands in its place
    without: tuple[str, ...] = ()  # the team's plans that do not hold for them
    situations: tuple[Situation, ...] = ()
    leaves: tuple[Leave, ...] = ()
    sources_off: tuple[SourceOff, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffSpec:
    """Somebody who does not sell: a manager, a leader, operations."""

    name: str
    role: str
    place: Place
    team: str = ""
    leaves: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True)
class StandIn:
    """Weeks in which somebody else ran a team."""

    name: str
    from_weeks_ago: int
    until_weeks_ago: int


@dataclass(frozen=True, slots=True)
class StageSpec:
    name: str
    progress: float  # weekly hazard of going on to the next stage
    loss: float  # weekly hazard of being lost


@dataclass(frozen=True, slots=True)
class TeamSpec:
    name: str
    role: str
    manager: StaffSpec
    sellers: tuple[SellerSpec, ...]
    kinds: tuple[str, ...]  # words of what people there do at all
    plans: tuple[PlanSpec, ...]
    stages: tuple[StageSpec, ...]
    leads_weekly: float = 0.0
    lead_conversion: float = 0.35
    deals_weekly: float = 0.5  # besides those from leads and from activities
    typical_amount: int = 20_000
    deal_type: str = "new"
    accounts_each: int = 36
    share_customers: float = 0.2
    stand_ins: tuple[StandIn, ...] = ()
    places: tuple[Place, ...] = (Place("America/New_York", "US"),)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole organisation. `holidays` are days off per country; nothing here is random yet."""

    last_day: date
    teams: tuple[TeamSpec, ...]
    kinds: tuple[Kind, ...]
    leader: StaffSpec
    operations: tuple[StaffSpec, ...] = ()
    weeks: int = 52
    timezone: str = "America/New_York"
    holidays: Mapping[str, frozenset[date]] = field(default_factory=dict)
    ramp: tuple[tuple[int, float], ...] = ((4, 0.25), (8, 0.5), (12, 0.75))  # until week of employment, share
    warm_up_weeks: int = 20  # lived through unseen, so that the history starts with a full pipeline
    quiet_weeks: int = 5  # the last ones, and those to come, have no days away but the planted ones
    without_yes: float = 0.25  # part of its effect that an act has though nobody answered
    heat_spread: float = 0.5
    ability_spread: float = 0.15
    share_planful: float = 0.7
    usual_pace: float = 1.15
    share_owner_changes: float = 0.002  # of open deals, each week
    week_spread: float = 0.0  # standard deviation of the log of how much a seller gets done, week by week
    are_unmarked_planned: bool = False  # what nobody marked as held stays `planned` when its day is over
