"""Kinds of sessions: the activities before the number, and the number for a minute or not at all."""

import pytest

from fairway.coaching.branching import _all_questions, practice_for, questions_for
from fairway.coaching.kinds import kinds, require_order
from fairway.coaching.types import Part
from fairway.metrics.types import Process


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.word)
def test_no_kind_speaks_of_the_number_before_the_last_minute(kind: object) -> None:
    parts = [*kind.parts]  # type: ignore[attr-defined]
    assert Part.NUMBER not in parts[:-1]
    assert parts[0] is Part.OWN_READ
    assert parts[-1] in {Part.NUMBER, Part.PROMISES}


def test_a_one_to_one_takes_forty_five_minutes_of_which_one_is_on_the_number() -> None:
    one = kinds()["one_to_one"]
    assert (one.name, one.minutes, one.every_days, one.parts[Part.NUMBER]) == ("1:1", 45, 14, 1)


@pytest.mark.parametrize("parts", [{Part.NUMBER: 1, Part.BRANCH: 9}, {Part.BRANCH: 9, Part.NUMBER: 2}])
def test_a_programme_that_puts_the_number_first_or_long_is_refused(parts: dict[Part, int]) -> None:
    with pytest.raises(ValueError, match="the number comes last"):
        require_order("own", parts)


@pytest.mark.parametrize("process", ["", *Process])
def test_every_process_has_four_questions_that_ask(process: str) -> None:
    for kind in _all_questions():
        asked = questions_for(kind, process, "Calls")
        assert len(asked) == 4
        assert all("?" in question and "{" not in question for question in asked)
    assert len(practice_for(process).heard) == 3
