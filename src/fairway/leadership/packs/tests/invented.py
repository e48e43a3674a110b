"""Packs as they may come: plain ones, and ones with names nobody should have."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from fairway.leadership.figures import SHOWN_FIRST, of_half
from fairway.leadership.packs import printing
from fairway.leadership.packs.types import Fact, Grid, Pack, Pair, Section, Side, Weeks
from fairway.leadership.types import Half, Unit
from fairway.leadership.wording import FEW
from fairway.web.words import money, number

HAS_PANGO = not printing._missing()
NEEDS_PANGO = pytest.mark.skipif(not HAS_PANGO, reason="PDFs are drawn by Pango, which this machine does not have")
MADE = datetime(2026, 11, 27, 12, tzinfo=UTC)
WEEKS = [date(2026, 8, 31) + timedelta(days=7 * place) for place in range(13)]
TITLES = {Half.RESULTS: "Results", Half.SUPPORT: "Support of execution"}
FOREIGN = (
    "Олександра Шевченко",
    "李小龙",
    "محمد بن سلمان",
    "Łukasz Żółć",
    "Maximiliane Freifrau von " + "Hohenstein-" * 8,
)


def weeks_of(done: Sequence[float | None], expected: Sequence[float | None], unit: str = "sessions") -> Weeks:
    return Weeks("Sessions by week, line: planned", WEEKS[: len(done)], done, expected, unit)


def fact_of(half: Half, place: int, chance: random.Random, currency: str) -> Fact:
    figure = of_half(half)[place]
    if chance.random() < 0.12:
        return Fact(figure.name, why=FEW if chance.random() < 0.5 else figure.nothing)
    size = 400_000.0 if figure.unit is Unit.MONEY else 40.0
    of = float(round(chance.uniform(1, size)))
    done = float(round(chance.uniform(0, of)))
    if figure.unit is Unit.MONEY:
        return Fact(figure.name, money(done, currency), f"of {money(of, currency)}", "", done, of)
    return Fact(figure.name, number(done), f"of {number(of)}", "", done, of)


def side_of(half: Half, chance: random.Random, currency: str) -> Side:
    facts = [fact_of(half, place, chance, currency) for place in range(8)]
    size = 90_000.0 if half is Half.RESULTS else 9.0
    expected: list[float | None] = [float(round(size * 0.7)) if chance.random() < 0.9 else 0.0 for _ in WEEKS]
    done: list[float | None] = [float(round(chance.uniform(0, size))) for _ in WEEKS]
    hidden = chance.randrange(40)
    if hidden < len(WEEKS):
        done[hidden] = expected[hidden] = None
    unit = currency if half is Half.RESULTS else "sessions"
    caption = "Bookings by week, line: goal" if half is Half.RESULTS else "Sessions by week, line: planned"
    picture = Weeks(caption, WEEKS, done, expected, unit)
    return Side(TITLES[half], facts[:SHOWN_FIRST], facts[SHOWN_FIRST:], picture)


def pair_of(name: str, line: str, chance: random.Random, currency: str = "USD") -> Pair:
    sides = side_of(Half.RESULTS, chance, currency), side_of(Half.SUPPORT, chance, currency)
    return Pair(name, line, sides, "What took the place of the 3 sessions that were not held?")


def pack_with(
    names: Sequence[str], line: str = "Northern", currency: str = "USD", title: str = "Results and support, Q4 2026"
) -> Pack:
    """Everybody, a row for each name, what waits, reasons, definitions."""
    chance = random.Random(7)
    whole = Section(
        "Closed weeks, 5 Oct to 22 Nov",
        ["Results and support carry the same weight.", "A week can still change for two weeks after its close."],
        pairs=[pair_of("Everybody below you", "Groups of five sellers or more", chance, currency)],
    )
    managers = Section("Managers, from A to Z", pairs=[pair_of(name, line, chance, currency) for name in names])
    waits = Section("What waits on you", ["3 obstacles are asked of you; the oldest was asked 11 days ago."])
    reasons = Grid(
        "Reasons for missed activities",
        ("reason", "about", "of misses", "how long"),
        [(line, 40, 120, "for 8 weeks without a gap"), ("Data", None, 1.5, "over twelve weeks together")],
        "Each count blurred.",
    )
    heads = ("figure", "told", "what is counted", "from", "it does not say")
    defined = [
        Grid(TITLES[half], heads, [(f.name, "by week", f.means, f.source, f.not_said) for f in of_half(half)])
        for half in Half
    ]
    alone = weeks_of([3, 1, 0, None, 4], [3, 3, 0, None, 2])
    parts = [
        whole,
        managers,
        waits,
        Section("Reasons that are yours to remove", grids=[reasons], pictures=[alone]),
        Section("What each figure says, and what it does not", grids=defined),
    ]
    return Pack(title, names[0] if names else "Lea", MADE, date(2026, 11, 22), parts)
