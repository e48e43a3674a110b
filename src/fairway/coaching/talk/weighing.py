"""Focuses by learned weights: each turn's cues vote, and neighbouring turns pull on each other.

A linear chain: the votes for every focus of a turn are sums of what stands in `weights/`; what one turn was about makes
some things likelier for the next, differently after a question. Each turn gets the focus that is likeliest given all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path

from fairway.coaching.talk.cues import Cues
from fairway.coaching.talk.grammar import ends_asking
from fairway.coaching.talk.types import FOCUSES, Focus, Heard
from fairway.lib.yaml_files import read_yaml

FOLDER = Path(__file__).with_name("weights")
WORDS, OTHERS = FOLDER / "words.yaml", FOLDER / "cues.yaml"
AFTER = "after"  # what stands in OTHERS between neighbours, by how they follow each other
CERTAIN = 50.0  # added to a focus that a rule settles
FOLLOWINGS = ("same speaker", "manager, told", "manager, asked", "seller, told", "seller, asked")
Scores = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each cue, and between neighbours by how they follow each other; each a vote for every focus in FOCUSES."""

    cues: Mapping[str, Scores]
    after: Mapping[str, tuple[Scores, ...]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The likeliest focus of a turn, and the votes of its own cues and of its neighbours."""

    focus: Focus
    own: Scores
    likelihoods: Scores


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The committed ones: of each cue, and of neighbours after each focus, votes in the order of FOCUSES."""
    cues = {
        f"{kind}:{name}": votes
        for file in (WORDS, OTHERS)
        for kind, block in read_yaml(file).items()
        if kind != AFTER
        for name, votes in _rows(block)
    }
    after = {name: dict(_rows(block)) for name, block in read_yaml(OTHERS)[AFTER].items()}
    return Weights(cues, {name: tuple(rows[focus] for focus in FOCUSES) for name, rows in after.items()})


def _rows(block: str) -> Iterator[tuple[str, Scores]]:
    """(name, votes) of "name = 0.1 0 -0.2 0 0 0; ..."."""
    for row in block.replace("\n", " ").split(";"):
        name, sign, votes = row.strip().rpartition(" = ")
        if sign:
            yield name, tuple(map(float, votes.split()))


def following(before: Heard, turn: Heard) -> str:
    """How a turn follows the one before, by name."""
    if before.speaker == turn.speaker:
        return FOLLOWINGS[0]
    return f"{turn.speaker}, {'asked' if ends_asking(before) else 'told'}"


def votes(cues: Cues, known: Weights) -> list[float]:
    """What a turn's own cues say of each focus."""
    total = [0.0] * len(FOCUSES)
    for cue, strength in cues.items():
        for at, weight in enumerate(known.cues.get(cue, ())):
            total[at] += weight * strength
    return total


def weighed(
    turns: Sequence[Heard], cues: Sequence[Cues], settled: Sequence[Focus | None], known: Weights | None = None
) -> list[Weighed]:
    """The focus of each turn. `settled` is what rules say of it, where they do."""
    known = known or weights()
    own = [votes(one, known) for one in cues]
    for at, focus in enumerate(settled):
        if focus is not None:
            own[at][FOCUSES.index(focus)] += CERTAIN
    pulls = [known.after[following(before, turn)] for before, turn in zip(turns, turns[1:], strict=False)]
    found = []
    for scores, likelihoods in zip(own, _likelihoods(own, pulls), strict=True):
        best = max(range(len(FOCUSES)), key=likelihoods.__getitem__)
        found.append(Weighed(FOCUSES[best], tuple(scores), tuple(likelihoods)))
    return found


def _likelihoods(own: Sequence[Sequence[float]], pulls: Sequence[Sequence[Scores]]) -> list[list[float]]:
    """Of each focus of each turn, given every other turn (forward-backward, in logs)."""
    places = range(len(FOCUSES))
    forward: list[list[float]] = []
    for at, scores in enumerate(own):
        if not at:
            forward.append(list(scores))
            continue
        before, pull = forward[-1], pulls[at - 1]
        forward.append([_sum_of_logs([before[k] + pull[k][j] for k in places]) + scores[j] for j in places])
    backward = [[0.0] * len(FOCUSES) for _ in own]
    for at in range(len(own) - 2, -1, -1):
        pull, after = pulls[at], [one + two for one, two in zip(own[at + 1], backward[at + 1], strict=True)]
        backward[at] = [_sum_of_logs([pull[k][j] + after[j] for j in places]) for k in places]
    found = []
    for one, two in zip(forward, backward, strict=True):
        joint = [a + b for a, b in zip(one, two, strict=True)]
        whole = _sum_of_logs(joint)
        found.append([exp(value - whole) for value in joint])
    return found


def _sum_of_logs(values: Sequence[float]) -> float:
    most = max(values)
    return most + log(sum(exp(value - most) for value in values))
