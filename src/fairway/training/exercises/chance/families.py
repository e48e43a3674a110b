"""Families of charts: what a manager looks at, with or without a change planted in it."""

from collections.abc import Callable, Mapping
from random import Random

from fairway.training.exercises.chance.deciding import (
    ByChance,
    highest_week,
    second_count,
    spread_of,
    wins_among,
)
from fairway.training.exercises.chance.drawing import (
    ACTS,
    FAR,
    NAMES,
    STEPS,
    moved_rate,
    moved_share,
    poisson,
    weeks_of,
    wins_of,
)
from fairway.training.exercises.chance.types import Series
from fairway.web.tallies import Tally
from fairway.web.words import plural

Draw = Callable[[Random, int, bool], Series]
DAYS = 5  # of a whole working week
SURELY = 1000  # series; rarer is not told more closely
MORE_FOR_ANY_WEEK = 0.8  # standard errors: a week among many has to stand out by more than one that was named before
APART = {1: 40.0, 2: 33.0, 3: 27.0}  # non-centrality of planted rates of a team, by level
MOST_APART = 0.85  # of their mean


def often(chance: float, what: str = "series") -> str:
    """`in 1 of 4 such series`."""
    if chance >= 0.5:
        return f"in more than half of such {what}"
    one_in = round(1 / max(chance, 1e-9))
    return f"in fewer than 1 of {SURELY:,} such {what}" if one_in > SURELY else f"in 1 of {one_in} such {what}"


