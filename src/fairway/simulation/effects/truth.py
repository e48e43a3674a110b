"""What is true of a setting: how much more is won where everybody does more of one act, all else being as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from fairway.simulation.effects.running import history_of
from fairway.simulation.effects.settings import Setting

DOSE = 1.25
WARM_UP = 26  # weeks after which what is done more has reached the end of the funnel


@dataclass(frozen=True, slots=True)
class TrueEffect:
    """Expected bookings per seller and week: with the act as it is, and for one act more a seller and week.

    `per_act` is the slope from today's rate to `DOSE` times that; `error` the standard error of the simulation.
    """

    bookings: float
    rate: float  # acts per seller and week
    per_act: float
    error: float


def true_effects(setting: Setting, *, sellers: int = 1500, lives: int = 2) -> Mapping[int, TrueEffect]:
    """The effect of every act that works, by its number; of the others it is nought. Lived over with many sellers."""
    found: dict[int, TrueEffect] = {}
    larger = replace(setting, sellers=sellers, weeks=WARM_UP + 78)
    many = [replace(larger, seed=setting.seed * 31 + life) for life in range(lives)]
    base = [history_of(one) for one in many]
    for number in setting.working():
        lifted = [history_of(one, more=(number, DOSE)) for one in many]
        gained = [(a.expected - b.expected)[:, WARM_UP:].mean(axis=1) for a, b in zip(lifted, base, strict=True)]
        gain = np.concatenate(gained)
        rate = float(np.mean([(life.acts.kind == number).sum() / life.presence.size for life in base]))
        step = rate * (DOSE - 1)
        found[number] = TrueEffect(
            bookings=float(np.mean([life.expected[:, WARM_UP:].mean() for life in base])),
            rate=rate,
            per_act=float(gain.mean()) / step,
            error=float(gain.std(ddof=1) / np.sqrt(len(gain))) / step,
        )
    return found
