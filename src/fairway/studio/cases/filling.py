"""Filling in what is said about one candidate, from figures, lists, words and sentences."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from statistics import mean, median
from typing import Any

from fairway.studio.cases.columns import candidate_leaves
from fairway.studio.cases.durations import LESS, TIME_UNIT, is_less_better
from fairway.studio.cases.effects import SAID_OF_IT, effect_told, take_said
from fairway.studio.cases.field_names import Field, name_parts
from fairway.studio.cases.fields import MINUTE_WORDS, NAME_WORDS
from fairway.studio.cases.nodes import Path, is_figure
from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.prose import Reading, readings
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.cases.remarks import take_purpose

RANKS = (  # words that stand for a share of records
    (
        0.05,
        ("never", "none", "not recorded", "not logged", "missing", "manual notebook", "nie", "jamais", "nunca", "no"),
    ),
    (
        0.2,
        (
            "poor",
            "bad",
            "patchy",
            "low",
            "weak",
            "rarely",
            "hardly",
            "schlecht",
            "luckenhaft",
            "mauvais",
            "mala",
            "bajo",
        ),
    ),
    (0.6, ("partly", "medium", "fair", "mixed", "teilweise", "moyen", "media", "regular", "some")),
    (
        0.95,
        (
            "good",
            "high",
            "auto",
            "excellent",
            "complete",
            "reliable",
            "full",
            "always",
            "gut",
            "bon",
            "buena",
            "alta",
            "yes",
            "strong",
        ),
    ),
)
SCALES = {  # weeks in one
    **dict.fromkeys(("day", "days", "d", "tage", "tagen", "jours", "dias"), 1 / 7),
    **dict.fromkeys(("months", "mo", "monate", "monaten", "mois", "meses"), 52 / 12),
    "quarters": 13.0,
}
DAILY = {"day", "daily", "tag", "jour", "dia"}
MONTHLY = {"mo", "month", "monthly", "monat", "mois", "mes"}
WHOLE = 100  # percent
_PART = r"\s*(\d+(?:[.,]\d+)?)\s*%?\s*"
SLASHED = re.compile(rf"{_PART}/{_PART}/{_PART}(?![\d/.,]).*", re.S)
BESIDE = re.compile(rf"{_PART}(?:vs\.?|versus|against|gegen|contre|frente a){_PART}(?![\d.,]).*", re.S)  # "20 vs 82 %"
DAYS_A_WEEK = 5  # on which people work


def periods_a_week(parts: Collection[str]) -> float:
    """How many of the periods a field's name speaks of, months or working days, make a week; 1 where it names none."""
    names = set(parts)
    return 12 / 52 if names & MONTHLY else DAYS_A_WEEK if names & DAILY else 1.0


def fill_in(key: str, node: Any, columns: Mapping[Path, Field]) -> CandidateFacts:
    """One candidate from what stands under its key; `columns` say what its fields mean."""
    found = CandidateFacts(key=key)
    if isinstance(node, str):
        found.text = node
        _take_text(found, node or key, None)
        _take_told_effect(found)
        return _settled(found)
    if isinstance(node, list):
        numbers = [item for item in node if is_figure(item)]
        if len(numbers) >= 2:
            found.own, found.middle, found.top = (*map(float, numbers), None)[:3]
        found.text = " ".join(str(item) for item in node if isinstance(item, str))
        _take_text(found, found.text, None)
        return _settled(found)
    if isinstance(node, Mapping):
        # Figures that stand in fields of their own before those a sentence happens to hold.
        told = sorted(candidate_leaves(node), key=lambda leaf: isinstance(leaf[1], str) and len(leaf[1]) > 24)
        for path, value in told:
            _take(found, path, value, columns.get(path))
    if found.effect is None and not found.evidence and found.text:
        _take_told_effect(found)
    return _settled(found)


def _take_told_effect(found: CandidateFacts) -> None:
    """What a remark says was found, where it does."""
    told = effect_told(found.text)
    if told is not None:
        found.evidence, found.effect = told


