"""Is it helping this seller? A verdict for each HIA in force, on the nearest objective, leaned on everybody alike.

Nothing is said of money here. A verdict needs the weeks the activity takes to show, and records enough; without them it
says until when one has to wait, or that it will never be known at this volume.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

import numpy as np

from fairway.evidence.composing import DOSE, Flow, rates
from fairway.evidence.creation import CreationFit, fitted_creation
from fairway.evidence.grading import LONGEST
from fairway.evidence.panel import Panel, panel_of
from fairway.evidence.progress import Estimates, ProgressFit, fitted
from fairway.evidence.responding import Response, helps_at_all, needed_for, own_records, responses
from fairway.evidence.types import FEW_WEEKS, LEVEL_Z, Past, Span
from fairway.evidence.weighing import weighed

HELPS, DOES_NOT = 0.8, 0.15  # chances from which, and up to which, it is said
WEEKS_TO_COUNT = 4  # beyond the lag, until what an HIA has brought can be counted
PROGRESS, CREATION = "stage_progress", "new_deals"


class Verdict(StrEnum):
    HELPING = "helping"
    NOT_HELPING = "not_helping"
    TOO_EARLY = "too_early"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Help:
    """What is known of one HIA of one seller. `until_on` is when it can be known; None with `CANNOT_TELL` is never."""

    metric: str
    objective: str
    verdict: Verdict
    until_on: date | None
    chance: float | None
    effect: Span | None  # share by which the objective comes more often, for one more a week
    pooled_with: int


@dataclass(frozen=True)
class Peers:
    """A group whose members lean on each other. Everything is worked out once for all of them."""

    past: Past

    @cached_property
    def panel(self) -> Panel:
        return panel_of(self.past)

    @cached_property
    def progress(self) -> ProgressFit | None:
        return fitted(self.panel, self.panel.moved, range(len(self.past.candidates)))

    @cached_property
    def creation(self) -> CreationFit | None:
        return fitted_creation(self.past, range(len(self.past.candidates)))

    @cached_property
    def effects(self) -> Estimates | None:
        return weighed(self.progress.compared, self.progress.instrumented) if self.progress else None

    @cached_property
    def flow(self) -> Flow:
        return Flow(self.panel, self.progress, self.creation, {}, {})

    def responses(self, candidate: int) -> tuple[str, Sequence[Response], tuple[int, int]] | None:
        """The nearest objective, each seller's response, and the weeks it takes; None where nothing is recorded."""
        fit, effects = self.progress, self.effects
        if fit and effects and candidate in fit.candidates:
            place = fit.candidates.index(candidate)
            own = own_records(self.panel, fit, place)
            middle, error = float(effects.effects[place]), float(effects.errors()[place])
            luck = float(fit.compared.effects[place]) - middle
            shape = fit.shapes[place]
            return PROGRESS, responses(own, luck, middle, error), (shape.first, shape.last)
        if self.creation and candidate in self.creation.candidates:
            place = self.creation.candidates.index(candidate)
            middle, error = (
                float(self.creation.effects.effects[place]),
                float(self.creation.effects.errors()[place]),
            )
            alike = Response(helps_at_all(middle, error), middle, error, needed_for(middle, error))
            shape = self.creation.shapes[place]
            return CREATION, [alike] * self.past.sellers, (shape.first, shape.last)
        return None

    def share_for_one_more(self, candidate: int, objective: str, effect: float) -> float:
        """Share by which the objective comes more often for one more of it a week."""
        often = float(rates(self.panel, [candidate])[0]) * DOSE
        where = "deal" if objective == PROGRESS else "account"
        return self.flow.nearest(candidate, where, effect) / often if often > 0 else 0.0


def helps(peers: Peers, seller: int, since: Mapping[str, date], as_of_on: date) -> list[Help]:
    """A verdict on each of a seller's metrics, by the day each has been in force since."""
    return [_help(peers, seller, metric, starts_on, as_of_on) for metric, starts_on in since.items()]


def _help(peers: Peers, seller: int, metric: str, starts_on: date, as_of_on: date) -> Help:
    keys = peers.past.candidates
    found = peers.responses(keys.index(metric)) if metric in keys else None
    if found is None:
        return Help(metric, "", Verdict.CANNOT_TELL, None, None, None, 0)
    objective, everybody, lag = found
    response = everybody[seller]
    known_on = starts_on + timedelta(days=7 * (lag[1] + WEEKS_TO_COUNT))
    verdict, until_on = _verdict(peers, response, known_on, as_of_on)
    effect = Span(*(
        peers.share_for_one_more(keys.index(metric), objective, response.mean + way * LEVEL_Z * response.error)
        for way in (0, -1, 1)
    ))  # fmt: skip
    return Help(metric, objective, verdict, until_on, response.chance, effect, len(everybody) - 1)


def _verdict(peers: Peers, response: Response, known_on: date, as_of_on: date) -> tuple[Verdict, date | None]:
    if as_of_on < known_on:
        return Verdict.TOO_EARLY, known_on
    if peers.past.is_few:
        return Verdict.CANNOT_TELL, _in_weeks(as_of_on, FEW_WEEKS)
    if response.chance >= HELPS:
        return Verdict.HELPING, None
    if response.chance <= DOES_NOT:
        return Verdict.NOT_HELPING, None
    more = peers.past.weeks * (response.needed - 1.0)
    return Verdict.CANNOT_TELL, _in_weeks(as_of_on, int(np.ceil(more))) if more <= LONGEST else None


def _in_weeks(day: date, weeks: int) -> date:
    return day + timedelta(days=7 * max(weeks, 1))
