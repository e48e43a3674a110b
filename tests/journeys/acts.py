"""An invented sales team and everything it truly did: what any export of it must come to on the board.

Rates are uneven on purpose: some sellers do a thing twice a week, some forty times, some never.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKS = 9


@dataclass(frozen=True, slots=True)
class Act:
    """One activity. `at` is the seller's wall clock; `state` is done, open, cancelled or unmarked."""

    number: int
    seller: str
    at: datetime
    kind: str
    state: str
    account: str
    logged: datetime

    @property
    def first(self) -> str:
        return self.seller.rpartition(" ")[0]

    @property
    def last(self) -> str:
        return self.seller.rpartition(" ")[2]

    @property
    def email(self) -> str:
        return f"{self.first[:1]}.{self.last}@brightwater.example".lower().replace("ø", "o").replace("ç", "c")


SELLERS = (
    "Ingrid Solberg",
    "Dario Conti",
    "Wren Adeyemi",
    "Kaspar Vogt",
    "Leïla Benali",
    "Rosa Ibáñez",
    "Callum Fraser",
    "Yuki Tanabe",
    "Søren Friis",
)
ACCOUNTS = (
    "Alder & Sons",
    "Bauhaus Nord, KG",
    "Café Lumière",
    'The "Old" Mill',
    "Ibérica S.A.",
    "Zed-12",
    "Øresund Lab",
)


def acts(
    kinds: Sequence[str],
    *,
    until: date,
    seed: int,
    zone: str = "Europe/Paris",
    states: bool = True,
    ahead: bool = True,
    sellers: Sequence[str] = SELLERS,
    unmarked: frozenset[str] = frozenset(),
) -> list[Act]:
    """Nine weeks up to the day before `until`, and two weeks of what is planned. `unmarked` kinds have no state."""
    rng, home = random.Random(seed), ZoneInfo(zone)
    rates = {(seller, kind): rng.choice((0.0, 0.6, 2.0, 3.0, 5.0, 9.0)) for seller in sellers for kind in kinds}
    first = until - timedelta(days=until.weekday() + 7 * WEEKS)
    made: list[tuple[datetime, str, str, str]] = []
    for seller in sellers:
        for kind in kinds:
            for offset in range((until - first).days + (14 if ahead else 0)):
                day = first + timedelta(days=offset)
                times = rng.random() * 2 * rates[seller, kind] / 5 if day.weekday() < 5 and day != until else 0.0
                for _ in range(int(times) + (rng.random() < times % 1)):
                    at = datetime.combine(day, time(rng.randrange(7, 19), rng.randrange(0, 60, 5)), tzinfo=home)
                    is_cancelled = states and rng.random() < 0.05
                    state = "cancelled" if is_cancelled else "open" if day >= until else "done"
                    if state == "done" and kind in unmarked:
                        state = "unmarked"
                    made.append((at, seller, kind, state))
    rng.shuffle(made)
    cut = datetime.combine(until, time(6), tzinfo=home)
    return [
        Act(number, seller, at, kind, state, rng.choice(ACCOUNTS), min(at + timedelta(minutes=40), cut))
        for number, (at, seller, kind, state) in enumerate(made, start=1)
    ]


Cell = tuple[str, str, date]  # seller, kind, Monday


def weekly(told: Iterable[Act], state: str = "done") -> Counter[Cell]:
    """How many of each seller's acts of a kind stand in each week in that state."""
    found: Counter[Cell] = Counter()
    for act in told:
        if act.state == state:
            day = act.at.date()
            found[act.seller, act.kind, day - timedelta(days=day.weekday())] += 1
    return found
