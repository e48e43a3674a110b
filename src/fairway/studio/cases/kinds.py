"""What kind of thing a candidate is: result, objective, good order, raw volume, or an act.

The consent test of `metrics.classing` reads name and definition; the treasure map settles what it cannot tell, because
an act that is on the map is one whatever its name lacks.
"""

import re
from collections.abc import Sequence

from fairway.metrics.classing import Verdict, classify
from fairway.metrics.types import MetricClass
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
    r"hygiene|\bfields?\b|\bfilled\b|\bnotes?\b|reports?\b|close dates?|up to date|complete\b|logged|\bcrm\b|in order"
    r"|mileage|claims?\b|updated\b|felder|ausgefullt|notiz|bericht|gepflegt|champs|fiches|remplis?|notes?\b"
    r"|campos|rellen|informe",
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
    by_name, by_definition = _sorted(name), _sorted(definition) if definition else None
    chosen, other = (by_definition, by_name) if by_definition is not None else (by_name, None)
    if chosen is None:
        return Kind.ACT if acts else None
    if chosen.metric_class is not MetricClass.ACTIVITY:
        said = definition or name
        is_money = MONEY_WORDS.search(f"{name} {definition}") is not None
        if not is_money and (
            is_told_to_do(said) or (is_own_act(said) and not OUTCOME_WORDS.search(STILL_TO_COME.sub("", said)))
        ):
            return Kind.ACT
        if acts and _is_act_after_all(other, f"{name} {definition}"):
            return Kind.ACT
        return Kind.RESULT if chosen.metric_class is MetricClass.RESULT else Kind.OBJECTIVE
    if chosen.is_good_order or (other is not None and other.is_good_order):
        is_named_so = by_name is not None and by_name.is_good_order and ORDER_WORDS.search(name)
        is_order = other is not None and _both_say_order(chosen, other) and ORDER_WORDS.search(f"{name} {definition}")
        is_act = acts and not is_named_so and not is_order
        return Kind.ACT if is_act else Kind.HYGIENE
    if acts or any(verdict.can_be_hia for verdict in (by_name, by_definition) if verdict is not None):
        return Kind.ACT
    if OUTCOME_WORDS.search(definition or name) and not is_own_act(definition or name):
        return Kind.OBJECTIVE
    near = acts_like(definition or name)
    return Kind.ACT if near and near[0][0] >= ALIKE else Kind.VOLUME


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