def middle_of(value: Any) -> float | None:
    """One number out of a number, a list, or the first figure of a text."""
    if isinstance(value, bool) or value is None:
        return None
    if is_figure(value):
        return float(value)
    if isinstance(value, list):
        numbers = [float(item) for item in value if is_figure(item)]
        return median(numbers) if numbers else None
    if isinstance(value, str):
        figures = quantities(folded(value))
        return figures[0].value if figures else None
    return None


def _take(found: CandidateFacts, path: Path, value: Any, field: Field | None) -> None:
    parts = {part for name in path for part in name_parts(name)}
    if isinstance(value, bool):
        if field in {Field.FILL, Field.TIMELY} or parts & {"auto", "automatic", "synced", "captured"}:
            found.fill = found.timely = 0.97 if value else 0.2
        return
    if field in SAID_OF_IT:
        take_said(found, field, value, parts)
    elif is_figure(value):
        found.is_level_given = found.is_level_given or field is Field.OWN
        _set(found, field, float(value), float(value), parts)
    elif isinstance(value, list) and value and all(is_figure(item) for item in value):
        _take_list(found, field, [float(item) for item in value], parts)
    elif isinstance(value, list):
        _take_text(found, " ".join(map(str, value)), field)
        found.text += " " + " ".join(map(str, value))
    elif isinstance(value, str):
        _take_string(found, path, value, field)


def _take_list(found: CandidateFacts, field: Field | None, numbers: list[float], parts: set[str]) -> None:
    if field is Field.LAG or (field is Field.MINUTES and len(numbers) == 2):
        _set(found, field, min(numbers), max(numbers), parts)
    elif field in {Field.MIDDLE, Field.TOP} and len(numbers) >= 3:
        ordered = sorted(numbers)
        found.middle = median(ordered)
        found.top = ordered[min(len(ordered) - 1, round(0.75 * (len(ordered) - 1)))]
    elif (
        field in {Field.OWN, None} and len(numbers) == 3 and not parts & {"last", "weeks", "week", "recent", "history"}
    ):
        found.own, found.middle, found.top = numbers
    else:
        _set(found, field or Field.OWN, mean(numbers), mean(numbers), parts)


def _take_string(found: CandidateFacts, path: tuple[str, ...], value: str, field: Field | None) -> None:
    last = set(name_parts(path[-1]))
    if value == found.key:
        return
    if field is Field.UNIT:
        found.is_share = found.is_share or "%" in value or "share" in value.casefold()
        found.is_time = found.is_time or TIME_UNIT.match(folded(value).split(",")[0]) is not None
        found.is_lower_better = found.is_lower_better or LESS.search(folded(value)) is not None
        return
    if field is Field.NAME or (last & NAME_WORDS and field is not Field.TEXT and len(value) < 120):
        found.name = f"{found.name} {value}".strip()
        return
    if last & {"owner", "actor", "by"} or "performed" in last:
        found.owner = value
    if field in {Field.FILL, Field.TIMELY}:
        rank = _rank(value)
        if rank is not None and not quantities(folded(value)):
            _set(found, field, rank, rank, set())
            return
    slashed = SLASHED.fullmatch(value)
    if slashed:
        found.own, found.middle, found.top = (float(number.replace(",", ".")) for number in slashed.groups())
        return
    plain = folded(value)
    figures = quantities(plain)
    beside = BESIDE.match(plain)
    if beside and field in {Field.OWN, Field.MIDDLE, Field.TOP}:
        found.own = float(beside[1].replace(",", "."))
        setattr(found, str(Field.MIDDLE if field is Field.MIDDLE else Field.TOP), float(beside[2].replace(",", ".")))
        found.is_level_given = True
        return
    if field in {Field.OWN, Field.MIDDLE, Field.TOP} and len(figures) == 1 and len(plain.split()) < 6:
        _set(found, field, figures[0].low, figures[0].high, set())
        found.is_share = found.is_share or figures[0].kind is Kind.SHARE
        found.is_time = found.is_time or figures[0].kind is Kind.MINUTES
        return
    found.text = f"{found.text} {value}".strip() if field in {Field.TEXT, None, Field.OWN} else found.text
    if field is Field.GAMING and (figures or readings(value)):
        found.is_gamed = True
    _take_text(found, value, field if field not in {Field.TEXT, Field.GAMING} else None)


