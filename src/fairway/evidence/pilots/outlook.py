"""What a pilot somebody wants could see, worked out before anything is drawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from fairway.evidence.pilots.detecting import Needed, detectable, needed
from fairway.evidence.pilots.spreads import spread_of
from fairway.evidence.pilots.types import Drawn, Numbers, Refused, Said, Whole, Wish

WORKED = 0.4  # of a full-time week: less says little of a usual one


@dataclass(frozen=True, slots=True)
class Past:
    """Weeks before the start: `done` and `worked` (sellers, weeks) of the outcome, and each one's team."""

    done: Numbers
    worked: Numbers
    teams: Whole

    @property
    def weekly(self) -> Numbers:
        """By full-time week; not a number in weeks hardly worked."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(self.worked >= WORKED, self.done / self.worked, np.nan), dtype=float)

    @property
    def levels(self) -> Numbers:
        """Of each seller over all weeks; 0 for whoever worked in none."""
        time = self.worked.sum(axis=1)
        return np.asarray(np.divide(self.done.sum(axis=1), time, out=np.zeros(len(time)), where=time > 0), dtype=float)


@dataclass(frozen=True, slots=True)
class Outlook:
    """`is_enough` where it would see a change worth having; else `needed` says what it would take."""

    said: Said
    is_enough: bool
    needed: Needed | None = None


def outlook_of(wish: Wish, past: Past) -> Outlook:
    """What that pilot could see. Refused where the past says too little or nothing of the outcome is recorded."""
    spread = spread_of(past.weekly, past.teams)
    if spread.level <= 0:
        raise Refused("Nothing of it is recorded in the past weeks: a change could not be told from a better record.")
    sizes = sizes_of(wish.design.drawn, past.teams)
    found = detectable(wish.design, spread, sizes)
    said = Said(spread.level, found.change, len(past.teams), len(set(past.teams.tolist())))
    worth = wish.worth * spread.level
    if found.change <= worth:
        return Outlook(said, is_enough=True)
    return Outlook(said, is_enough=False, needed=needed(wish.design, spread, sizes, worth))


def sizes_of(drawn: Drawn, teams: Collection[int] | Whole) -> Sequence[int]:
    """How many sellers each unit that is drawn has."""
    return np.unique(np.asarray(teams), return_counts=True)[1].tolist() if drawn is Drawn.TEAMS else [1] * len(teams)
