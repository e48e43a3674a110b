"""What is counted for a planned metric before any detector looks at it."""

import numpy as np

from fairway.metrics.types import Condition, Definition, MetricClass
from fairway.signs.measuring import LOST, OPEN, PLANNED, UNSURE, counted_for
from fairway.signs.time import since_first_record

OF_THE_WORD = Condition(test="is", field="word", values=("reached",))
CAME_TO_SOMETHING = Condition(test="is", field="outcome", values=("spoke",))
TO_A_KEY_ACCOUNT = Condition(test="is", field="account.tier", values=("A",))


def a_metric(*where: Condition) -> Definition:
    return Definition(
        key="reached", name="Reached", metric_class=MetricClass.ACTIVITY, records="activities", where=where
    )


def test_it_takes_no_pace_from_weeks_before_the_first_record() -> None:
    records = np.array([[0, 0, 3, 0, 4], [0, 0, 0, 0, 0], [2, 0, 0, 1, 0]], dtype=float)
    shares = np.array([[1, 1, 1, 0.5, 1]] * 3)
    assert since_first_record(shares, records).tolist() == [[0, 0, 1, 0.5, 1], [1, 1, 1, 0.5, 1], [1, 1, 1, 0.5, 1]]


def test_it_asks_no_outcome_of_what_never_took_place() -> None:
    found = {one.key: one for one in counted_for(a_metric(OF_THE_WORD, TO_A_KEY_ACCOUNT, CAME_TO_SOMETHING))}
    assert found[PLANNED + "reached"].where == (OF_THE_WORD, TO_A_KEY_ACCOUNT, CAME_TO_SOMETHING)
    for name in (LOST, OPEN, UNSURE):
        assert found[name + "reached"].where == (OF_THE_WORD, TO_A_KEY_ACCOUNT)
    assert found[UNSURE + "reached"].statuses == ("unconfirmed",)


def test_it_asks_no_outcome_inside_a_group_either() -> None:
    group = Condition(test="any", parts=(CAME_TO_SOMETHING, TO_A_KEY_ACCOUNT))
    found = {one.key: one for one in counted_for(a_metric(OF_THE_WORD, group))}
    assert found[LOST + "reached"].where == (OF_THE_WORD,)


def test_it_counts_a_metric_under_no_key_that_is_a_word() -> None:
    assert all(one.key != "reached" for one in counted_for(a_metric(OF_THE_WORD, CAME_TO_SOMETHING)))
