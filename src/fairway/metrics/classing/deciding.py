"""From what the rules say of a name and of its definition to one verdict."""

from fairway.metrics.classing.phrase import Phrase
from fairway.metrics.classing.rules import decide
from fairway.metrics.classing.types import Answer, Owner, Verdict
from fairway.metrics.types import MetricClass

# What says whom an act is for, or how well it has to be done; without any it is raw volume.
WHAT_MAKES_IT_COUNT = ("population", "quality", "time_rule", "customer_event", "doc", "speed", "cycle")
MANAGERS_RULES = ("population", "quality", "time_rule")
WEAK = frozenset({"outside", "volume", "somebody"})  # rules that only know what things are named, not what happens
PLAIN = frozenset({"money", "feeling_or_share", "team_attainment"})
UNKNOWN = Answer(
    MetricClass.OBJECTIVE, "unknown", "No rule knows these words; most numbers in sales need a customer's yes", 0.3
)


def classify(text: str, definition: str = "") -> Verdict:
    """The class of a metric by the consent test, who acts, whether it can be an HIA, and why.

    A definition overrides the name; the name only settles what the definition leaves open.
    """
    answer = _answer(text, definition)
    can_be_hia = _can_be_hia(answer, Phrase(f"{text} , {definition}"))
    return Verdict(
        metric_class=answer.metric_class,
        owner=answer.owner,
        can_be_hia=can_be_hia,
        confidence=round(answer.sure, 2),
        why=_why(answer, can_be_hia=can_be_hia, is_defined=bool(definition.strip())),
        rule=answer.rule,
        is_good_order=answer.is_good_order,
    )


def _answer(text: str, definition: str) -> Answer:
    if not definition.strip():
        return decide(text) or UNKNOWN
    defined = decide(definition)
    if defined is None:
        return decide(f"{text} , {definition}") or UNKNOWN
    if defined.rule in WEAK:
        named = decide(text)
        if named is not None and named.rule in PLAIN and defined.sure < 0.8:
            return named
    return defined


def _can_be_hia(answer: Answer, everything: Phrase) -> bool:
    if answer.metric_class is not MetricClass.ACTIVITY or answer.owner is Owner.NONE or answer.is_good_order:
        return False
    return everything.has(*(MANAGERS_RULES if answer.owner is Owner.MANAGER else WHAT_MAKES_IT_COUNT))


def _why(answer: Answer, *, can_be_hia: bool, is_defined: bool) -> str:
    source = "By its definition: " if is_defined else ""
    reason = answer.why[0].lower() + answer.why[1:] if source else answer.why
    if answer.metric_class is not MetricClass.ACTIVITY or can_be_hia or answer.owner is Owner.NONE:
        return f"{source}{reason}."
    if answer.is_good_order:
        return f"{source}{reason}; good order is no HIA."
    return f"{source}{reason}; raw volume, with no target group and no quality rule."
