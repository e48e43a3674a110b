"""Hand-made cases: one seller at a desk of their own among comparable ones, week by week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from fairway.signs.onset import recent_weeks, weeks_before
from fairway.signs.types import Case, Grid, Hia, Measured

WEEKS = 30
FIRST_ON = date(2026, 1, 5)
Row = Sequence[float]
STEADY: Mapping[str, float] = {"call": 12.0, "follow_up": 8.0, "admin": 3.0}
TYPES = {
    "demo_asked": "email",
    "call": "call",
    "follow_up": "email",
    "admin": "task",
    "email": "email",
    "no_answer": "call",
    "visit": "meeting",
}


def steady(level: float, last: Row = ()) -> list[float]:
    """A level held over all weeks, with other numbers in the last ones."""
    return [level] * (WEEKS - len(last)) + list(last)


@dataclass
class Desk:
    """The weeks of one seller, whose HIA `demo_asked` has a target of 5 a week; peers did 5 in every week."""

    done: Row
    unconfirmed: Row = ()
    lost: Row = ()
    left_open: Row = ()
    words: dict[str, Row] = field(default_factory=dict)
    series: dict[str, Row] = field(default_factory=dict)
    peers_series: dict[str, Row] = field(default_factory=dict)
    shares: Row = ()
    target: float = 5.0
    peers: int = 6
    peers_do: float = 5.0
    weeks_in_role: int | None = None
    blind_last: int = 0
    is_plain_word: bool = True
    from_customers: tuple[str, ...] = ()  # words whose records customers began

    def case(self) -> Case:
        """The case a detector is given."""
        shares = self._grid(self.shares or steady(1.0), 1.0)
        expected = self.target * shares
        done = self._grid(self.done, self.peers_do)
        words = {word: self._grid(self.words.get(word, steady(level)), level) for word, level in STEADY.items()}
        words |= {word: self._grid(row, 0.0) for word, row in self.words.items() if word not in STEADY}
        words["demo_asked"] = done
        acts = np.sum([grid for word, grid in words.items() if word not in self.from_customers], axis=0)
        usual = {"stage_moves": 6.0, "new_deals": 1.0, "new_leads": 8.0, "open_deals": 12.0, "late_deals": 4.0}
        usual |= {"acts_internal": 3.0, "days_active": 5.0}
        series = {name: self._grid(self.series.get(name, steady(level)), level) for name, level in usual.items()}
        for name, row in self.peers_series.items():
            series[name][1:] = row
        series["early_deals"] = series["open_deals"] - series["late_deals"]
        series["acts"], series["acts_by_hand"] = acts, acts
        measured = Measured(
            people=tuple(range(1, self.peers + 2)),
            weeks=tuple(FIRST_ON + timedelta(days=7 * n) for n in range(WEEKS)),
            shares=shares,
            away=1.0 - shares,
            series=series,
            words=words,
            unconfirmed={word: self._grid(self.unconfirmed if word == "demo_asked" else (), 0.0) for word in words},
            word_types=TYPES,
        )
        hia = Hia(
            metric_key="demo_asked",
            own_words=frozenset({"demo_asked"}),
            activity_type="email",
            done=done,
            unconfirmed=self._grid(self.unconfirmed, 0.0),
            lost=self._grid(self.lost, 0.0),
            left_open=self._grid(self.left_open, 0.0),
            expected=expected,
            is_plain_word=self.is_plain_word,
        )
        recent = recent_weeks(done[0], expected[0])
        blind = frozenset(range(WEEKS - self.blind_last, WEEKS))
        return Case(
            measured=measured,
            hia=hia,
            row=0,
            peer_rows=np.arange(1, self.peers + 1),
            recent=recent,
            before=weeks_before(shares[0], recent, most=16, blind=blind),
            weekly_target=self.target,
            weeks_in_role=self.weeks_in_role,
            blind_weeks=blind,
        )

    def _grid(self, own: Row, peers: float) -> Grid:
        row = list(own) or [0.0] * WEEKS
        return np.array([row] + [[peers] * WEEKS for _ in range(self.peers)], dtype=float)
