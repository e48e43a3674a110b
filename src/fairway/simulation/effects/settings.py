"""What holds in an organisation: its stages, its acts, what truly moves what, and what makes it look otherwise."""

from dataclasses import dataclass
from enum import StrEnum

from fairway.simulation.scenario import Moves


class Situation(StrEnum):
    """What makes an organisation's records hard to read. Each is drawn with every cause and effect at random."""

    PLAIN = "plain"
    HIDDEN_HEAT = "hidden_heat"  # effort goes to deals that go well anyway, which no record tells
    NOTHING_WORKS = "nothing_works"  # no act moves anything, and effort follows heat
    GOAL_PRESSURE = "goal_pressure"  # who is short of goal does more, and closes in a hurry
    UNDER_LOGGING = "under_logging"  # a part is logged, another one for each seller
    LOGGING_DRIFT = "logging_drift"  # who is short of goal logs more of what is done
    HALF_RESPOND = "half_respond"  # with half of the sellers nothing comes of it
    ANTICIPATION = "anticipation"  # an act done because the customer has said yes already
    TERRITORY = "territory"  # rich territories bring deals and acts alike
    TOGETHER = "together"  # two acts are always done together, and one of them works
    LONG_LAGS = "long_lags"
    SPARSE = "sparse"  # ten sellers, half a year


class Subject(StrEnum):
    """What an act is done on."""

    DEAL = "deal"
    ACCOUNT = "account"  # before there is a deal


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of activity: how often it is done, when and where, and what it truly does."""

    word: str
    type: str
    subject: Subject
    per_week: float  # by a usual seller in a week worked in full
    moves: Moves = Moves.NOTHING
    log_ratio: float = 0.0  # of the weekly hazard: for one act on a deal; on accounts, for as many as usual
    lag_weeks: tuple[int, int] = (1, 4)  # after the act, both included
    half: float = 4.0  # acts (on accounts, times the usual number) at which half of what is possible is reached
    stages: tuple[int, int] = (0, 99)  # in which it is done and works
    spread: float = 0.4  # between sellers, standard deviation of the log
    shock: float = 0.35  # between a seller's own weeks, for reasons of their own
    follows_heat: float = 0.0
    follows_ability: float = 0.0
    follows_pressure: float = 0.0
    follows_territory: float = 0.0
    follows_progress: float = 0.0  # log ratio, on deals that moved a week ago, or are about to
    follows_inbound: float = 0.0  # acts per inbound lead
    follows_deals: float = 0.0  # power of the deals there are to do it on: 0 where time is shared out among them
    done_with: int = -1  # number of the act it is always done together with

    def works_at(self, stage: int) -> bool:
        return self.stages[0] <= stage <= self.stages[1]


@dataclass(frozen=True, slots=True)
class Stage:
    """Weekly hazards of a usual deal that stands in it."""

    onward: float
    loss: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that holds before chance comes in."""

    seed: int
    situation: Situation
    sellers: int
    weeks: int  # of history
    stages: tuple[Stage, ...]
    acts: tuple[Act, ...]
    created: float  # deals a usual seller opens in a week on their own
    inbound: float  # leads a usual seller is given in a week
    lead_becomes_deal: float = 0.25
    ability: float = 0.25  # standard deviations of logs, between sellers
    territory: float = 0.3
    heat: float = 0.3  # between deals
    heat_keeps: float = 0.95  # from week to week
    season: float = 0.1
    market: float = 0.1  # between quarters
    hurry: float = 0.0  # log ratio of the last stage's hazard at a quarter's end
    is_foreseen: bool = False  # progress shows some weeks after it was settled
    logged: float = 1.0  # share of acts, of a usual seller
    logging_spread: float = 0.0  # between sellers, of the logit
    logging_drift: float = 0.0  # of the logit, for a seller far short of goal
    responding: float = 1.0  # share of the sellers with whom acts work
    amount: float = 20_000.0  # median
    amount_spread: float = 0.8
    before: int = 52  # weeks lived before history begins, so that pipelines have filled

    def working(self) -> tuple[int, ...]:
        """Numbers of the acts that truly move something."""
        return tuple(number for number, act in enumerate(self.acts) if act.log_ratio)
