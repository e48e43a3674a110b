"""Names that lack one word: what to ask, and what each answer makes of the name."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairway.metrics.classing import Verdict
from fairway.metrics.classing.phrase import Phrase
from fairway.metrics.types import MetricClass

MOST_WORDS = 4  # a longer name has said more than a kind of act


@dataclass(frozen=True, slots=True)
class Question:
    """`meanings` are the words to choose from, each with the definition it gives the name."""

    text: str
    meanings: Mapping[str, str]


CALLS = Question(
    "Dialled is an activity. Connected needs somebody to pick up.",
    {"Dialled": "calls dialled", "Connected": "calls connected"},
)
BOOKED = Question(
    "Requested is an activity. Accepted needs a yes.",
    {"Requested": "meetings requested", "Accepted": "meetings accepted by the customer"},
)
OFFERS = Question(
    "Sent is an activity. Accepted needs a yes.",
    {"Sent": "proposals sent", "Accepted": "proposals accepted by the customer"},
)
PIPELINE = Question(
    "Its value is anticipated money, a result. Its count needs customers, an objective.",
    {"Value": "pipeline value", "Count": "number of open opportunities"},
)
UNKNOWN = Question(
    "No rule knows these words. Who has to do something for the number to move?",
    {
        "Our seller alone": "sent by the seller",
        "A customer too": "accepted by the customer",
        "Nobody: it is money": "revenue",
    },
)
CALL_WORDS = [
    "call",
    "calls",
    "phone",
    "anruf",
    "anrufe",
    "telefonat",
    "telefonate",
    "appel",
    "appels",
    "llamada",
    "llamadas",
]
OFFER_WORDS = [
    "proposal",
    "proposals",
    "quote",
    "quotes",
    "angebot",
    "angebote",
    "devis",
    "propale",
    "propales",
    "propuesta",
    "propuestas",
]
BOOKED_WORDS = ["booked", "set", "scheduled"]


def question_about(text: str, verdict: Verdict) -> Question | None:
    """What to ask about a name without a definition; None where it says enough."""
    phrase = Phrase(text)
    words = [word for word in phrase.words.split() if not word.startswith("§")]
    if verdict.rule in {"unknown", "somebody"}:
        return UNKNOWN
    if verdict.rule == "pipeline" and verdict.metric_class is MetricClass.RESULT and len(words) <= MOST_WORDS:
        return None if phrase.has("amount", "weighted") else PIPELINE
    if len(words) > MOST_WORDS:
        return None
    if verdict.rule == "volume" and not phrase.has(*SAYS_MORE):
        if any(word in CALL_WORDS for word in words):
            return CALLS
        if any(word in OFFER_WORDS for word in words):
            return OFFERS
    if phrase.has("event") and any(word in BOOKED_WORDS for word in words) and not phrase.has("conversion", "rate"):
        return BOOKED
    return None


SAYS_MORE = ("population", "quality", "time_rule", "act", "consent")
