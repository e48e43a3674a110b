"""The consent test as ordered, named rules over families of words: the first rule that knows an answer gives it.

A rule asks a Phrase which families stand in it, and where; no rule knows a language or a single metric.
"""

import re
from collections.abc import Callable

from fairway.metrics.classing.answers import act, objective, order, result
from fairway.metrics.classing.clauses import clause
from fairway.metrics.classing.phrase import ACTS, NOWHERE, Phrase
from fairway.metrics.classing.types import Answer, Owner
from fairway.metrics.types import MetricClass

Rule = Callable[[Phrase], Answer | None]

# Families that are objectives by what they measure, with the reason.
MEASURED = {
    "conversion": "A customer decides whether one step becomes the next",
    "coverage": "Coverage of the market: customers have to be there to be reached",
    "cycle": "The customer sets most of the pace",
    "talk": "It takes somebody at the other end who talks",
    "skill": "How good people are can be influenced, not commanded",
    "people": "People decide whether they come, learn and stay",
    "size": "The customer decides how much",
    "discount": "A price is agreed with the customer",
    "churn": "The customer decides whether to stay",
    "adoption": "The customer decides how much it is used",
    "slip": "The customer lets the date go by",
}
COMPOUND = re.compile(r" (?:customer|client|prospect|lead|account|partner|dealer) $")  # "prospect calls"
ACCURACY = re.compile(r" (?:accura\w*|\w*genauigk\w*|treffer\w*|precision|exactitud|fiabilit\w*|fiabilidad|error\w*) ")


def decide(text: str) -> Answer | None:
    """What the first rule that knows says about a text; None when no rule knows its words."""
    phrase = Phrase(text)
    for rule in RULES:
        answer = rule(phrase)
        if answer is not None:
            return answer
    return None


def done_by_a_system(phrase: Phrase) -> Answer | None:
    if not phrase.has("automation") or phrase.consents or phrase.heads("revenue", "amount", "conversion"):
        return None
    if not phrase.has("system") and phrase.heads("event", "opportunity", "customers"):
        return None
    why = f'A system or marketing does it, nobody in the sales line: "{phrase.found("automation")}"'
    return Answer(MetricClass.ACTIVITY, "done_by_a_system", why, 0.9)


def team_attainment(phrase: Phrase) -> Answer | None:
    if not phrase.has("team_attainment") or phrase.has("manager_act"):
        return None
    return result("team_attainment", 0.93, f'How many people reach the goal: "{phrase.found("team_attainment")}"')


def skill(phrase: Phrase) -> Answer | None:
    is_scored_by_a_manager = phrase.has("manager_act") and phrase.has("manager_actor")
    if not phrase.heads("skill") or phrase.heads("act", "doc") or is_scored_by_a_manager:
        return None
    return objective("skill", 0.85, f'{MEASURED["skill"]}: "{phrase.found("skill")}"')


def manager_act(phrase: Phrase) -> Answer | None:
    is_act = phrase.has("manager_act") and not phrase.heads("revenue", "amount", "conversion", "skill")
    is_actor = (
        phrase.has("manager_actor")
        and phrase.heads(*ACTS, "admin", "held", "consent")
        and not phrase.has("customer_actor")
        and not phrase.heads("revenue", "amount", "forecast")
    )
    if not is_act and not is_actor:
        return None
    word = phrase.found("manager_act") or phrase.found("manager_actor")
    why = f'The manager does it with the sellers, no customer has to say yes: "{word}"'
    return Answer(MetricClass.ACTIVITY, "manager_act", why, 0.9, Owner.MANAGER)


def staff(phrase: Phrase) -> Answer | None:
    if not phrase.heads("people") or phrase.acts or phrase.first("people") > phrase.first("revenue", "amount"):
        return None
    return objective("staff", 0.85, f'{MEASURED["people"]}: "{phrase.found("people")}"')


def own_speed(phrase: Phrase) -> Answer | None:
    """How fast our own people answer is theirs; how fast the customer does is not."""
    if not phrase.has("speed") or phrase.heads("event"):
        return None
    return act(phrase, "own_speed", 0.82, why=f'How fast our own people answer: "{phrase.found("speed")}"')


def forecast(phrase: Phrase) -> Answer | None:
    if not phrase.heads("forecast") or phrase.consents:
        return None
    if phrase.heads("act", "admin"):
        return order("forecast", 0.9, "Handing in a forecast is done alone")
    if ACCURACY.search(phrase.words):
        return objective("forecast", 0.8, "How close a forecast comes depends on what customers decide")
    return result("forecast", 0.9, f'A guess about a result is still about the result: "{phrase.found("forecast")}"')


def money(phrase: Phrase) -> Answer | None:
    first = phrase.first("revenue", "amount", "attainment")
    if phrase.heads("size", "discount") or phrase.first("cycle", "coverage", "count") < first:
        return None
    is_money = phrase.heads("revenue", "amount")
    things = phrase.first("customers", "event", "opportunity", "volume")
    if phrase.heads("average") and not phrase.heads("revenue") and things < NOWHERE:
        return None
    if not is_money and things < first and not phrase.has("weighted"):
        return None
    if is_money or phrase.heads("attainment") or (phrase.has("weighted") and phrase.heads("pipeline", "opportunity")):
        if not is_money and phrase.has("weighted"):
            return result("money", 0.93, "Deals weighed by their chance are anticipated money")
        word = phrase.found("revenue", "amount", "attainment")
        kind = "Money" if is_money else "How far a goal is reached"
        return result("money", 0.93, f'{kind}, which follows from what others decide: "{_shown(word)}"')
    return None


