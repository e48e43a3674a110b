"""The built-in catalogue: definitions shipped as YAML beside this module, checked when first read."""

from functools import lru_cache
from pathlib import Path

from fairway.metrics.rules import problems_of
from fairway.metrics.spec import UnreadableDefinition, definitions_from
from fairway.metrics.types import Definition

FOLDER = Path(__file__).parent / "catalogue"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Definition]:
    """Every built-in definition by its key. UnreadableDefinition when one breaks a rule: a fault of this version."""
    definitions = [
        d for file in sorted(FOLDER.glob("*.yaml")) for d in definitions_from(file.read_text(encoding="utf-8"))
    ]
    known = {definition.key: definition for definition in definitions}
    problems = [problem for definition in definitions for problem in problems_of(definition, known)]
    if problems:
        raise UnreadableDefinition(problems)
    return known
