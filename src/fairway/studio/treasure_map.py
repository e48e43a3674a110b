"""Which acts move which objective: `treasure_map.yaml`, read once, and finding its entries in what people wrote."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from fairway.lib.yaml_files import read_yaml
from fairway.studio.cases.quantities import folded
from fairway.studio.concepts import concepts_of, likeness, names_of, weights_among

SHORT = 3  # letters
FILE = Path(__file__).with_name("treasure_map.yaml")
SENTENCES = Path(__file__).with_name("act_sentences.yaml")
NEAR = 0.22  # how alike a text and the sentence of an act have to be


# A phrase: every token must be met by some word; each token is one or more stems of which any will do.
Phrase = tuple[tuple[str, ...], ...]


class Words:
    """The words of a text, ready to be asked for beginnings: every one is looked for hundreds of times."""

    def __init__(self, words: Iterable[str]) -> None:
        self.whole = tuple(words)
        self.joined = " ".join(self.whole)
        singular = {word[:-1] for word in self.whole if word.endswith("s")}
        meant = {part for word in self.whole for name in names_of(word) for part in name.replace("-", " ").split()}
        self.exact = frozenset({*self.whole, *singular, *meant})
        self.beginnings = frozenset(
            word[:length] for word in {*self.whole, *meant} for length in range(4, len(word) + 1)
        )

        self.known: dict[tuple[str, ...], bool] = {}

    def meet(self, token: tuple[str, ...]) -> bool:
        """Whether a word begins with one of the stems; many phrases share a token, so answers are kept."""
        known = self.known.get(token)
        if known is None:
            known = self.known[token] = any(self._begins(stem) for stem in token)
        return known

    def _begins(self, stem: str) -> bool:
        """Short stems must be the word itself, or its plural: "map" is not in "maple"."""
        if stem.startswith("*"):
            return stem[1:] in self.joined
        return stem in (self.exact if len(stem) <= SHORT or stem[0].isdigit() else self.beginnings)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something people write about: a role, an objective or an act."""

    key: str
    phrases: tuple[Phrase, ...]

    def strength_in(self, words: Words) -> int:
        """How specifically the words speak of it: letters of the longest phrase met, 0 where none is."""
        met = (phrase for phrase in self.phrases if all(words.meet(token) for token in phrase))
        return max(
            (sum(min(len(stem) for stem in token) + 1 for token in phrase) for phrase in met),
            default=0,
        )


@dataclass(frozen=True, slots=True)
class RoleEntry(Entry):
    processes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveEntry(Entry):
    name: str
    measures: tuple[str, ...]  # catalogue ids of metrics that measure it


@dataclass(frozen=True, slots=True)
class ActEntry(Entry):
    process: str
    moves: Mapping[str, float]  # objective key -> 3 at once, 2 through one step, 1 a little
    sentence: str = ""

    @property
    def catalogue_id(self) -> str:
        return self.key[:3]


@dataclass(frozen=True, slots=True)
class TreasureMap:
    roles: Mapping[str, RoleEntry]
    objectives: Mapping[str, ObjectiveEntry]
    acts: Mapping[str, ActEntry]

    def acts_of(self, catalogue_id: str) -> list[ActEntry]:
        """Entries of one catalogue id, the plain one first."""
        plain = self.acts.get(catalogue_id)
        return [plain] if plain else [act for act in self.acts.values() if act.catalogue_id == catalogue_id]

    def objective_measured_by(self, catalogue_id: str) -> ObjectiveEntry | None:
        return next((entry for entry in self.objectives.values() if catalogue_id in entry.measures), None)


E = TypeVar("E", bound=Entry)


