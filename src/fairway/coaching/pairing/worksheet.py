"""The worksheet of two sellers: worksheet.yaml, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.coaching.pairing.types import Question
from fairway.lib.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Worksheet:
    """How long the two sit together, what they do in order, and what each writes."""

    minutes: int
    steps: tuple[str, ...]
    questions: Mapping[Question, str]


@lru_cache(maxsize=1)
def worksheet() -> Worksheet:
    stated = read_yaml(Path(__file__).with_name("worksheet.yaml"))
    questions = {question: str(stated["questions"][question]) for question in Question}
    return Worksheet(int(stated["minutes"]), tuple(stated["steps"]), questions)
