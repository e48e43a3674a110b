"""Lives that go on from one moment with other luck, or under other choices."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairway.simulation.effects.living import Life
from fairway.simulation.effects.running import SERIALS
from fairway.simulation.effects.types import Whole


def branched(life: Life, rows: Whole, people: Whole, *, room: int) -> Life:
    """Where each of `rows` stands, with the luck of `people` from now on; a seller may stand in many rows.

    Closed deals stay behind: nothing follows from them. `room` is for so many new deals a row.
    """
    alive = np.flatnonzero(life.closed[: life.size] < 0)
    owned = life.seller[alive]
    copies = [alive[owned == row] for row in rows]
    deals = np.concatenate(copies) if copies else alive[:0]
    seller = np.repeat(np.arange(len(rows)), [len(one) for one in copies])
    more = len(rows) * room
    setting = replace(life.setting, sellers=len(rows))
    serial = life.serial[deals] + (people[seller] - life.people[life.seller[deals]]) * SERIALS
    return Life(
        setting=setting,
        people=people,
        rates=life.rates[rows],
        ability=life.ability[rows],
        territory=life.territory[rows],
        responds=life.responds[rows],
        strength=life.strength[rows],
        push=life.push[rows],
        size=len(deals),
        seller=_with_room(seller, more),
        created=_with_room(life.created[deals], more),
        serial=_with_room(serial, more),
        closed=_with_room(life.closed[deals], more),
        won=_with_room(life.won[deals], more),
        inbound=_with_room(life.inbound[deals], more),
        amount=_with_room(life.amount[deals], more),
        stage=_with_room(life.stage[deals], more, empty=0),
        entered=_with_room(life.entered[deals], more),
        heat=_with_room(life.heat[deals], more),
        moved=_with_room(life.moved[deals], more),
        due=_with_room(life.due[deals], more),
        done=_with_room(life.done[deals], more, empty=0),
        on_accounts=life.on_accounts[rows],
        mood=life.mood[rows],
        luck=life.luck[:0],
        booked=life.booked[rows],
        expected=life.expected[rows],
    )


def _with_room(values: NDArray[Any], more: int, *, empty: int = -1) -> NDArray[Any]:
    free = np.full((more, *values.shape[1:]), empty, dtype=values.dtype)
    return np.concatenate([values, free])