def _take_text(found: CandidateFacts, text: str, default: Field | None) -> None:
    kinds: dict[Field, Kind] = {}
    for reading in readings(text, default):
        _set_reading(found, reading, kinds)


def _set_reading(found: CandidateFacts, reading: Reading, kinds: dict[Field, Kind]) -> None:
    if reading.field is Field.GAMING:
        found.is_gamed = True
        return
    levels = {Field.OWN, Field.MIDDLE, Field.TOP}
    if reading.field in levels:
        if getattr(found, str(reading.field)) is not None or found.is_level_given:
            return
        known = next((kinds[field] for field in levels if field in kinds), None)
        if known is Kind.SHARE and reading.kind is not Kind.SHARE and reading.value > 1:
            if reading.kind is not Kind.NUMBER or reading.value > WHOLE:
                return
            reading = replace(reading, low=reading.low / WHOLE, high=reading.high / WHOLE)  # "23 %, strong peers 90"
        kinds[reading.field] = reading.kind
        found.is_share = found.is_share or reading.kind is Kind.SHARE
        found.is_time = found.is_time or reading.kind is Kind.MINUTES
    in_minutes = {"share"} if reading.kind is Kind.MINUTES or reading.field is not Field.HOURS else set()
    _set(found, reading.field, reading.low, reading.high, {"week", *in_minutes})


def _set(found: CandidateFacts, field: Field | None, low: float, high: float, parts: set[str]) -> None:
    """Keep a figure, the first one said; lags are widened by what comes later."""
    value = (low + high) / 2
    if field in {Field.OWN, Field.MIDDLE, Field.TOP, Field.UNITS, Field.FILL, Field.TIMELY}:
        if field is Field.TIMELY and parts & {"hours", "delay"} and value > 1:
            value = 0.95 if value <= 24 else 0.2
        if getattr(found, str(field)) is None:
            setattr(found, str(field), value)
    elif field is Field.LAG:
        scale = next((SCALES[part] for part in sorted(parts) if part in SCALES), 1.0)
        old = found.lag_weeks
        is_bound = bool(parts & {"low", "min", "high", "max", "from", "to"})
        found.lag_weeks = (
            (low * scale, high * scale)
            if old is None
            else (min(old[0], low * scale), max(old[1], high * scale))
            if is_bound
            else old
        )
    elif field is Field.MINUTES and found.minutes is None and found.hours is None:
        if parts & DAILY and not parts & {"hours", "hrs", "h", "stunden"}:
            found.hours = value * DAYS_A_WEEK / 60
        else:
            found.minutes = value * 60 if parts & {"hours", "hrs", "h", "stunden"} else value
    elif field is Field.HOURS and found.hours is None:
        is_in_minutes = bool(parts & MINUTE_WORDS) or {"week", "share"} <= parts
        found.hours = value * periods_a_week(parts) / (60 if is_in_minutes else 1)


def _rank(value: str) -> float | None:
    plain = folded(value)
    return next((share for share, words in RANKS if any(re.search(rf"\b{word}", plain) for word in words)), None)


def _settled(found: CandidateFacts) -> CandidateFacts:
    """Percent as shares."""
    for name in ("fill", "timely"):
        value = getattr(found, name)
        if value is not None and value > 1.5:
            setattr(found, name, value / 100)
    found.text = found.text.strip()
    take_purpose(found)
    levels = [found.own, found.middle, found.top]
    falls = found.middle is not None and found.top is not None and found.top < found.middle
    is_told_so = is_less_better(found)
    if is_told_so or falls:
        found.own, found.middle, found.top = (1 / level if level else level for level in levels)
        if found.effect is not None and is_told_so:
            found.effect = abs(found.effect)  # less of it goes with more of what it is for
    return found
