"""Who is comparable with whom, and which words count tries."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from fairway.signs.queries.cases import MOST_PEERS, _Peers
from fairway.signs.tests.desks import Desk
from fairway.signs.tries import tries_for

HIA = SimpleNamespace(metric_key="demo_asked")


def ground(roles: Sequence[str]) -> Any:
    """People in rows 0, 1, 2 … with those roles, all of whom have the same HIA."""
    people = range(100, 100 + len(roles))
    facts = {key: SimpleNamespace(role=role) for key, role in zip(people, roles, strict=True)}
    plans = {key: [HIA] for key in people}
    return SimpleNamespace(measured=SimpleNamespace(people=tuple(people)), facts=facts, plans=plans)


def test_it_compares_within_a_role_of_six_and_across_roles_below() -> None:
    six = _Peers(ground(["Hunter"] * 3 + ["hunter"] * 3 + ["Farmer"] * 5))
    assert six.of(1, "demo_asked").tolist() == [0, 2, 3, 4, 5]
    assert six.of(6, "demo_asked").tolist() == [0, 1, 2, 3, 4, 5, 7, 8, 9, 10]


def test_of_very_many_it_takes_some_each_time_others_and_never_the_seller() -> None:
    peers = _Peers(ground([""] * 1001))
    found = [peers.of(row, "demo_asked").tolist() for row in range(1001)]
    assert all(MOST_PEERS / 2 < len(rows) <= MOST_PEERS and row not in rows for row, rows in enumerate(found))
    assert {row for rows in found for row in rows} == set(range(1001))


def test_a_name_makes_a_try_surer_that_rises_and_falls_with_the_activity() -> None:
    done = [4.0, 6.0, 5.0] * 10
    tries = [2 * count for count in done]
    steady = [10.0] * 30
    case = Desk(done, words={"dialled": tries, "paperwork": tries, "tried_again": steady, "filing": steady}).case()
    found = dict(tries_for(case))
    assert found["dialled"] > found["paperwork"] > found["tried_again"]
    assert "filing" not in found
