"""What sentences say about one activity or driver: its level, that of others, how well it is recorded, lag and effort.

Each figure is read in its clause: the words around it say what it is a figure of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fairway.studio.cases.cues import (
    AGO,
    AGO_BEFORE,
    AT_ONCE,
    AUTOMATIC,
    BESIDE,
    CLOCK,
    COSTS,
    EACH,
    FILL,
    GAMED,
    GOOD_ONES,
    LAG,
    LATE,
    LIMIT,
    MIDDLE,
    NEXT_PERIOD,
    NOT_KEPT,
    NOT_WELL,
    NOTHING,
    PERIOD_WEEKS,
    RULE,
    SAME,
    SHORT_REMARK,
    SHOWING,
    TIMED,
    TIMELY,
    TOP,
    UNRECORDED,
    WORKING_WEEK,
    YEAR_WEEKS,
)
from fairway.studio.cases.field_names import Field
from fairway.studio.cases.quantities import Kind, Quantity, folded, quantities, unit_of

SHORT_CLAUSE = 6  # words; a longer one speaks of something else
HALF_HOUR = 30  # minutes; what is told in hours and of no occasion is meant by the week
OF_TIME = re.compile(r"\b(?:cycle|zyklus|ciclo|left|remain\w*|restent|quedan|ubrig)\b")  # how much time there is
KEPT = 0.93  # recorded in, where it is said to be and no share is
GOES_ON = re.compile(r"\b(?:and|und|et|y|against|gegen|contre|frente|versus|vs|while|wahrend)\b")
_SPLIT = re.compile(
    r"(?<!\d)[.](?=\s|$)|:(?=\s)|(?<=\d)[.](?=\s|$)|[;!?\n()]|,(?=\s)|\s(?:but|whereas|while|where|although"
    r"|though|obwohl|aunque|bien que|aber"
    r"|wahrend|doch|mais"
    r"|and(?= (?:she|he|they|it|her|his|nobody|never|only|we) )|und(?= (?:er|sie|es|nur|nie) )"
    r"|et(?= (?:il|elle|ils|ne) )|y(?= (?:solo|su|no|nunca|manda) )"
    r"|tandis que|alors que|pero|mientras(?: que)?|because|weil|parce que|porque|and the best|und die besten)\s"
)


_OTHERS_SAID = re.compile(  # "the team: 85 %" is one clause
    r"\b((?:peers?|team|others?|best|elsewhere|equipo|equipe|otros(?: \w+)?|autres|andere\w*|kollegen|topquartile"
    r"|meilleur\w*|mejor\w*|colleagues)) ?: "
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure and what it is a figure of. Shares and timeliness 0 to 1, effort in minutes, lag in weeks."""

    field: Field
    low: float
    high: float
    kind: Kind
    per: float = 1.0  # of a rate: weekly occurrences in one as it was written
    is_limit: bool = False  # "accounts above 50 loads a year": no level where another figure is one

    @property
    def value(self) -> float:
        return (self.low + self.high) / 2


def clauses(text: str) -> list[str]:
    """Folded clauses of a text, in order."""
    plain = _OTHERS_SAID.sub(r"\1 ", folded(text))
    return [part.strip() for part in _SPLIT.split(plain) if part.strip()]


def readings(text: str, default: Field | None = None) -> list[Reading]:
    """Every figure in a text about one thing. `default` is what the field around it says it is about."""
    found: list[Reading] = []
    previous = ""
    for clause in clauses(text):
        wait = _wait_in(clause, previous) if default is None and not found else None
        found += [wait] if wait is not None else _of_clause(clause, default, found)
        previous = "" if quantities(clause) else f"{previous} {clause}"
    if any(reading.field is Field.OWN and not reading.is_limit for reading in found):
        found = [reading for reading in found if not reading.is_limit]
    found = _in_one_unit(found)
    if GAMED.search(folded(text)):
        found.append(Reading(Field.GAMING, 1.0, 1.0, Kind.NUMBER))
    return found


