"""Which metrics the first step sorts: this organisation's own first, the catalogue's where those are too few.

Only names that the sorter and the definition class alike, so that the reason told is the reason that holds.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from fairway.metrics.classing import Verdict, classify
from fairway.metrics.types import Definition, MetricClass
from fairway.studio.asking_back import question_about

DRAWN = {MetricClass.ACTIVITY: 3, MetricClass.OBJECTIVE: 3, MetricClass.RESULT: 2}
SURE, LIKELY = 0.84, 0.6  # a name of the organisation's own may be less exact than one chosen from a hundred
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """One metric to sort, and what the sorter says of its name."""

    key: str
    name: str
    is_own: bool
    verdict: Verdict


def drawn(
    definitions: Mapping[str, Definition], own_keys: Collection[str], seed: int, *, kept: Collection[str] = ()
) -> list[Drawn]:
    """Six to eight metrics to sort, the same ones for the same person. `kept` were sorted before and stay."""
    ordered = sorted(
        (one for one in definitions.values() if not one.is_retired or one.key in kept),
        key=lambda one: _lot(one.key, seed),
    )
    found: list[Drawn] = []
    for metric_class, many in DRAWN.items():
        of_class = (one for one in ordered if one.metric_class is metric_class)
        found += _different([made for one in of_class if (made := _drawn(one, own_keys))], kept)[:many]
    return sorted(found, key=lambda one: _lot(f"{one.key} shown", seed))


def _lot(word: str, seed: int) -> int:
    return crc32(f"{seed} {word}".encode())


@lru_cache(maxsize=1024)  # the same hundred names for everybody
def _sorted(name: str) -> tuple[Verdict, bool]:
    """What the sorter says of a name, and whether it would ask back."""
    verdict = classify(name, "")
    return verdict, question_about(name, verdict) is not None


def _drawn(definition: Definition, own_keys: Collection[str]) -> Drawn | None:
    """The metric with its verdict, if its name alone says what it is."""
    is_own = definition.key in own_keys
    verdict, is_open = _sorted(definition.name)
    is_clear = not is_open and verdict.confidence >= (LIKELY if is_own else SURE)
    if not is_clear or verdict.metric_class is not definition.metric_class or len(definition.name) > LONGEST:
        return None
    return Drawn(definition.key, definition.name, is_own, verdict)


def _different(found: Iterable[Drawn], kept: Collection[str]) -> list[Drawn]:
    """Those sorted before, then one for each reason, then the others: eight reasons teach more than one eight times."""
    listed = list(found)
    first: dict[tuple[bool, str], Drawn] = {}
    for one in listed:
        first.setdefault((one.is_own, one.verdict.why), one)
    fresh = list(first.values())
    return sorted(listed, key=lambda one: (one.key not in kept, not one.is_own, one not in fresh))
