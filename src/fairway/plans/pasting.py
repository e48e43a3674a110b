"""Lines from a sheet to plans: seller, activity, target, and week or month. Plain text, any separator a sheet gives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fairway.plans.types import PlanDraft

SEPARATORS = ("\t", ";", "|", ",")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line: either a plan for a person, or the reason why it is none."""

    number: int
    text: str
    person_key: int | None = None
    draft: PlanDraft | None = None
    problem: str = ""


def read_lines(text: str, people: Mapping[str, Sequence[int]], metrics: Mapping[str, str]) -> list[PastedLine]:
    """Every non-empty line. `people` maps folded names, e-mails and ids to person keys; `metrics` folded names to keys.

    A first line of headings is passed over.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = _cells(line)
        if number == 1 and len(cells) >= 3 and _number(cells[2]) is None:
            continue
        found.append(_read(number, line, cells, people, metrics))
    return found


def _cells(line: str) -> list[str]:
    separator = next((mark for mark in SEPARATORS if line.count(mark) >= 2), "\t")
    return [cell.strip().strip('"') for cell in line.split(separator)]


def _read(
    number: int, line: str, cells: Sequence[str], people: Mapping[str, Sequence[int]], metrics: Mapping[str, str]
) -> PastedLine:
    if len(cells) < 3:
        return PastedLine(
            number, line, problem="needs seller, activity and target, separated by tabs, commas or semicolons"
        )
    keys = people.get(folded(cells[0]), ())
    if len(keys) != 1:
        reason = (
            "more than one seller is called so; use the e-mail address" if keys else "no seller of yours is called so"
        )
        return PastedLine(number, line, problem=f"{cells[0]}: {reason}")
    metric = metrics.get(folded(cells[1]))
    if metric is None:
        return PastedLine(number, line, problem=f"{cells[1]}: no activity is called so")
    target = _number(cells[2])
    if target is None or target <= 0:
        return PastedLine(number, line, problem=f"{cells[2]}: is not a target")
    per = _per(cells[3] if len(cells) > 3 else "week")
    if per is None:
        return PastedLine(number, line, problem=f"{cells[3]}: write week or month")
    return PastedLine(number, line, keys[0], PlanDraft(metric, target, per))


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(re.sub(r"[^\d.,]", "", text).replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _per(text: str) -> str | None:
    word = text.strip().casefold()
    if word in {"", "week", "weekly", "w", "woche", "semaine", "semana"}:
        return "week"
    return "month" if word in {"month", "monthly", "m", "monat", "mois", "mes"} else None


def folded(text: str) -> str:
    """Case and spaces do not tell people or activities apart."""
    return " ".join(re.sub(r"[_\s]+", " ", text).casefold().split())
