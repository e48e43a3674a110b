"""Stage histories worked out from instants and sums of seconds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairway.crm.odoo.history import Change, inferred

CREATED = datetime(2026, 3, 2, 8, tzinfo=UTC)
NEW, QUALIFIED, PROPOSED, WON = 1, 2, 3, 4
HOUR = 3600


def lived(stages: Sequence[int], hours: Sequence[float]) -> tuple[list[datetime], dict[int, int]]:
    """Instants of the changes, and Odoo's seconds per stage, of a deal that was in these stages for so long each."""
    at, instants, seconds = CREATED, [], {}
    for stage, spent in zip(stages, hours, strict=True):
        seconds[stage] = seconds.get(stage, 0) + int(spent * HOUR)
        at += timedelta(hours=spent)
        instants.append(at)
    return instants[:-1], seconds


def order(stages: Sequence[int], hours: Sequence[float]) -> list[tuple[int | None, int]]:
    instants, seconds = lived(stages, hours)
    changes = inferred(CREATED, instants, seconds, stages[-1])
    assert [change.at for change in changes] == instants[-len(changes) :] if changes else True
    return [(change.from_stage, change.to_stage) for change in changes]


def test_a_deal_that_never_moved_has_no_history() -> None:
    assert order([NEW], [5]) == []


def test_a_deal_that_moved_forward_has_one_order() -> None:
    assert order([NEW, QUALIFIED, PROPOSED, WON], [24, 70, 31, 5]) == [
        (NEW, QUALIFIED),
        (QUALIFIED, PROPOSED),
        (PROPOSED, WON),
    ]


def test_going_back_and_forth_is_found_when_the_sums_tell() -> None:
    path = [NEW, QUALIFIED, NEW, QUALIFIED, WON]
    assert order(path, [24, 70, 31, 8, 5]) == list(zip(path, path[1:], strict=False))


def test_when_several_orders_fit_only_the_latest_change_is_certain() -> None:
    instants, seconds = lived([NEW, QUALIFIED, WON], [24, 24, 5])
    assert inferred(CREATED, instants, seconds, WON) == [Change(instants[-1], WON, None)]


def test_sums_that_do_not_add_up_give_the_latest_change_only() -> None:
    instants, _ = lived([NEW, QUALIFIED, WON], [24, 70, 5])
    assert inferred(CREATED, instants, {NEW: 10, QUALIFIED: 20, WON: 0}, WON) == [Change(instants[-1], WON, None)]
    assert inferred(CREATED, instants, {}, WON) == [Change(instants[-1], WON, None)]


def test_it_gives_up_on_deals_that_moved_too_often() -> None:
    stages = [NEW, QUALIFIED] * 30
    instants, seconds = lived(stages, [1.0] * len(stages))
    assert len(inferred(CREATED, instants, seconds, QUALIFIED)) == 1


@given(
    st.lists(st.tuples(st.sampled_from([NEW, QUALIFIED, PROPOSED, WON]), st.integers(10, 2000)), min_size=2, max_size=7)
)
def test_whatever_it_infers_is_true(path: list[tuple[int, int]]) -> None:
    stages = [stage for number, (stage, _) in enumerate(path) if number == 0 or path[number - 1][0] != stage]
    hours = [spent for number, (stage, spent) in enumerate(path) if number == 0 or path[number - 1][0] != stage]
    found = order(stages, hours)
    truth = list(zip(stages, stages[1:], strict=False))
    assert found in (truth, [(None, stages[-1])])
