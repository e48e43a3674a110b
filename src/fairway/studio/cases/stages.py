"""Which stages a figure of a funnel is about, whatever the funnel is called, and the objective behind reaching them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.lib.yaml_files import read_yaml
from fairway.studio.cases.quantities import folded

FILE = Path(__file__).parents[1] / "funnel_stages.yaml"
SHORT = 3  # letters
ARROW = re.compile(r"\s*(?:-+>|=+>|→|>|»|⇒)\s*|\s+(?:to|into|zu|zum|zur|bis|vers|hacia|auf|then)\s+")
SHORT_ARROW = re.compile(r"\s+(?:a|en)\s+")  # French and Spanish; in English mostly no arrow
LIVE_DEMO = re.compile(r"\blive (?=demo|trial|call|meeting)\w+")
NUMBERED = re.compile(r"\b(?:stage|phase|etape|etapa|stufe|step)\b.*\d")
PROGRESS, AFTER_ALL = "win_rate", "lead_conversion"
ABOUT = ("renewed", "saved", "live", "kept")  # a step that begins or ends here is about this, whatever comes after


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    rank: int
    reached: str  # key of the objective; empty where reaching it is none
    stems: tuple[str, ...]


@lru_cache(maxsize=1)
def funnel() -> tuple[Stage, ...]:
    """Every stage in order, read when first asked for."""
    raw: Mapping[str, Any] = read_yaml(FILE)
    return tuple(
        Stage(name, rank, row["reached"], tuple(folded(str(word)) for word in row["words"]))
        for rank, (name, row) in enumerate(raw.items())
    )


def sides_of(name: str) -> tuple[str, str]:
    """(from, to) of a step's name; from is empty where it names no transition."""
    plain = folded(name)
    parts = [part for part in ARROW.split(plain) if part and part.strip()]
    if len(parts) < 2:
        parts = [part for part in SHORT_ARROW.split(plain) if part.strip()]
        parts = parts if all(stages_in(part) for part in parts) else []
    return (" ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else ("", plain)


@lru_cache(maxsize=4096)
def stages_in(text: str) -> tuple[Stage, ...]:
    """The stages a folded text names, in the order of its words."""
    words = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", LIVE_DEMO.sub("demo", text))
    joined = " ".join(words)
    found: list[tuple[int, Stage]] = []
    for stage in funnel():
        places = [place for stem in stage.stems if (place := _place(stem, words, joined)) is not None]
        if places:
            found.append((min(places), stage))
    return tuple(stage for _, stage in sorted(found, key=lambda pair: pair[0]))


def _place(stem: str, words: list[str], joined: str) -> int | None:
    if " " in stem:
        return len(joined[: joined.index(stem)].split()) if stem in joined else None
    inside, plain = stem.startswith("*"), stem.lstrip("*")
    for place, word in enumerate(words):
        parts = {word, *word.split("-")}
        if len(plain) <= SHORT:
            if plain in parts:
                return place
        elif any(part.startswith(plain) or (inside and plain in part) for part in parts):
            return place
    return None


def objective_reached(name: str) -> str:
    """Key of the objective a step of a funnel is about; empty where its name has no two stages that say so."""
    source, target = sides_of(name)
    if not source:
        return ""
    before, after = stages_in(source), stages_in(target)
    about = next((stage for stage in (*before, *after) if stage.name in ABOUT), None)
    if about is not None:
        return about.reached
    if not after:
        return PROGRESS if NUMBERED.search(source) else ""
    later = [stage for stage in after if not before or stage.rank > before[-1].rank] or list(after)
    # An enquiry that comes of something before it is a chance to sell.
    return later[-1].reached or AFTER_ALL


def latest_reached(name: str) -> str:
    """Key of the objective behind the latest stage in the name of a share; empty where it names none, or only how it
    all ends, which is said in many ways.
    """
    stages = [stage for stage in stages_in(folded(name)) if stage.reached]
    return max(stages, key=lambda stage: stage.rank).reached if stages else ""
