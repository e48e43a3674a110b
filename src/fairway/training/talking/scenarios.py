"""Scenarios and what all sellers share, read from their files."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.lib.yaml_files import read_yaml
from fairway.training.talking.types import Agreeing, Board, Clue, Scenario

HERE = Path(__file__).parent
FOLDER = HERE / "scenarios"


@lru_cache(maxsize=1)
def scenarios() -> Mapping[str, Scenario]:
    """Every scenario by key, the name of its file."""
    return {file.stem: _scenario(file.stem, read_yaml(file)) for file in sorted(FOLDER.glob("*.yaml"))}


@lru_cache(maxsize=1)
def manners() -> Mapping[str, Sequence[str]]:
    """What any seller says where a scenario has no words of its own."""
    found: Mapping[str, Sequence[str]] = read_yaml(HERE / "manners.yaml")
    return found


def _scenario(key: str, stated: Mapping[str, Any]) -> Scenario:
    own = dict(stated)
    clues = {name: Clue(key=name, **one) for name, one in own.pop("clues").items()}
    board, agree = Board(**own.pop("board")), Agreeing(**own.pop("agree"))
    return Scenario(key=key, clues=clues, board=board, agree=agree, **own)
