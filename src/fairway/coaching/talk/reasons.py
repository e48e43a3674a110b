"""Why a turn was taken for what it was: the words and what was before, by how much they weighed."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fairway.coaching.talk.cues import Cues
from fairway.coaching.talk.families import lexicon, mentions
from fairway.coaching.talk.types import FOCUSES, Focus, Heard
from fairway.coaching.talk.weighing import Weighed, Weights
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("family_names.yaml")
SHOWN = 2  # words or families named in a reason
LEAST = 0.1  # what a cue must weigh to be named
NAMES = {"result": "results", "objective": "objectives", "activity": "activities", "obstacle": "obstacles",
         "practice": "practice", "other": "nothing of the work"}  # fmt: skip


@lru_cache(maxsize=1)
def family_names() -> dict[str, str]:
    found: dict[str, str] = read_yaml(FILE)
    return found


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    return frozenset(family_names()["small_words"].split())


def reason_for(turn: Heard, cues: Cues, found: Sequence[Weighed], at: int, known: Weights) -> str:
    """The families and words that spoke most for the focus against the next likeliest; else what the turn follows."""
    focus = found[at].focus
    place = FOCUSES.index(focus)
    ranked = sorted(range(len(FOCUSES)), key=found[at].likelihoods.__getitem__, reverse=True)
    other = ranked[1] if ranked[0] == place else ranked[0]
    weighed = sorted(
        ((strength * (row[place] - row[other]), cue) for cue, strength in cues.items() if (row := known.cues.get(cue))),
        reverse=True,
    )
    named: dict[str, str] = {}
    for weight, cue in weighed:
        if weight < LEAST or len(named) == SHOWN:
            break
        name, words = _in_words(turn, cue, focus)
        if name and not any(words in other or other in words for other in named.values()):
            named.setdefault(name, words)
    parts = [f"{name} (“{words}”)" if words != name else f"“{name}”" for name, words in named.items()]
    if found[at].own[place] < max(found[at].own) or not parts:
        parts.append(f"follows {_before(found, at)}")
    return ", ".join(parts)


def _before(found: Sequence[Weighed], at: int) -> str:
    if at:
        return f"what was said of {NAMES[found[at - 1].focus]}"
    return "what the conversation is about" if len(found) > 1 else "no words known"


def _in_words(turn: Heard, cue: str, focus: Focus) -> tuple[str, str]:
    """(what the cue is called, the words it stands for in the turn); ("", "") for cues nobody would call a reason."""
    kind, _, rest = cue.partition(":")
    if kind == "w" and rest.isalpha() and rest not in _small_words():
        text = next((turn.text[word.start : word.stop] for word in turn.words if word.lemma == rest), rest)
        return text, text
    if kind in {"f", "mf", "sf", "q", "e"} and lexicon().groups.get(rest) == focus:
        return family_names()[rest], _said(turn, rest)
    return "", ""


def _said(turn: Heard, family: str) -> str:
    """The longest words of the turn that belong to the family."""
    best = ""
    for clause in turn.clauses:
        for one in mentions(clause.words):
            if one.family == family:
                words = clause.words[one.at : one.end]
                text = turn.text[words[0].start : words[-1].stop]
                best = max(best, text, key=len)
    return best
