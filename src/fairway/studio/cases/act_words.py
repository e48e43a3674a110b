"""Whether the words of a candidate are those of an act one may choose, as written cases taught.

Each thing a text names (`concepts_of`, the same in every language) has a weight: positive where one of a case's best or
acceptable candidates named it, negative where what could not be chosen did. The weights stand in `act_words.yaml`,
worked out by `python -m bench.suggesting --write` (logistic regression).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

from fairway.lib.yaml_files import read_yaml
from fairway.studio.cases.mentions import spoken_of
from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.concepts import concepts_of

FILE = Path(__file__).with_name("act_words.yaml")


@dataclass(frozen=True, slots=True)
class ActWords:
    """Log odds: `base` of a text that names nothing known, and of each thing named; they share one by their number."""

    base: float
    weights: Mapping[str, float]


def things_named(candidate: CandidateFacts) -> frozenset[str]:
    """What a candidate's key, name and text name."""
    return concepts_of(f"{spoken_of(candidate)} {candidate.text}")


def act_likelihood(things: Collection[str], taught: ActWords) -> float:
    """Log odds that what names those things is an act that can be chosen: above zero more likely than not."""
    known = [taught.weights[name] for name in things if name in taught.weights]
    return taught.base + sum(known) / sqrt(max(len(known), 1))


@lru_cache(maxsize=1)
def act_words() -> ActWords:
    raw = read_yaml(FILE)
    return ActWords(float(raw["base"]), {str(name): float(weight) for name, weight in raw["weights"].items()})
