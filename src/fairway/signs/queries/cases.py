"""A case for every HIA in force: the weeks of its shortfall, those to compare with, and comparable sellers."""

from collections import defaultdict
from collections.abc import Collection, Iterator

import numpy as np

from fairway.lib.periods import week_period
from fairway.signs.onset import recent_weeks, weeks_before
from fairway.signs.queries.ground import Ground
from fairway.signs.types import Case, Places

MOST_BEFORE = 16
FEWEST_OF_ROLE = 5
MOST_PEERS = 200  # more of them say nothing else, and each is looked at for each case


def cases_of(ground: Ground, person_keys: Collection[int] | None = None) -> Iterator[Case]:
    """A case for every HIA in force of those people, or of everybody."""
    wanted = None if person_keys is None else set(person_keys)
    peers = _Peers(ground)
    for row, key in enumerate(ground.measured.people):
        if wanted is not None and key not in wanted:
            continue
        for metric_key in dict.fromkeys(plan.metric_key for plan in ground.plans[key]):
            if metric_key in ground.hias:
                yield _case(ground, key, row, metric_key, peers.of(row, metric_key))


def _case(ground: Ground, key: int, row: int, metric_key: str, peers: Places) -> Case:
    hia, measured = ground.hias[metric_key], ground.measured
    blind = _blind_weeks(ground, key, hia.activity_type)
    done, expected = hia.done[row], hia.expected[row].copy()
    expected[list(blind)] = 0.0
    recent = recent_weeks(done, expected)
    shares = measured.shares[row]
    current = [p for p in ground.plans[key] if p.metric_key == metric_key and p.holds_on(ground.as_of_on)][-1]
    since = ground.since.get(key)
    weeks_in_role = None
    if since is not None:
        weeks_in_role = max(0, (week_period(measured.weeks[-1]).end_on - since[0]).days // 7)
    spots = ground.blind.get(key, ())
    return Case(
        measured=measured,
        hia=hia,
        row=row,
        peer_rows=peers,
        recent=recent,
        before=weeks_before(shares, recent, most=MOST_BEFORE, blind=blind),
        weekly_target=current.weekly_target,
        weeks_in_role=weeks_in_role,
        is_new_hire=bool(since and since[1]),
        blind_weeks=blind,
        blind_note=next((spot.note for spot in spots if spot.note), ""),
    )


def _blind_weeks(ground: Ground, key: int, activity_type: str) -> frozenset[int]:
    """Places of the weeks that a source did not show whole, for the type of activity that counts."""
    found = set()
    for spot in ground.blind.get(key, ()):
        if spot.activity_type and activity_type and spot.activity_type != activity_type:
            continue
        for place, week_on in enumerate(ground.measured.weeks):
            week = week_period(week_on)
            if spot.from_on <= week.end_on and (spot.to_on is None or spot.to_on >= week.start_on):
                found.add(place)
    return frozenset(found)


class _Peers:
    """Who is comparable with whom: rows of the people with the same HIA, and the same role where enough have it. Of
    very many only every second, third or further one, beginning somewhere else for each.
    """

    def __init__(self, ground: Ground) -> None:
        people = ground.measured.people
        self._roles = [ground.facts[key].role.casefold() if key in ground.facts else "" for key in people]
        self._of_metric: dict[str, list[int]] = defaultdict(list)
        self._of_role: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, key in enumerate(people):
            for metric_key in {plan.metric_key for plan in ground.plans[key]}:
                self._of_metric[metric_key].append(row)
                self._of_role[metric_key, self._roles[row]].append(row)

    def of(self, own: int, metric_key: str) -> Places:
        """Rows of those comparable with the person in that row, at most MOST_PEERS of them."""
        alike = self._of_role[metric_key, self._roles[own]]
        chosen = alike if len(alike) > FEWEST_OF_ROLE else self._of_metric[metric_key]
        step = -(-len(chosen) // MOST_PEERS)
        return np.array([row for row in chosen[own % step :: step] if row != own], dtype=np.intp)