def _shown(word: str) -> str:
    return {"§money": "currency", "§pct": "%"}.get(word, word.replace("§", ""))


def feeling_or_share(phrase: Phrase) -> Answer | None:
    if not phrase.heads("satisfaction", "market_share") or phrase.heads("act", "ask"):
        return None
    if phrase.heads("satisfaction"):
        return result("feeling_or_share", 0.93, f'How customers feel: "{phrase.found("satisfaction")}"')
    return result("feeling_or_share", 0.92, f'A share of the market: "{phrase.found("market_share")}"')


def pipeline(phrase: Phrase) -> Answer | None:
    if not phrase.heads("pipeline"):
        return None
    if phrase.heads("admin"):
        return order("pipeline", 0.8, "Keeping the pipeline in order, done alone")
    counted = ("count", "opportunity", "coverage", "conversion", "cycle", "customers", "slip")
    if phrase.heads(*counted) and not phrase.has("weighted"):
        return objective("pipeline", 0.85, f'Deals are counted, and each needs a customer: "{phrase.found(*counted)}"')
    if phrase.acts:
        return None
    return result("pipeline", 0.72, "The value of the pipeline is anticipated revenue, still money")


def good_order(phrase: Phrase) -> Answer | None:
    if phrase.has("received") or not phrase.has("admin"):
        return None
    place = phrase.first("admin")
    if phrase.first("conversion", "talk", "adoption", "coverage") < place or phrase.first("doc") < place:
        return None
    if phrase.consents and not phrase.heads("act"):
        return None
    return order("good_order", 0.87, f'Keeping records in order, done alone: "{phrase.found("admin")}"')


def said_to_be_own(phrase: Phrase) -> Answer | None:
    """ "By the rep", "our first attempt"; a customer's reply to our letter is still the customer's."""
    said = phrase.found("internal")
    is_theirs = phrase.consents and phrase.first("consent") < phrase.first("internal")
    if not said or (is_theirs and not said.startswith(("by ", "par ", "por ", "durch ", "vom "))):
        return None
    return act(phrase, "said_to_be_own", 0.85, "internal")


def conversion(phrase: Phrase) -> Answer | None:
    if not phrase.heads("conversion") or (phrase.heads("act", "ask") and phrase.has("seller_actor")):
        return None
    return objective("conversion", 0.9, f'{MEASURED["conversion"]}: "{_shown(phrase.found("conversion"))}"')


def yes_or_act(phrase: Phrase) -> Answer | None:
    why = f'Somebody outside has to do it: "{phrase.found("consent", "received")}"'
    if phrase.has("received"):
        return objective("yes", 0.85, why)
    is_own_beside_theirs = phrase.only_held and phrase.heads("doc", "follow")
    if phrase.consents and not phrase.heads("act") and not is_own_beside_theirs:
        return objective("yes", 0.88, why)
    if phrase.consents and phrase.first("consent") < phrase.first("act") and not is_own_beside_theirs:
        return objective("yes", 0.74, why)
    if phrase.acts:
        return act(phrase, "act", 0.72 if phrase.consents else 0.88, *ACTS)
    return None


def measured(phrase: Phrase) -> Answer | None:
    if phrase.heads("churn", "adoption") and phrase.heads("volume"):
        return act(phrase, "volume", 0.78, "volume")  # "retention offers", "win-back letters": the offer is ours
    for name, why in MEASURED.items():
        if phrase.heads(name) or (name == "cycle" and phrase.has(name)):
            return objective("measured", 0.85, f'{why}: "{phrase.found(name)}"')
    return None


def event(phrase: Phrase) -> Answer | None:
    if not phrase.heads("event") or phrase.first("volume") < phrase.first("event"):
        return None
    return objective(
        "event", 0.86 if phrase.heads("held") else 0.82, f'The customer has to be there: "{phrase.found("event")}"'
    )


def volume(phrase: Phrase) -> Answer | None:
    things = phrase.first("customers", "opportunity")
    is_compound = COMPOUND.search(phrase.head[: phrase.first("volume")])
    if not phrase.heads("volume") or (phrase.first("volume") > things and not is_compound):
        return None
    return act(phrase, "volume", 0.75, "volume")


def outside(phrase: Phrase) -> Answer | None:
    """What is left: things that need a customer, and numbers named by their goal."""
    if phrase.has("revenue") and not phrase.heads("count"):
        return result("outside", 0.7, f'Sorted by money: "{phrase.found("revenue")}"')
    if phrase.heads("customers", "opportunity"):
        sure = 0.8 if phrase.heads("count") else 0.72
        return objective("outside", sure, f'Each one needs a customer: "{phrase.found("customers", "opportunity")}"')
    if phrase.heads("goal") or phrase.has("weighted"):
        return result("outside", 0.6, f'A number named by its goal: "{phrase.found("goal", "weighted")}"')
    return None


def somebody(phrase: Phrase) -> Answer | None:
    """Nothing is known but who: what is said of a seller or a manager is mostly something they do."""
    if phrase.has("manager_actor"):
        return Answer(MetricClass.ACTIVITY, "somebody", "It is said of a manager", 0.5, Owner.MANAGER)
    if phrase.heads("seller_actor") and not phrase.has("customer_actor"):
        return act(phrase, "somebody", 0.5, why="It is said of a seller")
    return None


RULES: tuple[Rule, ...] = (
    done_by_a_system,
    team_attainment,
    skill,
    manager_act,
    staff,
    feeling_or_share,
    clause,
    own_speed,
    forecast,
    money,
    pipeline,
    good_order,
    said_to_be_own,
    conversion,
    yes_or_act,
    measured,
    event,
    volume,
    outside,
    somebody,
)
