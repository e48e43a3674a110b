"""What was worked out and kept comes back as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.lib.frozen import as_json, from_json


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    name: str
    on: date | None
    colour: Colour = Colour.RED


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    pairs: tuple[tuple[str, int], ...]
    by_name: Mapping[str, tuple[int, ...]]
    words: Sequence[str] = ()
    best: Leaf | None = None


LEAVES = st.builds(Leaf, st.text(), st.none() | st.dates(), st.sampled_from(Colour))


@given(
    st.builds(
        Tree,
        st.lists(LEAVES).map(tuple),
        st.lists(st.tuples(st.text(), st.integers())).map(tuple),
        st.dictionaries(st.text(), st.lists(st.integers()).map(tuple)),
        st.lists(st.text()).map(tuple),
        st.none() | LEAVES,
    )
)
def test_it_gives_back_every_record_it_wrote(tree: Tree) -> None:
    assert from_json(Tree, as_json(tree)) == tree


def test_it_passes_over_fields_it_does_not_know_and_misses_those_it_needs() -> None:
    assert from_json(Leaf, {"name": "a", "on": None, "colour": "blue", "gone": 1}) == Leaf("a", None, Colour.BLUE)
    with pytest.raises(TypeError):
        from_json(Leaf, {"on": None})
    with pytest.raises(ValueError):
        from_json(Leaf, {"name": "a", "on": None, "colour": "green"})
