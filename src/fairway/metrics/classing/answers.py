"""Answers of the three classes, as rules give them."""

from fairway.metrics.classing.phrase import Phrase
from fairway.metrics.classing.types import Answer, Owner
from fairway.metrics.types import MetricClass


def act(phrase: Phrase, rule: str, sure: float, *names: str, why: str = "") -> Answer:
    because = why or f'Our own people do it, nobody outside has to say yes: "{phrase.found(*names)}"'
    return Answer(MetricClass.ACTIVITY, rule, because, sure, Owner.SELLER)


def order(rule: str, sure: float, why: str) -> Answer:
    return Answer(MetricClass.ACTIVITY, rule, why, sure, Owner.SELLER, is_good_order=True)


def objective(rule: str, sure: float, why: str) -> Answer:
    return Answer(MetricClass.OBJECTIVE, rule, why, sure)


def result(rule: str, sure: float, why: str) -> Answer:
    return Answer(MetricClass.RESULT, rule, why, sure)
