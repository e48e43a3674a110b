"""What kind of thing a candidate is: result, objective, good order, raw volume, or an act.

The consent test of `metrics.classing` reads name and definition; the treasure map settles what it cannot tell, because
an act that is on the map is one whatever its name lacks.
"""

import re
from collections.abc import Sequence

from fairway.metrics.classing import Verdict, classify
from fairway.metrics.types import MetricClass
from fairway.studio.cases.counted import is_done_by_them, is_done_by_us, numerator_of
from fairway.studio.cases.own_acts import is_own_act, is_told_to_do
from fairway.studio.cases.profile import CandidateFacts, Kind
from fairway.studio.treasure_map import ActEntry, acts_like

CATALOGUE_ID = re.compile(r"[AEOR]\d\d")
HYGIENE_IDS = frozenset({"A12", "A24"})
OUTCOME_IDS = frozenset({"E08"})  # of an enablement process, and not the manager's to move alone

# Where a definition ends and figures begin: "Forecast calls held, weekly for years", "Dials. 420, best quarter 300".
_FIGURES = re.compile(
    r"(?:[:,;–]|\s-|\. )\s*(?:on |about |only |nobody |none |he |she )?(?:\d|nobody|none so far|weekly|automatic)", re.I
)
OUTCOME_WORDS = re.compile(
    r"\b(?:(?:opportunit\w*|opps?|deals?) (?:\w+ )?opened|won|lost|registered|registrations|covered|coverage|held"
    r"|booked|accepted|converted|attended|signed|replied"
    r"|replies|responded|engaged|reached|renewed|retained|rate|share of (?!time|effort)|value|amount|saved"
    r"|certified|met\b|gehalten|gewonnen|angenommen|quote"
    r"|unterschrieben|taux|tenus?|gagne\w*|signe\w*|acceptes?|tasa|ganad\w*|aceptad\w*|celebrad\w*|firmad\w*)\b",
    re.I,
)
MONEY_WORDS = re.compile(
    r"\b(?:revenue|bookings|turnover|sales through|margin|quota|attainment|pipeline|weighted|nps|csat"
    r"|satisfaction|score\b|churn"
    r"|umsatz\w*|marge|chiffre|affaires sign\w*|ventas|ingresos|facturacion)\b",
    re.I,
)


ORDER_WORDS = re.compile(
    r"hygiene|\btagg?ed\b|tasks? (?:cleared|closed|completed)|overdue tasks|\bfields?\b|\bfilled\b|\bnotes?\b"
    r"|reports?\b|close dates?|up to date|complete\b|logged|\bcrm\b|in order|mileage|claims?\b|updated\b|felder"
    r"|ausgefullt|notiz|bericht|gepflegt|champs|fiches|remplis?|campos|rellen|informe",
    re.I,
)
NEVER = re.compile(  # whatever verb stands beside them: everything of a kind, or money
    r"\b(?:all|every|any) (?:outbound |kinds of )?(?:call|dial|e-?mail|mail|message|visit|touch|activit)"
    r"|any (?:company|number|kind)|whoever|wherever|\b(?:number|count) of (?:all )?(?:call|dial|e-?mail|mail|visit"
    r"|activit|meeting)|revenue|amount|quota|nps|satisfaction|umsatz|chiffre d'affaires|ingresos",
    re.I,
)
AVERAGE = re.compile(
    r"^\W*(?:average|mean|porcentaje|percentage|pourcentage|promedio|media de|durchschnitt\w*|mittel\w*|moyenne)\b",
    re.I,
)
ORDER = re.compile(  # records and papers, whoever keeps them in order
    r"\bfields\b|filled|tagg?ed\b|\btags?\b|tasks? (?:cleared|closed|completed)|overdue tasks|\bclaims?\b|mileage"
    r"|notes? logged|logged in 24|documented|wiki|forms? filed|documents? filed|filed in|archive|\btidy|upkeep|expenses"
    r"|\bgastos\b|spesen|contact (?:data|records)|master data|datos de contacto|ficha|fiche\b"
    r"|records? (?:complete|updated)"
    r"|forecast|timesheet|close dates?|pflichtfeld|felder|champs|campos|akten?\b|stammdaten",
    re.I,
)
STILL_TO_COME = re.compile(  # those an act is meant for, by what they have not done yet
    r"\b(?:that|who|which|without|ohne|die|sans|qui|sin|que)\b.*?\b(?:not|never|yet|kein\w*|nicht|nie|pas|jamais|no|nunca|reply)\b.*",
    re.I,
)
ALIKE = 0.42  # to the sentence of an act, from which no raw volume is meant
UNSURE = 0.5  # below it the sorting guesses


