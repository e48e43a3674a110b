"""Where a seller stands on an activity and where others of the role stand, per full-time week."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairway.studio.types import Headroom

FEWEST_PEERS = 3
NOBODY = 0.15  # room to give what nobody in the role does: perhaps for a reason
CEILING = 0.95  # of what the best quarter reaches


@dataclass(frozen=True, slots=True)
class Level:
    """Weekly means over recent closed weeks. `peer_weeks` holds the others' weeks, one tuple a seller."""

    usual: float | None = None
    peers_middle: float | None = None
    peers_top: float | None = None
    peer_weeks: tuple[tuple[float, ...], ...] = ()

    @property
    def room(self) -> float | None:
        """Share of the way to the best quarter that is left, 0 to 1."""
        if self.usual is None or self.peers_top is None:
            return None
        if self.peers_top <= 0:
            return NOBODY
        return max(0.0, min(1.0, 1 - self.usual / self.peers_top))


def level_of(own: Sequence[float], others: Sequence[Sequence[float]], *, recent: int) -> Level:
    """From the weeks of the seller and of each other seller, oldest first; weeks hardly worked are left out before.

    Levels are of the newest `recent` weeks, how often a number is reached of all of them.
    """
    own = own[-recent:]
    peers = tuple(tuple(weeks) for weeks in others if weeks)
    means = [sum(weeks[-recent:]) / len(weeks[-recent:]) for weeks in peers]
    usual = sum(own) / len(own) if own else None
    if len(means) < FEWEST_PEERS:
        return Level(usual, None, None, peers)
    middle, top = (float(value) for value in np.quantile(means, (0.5, 0.75)))
    return Level(usual, middle, top, peers)


def headroom_of(level: Level) -> Headroom:
    """What is left to the others, in a sentence."""
    count = len(level.peer_weeks)
    usual, middle, top = level.usual, level.peers_middle, level.peers_top
    if usual is None or middle is None or top is None:
        now = "" if usual is None else f"{usual:.1f} a week now. "
        return Headroom(usual, middle, top, count, False, f"{now}Too few others to say what is usual.")
    is_at_ceiling = top > 0 and usual >= CEILING * top
    told = f"{usual:.1f} a week now; others do {middle:.1f}, the best quarter {top:.1f}."
    if top <= 0:
        told = "Nobody comparable does it yet."
    return Headroom(usual, middle, top, count, is_at_ceiling, f"Already at the top: {told}" if is_at_ceiling else told)
