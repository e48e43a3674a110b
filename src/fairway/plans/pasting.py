"""Lines from a sheet to plans. Plain text, any separator a sheet gives; every line is either understood or explained.

A line names a seller and one or more HIAs: `seller, activity, target[, week or month][, activity, target ...]`. With a
line of headings the columns may stand in any order, and others beside them are passed over.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches

from fairway.plans.types import PastedPlan, PlanDraft

SEPARATORS = ("\t", ";", "|", ",")
WEEK = frozenset({"week", "weekly", "w", "wk", "weeks", "woche", "wöchentlich", "semaine", "semana"})
MONTH = frozenset({"month", "monthly", "m", "mo", "months", "monat", "monatlich", "mois", "mes"})
HEADINGS = {
    "seller": {"seller", "name", "id", "email", "e mail", "person", "owner", "verkäufer", "vendeur", "vendedor"},
    "activity": {"activity", "metric", "hia", "what", "aktivität", "activité", "actividad"},
    "target": {"target", "goal", "number", "amount", "ziel", "objectif", "objetivo"},
    "per": {"per", "period", "unit", "every", "zeitraum", "période", "periodo"},
}
# `5`, `2,5`, `5x`, `5 / week`, `4 per month`; a sign, a range or a thousand is somebody's slip, not a target.
TARGET = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:x|×|times)?\s*(?:(?:/|a|per|pro|par|por|each)?\s*([^\W\d_]+))?")


@dataclass(frozen=True, slots=True)
class Known:
    """What names may mean: folded names, e-mails and ids of people, folded names and keys of metrics."""

    people: Mapping[str, Sequence[int]]
    metrics: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line: the plans it names, or the reason why none of it can be taken. A line of headings has neither."""

    number: int
    text: str
    plans: tuple[PastedPlan, ...] = ()
    problem: str = ""
    person_key: int | None = None  # whom it names, where that much is clear
    is_repeat: bool = False  # left out because an earlier line says the same

    @property
    def is_heading(self) -> bool:
        return not self.plans and not self.problem


class _Unclear(ValueError):
    """What is wrong with a line, and whom it names where that much is clear."""

    person_key: int | None = None


def read_lines(text: str, known: Known) -> list[PastedLine]:
    """Every line that is not empty, in order. The same HIA of a seller twice is told on the lines concerned."""
    found: list[PastedLine] = []
    columns: dict[str, int] | None = None
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if not line.strip():
            continue
        if not found and (columns := _headings(_cells(line), known)) is not None:
            found.append(PastedLine(number, line))
            continue
        try:
            plans = tuple(_plans(number, _cells(line), columns, known))
        except _Unclear as problem:
            found.append(PastedLine(number, line, problem=str(problem), person_key=problem.person_key))
        else:
            found.append(PastedLine(number, line, plans, person_key=plans[0].person_key))
    return _told_apart(found)


def _cells(line: str) -> list[str]:
    """The line cut where it gives most sense: at the first kind of separator that leaves three parts or more."""
    cuts = [next(csv.reader([line], delimiter=mark, skipinitialspace=True)) for mark in SEPARATORS]
    cuts.append(re.split(r"\s{2,}", line.strip()))
    chosen = next((cells for cells in cuts if len(cells) >= 3), max(cuts, key=len))
    cells = [cell.strip().strip('"').strip() for cell in chosen]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _headings(cells: Sequence[str], known: Known) -> dict[str, int] | None:
    """Where the columns stand, if a first line names them."""
    if not cells or folded(cells[0]) in known.people:
        return None
    names = [folded(cell) for cell in cells]
    columns = {
        meaning: next(place for place, name in enumerate(names) if name in words)
        for meaning, words in HEADINGS.items()
        if any(name in words for name in names)
    }
    return columns if {"seller", "activity", "target"} <= set(columns) else None


def _plans(number: int, cells: Sequence[str], columns: dict[str, int] | None, known: Known) -> list[PastedPlan]:
    if columns is not None and _repeats(columns, cells, known):
        columns = None
    if columns is not None:
        picked = {meaning: cells[place] if place < len(cells) else "" for meaning, place in columns.items()}
        cells = [picked["seller"], picked["activity"], picked["target"], picked.get("per", "")]
    cells = _with_whole_name(cells, known)
    if len([cell for cell in cells if cell]) < 3:
        raise _Unclear("needs seller, activity and target, separated by tabs, commas or semicolons")
    person_key = _person(cells[0], known)
    try:
        return [PastedPlan(number, person_key, draft) for draft in _drafts(cells[1:], known)]
    except _Unclear as problem:
        problem.person_key = person_key
        raise