def _wait_in(clause: str, previous: str) -> Reading | None:
    """ "Median minutes until the first attempt: 210 minutes": the level of what is measured as a time."""
    figures = quantities(clause)
    if len(figures) != 1 or figures[0].kind is not Kind.MINUTES:
        return None
    if not TIMED.search(clause[: figures[0].start]) and not (TIMED.search(previous) and not quantities(previous)):
        return None
    return Reading(Field.OWN, figures[0].low, figures[0].high, Kind.MINUTES, unit_of(figures[0], clause))


def _in_one_unit(found: list[Reading]) -> list[Reading]:
    """ "9 a month, peers 4": a bare number beside a rate is of the same period."""
    levels = (Field.OWN, Field.MIDDLE, Field.TOP)
    first = next((one for one in found if one.field in levels), None)
    per = first.per if first is not None and first.kind in {Kind.RATE, Kind.MINUTES} else 1.0
    return [
        replace(reading, low=reading.low * per, high=reading.high * per)
        if reading.kind is Kind.NUMBER and reading.field in levels
        else reading
        for reading in found
    ]


def _of_clause(clause: str, default: Field | None, before: list[Reading]) -> Iterator[Reading]:
    figures = quantities(clause)
    seen = {reading.field for reading in before if not reading.is_limit}
    for place, figure in enumerate(figures):
        left = clause[figures[place - 1].end if place else 0 : figure.start]
        right = clause[figure.end : figures[place + 1].start if place + 1 < len(figures) else len(clause)]
        if place + 1 < len(figures):
            right = GOES_ON.split(right, maxsplit=1)[0]  # "11 % and the best 79": the best are those of the next figure
        for field in _fields_of(figure, clause, left, right, default, seen):
            is_limit = field is Field.OWN and LIMIT.search(left) is not None
            side = Field.MIDDLE if field is Field.OWN and field in seen and BESIDE.search(left) else field
            seen |= set() if is_limit else {side}
            scale = WORKING_WEEK if field is Field.MINUTES and figure.kind is Kind.WEEKS else 1.0
            yield Reading(side, figure.low * scale, figure.high * scale, figure.kind, figure.per, is_limit)
    yield from _without_figure(clause, figures, before)


def _fields_of(
    figure: Quantity, clause: str, left: str, right: str, default: Field | None, seen: set[Field]
) -> tuple[Field, ...]:
    around = f"{left} {right}"
    if figure.kind is Kind.MINUTES:
        if CLOCK.search(left):
            return ()
        if re.match(r"\s*(?:before|ahead|vor|avant|antes|of (?:the|a|an) )", right):
            return ()
        if (RULE.search(left) or re.search(r"\b(?:in|en|dans)\s*$", left)) and not EACH.search(right):
            return ()
        if default is not Field.MINUTES and not EACH.search(around) and len(clause.split()) > 6:
            return ()
        is_weekly = re.match(
            r"\W{0,2}(?:a|per|je|pro|par|por|/)\s?(?:week|wk\b|wo\b|woche|sem\b|semaine|semana)", right
        )
        is_alone = default is None and len(clause.split()) <= SHORT_REMARK and not EACH.search(around)
        return (Field.HOURS if is_weekly or (is_alone and figure.value >= HALF_HOUR) else Field.MINUTES,)
    if figure.kind is Kind.WEEKS:
        if default is Field.LAG:
            return (Field.LAG,)
        if COSTS.search(left) or re.match(
            r"\s*(?:each|apiece|of (?:her |his )?work|arbeit|de travail|de trabajo)\b", right
        ):
            return (Field.MINUTES,)
        if OF_TIME.search(around) or AGO.match(right) or AGO_BEFORE.search(left):
            return ()
        if (RULE.search(left) and not SHOWING.search(left)) or (re.search(r"\bin\s*$", left) and not LAG.search(left)):
            return ()
        return (Field.LAG,) if LAG.search(around) or len(clause.split()) <= 6 else ()
    if figure.kind is Kind.SHARE:
        return _of_share(clause, around, default)
    return _of_count(figure, clause, left, around, default, seen)


def _of_share(clause: str, around: str, default: Field | None) -> tuple[Field, ...]:
    if FILL.search(clause) or default in {Field.FILL, Field.TIMELY}:
        is_timely = bool(TIMELY.search(clause))
        if default is Field.TIMELY or (is_timely and not FILL.search(clause)):
            return (Field.TIMELY,)
        return (Field.FILL, Field.TIMELY) if is_timely else (Field.FILL,)
    if TIMELY.search(clause) and not TOP.search(clause):
        return (Field.TIMELY,)
    return (_level(clause, around, default),)


