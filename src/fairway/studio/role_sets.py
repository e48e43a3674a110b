"""What a role begins with: `role_sets.yaml`, read once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from fairway.lib.yaml_files import read_yaml
from fairway.studio.cases.quantities import folded
from fairway.studio.treasure_map import SHORT

FILE = Path(__file__).with_name("role_sets.yaml")
EXECUTIVE = "account_executive"


@dataclass(frozen=True, slots=True)
class Act:
    metric_key: str
    target: Decimal  # a week, for somebody of whom nothing can be worked out
    quality: str


@dataclass(frozen=True, slots=True)
class RoleSet:
    """What a role begins with."""

    key: str
    name: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class PlainExecutive:
    """A title that says nothing of whose deals they are: which set, by how long their own deals take."""

    words: tuple[str, ...]
    shorter: str
    longer: str
    longer_from_days: int
    fewest_wins: int  # in a year, before their own deals say anything

    def is_named_in(self, role: str) -> bool:
        """Whether the role names one of the titles, by the words themselves: of a title nothing else is meant, while
        in the treasure map a vice president is an executive too.
        """
        spoken = re.findall(r"[a-z0-9]+", folded(role))
        return any(_stand_in(title.split(), spoken) for title in self.words)


def _stand_in(stems: Sequence[str], spoken: Sequence[str]) -> bool:
    """Whether words that begin with the stems follow each other; `*stem` may stand inside one, short ones are whole."""
    place = 0
    for stem in stems:
        near = [at for at in range(place, len(spoken)) if _is_met(stem, spoken[at])]
        if not near:
            return False
        place = near[0] + 1
    return True


def _is_met(stem: str, word: str) -> bool:
    if stem.startswith("*"):
        return stem[1:] in word
    return word == stem if len(stem) <= SHORT else word.startswith(stem)


@lru_cache(maxsize=1)
def role_sets() -> Mapping[str, RoleSet]:
    """By the role keys of the treasure map."""
    return {
        key: RoleSet(
            key,
            entry["name"],
            tuple(Act(act["metric"], Decimal(act["target"]), act["quality"]) for act in entry["acts"]),
        )
        for key, entry in read_yaml(FILE).items()
        if "acts" in entry
    }


@lru_cache(maxsize=1)
def plain_executive() -> PlainExecutive:
    entry = read_yaml(FILE)[EXECUTIVE]
    return PlainExecutive(
        words=tuple(entry["words"]),
        shorter=entry["shorter"],
        longer=entry["longer"],
        longer_from_days=entry["longer_from_days"],
        fewest_wins=entry["fewest_wins"],
    )
