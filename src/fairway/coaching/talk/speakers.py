"""Who of those who speak is the manager: told by how they are called, by whoever asks, or guessed and said so."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.types import Speaker, Turn
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("speakers.yaml")
Said = tuple[str, str]  # (name, text)
SURE = 0.35  # difference of scores below which a guess is called unsure
ASKS, ADDRESSES, OWNS = 1.0, 6.0, 3.0  # what a question, a "you" and an "I" count for, each by its share


class Unclear(ValueError):
    """It cannot be told who the manager is. `advice` says what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Cast:
    """Each name with its side, and how that was known where it was guessed."""

    sides: dict[str, Speaker]
    note: str = ""


@lru_cache(maxsize=1)
def _known() -> dict[str, Speaker]:
    raw = read_yaml(FILE)
    sides: dict[str, Speaker] = {name.strip(): "manager" for name in raw["manager"].splitlines()}
    return sides | {name.strip(): "seller" for name in raw["seller"].splitlines()}


def plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", name.lower()).split())


def side_of(name: str) -> Speaker | None:
    """The side a speaker's label names, as "Manager", "Anna (seller)" or "sales manager - Bo" do."""
    whole = plain(name)
    if whole in _known():
        return _known()[whole]
    parts = [plain(part) for part in re.split(r"[()\[\]/|,–—-]", name)]
    sides = {_known()[part] for part in parts if len(part) > 1 and part in _known()}
    return next(iter(sides)) if len(sides) == 1 else None


def cast_of(said: Sequence[Said], manager: str = "") -> Cast:
    """The side of everybody who speaks. Raises Unclear where it cannot be told."""
    names = list(dict.fromkeys(name for name, _ in said))
    if manager:
        return Cast(_by_name(names, manager))
    known = {name: side for name in names if (side := side_of(name))}
    if len(known) == len(names) and names:
        return Cast(known)
    if "manager" in known.values():
        return Cast({name: known.get(name, "seller") for name in names})
    if len(names) == 2 and known:
        return Cast({name: known.get(name, "manager") for name in names})
    if len(names) == 2:
        return _guessed(said, names)
    heard_of = ", ".join(names[:6])
    if len(names) < 2:
        raise Unclear(
            f"only {heard_of or 'nobody'} speaks", "A conversation needs two: write who speaks before each text."
        )
    raise Unclear(f"{len(names)} people speak: {heard_of}", "Say who the manager is with --manager NAME.")


def _by_name(names: Sequence[str], manager: str) -> dict[str, Speaker]:
    wanted = plain(manager)
    fitting = [name for name in names if plain(name) == wanted] or [name for name in names if wanted in plain(name)]
    if len(fitting) != 1:
        raise Unclear(f"--manager {manager!r} is {'none' if not fitting else 'more than one'} of {', '.join(names)}",
                      "Write the name as it stands in the transcript.")  # fmt: skip
    return {name: "manager" if name == fitting[0] else "seller" for name in names}


def _guessed(said: Sequence[Said], names: Sequence[str]) -> Cast:
    """Whoever asks more, and says "you" rather than "I"."""
    scores = {name: _leads([text for one, text in said if one == name]) for name in names}
    first, second = sorted(names, key=lambda name: -scores[name])
    unsure = " This is not sure." if scores[first] - scores[second] < SURE else ""
    why = f"{first} is taken for the manager, who asks and addresses the other more.{unsure}"
    return Cast({first: "manager", second: "seller"}, f"{why} If not, say --manager {second!r}.")


def _leads(texts: Sequence[str]) -> float:
    turns = [heard(Turn("manager", text)) for text in texts]
    words = Counter(word.text for turn in turns for word in turn.words)
    size = max(sum(words.values()), 1)
    asking = sum(any(clause.is_asked for clause in turn.clauses) for turn in turns) / max(len(turns), 1)
    addressed = (words["you"] + words["your"]) / size
    own = (words["i"] + words["my"] + words["me"]) / size
    return ASKS * asking + ADDRESSES * addressed - OWNS * own