@lru_cache(maxsize=1)
def treasure_map() -> TreasureMap:
    """The map, read when first asked for."""
    raw: dict[str, Any] = read_yaml(FILE)
    said: dict[str, str] = read_yaml(SENTENCES)
    roles = {key: RoleEntry(key, _phrases(row["words"]), tuple(row["processes"])) for key, row in raw["roles"].items()}
    objectives = {
        key: ObjectiveEntry(key, _phrases(row["words"]), row["name"], tuple(row["measures"]))
        for key, row in raw["objectives"].items()
    }
    acts = {
        row["id"]: ActEntry(
            row["id"],
            _phrases(row["words"]),
            row["process"],
            {k: float(v) for k, v in row["moves"].items()},
            said.get(row["id"], ""),
        )
        for row in raw["acts"]
    }
    return TreasureMap(roles, objectives, acts)


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a text, folded; parts of hyphened words stand by themselves too."""
    return Words(_words(folded(text)))


def role_in(text: str) -> RoleEntry | None:
    """The role a text speaks of: the first named in it, the more specific of two in one place, "seller" only where
    nothing else is.
    """
    spoken = words_of(text)
    words = [Words([word]) for word in spoken.whole]
    found = []
    for rank, entry in enumerate(treasure_map().roles.values()):
        places = [place for phrase in entry.phrases if (place := _place_of(phrase, words)) is not None]
        if places:
            found.append((entry.key == "seller", min(places) // 6, -entry.strength_in(spoken), rank, entry))
    return min(found, key=lambda item: item[:4])[-1] if found else None


def _place_of(phrase: Phrase, words: list[Words]) -> int | None:
    """Where the words of a phrase stand beside each other, in its order."""
    for start in range(len(words)):
        place = start
        for token in phrase:
            near = [at for at in range(place, min(place + 3, len(words))) if words[at].meet(token)]
            if not near or (token is phrase[0] and near[0] != start):
                break
            place = near[0] + 1
        else:
            return start
    return None


@lru_cache(maxsize=4096)
def acts_in(text: str, *, share: float = 0.6) -> tuple[ActEntry, ...]:
    """Acts a text speaks of, the most specific first; weaker ones than `share` of the best are left out."""
    return tuple(_named_in(treasure_map().acts.values(), words_of(text), share))


@lru_cache(maxsize=1)
def _sentences() -> tuple[Mapping[str, float], tuple[tuple[ActEntry, frozenset[str]], ...]]:
    named = tuple((act, concepts_of(act.sentence)) for act in treasure_map().acts.values() if act.sentence)
    return weights_among(concepts for _, concepts in named), named


def acts_like(text: str) -> list[tuple[float, ActEntry]]:
    """Acts whose sentences speak of what the text speaks of, the most alike first, with how alike they are."""
    weights, named = _sentences()
    spoken = concepts_of(text)
    scored = ((likeness(spoken, concepts, weights), act) for act, concepts in named)
    return sorted(((near, act) for near, act in scored if near >= NEAR), key=lambda pair: -pair[0])


@lru_cache(maxsize=4096)
def objectives_in(text: str, *, share: float = 0.0) -> tuple[ObjectiveEntry, ...]:
    """Objectives a text speaks of, the most specific first."""
    return tuple(_named_in(treasure_map().objectives.values(), words_of(text), share))


def _named_in(entries: Iterable[E], words: Words, share: float) -> list[E]:
    scored = [(entry.strength_in(words), entry) for entry in entries]
    best = max((strength for strength, _ in scored), default=0)
    kept = [(strength, entry) for strength, entry in scored if strength and strength >= best * share]
    return [entry for _, entry in sorted(kept, key=lambda pair: -pair[0])]


def _words(plain: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", plain)


def _phrases(rows: Iterable[object]) -> tuple[Phrase, ...]:
    return tuple(_phrase(str(row)) for row in rows)


def _phrase(row: str) -> Phrase:
    tokens = []
    for part in row.split():
        is_inside, stems = part.startswith("*"), part.lstrip("*").split("|")
        words = [_words(folded(stem)) for stem in stems]
        if len(stems) > 1:
            tokens.append(tuple("*" * is_inside + word for found in words for word in found))
        else:
            tokens += [("*" * is_inside + word,) for word in words[0]]
    return tuple(tokens)
