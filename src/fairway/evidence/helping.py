"""Is it helping this seller? A verdict for each HIA in force, on the nearest objective, leaned on everybody alike.

Nothing is said of money here. A verdict needs the weeks the activity takes to show, and records enough; without them it
says until when one has to wait, or that it will never be known at this volume.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from fairway.evidence.composing import DOSE, Flow, rates
from fairway.evidence.creation import CreationFit, fitted_creation
from fairway.evidence.grading import LEADS_COME_ANYWAY, LEANS, LONGEST, STRONG_INSTRUMENT
from fairway.evidence.panel import Panel, panel_of
from fairway.evidence.picturing import of_accounts, of_deals
from fairway.evidence.progress import Estimates, ProgressFit, fitted
from fairway.evidence.responding import (
    SIZES_ON_ACCOUNTS,
    Response,
    differ,
    helps_at_all,
    needed_for,
    own_records,
    responses,
)
from fairway.evidence.types import FEW_WEEKS, LEVEL_Z, Past, Picture, Span
from fairway.evidence.verdict import CREATION, HELPS, PROGRESS, Help, Verdict
from fairway.evidence.weighing import weighed

DOES_NOT = 0.15  # chance up to which it is said that it does not help
WORTH = 0.2  # log ratio for one act: where everybody may still have more, nobody is told that it does not help
UNLIKE_FROM = 3.0  # z of how unlike sellers are, from which it is said
WEEKS_TO_COUNT = 4  # beyond the lag, until what an HIA has brought can be counted


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one candidate with each seller of a group. `lag_weeks` are first and last after an act."""

    objective: str
    responses: Sequence[Response]
    lag_weeks: tuple[int, int]
    most: float  # log ratio of everybody that is still possible
    is_borne_out: bool  # by what luck cannot move; else it may be that alone, and only a pilot could tell
    differs: bool
    picture: Picture


@dataclass(frozen=True)
class Peers:
    """A group whose members lean on each other. Everything is worked out once for all of them."""

    past: Past

    @cached_property
    def panel(self) -> Panel:
        return panel_of(self.past)

    @cached_property
    def _own(self) -> list[int]:
        """Sellers' own acts: what customers do upon one carries a part of its effect and is not held beside it."""
        return [number for number, is_own in enumerate(self.past.is_own) if is_own]

    @cached_property
    def progress(self) -> ProgressFit | None:
        return fitted(self.panel, self.panel.moved, self._own)

    @cached_property
    def creation(self) -> CreationFit | None:
        return fitted_creation(self.past, self._own)

    @cached_property
    def effects(self) -> Estimates | None:
        return weighed(self.progress.compared, self.progress.instrumented) if self.progress else None

    @cached_property
    def flow(self) -> Flow:
        return Flow(self.panel, self.progress, self.creation, {}, {})

    @cached_property
    def _told(self) -> "dict[int, Told | None]":
        return {}

    def told(self, candidate: int) -> "Told | None":
        """What is known of a candidate with each seller; None where too little of it is recorded to ask anything."""
        if candidate not in self._told:
            first, second = self._on_deals(candidate), self._on_accounts(candidate)
            self._told[candidate] = (first or second) if self._is_done_on_deals(candidate) else (second or first)
        return self._told[candidate]

    def _is_done_on_deals(self, candidate: int) -> bool:
        """Whether more of it is done on deals than on accounts that have none."""
        own = self.past.acts.deal[self.past.acts.candidate == candidate]
        return bool((own != -1).sum() >= (own == -1).sum())

    def _on_deals(self, candidate: int) -> "Told | None":
        fit, effects = self.progress, self.effects
        if fit is None or effects is None or candidate not in fit.candidates:
            return None
        place = fit.candidates.index(candidate)
        own = own_records(self.panel, fit, place)
        middle, error = float(effects.effects[place]), float(effects.errors()[place])
        seen = float(fit.compared.effects[place])
        return Told(
            objective=PROGRESS,
            responses=responses(own, seen - middle, middle, error),
            lag_weeks=(fit.shapes[place].first, fit.shapes[place].last),
            most=middle + LEVEL_Z * error,
            is_borne_out=_is_borne_out(fit, place),
            differs=differ(own, seen) > UNLIKE_FROM,
            picture=of_deals(self.panel, fit, effects, place),
        )

    def _on_accounts(self, candidate: int) -> "Told | None":
        fit = self.creation
        if fit is None or candidate not in fit.candidates:
            return None
        place = fit.candidates.index(candidate)
        middle, error = float(fit.effects.effects[place]), float(fit.effects.errors()[place])
        alike = Response(helps_at_all(middle, error, SIZES_ON_ACCOUNTS), middle, error, needed_for(middle, error))
        return Told(
            objective=CREATION,
            responses=[alike] * self.past.sellers,
            lag_weeks=(fit.shapes[place].first, fit.shapes[place].last),
            most=middle + LEVEL_Z * error,
            is_borne_out=float(fit.on_leads.effects[place]) <= LEADS_COME_ANYWAY * float(fit.on_leads.errors()[place]),
            differs=False,
            picture=of_accounts(self.past, fit, place),
        )

    def share_for_one_more(self, candidate: int, objective: str, effect: float) -> float:
        """Share by which the objective comes more often for one more of it a week."""
        often = float(rates(self.panel, [candidate])[0]) * DOSE
        where = "deal" if objective == PROGRESS else "account"
        return self.flow.nearest(candidate, where, effect) / often if often > 0 else 0.0