def _repeats(columns: dict[str, int], cells: Sequence[str], known: Known) -> bool:
    """A sheet with several HIAs a line: more of them stand to the right of the named columns."""
    beyond = [cell for cell in cells[max(columns.values()) + 1 :] if cell]
    in_order = [columns[name] for name in ("seller", "activity", "target")] == [0, 1, 2]
    return in_order and bool(beyond) and folded(beyond[0]) in known.metrics


def _with_whole_name(cells: Sequence[str], known: Known) -> list[str]:
    """`Silva, Maria` cut at its comma is one name again."""
    if len(cells) > 3 and folded(cells[0]) not in known.people:
        swapped = f"{cells[1]} {cells[0]}"
        if folded(swapped) in known.people:
            return [swapped, *cells[2:]]
    return list(cells)


def _person(name: str, known: Known) -> int:
    keys = known.people.get(folded(name), ())
    if not keys and "," in name:
        last, _, first = name.partition(",")
        keys = known.people.get(folded(f"{first} {last}"), ())
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise _Unclear(f"{name}: more than one seller is called so; use the e-mail address")
    raise _Unclear(f"{name}: no seller of yours is called so{_perhaps(name, known.people)}")


def _drafts(cells: Sequence[str], known: Known) -> list[PlanDraft]:
    """Activity, target and perhaps week or month, as often as they follow each other."""
    drafts, place = [], 0
    while place < len(cells):
        activity, target = cells[place], cells[place + 1] if place + 1 < len(cells) else ""
        if not activity and not TARGET.fullmatch(target):
            place += 1  # an empty cell between two activities
            continue
        metric_key = _metric(activity, known)
        amount, per = _target(target, activity)
        following = folded(cells[place + 2]) if place + 2 < len(cells) else ""
        if following in WEEK | MONTH:
            if per is not None and per != _per(following):
                raise _Unclear(f"{target} and {following}: two different periods")
            per = _per(following)
        drafts.append(PlanDraft(metric_key, amount, per or "week"))
        place += 3 if following in WEEK | MONTH else 2
    return drafts


def _metric(name: str, known: Known) -> str:
    keys = known.metrics.get(folded(name), ())
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise _Unclear(f"{name}: more than one activity is called so; use one of {', '.join(sorted(keys))}")
    if not name:
        raise _Unclear("an activity is missing")
    raise _Unclear(f"{name}: no activity is called so{_perhaps(name, known.metrics)}")


def _target(text: str, activity: str) -> tuple[Decimal, str | None]:
    match = TARGET.fullmatch(text.strip())
    per = folded(match[3] or "") if match else ""
    if match is None or (per and per not in WEEK | MONTH):
        raise _Unclear(f"{text}: is not a target" if text else f"{activity}: its target is missing")
    value = Decimal(f"{match[1]}.{match[2] or 0}")
    if not value:
        raise _Unclear("0 is not a target; leave the line out to plan nothing")
    return value, _per(per) if per else None


def _per(word: str) -> str:
    return "week" if word in WEEK else "month"


def _perhaps(name: str, words: Mapping[str, object]) -> str:
    close = get_close_matches(folded(name), words, n=1, cutoff=0.8)
    return f"; did you mean {close[0]}?" if close else ""


def _told_apart(lines: Sequence[PastedLine]) -> list[PastedLine]:
    """The same HIA of a seller twice: said again, the later line is left out; said otherwise, neither is taken."""
    places: dict[tuple[int, str], list[PastedPlan]] = defaultdict(list)
    for line in lines:
        for plan in line.plans:
            places[plan.person_key, plan.draft.metric_key].append(plan)
    problems: dict[int, str] = {}
    repeats: dict[int, str] = {}
    for first, *others in places.values():
        for other in others:
            if other.draft != first.draft:
                problems[first.number] = f"line {other.number} gives the same activity another target"
                problems[other.number] = f"line {first.number} gives the same activity another target"
            else:
                repeats.setdefault(other.number, f"says the same as line {first.number}")
    told = []
    for line in lines:
        reason = problems.get(line.number) or repeats.get(line.number)
        is_repeat = line.number in repeats and line.number not in problems and len(line.plans) == 1
        told.append(replace(line, plans=(), problem=reason, is_repeat=is_repeat) if reason else line)
    return told


def folded(text: str) -> str:
    """Case, spaces, hyphens and underscores do not tell people or activities apart."""
    return " ".join(re.sub(r"[-_\s\u2010-\u2015]+", " ", text).casefold().split())