def kind_of(candidate: CandidateFacts, acts: Sequence[ActEntry]) -> Kind | None:
    """The kind of a candidate; None where nothing can be told."""
    if CATALOGUE_ID.fullmatch(candidate.key):
        return _of_catalogue(candidate.key)
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", candidate.name or candidate.key).replace("_", " ")
    definition = definition_in(candidate.text)
    return _by_who_did_it(name, definition, acts) or _by_sorting(name, definition, acts)


def is_certain(candidate: CandidateFacts) -> bool:
    """Whether no likeness of words can make another kind of it: the catalogue says so, or it is money."""
    return CATALOGUE_ID.fullmatch(candidate.key) is not None or candidate.kind is Kind.RESULT


def _by_who_did_it(name: str, definition: str, acts: Sequence[ActEntry]) -> Kind | None:
    """By the verbs of what is counted; None where they leave it open."""
    whole = f"{name} {definition}"
    if definition and is_done_by_them(definition):
        return Kind.OBJECTIVE
    is_done = is_done_by_us(definition or name) or (
        is_done_by_us(name) and not OUTCOME_WORDS.search(STILL_TO_COME.sub("", numerator_of(definition)))
    )
    if ORDER.search(whole):
        return None if acts else Kind.HYGIENE
    if is_done and not NEVER.search(whole):
        return Kind.ACT
    return (
        Kind.OBJECTIVE if AVERAGE.search(definition) and not is_own_act(name) and not is_own_act(definition) else None
    )


def _by_sorting(name: str, definition: str, acts: Sequence[ActEntry]) -> Kind | None:
    """By what the sorting of names says of both."""
    by_name, by_definition = _sorted(name), _sorted(definition) if definition else None
    chosen, other = (by_definition, by_name) if by_definition is not None else (by_name, None)
    if chosen is None:
        return Kind.ACT if acts else None
    if chosen.metric_class is not MetricClass.ACTIVITY:
        return _of_outcome(chosen, other, name, definition, acts)
    if chosen.is_good_order or (other is not None and other.is_good_order):
        is_named_so = by_name is not None and by_name.is_good_order and ORDER_WORDS.search(name)
        is_order = other is not None and _both_say_order(chosen, other) and ORDER_WORDS.search(f"{name} {definition}")
        return Kind.ACT if acts and not is_named_so and not is_order else Kind.HYGIENE
    verdicts = [verdict for verdict in (by_name, by_definition) if verdict is not None]
    if acts or any(verdict.can_be_hia for verdict in verdicts):
        return Kind.ACT
    if OUTCOME_WORDS.search(definition or name) and not is_own_act(definition or name):
        return Kind.OBJECTIVE
    near = acts_like(definition or name)
    is_plain = any(verdict.rule == "volume" for verdict in verdicts) or NEVER.search(f"{name} {definition}")
    return Kind.VOLUME if is_plain and not (near and near[0][0] >= ALIKE) else Kind.ACT


def _of_outcome(chosen: Verdict, other: Verdict | None, name: str, definition: str, acts: Sequence[ActEntry]) -> Kind:
    """A result or objective as it was sorted, unless it says that somebody of ours does it."""
    said, whole = definition or name, f"{name} {definition}"
    is_ours = is_told_to_do(said) or (is_own_act(said) and not OUTCOME_WORDS.search(STILL_TO_COME.sub("", said)))
    if (is_ours and not MONEY_WORDS.search(whole)) or (acts and _is_act_after_all(other, whole)):
        return Kind.ACT
    return Kind.RESULT if chosen.metric_class is MetricClass.RESULT else Kind.OBJECTIVE


def _both_say_order(chosen: Verdict, other: Verdict) -> bool:
    return chosen.is_good_order and other.is_good_order


def _sorted(text: str) -> Verdict | None:
    """What the sorting says of a name or of a definition by itself; None where no rule knew an answer."""
    verdict = classify(text)
    return verdict if verdict.confidence >= UNSURE else None


def definition_in(text: str) -> str:
    """The part of a remark that says what is counted, without the figures after it."""
    first = re.split(r"(?<=[a-z)])\.\s", text.strip(), maxsplit=1)[0]
    cut = _FIGURES.search(first)
    return (first[: cut.start()] if cut and cut.start() > 3 else first).strip()


def _of_catalogue(key: str) -> Kind:
    if key in HYGIENE_IDS:
        return Kind.HYGIENE
    if key[0] == "R":
        return Kind.RESULT
    return Kind.OBJECTIVE if key[0] == "O" or key in OUTCOME_IDS else Kind.ACT


def _is_act_after_all(other: Verdict | None, text: str) -> bool:
    """Whether what looks like an outcome is an act of the map: its name says so, or nothing but its subject spoke."""
    if other is not None and other.metric_class is MetricClass.ACTIVITY:
        return True
    return not OUTCOME_WORDS.search(text) and not MONEY_WORDS.search(text)
