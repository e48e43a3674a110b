"""Whether the words of a candidate are those of an act one may choose, as written cases taught.

Each thing a text names (`concepts_of`, the same in every language) has a weight: positive where one of a case's best or
acceptable candidates named it, negative where what could not be chosen did. The weights stand in `act_words.yaml`,
worked out by `python -m bench.suggesting --write` (logistic regression).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

import yaml

from fairway.studio.concepts import concepts_of

FILE = Path(__file__).with_name("act_words.yaml")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class ActWords:
    """Log odds: `base` of a text that names nothing known, and of each thing named; they share one by their number."""

    base: float
    weights: Mapping[str, float]


def act_likelihood(text: str, taught: ActWords | None = None) -> float:
    """Log odds that a text is of an act that can be chosen: above zero more likely than not."""
    taught = taught or act_words()
    known = [taught.weights[name] for name in concepts_of(text) if name in taught.weights]
    return taught.base + sum(known) / sqrt(max(len(known), 1))


@lru_cache(maxsize=1)
def act_words() -> ActWords:
    raw = yaml.load(FILE.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  (a safe one)
    return ActWords(float(raw["base"]), {str(name): float(weight) for name, weight in raw["weights"].items()})
