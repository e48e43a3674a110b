"""Figures in sentences, in English, German, French and Spanish: shares, weekly rates, minutes, weeks, bare numbers.

"logged on one in eight", "about 40 minutes each", "takes a quarter to show", "2 bis 3 Wochen", "une fois sur deux".
Text is folded first: small letters, no accents, number words as digits.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from fairway.studio.cases.number_words import FRACTIONS, NUMBER_WORDS, ONE, PERIODS, WRITTEN_OUT


class Kind(StrEnum):
    SHARE = "share"  # 0 to 1
    RATE = "rate"  # per week
    MINUTES = "minutes"
    WEEKS = "weeks"
    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and where it stands in the folded text. `low` and `high` differ in a range."""

    kind: Kind
    low: float
    high: float
    start: int
    end: int
    per: float = 1.0  # of a rate: weekly occurrences in one as it was written

    @property
    def value(self) -> float:
        return (self.low + self.high) / 2


ORDINAL = re.compile(r"\b(?:stage|tier|phase|step|stufe|etape|etapa|fase|top|class|level) $")
COMPOUND = re.compile(r" ?-[a-z]")
_NUMBER = r"\d+(?:[.,]\d+)?"
_RANGE = rf"(?<![\w.])(?P<low>{_NUMBER})(?:\s?(?:-|–|to|or|bis|oder|a|ou|o|and|und|et|y)\s?(?P<high>{_NUMBER}))?"
_MINUTES = r"(?:min|mins|minutes?|minuten?|minutos?)\b"
_HOURS = r"(?:h|hrs?|hours?|std|stunden?|heures?|horas?)\b"
_WEEKS = r"(?:weeks?|wks?|wk|w|wochen?|semaines?|semanas?)\b"
_MONTHS = r"(?:months?|monate?n?|mois|mes(?:es)?)\b"
_WORKING_DAYS = (
    r"(?:(?:working|business|work)[ -]?days?|bd|(?:arbeits|werk)tage?n?|jours ouvr\w+|dias (?:habiles|laborables))\b"
)
_DAYS = r"(?:days?|d|tage?n?|jours?|dias?)\b"
_QUARTERS = r"(?:quarters?|qtrs?|quartale?n?|trimestres?)\b"
_YEARS = r"(?:years?|jahre?n?|annees?|ans?|anos?)\b"
_ANY_TIME = rf"(?:{_MINUTES}|{_HOURS}|{_WEEKS}|{_MONTHS}|{_WORKING_DAYS}|{_DAYS}|{_QUARTERS}|{_YEARS})"
_PERIOD = rf"(?P<period>{'|'.join(sorted(PERIODS, key=len, reverse=True))})\b"
_EVERY = r"(?:a|an|per|each|every|pro|je|in der|im|par|por|al|a la|la|chaque|cada|/)"
_OF = r"(?:out of|of|in|von|sur|de cada|aus|de)"
_WHOSE = (
    r"(?:(?:the|her|his|their|its|my|your|den|ihren|seinen|ses|les|sus|las|los|last|next|past|letzten"
    r"|dernier\w*|ultim\w+) )*"
)
_SPANS = (  # unit of time, weeks in one
    (_WEEKS, 1.0),
    (_MONTHS, 52 / 12),
    (_WORKING_DAYS, 1 / 5),
    (_DAYS, 1 / 7),
    (_QUARTERS, 13.0),
    (r"(?:halbjahre?|semestres?)\b", 26.0),
    (_YEARS, 52.0),
)
# "of the last 20 flags, 4 got a plan": said backwards
_OUT_OF_FIRST = (
    rf"(?<!\d )\bof {_WHOSE}(\d+) ((?:[a-z-]+ ){{0,9}}[a-z-]+)(,)? ((?:only )?)(\d+)\b"
    rf"(?!\s?(?:%|[-.]|of\b|{_ANY_TIME}))"
)
_ONLY_OUT_OF = (
    rf"\b(?:von|de|sur|aus) {_WHOSE}(\d+) ((?:[a-z-]+ ){{0,5}}[a-z-]+),? "
    r"(nur|solo|seulement|bloss|wurden|hat er|hat sie) (\d+)\b"
    rf"(?!\s?(?:%|[-.]|{_ANY_TIME}))"
)
_ONE_SPAN = rf"\b{ONE} (?=(?:{_HOURS}|{_WEEKS}|{_MONTHS}|{_QUARTERS}|{_YEARS}|halbjahr))"
_PER_SPAN = (
    r"(?:per|each|every|pro|je|par|por|al|chaque|cada|/|\d\s?(?:\w+\s){0,3}"
    r"|\b(?:hours?|minutes?|mins?|stunden?|minuten?|heures?|horas?|minutos?))\s*$"
)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Small letters without accents, camelCase and snake_case apart, numbers and fractions as digits."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", " ", text).replace("_", " ").replace("ß", "ss")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    for pattern, words in WRITTEN_OUT:
        plain = re.sub(pattern, words, plain)
    for pattern, share in FRACTIONS:
        plain = re.sub(rf"\b(?:{pattern})\b", f"{share * 100:.1f} % of", plain).replace("% of of", "% of")
    plain = re.sub(r"\b[a-z]+\b", lambda found: NUMBER_WORDS.get(found[0], found[0]), plain)
    plain = re.sub(r"\b(\d+) and a half\b", r"\1.5", plain)
    plain = re.sub(r"\b(?:(?:an?|1) )?100 (?:and )?(\d\d?)\b(?! ?%)", lambda found: str(100 + int(found[1])), plain)
    plain = re.sub(rf"\b{ONE} (?:fois )?(?:in|out of|of|sur|von|de cada) (?=\d)", "1 in ", plain)
    plain = re.sub(_OUT_OF_FIRST, r"\4\5 of \1 \2", plain)
    plain = re.sub(_ONLY_OUT_OF, r"only \4 of \1 \2", plain)
    return re.sub(_ONE_SPAN, _one_unless_per, plain)


