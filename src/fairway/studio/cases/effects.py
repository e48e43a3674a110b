"""What is said of a candidate beside its figures: the step it acts on, what was found of it, which way is better."""

import re
from typing import Any

from fairway.studio.cases.field_names import Field
from fairway.studio.cases.leaning import LOWER_IS_BETTER, NEGATIVE
from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.quantities import Kind, folded, quantities

SAID_OF_IT = frozenset({Field.SERVES, Field.EVIDENCE, Field.EFFECT, Field.BETTER, Field.BEFORE})
Z_SCALE = 8.0  # a z value of about three is what a correlation of 0.4 comes to among some fifty sellers
BIG_DIFFERENCE = 1.6  # a difference of a quarter between shares says as much as a correlation of 0.4

LOWER = re.compile(r"^\W*(?:low|down|less|small|fall|decreas|min|fewer|weniger|niedrig|moins|bas|baisse|menos|baj)")
FIGURE = re.compile(
    r"\b(?:r|rho|corr\w*|beta|korrelation|correlacion)\b\s?[=:]?\s?(?:of |von |de )?(?:about )?([+-]?\s?\d?[.,]\d+)"
)
POINTS = re.compile(r"([+-]?)\s?(\d+(?:[.,]\d+)?) ?(?:percentage )?(?:points?|pts?|pp|punkte?n?|puntos)\b")
SIGNED = re.compile(r"\b(positiv\w*|negativ\w*),? \(?[0o]?[.,](\d+)")
NOTHING = re.compile(
    r"\bno (?:higher|better|more)\b|\bno (?:clear |visible |measurable |local )?(?:relation|link|effect|correlation"
    r"|difference|connection|impact)"
    r"|\b(?:does|do|did|changes?) nothing\b|unrelated|not related|\bnull\b|kein\w* (?:\w+ )?(?:zusammenhang|wirkung"
    r"|effekt|einfluss)|ohne (?:wirkung|effekt|zusammenhang)|auc?une? (?:lien|effet|relation)|sans effet"
    r"|sin (?:efecto|relacion)|ningun efecto"
)
AGAINST = re.compile(
    r"\bnegativ\w*|\b(?:worse|lower|fewer|fell|falls|hurts?|reduces?|less)\b|schlechter|seltener|verschlechter"
    r"|\bpire\b|moins souvent|\bpeor\b|menos"
)
WITHOUT = re.compile(
    r"\b(?:without|not|no|never|later|late|other\w*|rest|none|ohne|nicht|sonst|statt|spater|sans|sinon|plus tard|sin"
    r"|mas tarde|instead of)\b|(?:below|under|unter|moins de|menos de) \d+ ?%"
)
CONTRAST = re.compile(
    rf"{WITHOUT.pattern}|\b(?:over|above|more than|against|vs|versus|gegen|contre|frente|uber|plus de|mas de)\b"
)
LABELLED = re.compile(r"\b[a-z]+ ?: \d+[^:;]*[,;] ?[a-z]+ ?: \d+")  # "deep: 5 of 12 won, thin: 3 of 38"
GAINED = re.compile(r"\b(?:gain\w*|won|rose|more|higher|better|up by|mehr|besser|gagn\w*|mieux|gan\w*|mejor)\b")
OFTEN = re.compile(
    r"\b(?:twice|double\w*|[2-9](?:[.,]\d)? ?x|[2-9] times) (?:as|more|the)\b|\b2 as (?:often|many)\b|nearly doubled"
)
TWICE = 0.35  # of a correlation: what becomes twice as frequent
PAIRED = 4  # shares of two groups, each with the share that makes it the group
ROSE = re.compile(
    r"(?:from|von|de|desde) (\d+(?:[.,]\d+)?) ?(?:%|percent)? ?(?:to|auf|a|hasta|->) (\d+(?:[.,]\d+)?) ?(?:%|percent)"
)
GRADES = (
    (r"\bno (?:local )?evidence|keine? (?:lokale\w* )?(?:evidenz|belege?)|aucune preuve|sin evidencia", None),
    (r"\bnegativ", -0.2),
    (r"\b(?:strong|clear|stark|deutlich|forte?|fuerte|clara)\b", 0.4),
    (r"\b(?:suggestive|moderate|some|moderat|mittel|moyen\w*|moderad\w*)\b", 0.25),
    (r"\b(?:weak|faint|thin (?:evidence|proof|data)|schwach\w*|faible|debil)\b", 0.08),
)
UNSURE = re.compile(r"not (?:clear|certain|sure|significant)|unclear|uncertain|unsicher|incertain|incierto|no clar")


