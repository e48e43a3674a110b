"""What sorting a metric's name gives."""

from dataclasses import dataclass
from enum import StrEnum

from fairway.metrics.types import MetricClass


class Owner(StrEnum):
    """Who acts. Nobody owns a result or an objective, nor what a system or marketing does."""

    SELLER = "seller"
    MANAGER = "manager"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule says."""

    metric_class: MetricClass
    rule: str
    why: str  # a sentence without its full stop
    sure: float  # 0 to 1
    owner: Owner = Owner.NONE
    is_good_order: bool = False  # keeps the CRM true rather than moving a customer


@dataclass(frozen=True, slots=True)
class Verdict:
    metric_class: MetricClass
    owner: Owner
    can_be_hia: bool
    confidence: float  # 0 to 1
    why: str  # one sentence that names what decided
    rule: str  # the name of the rule that decided, see rules.py
    is_good_order: bool = False
