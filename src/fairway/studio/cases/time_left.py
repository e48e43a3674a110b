"""How much time a case leaves: weeks until the period ends, hours free a week; from fields, dates and sentences."""

import re
from collections.abc import Mapping
from datetime import date

from fairway.studio.cases.field_names import Field, name_parts
from fairway.studio.cases.fields import case_field_of
from fairway.studio.cases.filling import periods_a_week
from fairway.studio.cases.nodes import Node, Path, leaves
from fairway.studio.cases.profile import Profile
from fairway.studio.cases.quantities import Kind, folded, quantities

LONGEST = 110  # weeks; two dates further apart say something else
END_WORDS = frozenset(
    [
        "end",
        "ends",
        "close",
        "closes",
        "until",
        "deadline",
        "due",
        "to",
        "horizon",
        "quarter",
        "period",
        "ende",
        "bis",
        "fin",
        "cierre",
        "cloture",
        "year",
        "yearend",
        "half",
        "season",
        "hasta",
        "fecha",
        "finish",
    ]
)
NOW_WORDS = frozenset(
    [
        "as",
        "of",
        "now",
        "today",
        "date",
        "asof",
        "at",
        "heute",
        "stand",
        "stichtag",
        "hoy",
        "aujourd",
        "snapshot",
        "from",
        "start",
        "current",
    ]
)
BEFORE_WORDS = frozenset({"before", "to", "until", "vor", "bis", "avant", "antes", "hasta"})
LEFT = re.compile(
    r"\b(?:left|remain\w*|to go|noch|verbleib\w*|restant\w*|reste\w*|quedan?|faltan?)\b",
)
UNTIL = re.compile(
    r"\b(?:to (?:the )?(?:(?:fiscal )?year|quarter|half|period|end)|until|till|ends?|bleib\w*|hasta|bis|d'ici)\b"
)
BEFORE = re.compile(r"^\s*(?:before|vor|avant|antes|ahead|late|after|nach|apres)\b|^\s*bis zu[mr]? erst")
A_WEEK = re.compile(
    r"^\s*(?:\w+\s)?(?:a|per|each|every|je|pro|in der|die|par|por|a la|/)\s?(?:week|wk|woche|semaine|semana)"
    r"|^\s*(?:weekly|wochentlich|wkly)"
)


def take_time_figure(profile: Profile, path: Path, value: float) -> None:
    """A number that says how much of the period or of the week is left."""
    parts, last = {part for name in path for part in name_parts(name)}, set(name_parts(path[-1]))
    units = {
        "weeks": 1.0,
        "week": 1.0,
        "wochen": 1.0,
        "semaines": 1.0,
        "semanas": 1.0,
        "wks": 1.0,
        "wk": 1.0,
        "w": 1.0,
        "wo": 1.0,
        "sem": 1.0,
        "days": 1 / 7,
        "day": 1 / 7,
        "d": 1 / 7,
        "tage": 1 / 7,
        "jours": 1 / 7,
        "dias": 1 / 7,
        "months": 52 / 12,
        "quarters": 13.0,
    }
    is_togo = bool({"to", "go"} <= last or (last & BEFORE_WORDS and last & END_WORDS)) and bool(last & units.keys())
    is_said = is_togo or any(case_field_of(part) is Field.WEEKS_LEFT for part in parts) or "period" in parts
    is_left = is_said and (bool(last & units.keys()) or any(case_field_of(p) is Field.WEEKS_LEFT for p in last))
    is_hours = parts & {"hours", "hrs", "minutes", "min", "stunden", "heures", "horas", "h"}
    if is_hours and any(case_field_of(part) is Field.HOURS_FREE for part in parts):
        if profile.hours_free is None:
            profile.hours_free = (value / 60 if parts & {"minutes", "min"} else value) * periods_a_week(parts)
    elif (
        is_left
        and profile.weeks_left is None
        and not parts & {"hours", "elapsed", "total", "length", "cycle", "typical", "zyklus", "ciclo"}
        and not (set(last) & {"quota", "goal"} or (parts & {"quota", "goal"} and not last & units.keys()))
    ):
        unit = next((weeks for word, weeks in units.items() if word in parts and word != "week"), 1.0)
        profile.weeks_left = value * unit


def take_time(profile: Profile, case: Mapping[str, Node]) -> None:
    """Weeks left and hours free, where only dates or sentences say them."""
    if profile.weeks_left is None:
        profile.weeks_left = _weeks_between(case)
    for rule in (LEFT, UNTIL):
        for sentence in re.split(r"(?<=[.;!?])\s|\n", profile.prose):
            _take_sentence(profile, folded(sentence), rule)


def _take_sentence(profile: Profile, plain: str, rule: re.Pattern[str]) -> None:
    for figure in quantities(plain):
        before, after = plain[max(0, figure.start - 30) : figure.start], plain[figure.end : figure.end + 45]
        is_span = figure.kind is Kind.WEEKS and not BEFORE.search(after)
        if is_span and profile.weeks_left is None and rule.search(f"{before} {after}"):
            profile.weeks_left = figure.value
        if figure.kind is Kind.MINUTES and profile.hours_free is None and A_WEEK.search(after):
            profile.hours_free = figure.value / 60


def _weeks_between(case: Mapping[str, Node]) -> float | None:
    """Weeks from the day the case was written to the end of the period, where both stand in fields as dates."""
    ends, starts = [], []
    for path, value in leaves(case):
        day = _day_of(value)
        names = {part for name in path for part in name_parts(name)}
        if day is not None and names & END_WORDS and not names & {"as", "since"}:
            ends.append(day)
        elif day is not None and names & NOW_WORDS:
            starts.append(day)
    if not ends or not starts:
        return None
    weeks = (min(ends) - max(starts)).days / 7
    return weeks if 0 < weeks < LONGEST else None


def _day_of(value: Node) -> date | None:
    if not isinstance(value, str):
        return None
    found = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", value)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
