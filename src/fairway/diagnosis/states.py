"""Which of the eight states an HIA of a seller is in, and the one sentence and the one action of each. Plain Python.

Status comes from `execution`, the verdict from `evidence`; here they only meet. A goal nobody stated is read against
nobody: who does not execute is asked why, and what helps is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fairway.evidence.conclusions.types import LandingFacts
from fairway.evidence.pilots.types import PilotFacts
from fairway.evidence.pilots.types import State as PilotState
from fairway.evidence.pilots.wording import told_in_words
from fairway.evidence.verdict import PROGRESS, TOO_LONG, Help, Verdict
from fairway.execution.stepping import known_on
from fairway.execution.types import HiaStanding, SellerStanding, Status
from fairway.lib.periods import on_a_weekday
from fairway.web.words import day, first_down, number

BARE_WEEKS = 12  # without any of the nearest objective, from which that is said
ON_TRACK = 0.5  # chance to reach the goal from which a seller is on track


class State(StrEnum):
    """Executing, is the objective moving, and on track: what the three say together."""

    DIAGNOSE = "diagnose"
    QUESTION = "question_the_hia"
    FIX_MEASUREMENT = "fix_measurement"
    RAISE_QUALITY = "raise_quality"
    HOLD = "hold"
    SWAP = "swap_or_tune"
    SCALE = "scale_or_reset"
    SUSTAIN = "sustain_and_share"


# What is to be looked at first where a seller's HIAs are in several states.
PRESSING = (
    State.FIX_MEASUREMENT,
    State.DIAGNOSE,
    State.QUESTION,
    State.RAISE_QUALITY,
    State.SWAP,
    State.SCALE,
    State.SUSTAIN,
    State.HOLD,
)


KNOWN_ONCE_DONE_WELL = "Whether it helps can be told once it is done well."


@dataclass(frozen=True, slots=True)
class Stand:
    """One HIA of one seller as of a day: how it stands, what was concluded about it, and whether the goal is in reach.

    `help` is None where nothing was concluded, `is_on_track` where no goal or no landing is known.
    """

    hia: HiaStanding
    help: Help | None
    is_on_track: bool | None
    on: date
    pilot: PilotFacts | None = None  # that tells of it here, or will

    @property
    def is_unasked(self) -> bool:
        """Whether nothing was concluded, or so little of it is recorded that there was nothing to ask."""
        return self.help is None or self.help.chance is None

    @property
    def is_early(self) -> bool:
        """Whether it has not been done long enough, rather than too seldom."""
        return self.is_unasked or (self.help is not None and self.help.verdict is Verdict.TOO_EARLY)

    @property
    def state(self) -> State:
        return state_of(self.help, self.hia, is_on_track=self.is_on_track)

    @property
    def tells_on(self) -> date | None:
        """The working day from which it can be told whether it helps; None where that is known, too far off or never.

        Before anything could be asked of the records it is the day on which a count can tell.
        """
        if self.is_unasked:
            until_on = known_on(self.hia.starts_on) if self.hia.starts_on else None
        else:
            until_on = self.help.until_on if self.help else None
        return on_a_weekday(until_on) if until_on and self.on < until_on <= self.on + TOO_LONG else None

    @property
    def wants_pilot(self) -> bool:
        """Whether history will not tell in any time one can wait."""
        is_untold = self.help is not None and self.help.verdict is Verdict.CANNOT_TELL
        return self.pilot is None and self.state is State.HOLD and is_untold and self.tells_on is None


@dataclass(frozen=True, slots=True)
class Concluded:
    """What was concluded about one seller: verdicts by metric, and where their period may land."""

    verdicts: Mapping[str, Help] = field(default_factory=dict)
    landing: LandingFacts | None = None
    pilots: Mapping[str, PilotFacts] = field(default_factory=dict)  # by metric, of the whole organisation


def stands_of(standing: SellerStanding, concluded: Concluded, on: date) -> list[Stand]:
    """Every agreed HIA of a seller with what was concluded about it, in the order of their plan."""
    reached = is_on_track(concluded.landing.chance if concluded.landing else None)
    return [
        Stand(hia, concluded.verdicts.get(hia.metric_key), reached, on, concluded.pilots.get(hia.metric_key))
        for hia in standing.hias
        if not hia.is_draft
    ]


def most_pressing(stands: Sequence[Stand]) -> list[Stand]:
    """Those in the state to look at first; empty without any."""
    first = min((PRESSING.index(stand.state) for stand in stands), default=None)
    return [stand for stand in stands if PRESSING.index(stand.state) == first]


def state_of(help_: Help | None, hia: HiaStanding | None, *, is_on_track: bool | None = None) -> State:
    """Which of the eight states it is. What nobody can know yet is held, and so is what is paused."""
    status = hia.status if hia else None
    if status is Status.CHECK_DATA:
        return State.FIX_MEASUREMENT
    if status is Status.BEHIND:
        return State.QUESTION if is_on_track else State.DIAGNOSE
    if status in {Status.AWAY, Status.NO_PLAN}:
        return State.HOLD
    verdict = help_.verdict if help_ else None
    is_reached = verdict is Verdict.HELPING and is_on_track is not False
    if hia is not None and hia.is_quality_low and not is_reached:
        return State.RAISE_QUALITY
    if verdict is Verdict.HELPING:
        return State.SUSTAIN if is_reached else State.SCALE
    return State.SWAP if verdict is Verdict.NOT_HELPING else State.HOLD


def is_on_track(chance: float | None) -> bool | None:
    """Whether a chance to reach the goal is enough; None where there is none."""
    return None if chance is None else chance >= ON_TRACK


@dataclass(frozen=True, slots=True)
class Said:
    """What a state says: a sentence that says keep, change or wait and why; what follows; the one thing to do."""

    first: str
    more: str
    action: str


def said_of(stand: Stand, whose: str, it: str = "it") -> Said:
    """A state in words for somebody (`your`, `Marcus’s`), with the HIA called `it` or by its name."""
    return SAYING[stand.state](stand, whose, it)


def _diagnose(stand: Stand, whose: str, it: str) -> Said:
    return Said(f"Wait before changing anything where {it} fell short: why comes first.", "", "Ask why")


def _question(stand: Stand, whose: str, it: str) -> Said:
    return Said(
        f"A change may be due where {it} fell short: the goal is in reach all the same, so ask if it is the right one.",
        "It may be the wrong activity here, or luck.",
        "Ask whether it is the right activity",
    )


def _fix(stand: Stand, whose: str, it: str) -> Said:
    return Said(f"Wait: records of {it} may be missing, so match them before anything is said.", "", "Match records")


def _raise(stand: Stand, whose: str, it: str) -> Said:
    figure = stand.hia.quality
    is_known = stand.help is not None and stand.help.verdict is Verdict.HELPING
    met = f"{number(figure.good)} of the last {number(figure.of)}" if figure else "few of the last"
    return Said(
        f"Change how {it} is done, not how often: {met} met its rule for quality.",
        f"With colleagues more of this came before {_moves(stand, 'their')}." if is_known else KNOWN_ONCE_DONE_WELL,
        "Watch one together and agree on what good looks like",
    )


def _hold(stand: Stand, whose: str, it: str) -> Said:
    waits = "Wait" if it == "it" else f"Wait with {it}"
    keeps = "Keep it as agreed" if it == "it" else f"Keep {it} as agreed"
    tells_on, told = stand.tells_on, stand.help
    if stand.hia.status is Status.AWAY:
        return Said(f"{waits}: it is paused while {whose} days off last.", "", "Hold")
    if tells_on:
        why = "too early to tell" if stand.is_early else "too little is recorded to tell yet"
        return Said(f"{waits}: {why}.", f"By {day(tells_on)} we can.", f"Hold until {day(tells_on)}")
    if told is None:
        return Said(f"{waits}: nothing has been worked out yet.", "It is each night, from deals and acts.", "Hold")
    if told.until_on and told.until_on <= stand.on:
        return Said(f"{waits}: it can be told now and is worked out tonight.", "", "Hold")
    return Said(f"{keeps}: {_why_untold(stand, whose)}.", *_of_pilot(stand))


def _why_untold(stand: Stand, whose: str) -> str:
    """Why the past does not tell what an HIA does for one seller, whatever it tells of the group."""
    told = stand.help
    does = f"what it does on {whose} deals" if _on_deals(stand) else "whether it brings new deals"
    if told and told.until_on:
        return f"at this volume it takes until {told.until_on:%B %Y} to tell {does}"
    if stand.is_unasked:
        return f"too little of it is recorded to tell {does}"
    if told and told.may_be_luck:
        deals = "deals" if _on_deals(stand) else "new deals"
        return f"it goes with {deals} that were doing well anyway, so the past cannot tell {does}"
    return f"at this volume the past will not tell in time {does}"


def _of_pilot(stand: Stand) -> tuple[str, str]:
    """What a pilot says or could say where the past is silent, and what to do until then."""
    pilot = stand.pilot
    if pilot is None:
        sooner = " sooner" if stand.help and stand.help.until_on else ""
        return f"A pilot could tell{sooner}.", "Keep it as agreed"
    is_to_tell = pilot.state is PilotState.RUNNING and stand.on <= pilot.ends_on
    return told_in_words(pilot, stand.on), f"Hold until {day(pilot.ends_on)}" if is_to_tell else "Keep it as agreed"


def _swap(stand: Stand, whose: str, it: str) -> Said:
    moves = f"moves {whose} deals" if _on_deals(stand) else "brings more new deals"
    return Said(
        f"Change {it}: there is no sign that more of this {moves}.",
        "Another way of doing it or another activity is chosen together.",
        "Choose again in the studio",
    )


def _scale(stand: Stand, whose: str, it: str) -> Said:
    return Said(
        f"Keep {it}: {_came_before(stand, whose)}.",
        f"How much is uncertain. The goal is unlikely all the same.{_bare(stand)}",
        "Do more of it, or look at goal and territory",
    )


def _sustain(stand: Stand, whose: str, it: str) -> Said:
    return Said(
        f"Keep {it}: {_came_before(stand, whose)}.",
        f"How much is uncertain.{_bare(stand)}",
        "Pair with a colleague who needs it",
    )


def _came_before(stand: Stand, whose: str) -> str:
    """What more of it came before; with colleagues where the seller's own records do not show it themselves."""
    if _on_deals(stand) and stand.help and not stand.help.is_own:
        return f"with colleagues more of this came before faster progress; {whose} own deals alone do not show it"
    return f"more of this came before {_moves(stand, whose)}"


def _bare(stand: Stand) -> str:
    """That nothing of the nearest objective is on record, where that is so: a verdict on deals does not see it."""
    figure = stand.hia.objective
    if figure is None or figure.stands or len(figure.weeks) < BARE_WEEKS or any(figure.weeks[-BARE_WEEKS:]):
        return ""
    return f" Yet no “{first_down(figure.name)}” is on record in {BARE_WEEKS} weeks: ask about that first."


def _moves(stand: Stand, whose: str) -> str:
    return f"faster progress on {whose} deals" if _on_deals(stand) else "more new deals"


def _on_deals(stand: Stand) -> bool:
    return stand.help is None or stand.help.objective in {PROGRESS, ""}


SAYING: Mapping[State, Callable[[Stand, str, str], Said]] = {
    State.DIAGNOSE: _diagnose,
    State.QUESTION: _question,
    State.FIX_MEASUREMENT: _fix,
    State.RAISE_QUALITY: _raise,
    State.HOLD: _hold,
    State.SWAP: _swap,
    State.SCALE: _scale,
    State.SUSTAIN: _sustain,
}