def take_said(found: CandidateFacts, field: Field, value: Any, parts: set[str]) -> None:
    """Keep what a field says of a candidate; figures in it are none of the candidate's own levels."""
    if field is Field.EFFECT and isinstance(value, str) and _weeks_in(value):
        found.lag_weeks = found.lag_weeks or _weeks_in(value)  # "effect: six to eight weeks"
    elif field is Field.EFFECT:
        _take_effect(found, value, parts)
    elif field is Field.BETTER:
        found.is_lower_better = isinstance(value, str) and LOWER.search(folded(value)) is not None
    elif field is Field.SERVES and isinstance(value, str):
        found.serves = f"{found.serves} {value.replace('_', ' ')}".strip()
    elif field is Field.EVIDENCE and isinstance(value, str):
        found.evidence = f"{found.evidence}. {value.replace('_', ' ')}".strip(". ")
        if found.effect is None:
            found.effect = effect_in(value)


def _weeks_in(value: str) -> tuple[float, float] | None:
    figures = quantities(folded(value))
    weeks = [figure for figure in figures if figure.kind is Kind.WEEKS]
    return (weeks[0].low, weeks[0].high) if weeks and len(figures) == len(weeks) else None


def _take_effect(found: CandidateFacts, value: Any, parts: set[str]) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        found.effect = value / Z_SCALE if "z" in parts else float(value)
    elif isinstance(value, str):
        found.evidence = f"{found.evidence}. {value.replace('_', ' ')}".strip(". ")
        found.effect = effect_in(value) if found.effect is None else found.effect


def effect_told(text: str) -> tuple[str, float | None] | None:
    """(the sentence of a remark that says what was found, the effect in it); None where none does."""
    for sentence in re.split(r"(?<=[a-z)\d%])[.;]\s", folded(text)):
        if FIGURE.search(sentence) or NOTHING.search(sentence) or POINTS.search(sentence) or OFTEN.search(sentence):
            return sentence, effect_in(sentence)
    return None


def effect_in(text: str) -> float | None:
    """A correlation, or a difference of shares or points as one, in a sentence about what was found; 0 where nothing
    was, None where it says neither.
    """
    plain = folded(text)
    stated = FIGURE.search(plain)
    if stated:
        size = float("".join(stated[1].split()).replace(",", "."))
        return -size if size < 0 and (NEGATIVE.search(plain) or LOWER_IS_BETTER.search(plain)) else size
    if NOTHING.search(plain):
        return 0.0
    if OFTEN.search(plain):
        return TWICE
    signed = SIGNED.search(plain)
    if signed:
        return float(f"0.{signed[2]}") * (-1 if signed[1].startswith("n") else 1)
    points = POINTS.search(plain)
    if points:
        size = float(points[2].replace(",", ".")) / 100 * BIG_DIFFERENCE
        is_against = points[1] == "-" or (AGAINST.search(plain) is not None and not GAINED.search(plain))
        return (-1 if is_against else 1) * size * (0.3 if UNSURE.search(plain) else 1.0)
    compared = _compared(plain)
    if compared is not None:
        return compared
    return next((effect for words, effect in GRADES if re.search(words, plain)), None)


def _compared(plain: str) -> float | None:
    """ "With it 55 % moved on, without 33 %": the difference of the two, whichever comes first."""
    shares = [figure for figure in quantities(plain) if figure.kind is Kind.SHARE]
    if len(shares) < 2:
        return None
    rise = ROSE.search(plain)
    if rise:
        risen = (float(rise[2].replace(",", ".")) - float(rise[1].replace(",", "."))) / 100 * BIG_DIFFERENCE
        return -risen if NEGATIVE.search(plain) else risen
    if not CONTRAST.search(plain) and not LABELLED.search(plain):
        return None
    if len(shares) >= PAIRED:
        shares = shares[1::2]  # "above 70 % reach it in 63 %, below 40 % in 45 %"
    first, second = shares[0], shares[1]
    is_turned = WITHOUT.search(plain[: first.start]) and not WITHOUT.search(plain[first.end : second.start])
    difference = (first.value - second.value) * (-1 if is_turned else 1)
    return (-difference if NEGATIVE.search(plain) else difference) * BIG_DIFFERENCE
