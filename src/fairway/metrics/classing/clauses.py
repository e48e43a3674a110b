"""What a relative clause says: "deals for which the seller asked ...", "customers who left"."""

import re

from fairway.metrics.classing.answers import act, objective, order
from fairway.metrics.classing.lexicon import word_families
from fairway.metrics.classing.phrase import NOWHERE, Phrase, relative
from fairway.metrics.classing.types import Answer, Owner
from fairway.metrics.types import MetricClass

SUBJECTS = frozenset(["who", "that", "which", "die", "der", "qui", "que", "ayant"])
PASSIVE = re.compile(
    r" (?:were|was|been|got|are|is|wurden?|worden|werden|ete|sont|fue|fueron|han sido|we|wir|nous|enviamos) "
)


def clause(phrase: Phrase) -> Answer | None:
    """ "Deals for which the seller asked ...": the clause says what has to happen, its subject who does it."""
    parts = relative(phrase)
    if parts is None or phrase.heads("revenue", "amount"):
        return None
    before, pronoun, tail = parts
    theirs_to_do = objective("clause", 0.86, "The clause says what the customer does")
    if _is_about_them(before, pronoun, tail.words):
        return theirs_to_do
    yes, own = tail.first("consent") if tail.consents else NOWHERE, tail.first("act")
    verb = min(yes, own)
    if verb == NOWHERE:
        return None
    ours, theirs = tail.first("seller_actor"), tail.first("customer_actor")
    if tail.first("manager_actor") < verb:
        why = "The clause says what the manager does"
        return Answer(MetricClass.ACTIVITY, "clause", why, 0.9, Owner.MANAGER)
    if tail.has("admin") and own < NOWHERE:
        return order("clause", 0.86, f'Keeping records in order, done alone: "{tail.found("admin")}"')
    if ours < min(verb, theirs) and own < NOWHERE:
        return act(phrase, "clause", 0.9, why="The clause says what the seller does")
    if (theirs < min(verb, ours) and yes < NOWHERE) or yes < own:
        return theirs_to_do
    return act(phrase, "clause", 0.86, why=f'The clause says what our own people do: "{tail.found("act")}"')


def _is_about_them(before: str, pronoun: str, after: str) -> bool:
    """Whether a customer or a deal does what the clause says ("customers who left"), rather than having it done."""
    subject = before.replace("§sep", "").split()[-1:]
    if not subject or pronoun not in SUBJECTS or PASSIVE.search(after) or word_families()["seller_actor"].search(after):
        return False
    names = ("customers", "customer_actor", "opportunity")
    return any(word_families()[name].search(f" {subject[0]} ") for name in names)
