"""What a set-up form says about an upload: only what differs from what was shown is an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from fairway.desk.setup_page import alike_files
from fairway.exchange.intake import Answers, Inspection
from fairway.metrics.words import readable

OUT = "leave_out"
EVERY_SHEET = "*"


def answers_from(posted: Mapping[str, Sequence[str]], before: Answers, shown: Inspection | None = None) -> Answers:
    """Answers with those of a form put in; what the form leaves out, or only repeats from the page, stays as it was.

    Field names are an area and a key: `column:Due date`, `kind_name:Disc. req`, `person:Sync User`. An empty value of
    `take_back:<area>:<key>` removes an answer. ValueError for an answer that is none.
    """
    said: dict[str, Any] = before.as_json()
    repeated = _shown_values(shown) if shown is not None else {}
    for name, values in posted.items():
        area, _, key = name.partition(":")
        value = values[-1].strip() if values else ""
        if area == "take_back":
            kept, _, about = key.partition(":")
            said[kept] = {word: answer for word, answer in said.get(kept, {}).items() if word != about}
        elif area == "sheet" and value == before.sheets.get(key, EVERY_SHEET):
            continue
        elif value and (repeated.get(name) != value or _is_said(said, area, key)):
            for every in _alike(area, key, shown):
                _put(said, area, every, value)
    return Answers.from_json(said)


def _alike(area: str, key: str, shown: Inspection | None) -> Sequence[str]:
    """The same column in files that name the same ones: the page asks about them once."""
    if area != "column" or shown is None or "|" not in key:
        return (key,)
    file, _, header = key.partition("|")
    group = next((files for files in alike_files(shown.columns) if file in files), (file,))
    return [f"{other}|{header}" for other in group]


def _shown_values(shown: Inspection) -> dict[str, str]:
    """What the page showed in each field."""
    fields = {f"column:{column.file}|{column.header}": str(column.meaning) for column in shown.columns}
    fields |= {f"question:{question.key}": question.answered or question.guess.key for question in shown.questions}
    fields |= {f"question:role:{file.name}": file.role for file in shown.files}
    for kind in shown.kinds:
        fields[f"kind_name:{kind.word}"] = kind.suggested_name or readable(kind.word)
        fields[f"kind_class:{kind.word}"] = str(kind.kind_class)
    return fields


def _is_said(said: Mapping[str, Any], area: str, key: str) -> bool:
    """Whether somebody answered that before: then the same words again are an answer too."""
    if area in {"kind_name", "kind_class"}:
        field = {"kind_name": "name", "kind_class": "kind_class"}[area]
        known = _plain(said["kinds"].get(key))
        return bool(known.get(field) or known.get("is_left_out"))
    return key in said.get(f"{area}s", {})


def _put(said: dict[str, Any], area: str, key: str, value: str) -> None:
    if area in {"column", "question", "sheet"}:
        said[f"{area}s"] = {**said[f"{area}s"], key: value}
    elif area == "kind_name":
        _add(said, "kinds", key, name=value)
    elif area == "kind_class":
        _add(said, "kinds", key, is_left_out=value == OUT, **({} if value == OUT else {"kind_class": value}))
    elif area == "person":
        changes = {"alone": {"is_alone": True}, OUT: {"is_left_out": True}}.get(value, {"is_person": value})
        said["people"] = {**said["people"], key: changes}
    elif area == "timezone":
        said["timezone"] = value


def _add(said: dict[str, Any], area: str, key: str, **changes: object) -> None:
    said[area] = {**said[area], key: {**_plain(said[area].get(key)), **changes}}


def _plain(record: Any) -> dict[str, Any]:
    if record is None:
        return {}
    return dict(record) if isinstance(record, Mapping) else asdict(record)
