"""How well `fairway talk` reads conversations of an author it has not learned from, and what all of them teach.

    python -m bench.talking [--write] [--held-out]

Each file of conversations in tests/talk has an author of its own. For each author the weights are worked out from the
conversations of all others, and that author's are read by them. Beside it stands what counting keywords would say.
`--write` keeps the result, and the weights that all of them together teach, which the product reads by. `--held-out`
reads the conversations of the author who taught nothing, neither weights nor rules. Takes about a minute.

Families of words and the grammar of promises were made with the conversations of `free` and `floor` at hand, so that
"left out" says of those two what the weights are worth and not the words.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from bench.machine import setting
from bench.results import FOLDER, committed, write_result
from bench.talk_naive import counted
from bench.talk_scoring import Answer, Labelled, labelled, scores
from bench.talk_teaching import TaughtTalk, weights_from
from fairway.coaching.talk.cues import cues_of
from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import FOCUSES
from fairway.coaching.talk.weighing import AFTER, OTHERS, WORDS, Weights, weights

AUTHORS = ("free", "floor", "own")
HELD_OUT = "held_out"
LEAST = 0.06  # a cue whose votes are all below it is left out
WIDTH = 118
HEADING = f"# Votes of each cue for {', '.join(FOCUSES)}; written by `python -m bench.talking --write`.\n"


def taught(conversations: Iterable[Labelled]) -> list[TaughtTalk]:
    talks = []
    for one in conversations:
        turns = [heard(turn) for turn in one.conversation.turns]
        talks.append(TaughtTalk(turns, cues_of(turns), [FOCUSES.index(focus) for focus in one.focuses]))
    return talks


def read(conversations: Sequence[Labelled], known: Weights) -> list[Answer]:
    found = []
    for one in conversations:
        reading = read_conversation(one.conversation, known)
        focuses = [label.focus for label in reading.labels]
        modes = [label.mode for label in reading.labels]
        found.append(Answer(focuses, modes, reading.commitments, reading.verdict))
    return found


def measure() -> tuple[dict[str, Any], Weights]:
    """(the result, the weights of all authors)."""
    sets = {name: labelled(name) for name in AUTHORS}
    left_out = {}
    for name in AUTHORS:
        others = [one for author in AUTHORS if author != name for one in sets[author]]
        left_out[name] = scores(sets[name], read(sets[name], weights_from(taught(others))))
    known = rounded(weights_from(taught(one for name in AUTHORS for one in sets[name])))
    result = {
        **setting(0),
        "conversations": sum(map(len, sets.values())),
        "turns": sum(len(one.focuses) for several in sets.values() for one in several),
        "author_left_out": left_out,
        "fitted": {name: scores(sets[name], read(sets[name], known)) for name in AUTHORS},
        "keywords": {name: scores(sets[name], list(map(counted, sets[name]))) for name in AUTHORS},
    }
    return result, known


def held_out() -> dict[str, Any]:
    """What the committed weights reach on the author who taught nothing."""
    truths = labelled(HELD_OUT)
    return {"ours": scores(truths, read(truths, weights())), "keywords": scores(truths, list(map(counted, truths)))}


def rounded(known: Weights) -> Weights:
    """To two digits, without cues that hardly say anything."""

    def row(votes: Sequence[float]) -> tuple[float, ...]:
        return tuple(round(vote, 2) + 0.0 for vote in votes)

    return Weights(
        {cue: row(votes) for cue, votes in known.cues.items() if max(map(abs, votes)) >= LEAST},
        {name: tuple(map(row, rows)) for name, rows in known.after.items()},
    )


def keep(known: Weights) -> None:
    """Write the weights beside the reader, words apart from other cues."""
    kinds: dict[str, dict[str, Sequence[float]]] = {}
    for cue, votes in sorted(known.cues.items()):
        kind, _, name = cue.partition(":")
        kinds.setdefault(kind, {})[name] = votes
    words = HEADING + _block("w", kinds.pop("w"), "")
    others = HEADING + "".join(_block(kind, rows, "") for kind, rows in kinds.items()) + f"{AFTER}:\n"
    for name, rows in sorted(known.after.items()):
        others += _block(name, dict(zip(FOCUSES, rows, strict=True)), "  ")
    for file, text in ((WORDS, words), (OTHERS, others)):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _block(name: str, rows: Mapping[str, Sequence[float]], indent: str) -> str:
    told = "; ".join(f"{cue} = {' '.join(f'{vote:g}' for vote in votes)}" for cue, votes in rows.items())
    inner = f"{indent}  "
    lines = wrap(
        told, WIDTH, initial_indent=inner, subsequent_indent=inner, break_long_words=False, break_on_hyphens=False
    )
    return f'{indent}"{name}": |\n' + "\n".join(lines) + "\n"


def show(name: str, part: dict[str, float]) -> None:
    print(f"{name:22}" + "  ".join(f"{figure} {value:.3f}" for figure, value in part.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="keep the result and the weights")
    parser.add_argument("--held-out", action="store_true", help="read the author who taught nothing, by what is kept")
    given = parser.parse_args()
    if given.held_out:
        found = held_out()
        for name, part in found.items():
            show(f"{HELD_OUT}, {name}", part)
        if given.write:
            write_result(FOLDER / "talking.json", {**committed("talking"), HELD_OUT: found})
        return 0
    result, known = measure()
    for kind in ("author_left_out", "fitted", "keywords"):
        for name, part in result[kind].items():
            show(f"{name}, {kind.replace('_', ' ')}", part)
    if given.write:
        write_result(FOLDER / "talking.json", result)
        keep(known)
    return 0


if __name__ == "__main__":
    sys.exit(main())
