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
TRIED = re.compile(  # of an act, in a sentence about the seller or the team
    r"\b(?:tried|tested|pilot\w*|trialled|in (?:a|the|our|one) trial|experiment\w*|probiert|ausprobiert|getestet"
    r"|versuch\w*|essaye\w*|teste\w*|probo|probamos|probado|probaron|ensay\w*)\b"
)
SUCH = re.compile(
    r"\b(?:such|solche\w*|de tels|de telles|tales|with both|with it|damit)\b(?=[^;]*\b(?:the rest|the others?|others"
    r"|die anderen|der rest|sonst|les autres|los demas|el resto|without)\b)"
)
GROUP = re.compile(
    r"\b[a-z]+ (?:that|who|which|with|qui|die|que) (?:got|did|had|have|took|used|raised|it|introduced)\b"
)
WITHOUT_IT = re.compile(
    r"%[^%]{0,12}\b(?:without|otherwise|ohne|sonst|sans|sinon|sin)\b|\b(?:without|ohne|sans|sin)\b[^%]{0,20}%"
)
SENTENCES = re.compile(r"(?<=[a-z)\d%])[.;]\s")
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
_STRONG = (
    r"(?:strong\w*|clear\w*|best|good|solid|convincing|stark\w*|deutlich\w*|klar\w*|beste[rns]?|gute[rns]?|forte?s?"
    r"|meilleure?|nette?|solide|fuerte|clar[oa]|mejor|buena)"
)
_WEAK = (
    r"(?:weak\w*|thin|slight\w*|faint|small|modest|barely|little|minor|schwach\w*|gering\w*|kaum|klein\w*|faible"
    r"|legere?|mince|modeste|debil|leve|escas[oa]|poc[oa]|pequen[oa])"
)
_FOUND = (
    r"(?:evidence|proof|link|effect|relation|correlation|signal|connection|beleg\w*|wirkung|effekt|zusammenhang|nachweis"
    r"|preuves?|effet|lien|evidencia|pruebas?|efecto|relacion|vinculo)"
)
GRADED = tuple(
    (re.compile(rf"\b{grade}\W+(?:\w+ ){{0,3}}?{_FOUND}\b|\b{_FOUND}\W+(?:\w+\W+){{0,6}}?{grade}\b"), effect)
    for grade, effect in ((_WEAK, 0.08), (_STRONG, 0.4))
)
SAVED = re.compile(  # time that was won
    r"\d (?:days?|weeks?|tage|wochen|jours|semaines|dias|semanas)"
    r" (?:sooner|earlier|faster|shorter|less|fruher|plus tot|antes)"
    r"|\b(?:cut|shortened|reduced) [^;,]{3,40} by \d"
)
UNKNOWN = re.compile(
    r"\b(?:no|nothing)\b[^,;]{0,12}\b(?:findings?|known|proof|proven)\b|\bnot (?:been )?(?:examined|studied|tested)\b"
    r"|\bkein\w* (?:\w+ )?befund|\bnichts bekannt|\baucun constat|\brien de connu|\bsin (?:hallazgo|datos)\b"
)
ROSE_HERE = re.compile(  # of what followed where an act was done
    r"\b(?:far|much|clearly|noticeably) more (?:often|frequent\w*|likely)|\b(?:rose|went up|increased|improved|grew"
    r"|climbed|came back|saw more)\b|\bdeutlich (?:ofter|haufiger|mehr)|\b(?:stieg\w*|wuchs\w*|nahm\w* zu)\b"
    r"|\bbien plus (?:souvent|de)|\b(?:ont|a) (?:augmente|progresse|monte)\w*|\bmucho mas\b"
    r"|\b(?:subio|subieron|aumento|crecio)\b"
)
DENIED = re.compile(r"\b(?:not|no|never|nicht|kein\w*|pas|without|sans|sin)\b")
RISEN, UNPROVEN = 0.25, 0.08
OFTEN = re.compile(
    r"\b(?:twice|double\w*|[2-9](?:[.,]\d)? ?x|[2-9] times) (?:as|more|the)\b|\b2 as (?:often|many|much)\b|\bdoubled\b"
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
    for sentence in SENTENCES.split(folded(text)):
        if FIGURE.search(sentence) or NOTHING.search(sentence) or POINTS.search(sentence) or OFTEN.search(sentence):
            return sentence, effect_in(sentence)
    for sentence in SENTENCES.split(folded(text)):
        such = _of_such(sentence)
        if such is not None:
            return sentence, such
        parts = sentence.split(", ")
        for place, part in enumerate(parts):
            effect = effect_graded(part) if place or len(parts) == 1 else None
            effect = effect if effect is not None else _in_groups(part)
            if effect is not None:
                return ", ".join(parts[place:]), effect
    return None


def _of_such(sentence: str) -> float | None:
    """ "Such meetings were accepted in 70 %, the others in 35": the difference, the second in the first one's unit."""
    told = SUCH.search(sentence)
    figures = quantities(sentence[told.start() :]) if told else []
    if len(figures) < 2 or figures[0].kind is not Kind.SHARE:
        return None
    other = figures[1].value if figures[1].kind is Kind.SHARE else figures[1].value / 100
    return (figures[0].value - other) * BIG_DIFFERENCE * (-1 if NEGATIVE.search(sentence) else 1)


def _in_groups(part: str) -> float | None:
    """ "33 % against 8 % without", "accounts that got it cut 4 % and not 13 %", "went from 11 % to 22 %"."""
    is_of_groups = ROSE.search(part) or GROUP.search(part) or WITHOUT_IT.search(part)
    effect = _compared(part) if is_of_groups else None
    is_fall = effect is not None and effect < 0 and ROSE.search(part) is not None
    return None if is_fall else effect  # what fell may be what was to fall


def effect_tried(sentence: str) -> float | None:
    """What a sentence about the seller says of an act that was tried here; None where it speaks of no trial."""
    plain = folded(sentence)
    return effect_in(sentence) if TRIED.search(plain) else None


def effect_graded(clause: str) -> float | None:
    """What the words of a folded clause come to as a correlation: "strongest local link", "9 days sooner"."""
    if SAVED.search(clause):
        return TWICE
    if UNKNOWN.search(clause):
        return UNPROVEN
    if ROSE_HERE.search(clause) and not DENIED.search(clause):
        return RISEN
    return next((effect for words, effect in GRADED if words.search(clause)), None)


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
