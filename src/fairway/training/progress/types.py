"""How far somebody is, as other modules read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fairway.training.curriculum.types import Module, Part

SHORTEST_SEED, LONGEST_SEED = 1, 2**31


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person has done of every module: by module, by part, when."""

    done: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)

    def has(self, module: str, part: str) -> bool:
        return part in self.done.get(module, {})

    def done_of(self, module: Module) -> int:
        """How many parts of it are done, as it is now."""
        return sum(self.has(module.key, part.key) for part in module.parts)

    def is_done(self, module: Module) -> bool:
        return self.done_of(module) == len(module.parts)

    def is_begun(self, module: Module) -> bool:
        return self.done_of(module) > 0

    def next_part(self, module: Module) -> Part | None:
        """The first that is not done; None once all are."""
        return next((part for part in module.parts if not self.has(module.key, part.key)), None)

    def open_after(self, module: Module, key: str) -> Part | None:
        """Where to go on after a part: the first behind it that is not done, else the first before it; None once all
        others are.
        """
        keys = [part.key for part in module.parts]
        place = keys.index(key) + 1
        order = [*module.parts[place:], *module.parts[: place - 1]]
        return next((part for part in order if not self.has(module.key, part.key)), None)


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that is over."""

    key: int
    level: int
    score: float
    is_passed: bool
    ended_at: datetime


class Moved(Exception):
    """An answer to something that is not asked any more: another window, a second press."""
