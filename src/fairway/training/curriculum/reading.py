"""Modules read from their folders.

`content/<language>/<track>/<NN-key>/` holds `module.yaml` (title, can, to_pass, version, sources, assignment), texts
(`lesson.md`, `worked.md`, `together.md`, `assignment.md`), `exercises.yaml` and `recall.yaml`. Minutes of what is read
follow from its length; `together_minutes` and the `minutes` of the assignment are stated. A language that lacks a
module has it in English. A file that cannot be used is a ValueError that names it and what to do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.lib.yaml_files import read_yaml
from fairway.training.curriculum.types import (
    ENGLISH,
    Exercise,
    Module,
    Part,
    PartKind,
    RecallQuestion,
    Source,
    Track,
)

CONTENT = Path(__file__).parents[1] / "content"
WORDS_A_MINUTE = 180  # of a text with examples to think about
FOLDER = re.compile(r"(\d{2})-([a-z0-9-]+)")


@lru_cache(maxsize=8)
def languages(content: Path = CONTENT) -> tuple[str, ...]:
    """English first, then every other there is a folder of."""
    found = sorted(folder.name for folder in content.iterdir() if folder.is_dir() and folder.name != ENGLISH)
    return (ENGLISH, *found)


@lru_cache(maxsize=16)
def curriculum(language: str = ENGLISH, content: Path = CONTENT) -> Mapping[str, Module]:
    """Every module by key, by track and number; those a language lacks in English."""
    found = _modules_in(content / ENGLISH, ENGLISH)
    if language != ENGLISH and language in languages(content):
        found = {key: replace(one, is_translated=False) for key, one in found.items()}
        found |= _modules_in(content / language, language)
    order = list(Track)
    return {one.key: one for one in sorted(found.values(), key=lambda one: (order.index(one.track), one.number))}


def modules_of(track: Track, language: str = ENGLISH) -> list[Module]:
    return [one for one in curriculum(language).values() if one.track is track]


def recall_questions(language: str = ENGLISH) -> Mapping[str, RecallQuestion]:
    """By key, of all modules."""
    return {one.key: one for module in curriculum(language).values() for one in module.recall}


def peer_circle(language: str = ENGLISH, content: Path = CONTENT) -> str:
    """The guide of the monthly peer circle, in Markdown; in English where a language lacks it."""
    own = content / language / "peer-circle.md"
    return (own if own.exists() else content / ENGLISH / "peer-circle.md").read_text(encoding="utf-8")


def _modules_in(folder: Path, language: str) -> dict[str, Module]:
    found: dict[str, Module] = {}
    for track in Track:
        for place in sorted((folder / track.value).glob("*/module.yaml")):
            module = _module(place.parent, track, language)
            if module.key in found:
                raise ValueError(f"{place}: another module is called {module.key} already; choose another folder name.")
            found[module.key] = module
    return found


def _module(folder: Path, track: Track, language: str) -> Module:
    named = FOLDER.fullmatch(folder.name)
    if named is None:
        raise ValueError(f"{folder}: name it by two digits, a hyphen and the module's key, such as 07-not-executing.")
    stated = read_yaml(folder / "module.yaml")
    missing = [name for name in ("title", "can", "to_pass", "version", "sources") if name not in stated]
    if missing:
        raise ValueError(f"{folder / 'module.yaml'}: state {', '.join(missing)}.")
    assignment = stated.get("assignment", {})
    return Module(
        key=named[2],
        track=track,
        number=int(named[1]),
        version=int(stated["version"]),
        title=stated["title"],
        can=stated["can"],
        to_pass=stated["to_pass"],
        parts=_parts(folder, stated),
        sources={key: Source(key=key, **_texts(one)) for key, one in stated["sources"].items()},
        language=language,
        evidence=assignment.get("evidence", ""),
        needs=int(assignment.get("needs", 0)),
        recall=_recall(folder, named[2]),
    )


def _parts(folder: Path, stated: Mapping[str, Any]) -> Sequence[Part]:
    """Read first, an example worked through, practice, what to do together, and what to do with one's own team."""
    titles = {"lesson": "Lesson", "worked": "Worked example", "together": "Together", **stated.get("titles", {})}
    reads = [_text(folder, key, titles[key]) for key in ("lesson", "worked")]
    exercises = [
        Part(one.key, PartKind.EXERCISE, one.title, one.minutes, exercise=one)
        for one in _exercises(folder / "exercises.yaml")
    ]
    then = [_text(folder, "together", titles["together"], minutes=stated.get("together_minutes"))]
    own = stated.get("assignment", {})
    last = _text(folder, "assignment", own.get("title", "With your own team"), minutes=own.get("minutes"))
    if last is not None:
        last = Part(last.key, PartKind.ASSIGNMENT, last.title, last.minutes, last.markdown)
    return [part for part in (*reads, *exercises, *then, last) if part is not None]


def _text(folder: Path, key: str, title: str, minutes: int | None = None) -> Part | None:
    file = folder / f"{key}.md"
    if not file.exists():
        return None
    markdown = file.read_text(encoding="utf-8")
    return Part(key, PartKind.TEXT, title, minutes or max(1, round(len(markdown.split()) / WORDS_A_MINUTE)), markdown)


def _exercises(file: Path) -> list[Exercise]:
    if not file.exists():
        return []
    found = []
    for key, stated in (read_yaml(file) or {}).items():
        own = {name: stated[name] for name in ("kind", "title", "ask", "minutes", "passes") if name in stated}
        if not {"kind", "title", "ask"} <= set(own):
            raise ValueError(f"{file}: {key} needs a kind, a title and what it asks.")
        content = {name: value for name, value in stated.items() if name not in own}
        found.append(Exercise(key=key, **own, content=content))
    return found


def _recall(folder: Path, module: str) -> Sequence[RecallQuestion]:
    file = folder / "recall.yaml"
    if not file.exists():
        return ()
    return [
        RecallQuestion(f"{module}.{key}", one["ask"], one["options"], int(one["right"]), one["because"])
        for key, one in (read_yaml(file) or {}).items()
    ]


def _texts(stated: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in stated.items()}
