"""Transcripts of managers who practised, written by hand: good, middling and bad ones, by scenario. Blind are those by
somebody who had not read the rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fairway.lib.yaml_files import read_yaml
from fairway.training.talking.running import talk_of
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.types import Talk

FOLDER = Path(__file__).parents[5] / "tests" / "training" / "talks"
RANK = {"bad": 0, "middling": 1, "good": 2}


@dataclass(frozen=True)
class Script:
    scenario: str
    level: str
    turns: Sequence[dict[str, Any]]
    is_blind: bool = False
    known: dict[int, Talk] = field(default_factory=dict)

    def talk(self, seed: int) -> Talk:
        if seed not in self.known:
            self.known[seed] = talk_of(scenarios()[self.scenario], seed, 1, self.turns)
        return self.known[seed]


@cache
def scripts() -> list[Script]:
    return [
        Script(file.stem, one["level"], one["turns"], one.get("is_blind", False))
        for file in sorted(FOLDER.glob("*.yaml"))
        for one in read_yaml(file)
    ]
