"""What modules name as evidence is something records can show."""

import pytest

from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Module
from fairway.training.fieldwork.types import COUNTED, PART, Evidence


@pytest.mark.parametrize("module", curriculum().values(), ids=lambda one: one.key)
def test_it_is_known_counted_and_belongs_to_an_assignment(module: Module) -> None:
    if module.evidence:
        assert module.evidence in set(Evidence), f"{module.key}: choose one of {', '.join(Evidence)}"
        assert module.needs > 0, f"{module.key}: say how many are needed"
        assert module.part(PART) is not None, f"{module.key}: evidence without assignment.md"


def test_every_evidence_has_its_words() -> None:
    assert set(COUNTED) == set(Evidence)
