"""What a reading of conversations is worth beside the labels a careful person gave them.

A commitment counts as found when who made it agrees and at least half of the words that say what it is are there, each
once. Words are compared in their base form, numbers by their value; pronouns, articles and the like do not count.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.types import FOCUSES, Commitment, Conversation, Focus, Mode, Turn, Verdict

FOLDER = Path(__file__).parents[1] / "tests" / "talk"
HALF = 0.5
UNCOUNTED = frozenset(
    """do does did be is are am the a an to of in on at by with for and or it that this them those these him her me you
    i we us they my your his our their will would so then also too just up out off over all each one ones what which who
    how from into not no as if about there here""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Labelled:
    """A conversation and what somebody said of it."""

    conversation: Conversation
    focuses: tuple[Focus, ...]
    modes: tuple[Mode | None, ...]
    commitments: tuple[Commitment, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Answer:
    """What a reader says of a conversation."""

    focuses: Sequence[Focus]
    modes: Sequence[Mode | None]
    commitments: Sequence[Commitment]
    verdict: Verdict


def labelled(name: str, folder: Path = FOLDER) -> list[Labelled]:
    """The conversations of a file with their keys, in order."""
    keys = {key["id"]: key for key in map(json.loads, (folder / f"{name}_key.jsonl").open(encoding="utf-8"))}
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_labelled(given, keys[given["id"]]) for given in map(json.loads, lines)]


def _labelled(given: dict[str, Any], key: dict[str, Any]) -> Labelled:
    turns = tuple(Turn(turn["speaker"], turn["text"]) for turn in given["turns"])
    commitments = tuple(
        Commitment(one["who"], one["what"], one["metric_word"], one["quantity"], one["due_text"], -1)
        for one in key["commitments"]
    )
    return Labelled(
        Conversation(given["id"], turns),
        tuple(turn["focus"] for turn in key["turns"]),
        tuple(turn["mode"] for turn in key["turns"]),
        commitments,
        key["verdict"],
    )


@lru_cache(maxsize=10_000)
def content(text: str) -> frozenset[str]:
    """The words that say what a commitment is; all of them where there are no others."""
    words = heard(Turn("seller", text)).words
    counted = {
        str(word.value) if word.value is not None else word.lemma for word in words if word.text not in UNCOUNTED
    }
    return frozenset(counted or {word.lemma for word in words})


def found(truth: Sequence[Commitment], told: Sequence[Commitment]) -> list[tuple[Commitment, Commitment]]:
    """Each commitment of the key with the one that was told for it, the closest first."""
    pairs = []
    for at, one in enumerate(truth):
        wanted = content(one.what)
        for place, other in enumerate(told):
            shared, whole = len(wanted & content(other.what)), len(wanted | content(other.what))
            if one.who == other.who and wanted and shared / len(wanted) >= HALF:
                pairs.append((shared / whole, -at, -place, one, other))
    taken: set[int] = set()
    used: set[int] = set()
    matched = []
    for _, at, place, one, other in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if at not in taken and place not in used:
            taken.add(at)
            used.add(place)
            matched.append((one, other))
    return matched


def scores(truths: Sequence[Labelled], answers: Sequence[Answer]) -> dict[str, float]:
    """Shares of 1, rounded to three digits."""
    pairs = list(zip(truths, answers, strict=True))
    focuses = [both for truth, answer in pairs for both in zip(truth.focuses, answer.focuses, strict=True)]
    modes = [
        both for truth, answer in pairs for both in zip(truth.modes, answer.modes, strict=True) if both[0] is not None
    ]
    matched = [found(truth.commitments, answer.commitments) for truth, answer in pairs]
    hits = sum(map(len, matched))
    details = [both for one in matched for both in one]
    result = {
        "focus": _share(one == other for one, other in focuses),
        "kappa": kappa(focuses),
        "mode": _share(one == other for one, other in modes),
        "verdict": _share(truth.verdict == answer.verdict for truth, answer in pairs),
        "commitments_recall": hits / max(sum(len(truth.commitments) for truth in truths), 1),
        "commitments_touched": _share(_is_touched(one, answer) for truth, answer in pairs for one in truth.commitments),
        "commitments_precision": hits / max(sum(len(answer.commitments) for answer in answers), 1),
        "quantity_of_found": _share(one.quantity == other.quantity for one, other in details),
        "due_of_found": _share(_says_when_alike(one, other) for one, other in details),
    }
    return {name: round(value, 3) for name, value in result.items()}


def _is_touched(one: Commitment, answer: Answer) -> bool:
    """Whether something was told of the same person that shares any counted word with it, in whatever other words."""
    return any(one.who == other.who and content(one.what) & content(other.what) for other in answer.commitments)


def _says_when_alike(one: Commitment, other: Commitment) -> bool:
    if not one.due_text or not other.due_text:
        return one.due_text == other.due_text
    return bool(set(one.due_text.lower().split()) & set(other.due_text.lower().split()))


def _share(held: Any) -> float:
    known = list(held)
    return sum(known) / len(known) if known else 0.0


def kappa(pairs: Sequence[tuple[Focus, Focus]]) -> float:
    """Agreement beyond chance (Cohen 1960)."""
    size = len(pairs)
    truth, told = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    agreed = sum(one == other for one, other in pairs) / size
    by_chance = sum(truth[focus] * told[focus] for focus in FOCUSES) / size**2
    return (agreed - by_chance) / (1 - by_chance)
