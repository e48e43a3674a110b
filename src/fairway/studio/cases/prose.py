"""What sentences say about one activity or driver: its level, that of others, how well it is recorded, lag and effort.

Each figure is read in its clause: the words around it say what it is a figure of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fairway.studio.cases.field_names import Field
from fairway.studio.cases.quantities import Kind, Quantity, folded, quantities

FILL = re.compile(
    r"\b(?:logged|tapped in|horodat\w*|recorded|of records|entered|filled|captur\w*|written down"
    r"|noted down|tracked|timestamp\w*"
    r"|documented"
    r"|in the (?:crm|system)|visible in|sync\w*|automat\w*|erfasst\w*|dokumentiert|eingetragen|gepflegt|protokolliert"
    r"|saisi\w*|renseign\w*|enregistr\w*|consign\w*|registra\w*|anotad\w*|cumpliment\w*|apuntad\w*|in crm|im crm"
    r"|dans le crm|en el crm)\b"
)
TIMELY = re.compile(
    r"same (?:day|evening|morning)|on the spot|on the day|within (?:a|1|24|48)\s?(?:h|hours?|day)|within hours"
    r"|at once|immediately"
    r"|straight away"
    r"|am selben tag|am gleichen tag|taggleich|sofort|le jour meme|le meme jour|immediatement|mismo dia"
    r"|en el acto|real time"
)
LATE = re.compile(
    r"weeks? later|days? later|afterwards|in batches|retrospectiv|nachtraglich|tage spater|wochen spater|apres coup"
    r"|semanas despues|dias despues|a posteriori|end of the (?:week|month)"
)
UNRECORDED = re.compile(
    r"(?:not|never|hardly(?: ever)?|rarely|seldom|almost never|nowhere|nicht|kaum|nie|jamais|rarement|nunca"
    r"|apenas|casi nunca)"
    r" (?:at all )?(?:(?:in|im|dans|en) (?:the |le |el )?(?:crm|system)|logged|recorded|entered|captured|tracked"
    r"|connected"
    r"|erfasst|dokumentiert|eingetragen|saisi|enregistre|registra|visible)|notebook|on paper|spreadsheet|own head"
    r"|notizbuch"
    r"|excel|carnet|libreta|papel|(?:usage|logins?) hardly ever|not connected"
)
AUTOMATIC = re.compile(
    r"automatic|automatisch|automatique|automatic[oa]|by the (?:system|dialler|sync)|calendar sync|mail sync"
    r"|logs? every"
)
TOP = re.compile(
    r"topquartile|\bbest|\bgood ones\b|\btop\b|leaders?\b|strongest|\bbeste[rnms]?\b|meilleur|mejor|spitzen|highest"
)
MIDDLE = re.compile(
    r"\b(?:peers?|team|others?|neighbou?rs?|nachbar\w*|voisins?|vecin\w*|medians?|mediane?|colleagues?|average"
    r"|elsewhere|kolleg\w*|andere\w*|vergleich\w*"
    r"|equipe|pairs"
    r"|autres|collegues|companer\w*|equipo|demas|norm|comparable|portfolios|where they|the rest|usual|need[s]?)\b"
)
LAG = re.compile(
    r"\b(?:shows?|visible|effects?|lag|pays?|payoff|results?|reach\w*|moves?|after|takes? \S+ to show"
    r"|first effect|works? after"
    r"|follow\w*|shorten\w*|wirk\w*|sichtbar\w*|nach|zeigt|zeigen|effets?|apres|efectos?|tras|despues|nota|impact"
    r"|kicks? in"
    r"|in deal size|dates move)\b"
)
EACH = re.compile(
    r"\b(?:each|apiece|per|je|pro|chacune?|chaque|par|cada|por|of preparation|to (?:ask|prepare|write|do|send)"
    r"|takes?|costs?"
    r"|braucht|dauert|prend|lleva|effort|aufwand|taking|zu je)\b"
)
WORKING_WEEK = 2400.0  # minutes
COSTS = re.compile(r"\b(?:costs?|takes? (?:her|him|me|them)|kostet|braucht|coute|cuesta)\b[^,]{0,20}$")
RULE = re.compile(
    r"(?:within|inside|innerhalb(?: von)?|binnen|dans les|en menos de|less than|under|at least|mindestens"
    r"|au moins|al menos"
    r"|over|more than|every|last|past|letzten|older than|for|seit|depuis|desde|unter|uber|in the)\s*$"
)
GAMED = re.compile(
    r"(?:in (?:one|1|a) (?:batch|go|sitting)|batch|copy.?paste|copied|identical|backdat\w*|(?:under|within|in"
    r"|below) (?:under )?"
    r"\d+ ?(?:seconds|secs?|s|sekunden|secondes|segundos)\b|placeholder|boiler.?plate|friday between|ticked off"
    r" (?:in|at)|on friday (?:afternoon|evening)|freitag(?:nach)?|en bloc|vendredi|viernes|without reading"
    r"|self-reported with"
    r"|faked|fake|inflat\w*|padded|split into)"
)
NOTHING = re.compile(
    r"\b(?:nobody does|none so far|not (?:yet )?(?:done|started)|never (?:done|does|did)|no one does|does not do"
    r"|bisher keine?"
    r"|nie gemacht|jamais fait|nunca)\b"
)
SAME = re.compile(
    r"(?:peers?|team|others|colleagues) the same|same as (?:peers|others|the team)|wie die anderen|comme les autres"
)

GOES_ON = re.compile(r"\b(?:and|und|et|y|against|gegen|contre|frente|versus|vs|while|wahrend)\b")
_SPLIT = re.compile(
    r"(?<!\d)[.](?=\s|$)|:(?=\s)|(?<=\d)[.](?=\s|$)|[;!?\n()]|,(?=\s)|\s(?:but|whereas|while|where|although"
    r"|though|obwohl|aunque|bien que|aber"
    r"|wahrend|doch|mais"
    r"|and (?=(?:she|he|they|it|her|his|nobody|never|only|we) )|und (?=(?:er|sie|es|nur|nie) )"
    r"|et (?=(?:il|elle|ils|ne) )|y (?=(?:solo|su|no|nunca|manda) )"
    r"|tandis que|alors que|pero|mientras(?: que)?|and the best|und die besten)\s"
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
    for clause in clauses(text):
        found += _of_clause(clause, default, found)
    found = _in_one_unit(found)
    if GAMED.search(folded(text)):
        found.append(Reading(Field.GAMING, 1.0, 1.0, Kind.NUMBER))
    return found


def _in_one_unit(found: list[Reading]) -> list[Reading]:
    """ "9 a month, peers 4": a bare number beside a rate is of the same period."""
    levels = (Field.OWN, Field.MIDDLE, Field.TOP)
    per = next((reading.per for reading in found if reading.kind is Kind.RATE and reading.field in levels), 1.0)
    return [
        replace(reading, low=reading.low * per, high=reading.high * per)
        if reading.kind is Kind.NUMBER and reading.field in levels
        else reading
        for reading in found
    ]


def _of_clause(clause: str, default: Field | None, before: list[Reading]) -> Iterator[Reading]:
    figures = quantities(clause)
    seen = {reading.field for reading in before}
    for place, figure in enumerate(figures):
        left = clause[figures[place - 1].end if place else 0 : figure.start]
        right = clause[figure.end : figures[place + 1].start if place + 1 < len(figures) else len(clause)]
        if place + 1 < len(figures):
            right = GOES_ON.split(right, maxsplit=1)[0]  # "11 % and the best 79": the best are those of the next figure
        for field in _fields_of(figure, clause, left, right, default, seen):
            seen.add(field)
            scale = WORKING_WEEK if field is Field.MINUTES and figure.kind is Kind.WEEKS else 1.0
            yield Reading(field, figure.low * scale, figure.high * scale, figure.kind, figure.per)
    yield from _without_figure(clause, figures, before)


def _fields_of(
    figure: Quantity, clause: str, left: str, right: str, default: Field | None, seen: set[Field]
) -> tuple[Field, ...]:
    around = f"{left} {right}"
    if figure.kind is Kind.MINUTES:
        if re.match(r"\s*(?:before|ahead|vor|avant|antes|of (?:the|a|an) )", right):
            return ()
        if (RULE.search(left) or re.search(r"\b(?:in|en|dans)\s*$", left)) and not EACH.search(right):
            return ()
        if default is not Field.MINUTES and not EACH.search(around) and len(clause.split()) > 6:
            return ()
        return (
            Field.HOURS
            if re.match(r"\W{0,2}(?:a|per|je|pro|par|por|/)\s?(?:week|wk\b|wo\b|woche|sem\b|semaine|semana)", right)
            else Field.MINUTES,
        )
    if figure.kind is Kind.WEEKS:
        if default is Field.LAG:
            return (Field.LAG,)
        if COSTS.search(left) or re.match(
            r"\s*(?:each|apiece|of (?:her |his )?work|arbeit|de travail|de trabajo)\b", right
        ):
            return (Field.MINUTES,)
        if RULE.search(left) or (re.search(r"\bin\s*$", left) and not LAG.search(left)):
            return ()
        return (Field.LAG,) if LAG.search(around) or len(clause.split()) <= 6 else ()
    if figure.kind is Kind.SHARE:
        return _of_share(clause, around, default)
    return _of_count(figure, clause, around, default, seen)


def _of_share(clause: str, around: str, default: Field | None) -> tuple[Field, ...]:
    if FILL.search(clause) or default in {Field.FILL, Field.TIMELY}:
        is_timely = bool(TIMELY.search(clause))
        if default is Field.TIMELY or (is_timely and not FILL.search(clause)):
            return (Field.TIMELY,)
        return (Field.FILL, Field.TIMELY) if is_timely else (Field.FILL,)
    if TIMELY.search(clause) and not TOP.search(clause):
        return (Field.TIMELY,)
    return (_level(clause, around, default),)


def _of_count(figure: Quantity, clause: str, around: str, default: Field | None, seen: set[Field]) -> tuple[Field, ...]:
    if default in {Field.LAG, Field.MINUTES, Field.HOURS, Field.UNITS, Field.FILL, Field.TIMELY}:
        return (default,)
    is_cued = bool(TOP.search(around) or MIDDLE.search(around))
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
    return Field.MIDDLE if MIDDLE.search(cues) else Field.OWN


def _without_figure(clause: str, figures: list[Quantity], before: list[Reading]) -> Iterator[Reading]:
    """What a clause says about recording or level in words alone."""
    has_share = any(figure.kind is Kind.SHARE for figure in figures)
    if UNRECORDED.search(clause) and not has_share:
        yield Reading(Field.FILL, 0.05, 0.05, Kind.SHARE)
    elif AUTOMATIC.search(clause) and not has_share:
        yield Reading(Field.FILL, 0.97, 0.97, Kind.SHARE)
        yield Reading(Field.TIMELY, 0.97, 0.97, Kind.SHARE)
    elif LATE.search(clause) and any(reading.field is Field.FILL for reading in before):
        yield Reading(Field.TIMELY, 0.1, 0.1, Kind.SHARE)
    elif TIMELY.search(clause) and not has_share:
        fill = next((reading for reading in reversed(before) if reading.field is Field.FILL), None)
        if fill and not figures:
            yield Reading(Field.TIMELY, fill.low, fill.high, Kind.SHARE)
        elif FILL.search(clause):
            yield Reading(Field.FILL, 0.95, 0.95, Kind.SHARE)
            yield Reading(Field.TIMELY, 0.95, 0.95, Kind.SHARE)
    if NOTHING.search(clause):
        yield Reading(Field.OWN, 0.0, 0.0, Kind.NUMBER)
    if SAME.search(clause):
        own = next((reading for reading in reversed(before) if reading.field is Field.OWN), None)
        if own:
            yield Reading(Field.MIDDLE, own.low, own.high, own.kind)
