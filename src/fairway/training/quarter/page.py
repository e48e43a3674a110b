"""What the flight simulator shows: cards to choose from, what the weeks brought, and at the end the debrief."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_currency

from fairway.simulation.quarters.living import begun_quarter
from fairway.simulation.quarters.types import BUDGET, STRETCHES, WEEKS, Stretch
from fairway.training.quarter.debrief import Debrief, debrief_of
from fairway.training.quarter.deciding import ALL_HOURS, HIAS, HOURS_FOR, UNTOUCHED, as_typed, hours_typed
from fairway.training.quarter.margin import Margin, margins
from fairway.training.quarter.seen import USUAL_OTHER, WEEK_HOURS, SellerSeen, team_seen
from fairway.training.quarter.so_far import SellerSoFar, SoFar, so_far

CURRENCY, SHORT = "USD", "¤#,##0"


@dataclass(frozen=True, slots=True)
class Card:
    """One seller: as the quarter began, and since."""

    seen: SellerSeen
    since: SellerSoFar | None

    @property
    def place(self) -> int:
        return self.seen.place


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """`week` is the one that begins now, 14 when all are over; `first_typed` what fields hold before anybody types."""

    level: int
    week: int
    weeks: Sequence[int]  # in which is chosen
    cards: Sequence[Card]
    first_typed: Mapping[str, str]
    since: SoFar | None
    debrief: Debrief | None
    margin: Margin
    last_hours: Mapping[str, int]

    budget = BUDGET
    currency = CURRENCY
    hours_for = HOURS_FOR
    hias = HIAS
    week_hours = WEEK_HOURS
    usual_other = USUAL_OTHER
    all_hours = ALL_HOURS

    @staticmethod
    def thousands(value: float) -> str:
        """An amount in thousands, however large: sums on the page then match to the digit."""
        return f"{format_currency(value / 1000, CURRENCY, format=SHORT, locale='en', currency_digits=False)}k"

    @property
    def is_over(self) -> bool:
        return self.debrief is not None

    @property
    def number(self) -> int:
        """Which choice is asked, from 1."""
        return len([week for week in self.weeks if week < self.week]) + 1

    def hours_given(self, typed: Mapping[str, str]) -> int:
        """A week, of the fields as they stand."""
        return hours_typed(typed or self.first_typed)

    @property
    def won_before(self) -> float:
        return sum(card.seen.won for card in self.cards)


def quarter_page(seed: int, level: int, stretches: Sequence[Stretch]) -> QuarterPage:
    start, seen = begun_quarter(seed, level), team_seen(seed, level)
    since = so_far(start, seen, stretches) if stretches else None
    is_over = len(stretches) == len(STRETCHES)
    last = stretches[-1] if stretches else UNTOUCHED
    return QuarterPage(
        level=level,
        week=WEEKS + 1 if is_over else STRETCHES[len(stretches)],
        weeks=STRETCHES,
        cards=[Card(one, since.sellers[one.place] if since else None) for one in seen],
        first_typed=as_typed(last),
        since=since,
        debrief=debrief_of(seed, level, tuple(stretches)) if is_over else None,
        margin=margins()[level],
        last_hours={kind: sum(getattr(choice, kind) for choice in last) for kind, _ in HOURS_FOR},
    )