def _of_count(
    figure: Quantity, clause: str, left: str, around: str, default: Field | None, seen: set[Field]
) -> tuple[Field, ...]:
    if default in {Field.LAG, Field.MINUTES, Field.HOURS, Field.UNITS, Field.FILL, Field.TIMELY}:
        return (default,)
    is_cued = bool(TOP.search(around) or MIDDLE.search(around) or BESIDE.search(left) or GOOD_ONES.match(clause))
    if figure.kind is Kind.NUMBER and len(clause.split()) > (6 if is_cued else 3):
        return ()
    if figure.kind is Kind.RATE and Field.MINUTES in seen and not is_cued:
        return (Field.UNITS,)
    return (_level(clause, around, default),)


def _level(clause: str, around: str, default: Field | None) -> Field:
    if default in {Field.MIDDLE, Field.TOP}:
        return default
    cues = (
        around
        if TOP.search(around) or MIDDLE.search(around)
        else clause
        if clause.startswith(("peers", "topquartile"))
        else ""
    )
    if TOP.search(cues):
        return Field.TOP
    if GOOD_ONES.match(clause):
        return Field.MIDDLE
    return Field.MIDDLE if MIDDLE.search(cues) else Field.OWN


def _without_figure(clause: str, figures: list[Quantity], before: list[Reading]) -> Iterator[Reading]:
    """What a clause says about recording or level in words alone."""
    has_share = any(figure.kind is Kind.SHARE for figure in figures)
    yield from _showing(clause, figures)
    if (UNRECORDED.search(clause) and not has_share) or NOT_KEPT.search(clause):
        yield Reading(Field.FILL, 0.05, 0.05, Kind.SHARE)
    elif AUTOMATIC.search(clause) and not has_share:
        yield Reading(Field.FILL, 0.97, 0.97, Kind.SHARE)
        yield Reading(Field.TIMELY, 0.97, 0.97, Kind.SHARE)
    elif (
        LATE.search(clause)
        and len(clause.split()) <= SHORT_REMARK + 2
        and any(reading.field is Field.FILL for reading in before)
    ):
        yield Reading(Field.TIMELY, 0.1, 0.1, Kind.SHARE)
    elif TIMELY.search(clause) and not has_share:
        fill = next((reading for reading in reversed(before) if reading.field is Field.FILL), None)
        if fill and not figures:
            yield Reading(Field.TIMELY, fill.low, fill.high, Kind.SHARE)
        elif FILL.search(clause):
            yield Reading(Field.FILL, 0.95, 0.95, Kind.SHARE)
            yield Reading(Field.TIMELY, 0.95, 0.95, Kind.SHARE)
    elif before and not figures and len(clause.split()) <= SHORT_REMARK and _is_kept(clause):
        yield Reading(Field.FILL, KEPT, KEPT, Kind.SHARE)
    if NOTHING.search(clause):
        yield Reading(Field.OWN, 0.0, 0.0, Kind.NUMBER)
    if SAME.search(clause):
        own = next((reading for reading in reversed(before) if reading.field is Field.OWN), None)
        if own:
            yield Reading(Field.MIDDLE, own.low, own.high, own.kind)


def _is_kept(clause: str) -> bool:
    """ "Well logged", "tracked": a remark that says no more than that it is recorded."""
    return FILL.search(clause) is not None and not NOT_WELL.search(clause)


def _showing(clause: str, figures: list[Quantity]) -> Iterator[Reading]:
    """When it shows, said without a span: at once, or in the period after this one."""
    if not SHOWING.search(clause) or any(figure.kind is Kind.WEEKS for figure in figures):
        return
    later = NEXT_PERIOD.search(clause)
    if later:
        weeks = PERIOD_WEEKS.get(later[1] or later[2], YEAR_WEEKS)
        yield Reading(Field.LAG, weeks, weeks, Kind.WEEKS)
    elif AT_ONCE.search(clause):
        yield Reading(Field.LAG, 0.5, 1.0, Kind.WEEKS)