def weekly_count(rng: Random, level: int, is_planted: bool) -> Series:
    """Some weeks before and some since something began, a short week among them, lumpy or not."""
    weeks = rng.randint(12, 26)
    after = rng.randint(4, max(4, weeks // 3))
    times = [1.0] * weeks
    for short in rng.sample(range(weeks), 2):
        times[short] = rng.choice((2, 3)) / DAYS
    lump = rng.choice((None, None, rng.uniform(8, 16)))
    rate = rng.uniform(4, 9)
    first = weeks - after
    new = rate
    if is_planted:
        far = _far(rng, level) * rng.choice((1, -1))
        new = moved_rate(rate, far, time=sum(times[first:]), before=sum(times[:first]), lump=lump)
    counts = weeks_of(rng, rate, times[:first], lump) + weeks_of(rng, new, times[first:], lump)
    by_chance = second_count(
        sum(counts[first:]), sum(counts), time=sum(times[first:]), before=sum(times[:first]), lump=lump
    )
    step = rng.choice(STEPS)
    columns = [_week(week, count, time) for week, (count, time) in enumerate(zip(counts, times, strict=True), 1)]
    return Series(
        "weekly_count",
        f"Did {step} change anything?",
        f"{rng.choice(NAMES)}, {rng.choice(ACTS)}, by week; pale weeks had holidays. From week {first + 1} on: {step}.",
        columns,
        by_chance.chance,
        _range_told(f"of all {sum(counts)}, the last {after} weeks", sum(counts[first:]), by_chance),
        _rates(rate, new, f"from week {first + 1} on"),
        is_planted,
        first,
    )


def odd_week(rng: Random, level: int, is_planted: bool) -> Series:
    """One week that stands out."""
    weeks, rate = rng.randint(12, 20), rng.uniform(3, 7)
    counts = weeks_of(rng, rate, [1.0] * weeks, None)
    place = rng.randrange(1, weeks)
    high = moved_rate(rate, _far(rng, level) + MORE_FOR_ANY_WEEK, time=1, before=weeks - 1)
    if is_planted:
        counts[place] = poisson(rng, high)
    chance, top = highest_week(counts, [1.0] * weeks), max(counts)
    what = rng.choice(ACTS)
    return Series(
        "odd_week",
        f"Was something different in the week of {top}?",
        f"{rng.choice(NAMES)}, {what}, by week. Week {counts.index(top) + 1} stands out.",
        [_week(week, count, 1.0) for week, count in enumerate(counts, 1)],
        chance,
        f"With one rate of {sum(counts) / weeks:.1f} a week, {top} or more in one of {weeks} weeks happens "
        f"{often(chance)}.",
        f"Made with {rate:.1f} a week" + (f", and {high:.1f} in week {place + 1}." if is_planted else " throughout."),
        is_planted,
    )


def win_rate(rng: Random, level: int, is_planted: bool) -> Series:
    """Deals won of those closed, by quarter; the last one is asked about. Few deals look like much."""
    deals = [rng.randint(18, 44) for _ in range(rng.randint(4, 6))]
    deals[-1] = rng.randint(28, 52) if is_planted or rng.random() < 0.5 else rng.randint(5, 14)
    share = rng.uniform(0.2, 0.35)
    new = moved_share(share, _far(rng, level), of=deals[-1], before=sum(deals[:-1])) if is_planted else share
    wins = [wins_of(rng, share, count) for count in deals[:-1]] + [wins_of(rng, new, deals[-1])]
    by_chance = wins_among(wins[-1], deals[-1], wins=sum(wins), all_deals=sum(deals))
    name = rng.choice(NAMES)
    made = (
        f"Made with {_of_100(share)} throughout."
        if not is_planted
        else (f"Made with {_of_100(share)}, and {_of_100(new)} in the last quarter.")
    )
    return Series(
        "win_rate",
        f"Has {name}’s win rate changed?",
        f"{name}, deals won of those that closed, by quarter: the last quarter against those before.",
        [_share(f"Q{place}", won, of) for place, (won, of) in enumerate(zip(wins, deals, strict=True), 1)],
        by_chance.chance,
        _range_told(
            f"of {sum(wins)} wins in {sum(deals)} deals, the last quarter’s {deals[-1]} deals", wins[-1], by_chance
        ),
        made,
        is_planted,
        len(deals) - 1,
    )


def before_after(rng: Random, level: int, is_planted: bool) -> Series:
    """Two sides of a day: shares of what was asked, or sums over unlike numbers of weeks."""
    return _shares_beside(rng, level, is_planted) if rng.random() < 0.5 else _sums_beside(rng, level, is_planted)


def _shares_beside(rng: Random, level: int, is_planted: bool) -> Series:
    asked = (rng.randint(50, 120), rng.randint(60, 90) if is_planted or rng.random() < 0.4 else rng.randint(12, 40))
    share = rng.uniform(0.15, 0.35)
    new = moved_share(share, _far(rng, level), of=asked[1], before=asked[0]) if is_planted else share
    said_yes = (wins_of(rng, share, asked[0]), wins_of(rng, new, asked[1]))
    by_chance = wins_among(said_yes[1], asked[1], wins=sum(said_yes), all_deals=sum(asked))
    name = rng.choice(NAMES)
    return Series(
        "before_after",
        "Did the new opening help?",
        f"{name}, meetings accepted of those asked for, before and since practising a new opening.",
        [_share("Before", said_yes[0], asked[0]), _share("Since", said_yes[1], asked[1])],
        by_chance.chance,
        _range_told(
            f"of {sum(said_yes)} accepted among {sum(asked)}, the {asked[1]} asked since", said_yes[1], by_chance
        ),
        f"Made with {_of_100(share)} "
        + (f"before and {_of_100(new)} since." if is_planted else "before and since, the same."),
        is_planted,
        1,
    )


def _sums_beside(rng: Random, level: int, is_planted: bool) -> Series:
    weeks = (rng.randint(6, 14), rng.randint(5, 14))
    rate = rng.uniform(4, 8)
    far = _far(rng, level) * rng.choice((1, -1))
    new = moved_rate(rate, far, time=weeks[1], before=weeks[0]) if is_planted else rate
    sums = (poisson(rng, rate * weeks[0]), poisson(rng, new * weeks[1]))
    by_chance = second_count(sums[1], sum(sums), time=weeks[1], before=weeks[0])
    step = rng.choice(STEPS)
    names = (f"{weeks[0]} weeks before", f"{weeks[1]} weeks since")
    return Series(
        "before_after",
        f"Did {step} change anything?",
        f"{rng.choice(NAMES)}, {rng.choice(ACTS)}: the sum of {names[0]} and of {names[1]} {step}.",
        [Tally(name, count, str(count)) for name, count in zip(names, sums, strict=True)],
        by_chance.chance,
        _range_told(f"of all {sum(sums)}, the {names[1]}", sums[1], by_chance)
        + f" A week: {sums[0] / weeks[0]:.1f} before, {sums[1] / weeks[1]:.1f} since.",
        _rates(rate, new, "since"),
        is_planted,
        1,
    )


def team(rng: Random, level: int, is_planted: bool) -> Series:
    """Sellers of a team beside each other, over the same weeks."""
    names = rng.sample(NAMES, rng.randint(6, 9))
    weeks, mean = rng.randint(4, 10), rng.uniform(14, 28)
    rates = _apart(mean, len(names), APART[level]) if is_planted else [mean] * len(names)
    counts = [poisson(rng, rate) for rate in rates]
    counts[0] += not sum(counts)  # a team has done something
    chance = spread_of(counts)
    one = second_count(max(counts), sum(counts), time=1, before=len(names) - 1)
    return Series(
        "team",
        "Do these sellers really differ?",
        f"{rng.choice(ACTS).capitalize()} of a team of {len(names)} in the same {weeks} weeks.",
        [Tally(name, count, str(count)) for name, count in zip(names, counts, strict=True)],
        chance,
        f"With one rate for all, nine of ten sellers lie between {one.low} and {one.high}, and about one of "
        f"{len(names)} outside. Teams that lie this far apart or further come by chance "
        f"{often(chance, 'teams')}.",
        f"Made with rates of {min(rates):.0f} to {max(rates):.0f}."
        if is_planted
        else f"Made with the same rate of {mean:.0f} for everybody.",
        is_planted,
    )


def after_worst(rng: Random, level: int, is_planted: bool) -> Series:
    """The quarter after the worst one. After a worst one the next is nearly always better, whatever was done: what it
    has to be set against is all quarters before. Which of them was the worst says nothing of their sum.
    """
    rate = rng.uniform(15, 32)
    before = [poisson(rng, rate) for _ in range(rng.randint(4, 6))]
    before.append(before.pop(before.index(min(before))))
    new = moved_rate(rate, _far(rng, level), time=1, before=len(before)) if is_planted else rate
    counts = [*before, poisson(rng, new)]
    by_chance = second_count(counts[-1], sum(counts), time=1, before=len(before))
    name = rng.choice(NAMES)
    return Series(
        "after_worst",
        "Did coaching after the worst quarter raise the next?",
        f"{name}, customers won by quarter. After the worst quarter, Q{len(before)}, coaching began.",
        [Tally(f"Q{place}", count, str(count)) for place, count in enumerate(counts, 1)],
        by_chance.chance,
        _range_told(f"of all {sum(counts)}, the last quarter", counts[-1], by_chance)
        + " After the worst quarter of several, the next one is nearly always better.",
        _rates(rate, new, "in the last quarter", "a quarter"),
        is_planted,
        len(before),
    )


FAMILIES: Mapping[str, Draw] = {
    "weekly_count": weekly_count,
    "odd_week": odd_week,
    "win_rate": win_rate,
    "before_after": before_after,
    "team": team,
    "after_worst": after_worst,
}


def _far(rng: Random, level: int) -> float:
    return rng.uniform(*FAR[level])


def _apart(mean: float, many: int, apart: float) -> list[float]:
    """Rates at even steps around a mean, as far apart as a non-centrality of their index of dispersion says."""
    half = min(MOST_APART, (apart * 3 * (many - 1) / (mean * many * (many + 1))) ** 0.5)
    return [mean * (1 - half + 2 * half * place / (many - 1)) for place in range(many)]


def _range_told(what: str, seen: int, by_chance: ByChance) -> str:
    """The range of chance for a part of a whole, and how rare what is seen is in it."""
    return (
        f"If nothing had changed: {what} would hold {by_chance.low} to {by_chance.high} in nine of ten series. "
        f"Here it is {seen}; chance goes at least as far {often(by_chance.chance)}."
    )


def _rates(rate: float, new: float, since: str, per: str = "a week") -> str:
    return f"Made with {rate:.1f} {per}" + (" throughout." if rate == new else f", and {new:.1f} {since}.")


def _of_100(share: float) -> str:
    return f"{round(share * 100)} of 100"


def _week(week: int, count: int, time: float) -> Tally:
    short = "" if time == 1 else f" ({plural(round(time * DAYS), 'working day')})"
    return Tally(f"Week {week}{short}", count, str(count), is_pale=time < 1)


def _share(name: str, won: int, of: int) -> Tally:
    return Tally(name, won / of, f"{won} of {of}")