def _is_borne_out(fit: ProgressFit, place: int) -> bool:
    """Whether owners' busy weeks point the same way, as a suggestive finding asks."""
    z = float(fit.instrumented.effects[place]) / float(fit.instrumented.errors()[place])
    return float(fit.strength[place]) >= STRONG_INSTRUMENT and z > LEANS


def helps(peers: Peers, seller: int, since: Mapping[str, date], as_of_on: date) -> list[Help]:
    """A verdict on each of a seller's metrics, by the day each has been in force since."""
    return [_help(peers, seller, metric, starts_on, as_of_on) for metric, starts_on in since.items()]


def _help(peers: Peers, seller: int, metric: str, starts_on: date, as_of_on: date) -> Help:
    keys = peers.past.candidates
    found = peers.told(keys.index(metric)) if metric in keys else None
    if found is None:
        return unknown(metric)
    response = found.responses[seller]
    known_on = starts_on + timedelta(days=7 * (found.lag_weeks[1] + WEEKS_TO_COUNT))
    verdict, until_on = _verdict(peers, found, response, known_on, as_of_on)
    effect = Span(*(
        peers.share_for_one_more(keys.index(metric), found.objective, response.mean + way * LEVEL_Z * response.error)
        for way in (0, -1, 1)
    ))  # fmt: skip
    return Help(
        metric=metric,
        objective=found.objective,
        verdict=verdict,
        until_on=until_on,
        chance=response.chance,
        effect=effect,
        pooled_with=peers.past.sellers - 1,
        differs=found.differs,
        is_own=response.is_own,
        picture=found.picture,
    )


def unknown(metric: str) -> Help:
    """Of a metric nobody's records say anything of."""
    return Help(metric, "", Verdict.CANNOT_TELL, None, None, None, 0)


def _verdict(
    peers: Peers, found: Told, response: Response, known_on: date, as_of_on: date
) -> tuple[Verdict, date | None]:
    if as_of_on < known_on:
        return Verdict.TOO_EARLY, known_on
    if peers.past.is_few:
        return Verdict.CANNOT_TELL, _in_weeks(as_of_on, FEW_WEEKS)
    if response.chance >= HELPS and not found.is_borne_out:
        return Verdict.CANNOT_TELL, None
    if response.chance >= HELPS:
        return Verdict.HELPING, None
    if response.chance <= DOES_NOT and found.most <= WORTH:
        return Verdict.NOT_HELPING, None
    more = peers.past.weeks * (response.needed - 1.0)
    return Verdict.CANNOT_TELL, _in_weeks(as_of_on, int(np.ceil(more))) if more <= LONGEST else None


def _in_weeks(day: date, weeks: int) -> date:
    return day + timedelta(days=7 * max(weeks, 1))
