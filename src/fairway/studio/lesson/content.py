"""The texts of the lesson and of the leader's agreement, read once from the YAML beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from fairway.studio.lesson.types import Branch, Step

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class AgreementText:
    """What a leader agrees to, by part. `version` tells it from what was agreed to before."""

    version: int
    used_for: Mapping[str, str]  # a sentence by the word it stands under
    not_used_for: Mapping[str, str]
    questions: Mapping[str, str]  # why it is asked, by the question
    looks_at: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step is called, how long it takes, and what is read on it."""

    title: str
    minutes: int
    headline: str
    line: str
    read: tuple[str, ...]
    task: str


@dataclass(frozen=True, slots=True)
class Situation:
    """One case for the consent test; `metric` is how a dashboard would call it."""

    key: str
    text: str
    metric: str
    can_alone: bool
    because: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The one question of a 1:1, what it is about, and what to ask after it."""

    question: str
    topic: str
    then: tuple[str, ...]


@lru_cache(maxsize=1)
def agreement_text() -> AgreementText:
    return AgreementText(**_read("agreement.yaml"))


@lru_cache(maxsize=1)
def step_texts() -> Mapping[Step, StepText]:
    said = _read("steps.yaml")
    return {step: StepText(**{**said[step], "read": tuple(said[step]["read"])}) for step in Step}


@lru_cache(maxsize=1)
def situations() -> tuple[Situation, ...]:
    return tuple(Situation(**one) for one in _read("situations.yaml"))


@lru_cache(maxsize=1)
def question_texts() -> Mapping[Branch, QuestionText]:
    said = _read("questions.yaml")
    return {branch: QuestionText(**{**said[branch], "then": tuple(said[branch]["then"])}) for branch in Branch}


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