def _one_unless_per(found: re.Match[str]) -> str:
    """ "a quarter to show" is one quarter; "3 a week" is a rate."""
    return found[0] if re.search(_PER_SPAN, found.string[: found.start()]) else "1 "


def quantities(text: str) -> list[Quantity]:
    """Every figure in folded text, in order; each character belongs to one figure at most."""
    found: list[Quantity] = []
    taken = [False] * len(text)
    for quantity in _all(text):
        if quantity.kind in {Kind.NUMBER, Kind.RATE} and _is_part_of_a_name(quantity, text):
            continue
        if not any(taken[quantity.start : quantity.end]):
            taken[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)
            found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.start)


def unit_of(figure: Quantity, clause: str) -> float:
    """What one of a figure's units is worth: 1/7 of "290 days", 0.01 of "71 percent"."""
    written = re.search(r"\d+(?:[.,]\d+)?", clause[figure.start : figure.end])
    number = float(written[0].replace(",", ".")) if written else 0.0
    return figure.low / number if number else 1.0


def _is_part_of_a_name(quantity: Quantity, text: str) -> bool:
    """ "Stage 3" and "a 2-way contact" count nothing."""
    is_compound = quantity.kind is Kind.NUMBER and COMPOUND.match(text[quantity.end :])
    return ORDINAL.search(text[: quantity.start]) is not None or bool(is_compound)


def _all(text: str) -> Iterator[Quantity]:
    yield from _shares(text)
    yield from _found(Kind.MINUTES, rf"{_RANGE}[\s-]?{_MINUTES}", text, 1.0)
    yield from _found(Kind.MINUTES, rf"{_RANGE}[\s-]?{_HOURS}", text, 60.0)
    for unit, weeks in _SPANS:
        if weeks >= 1:  # "in 14 days" is a rule more often than a period counted over
            yield from _over_a_span(text, unit, weeks)
        yield from _found(Kind.WEEKS, rf"{_RANGE}[\s-]?{unit}", text, weeks)
    for match in re.finditer(rf"{_RANGE}\s?(?:[a-z:-]+\s){{0,3}}?{_EVERY}\s?{_PERIOD}", text):
        yield _quantity(Kind.RATE, match, 1 / PERIODS[match["period"]])
    money = r"(?:eur|usd|gbp|chf|euros?|dollars?|[$€£])"
    yield from _found(Kind.MONEY, rf"{_RANGE}\s?(?:k|m|mio|million)?\s?{money}|\b", text, 1.0)
    yield from _found(Kind.MONEY, rf"{_RANGE}\s?(?:k|mio|m)\b", text, 1.0)
    yield from _found(Kind.NUMBER, rf"{_RANGE}(?![\d%])", text, 1.0)


def _over_a_span(text: str, unit: str, weeks: float) -> Iterator[Quantity]:
    """ "twice in 6 months", "3 calls in the last quarter", "2 of the last 12 weeks", "one session every two months"."""
    within = (
        r"(?:(?:in|im|en|over|across)\s(?:the\s)?(?:(?:last|past|letzten|dernier\w*|ultim\w*)\s)?(?P<n>\d+\s)?"
        r"|(?:last|this|past|letzte[sn]?|dernier\w*|ultim\w*)\s)"
    )
    every = r"(?:every|alle|tous les|toutes les|cada)\s(?P<n>\d+\s)"
    for rule in (
        rf"(?<![\w.])(?P<low>\d+)\s(?:[a-z-]+\s){{0,4}}?{within}{unit}",
        rf"(?<![\w.])(?P<low>\d+)\s{_OF}\s{_WHOSE}(?P<n>\d+)\s{unit}",
        rf"\b(?P<low>1|one|una?|eine?|une?)\s(?:[a-z-]+\s){{1,3}}?{every}{unit}",
    ):
        for match in re.finditer(rule, text):
            times = float(match["low"]) if match["low"].isdigit() else 1.0
            periods = float(match["n"] or 1)
            if not periods:
                continue
            per = 1 / (periods * weeks)
            yield Quantity(Kind.RATE, times * per, times * per, match.start(), match.end(), per)


def _shares(text: str) -> Iterator[Quantity]:
    percent = r"\s?(?:%|percent\b|per ?cent\b|prozent\b|pour ?cent\b|por ciento\b|pct\b)"
    yield from _found(Kind.SHARE, _RANGE + percent, text, 0.01)
    parts = rf"\b(?P<low>\d+)\s(?:[a-z]+\s){{0,2}}?{_OF}\s{_WHOSE}(?P<whole>\d+)\b(?!\s?(?:%|-?{_ANY_TIME}))"
    for match in re.finditer(parts, text):
        part, whole = float(match["low"]), float(match["whole"])
        if part <= whole and whole > 1:
            yield Quantity(Kind.SHARE, part / whole, part / whole, match.start(), match.end())


def _found(kind: Kind, pattern: str, text: str, factor: float) -> Iterator[Quantity]:
    return (_quantity(kind, match, factor) for match in re.finditer(pattern, text) if match.group("low"))


def _quantity(kind: Kind, match: re.Match[str], factor: float) -> Quantity:
    low = float(match["low"].replace(",", ".")) * factor
    high = float(match["high"].replace(",", ".")) * factor if match["high"] else low
    per = factor if kind is Kind.RATE else 1.0
    return Quantity(kind, min(low, high), max(low, high), match.start(), match.end(), per)
