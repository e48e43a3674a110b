"""Early signs for the next quarter, before revenue shows them: each with what it does not say, results last. Plain
Python.
"""

from collections.abc import Sequence
from datetime import date

from fairway.leadership.figures import figures
from fairway.leadership.packs.types import Weeks
from fairway.leadership.periods import WEEK
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.story.reading import weeks_executed
from fairway.leadership.story.types import Card
from fairway.leadership.types import Adds, Figure
from fairway.leadership.wording import Shown, figure_view
from fairway.lib.periods import week_period
from fairway.web.words import day, first_down, number, spelled

RECENT = 4  # weeks, compared with as many before
QUARTER_AGO = 13 * WEEK
NOT_KNOWN = "Cannot tell whether activities are executed, because no week of five sellers or more is added up yet."
IN_REACH, MOVED, RESULTS = "in_reach", "moved", ("bookings", "at_pace")
TITLES = {
    "executed": "Whether activities are executed",
    MOVED: "Whether objectives come more often",
    IN_REACH: "Where periods may land",
    "results": "Results, last",
}


def signs(seen: Seen, shown: Shown, strip: Sequence[date]) -> list[Card]:
    """Execution, then objectives, then where periods may land, then results."""
    return [
        Card("sign-executed", TITLES["executed"], _executed(weeks_executed(seen, strip), strip)),
        Card("sign-objectives", TITLES[MOVED], _objectives(seen, shown)),
        Card("sign-landing", TITLES[IN_REACH], _landing(seen, shown)),
        Card("sign-results", TITLES["results"], _results(seen, shown)),
    ]


def picture(seen: Seen, strip: Sequence[date]) -> Weeks:
    """By week what was executed of what was due."""
    weeks = weeks_executed(seen, strip)
    return Weeks(
        caption="Activities executed by closed week, of those in force and not away",
        weeks=strip,
        done=[None if one is None else one[0] for one in weeks],
        expected=[None if one is None else one[1] for one in weeks],
        unit="activities of sellers",
    )


def executed_in_words(weeks: Sequence[tuple[float, float] | None], strip: Sequence[date]) -> str:
    """One sentence on the newest four weeks against the four before, with how many of them can be told; empty where
    none of the newest can.
    """
    now, before = ([one for one in part if one] for part in (weeks[-RECENT:], weeks[-2 * RECENT : -RECENT]))
    if not now:
        return ""
    which = "In" if len(now) == RECENT else f"In {first_down(spelled(len(now)))} of"
    until = f"up to {day(week_period(strip[-1]).end_on)}"
    said = f"{which} the newest four closed weeks, {until}, activities were executed in {_of(_together(now))} cases"
    if len(now) < RECENT:
        said += "; the others cannot be told"
    if not before:
        return f"{said}; the four weeks before cannot be told."
    earlier = "the four weeks before" if len(before) == RECENT else f"{len(before)} of the four weeks before"
    return f"{said}; in {earlier} in {_of(_together(before))}."


def _together(weeks: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(done for done, _ in weeks), sum(of for _, of in weeks)


def _of(pair: tuple[float, float]) -> str:
    return f"{number(pair[0])} of {number(pair[1])}"


def _executed(weeks: Sequence[tuple[float, float] | None], strip: Sequence[date]) -> list[str]:
    said = executed_in_words(weeks, strip)
    if not said:
        return [NOT_KNOWN]
    return [
        said,
        "A case is one activity of one seller in one closed week, weeks away left out.",
        "It says what was done, and not what comes of it. Which sellers it is about may change from week to week.",
    ]


def objectives_in_words(seen: Seen, shown: Shown) -> str:
    """One sentence, with the same 13 weeks earlier where that can be told; empty where it cannot."""
    now, before = _moved(seen, shown, 0), _moved(seen, shown, 1)
    if now is None:
        return ""
    until_on = week_period(shown.weeks[-1]).end_on
    said = (
        f"Of {number(now[1])} agreed activities, {number(now[0])} had an objective that came more often in the 13 "
        f"weeks up to {day(until_on)} than in the 13 before"
    )
    return f"{said}; a quarter earlier it was {_of(before)}." if before else f"{said}."


def _moved(seen: Seen, shown: Shown, quarters: int) -> tuple[float, float] | None:
    if not shown.weeks:
        return None
    told = seen.weeks.get(shown.weeks[-1] - quarters * QUARTER_AGO)
    one = told.sums.get(MOVED) if told else None
    return (one.done, one.of) if one and one.of else None


def _objectives(seen: Seen, shown: Shown) -> list[str]:
    said = objectives_in_words(seen, shown)
    if not said:
        return [_why(MOVED, seen, shown)]
    return [
        said,
        "By luck alone about half of them would.",
        "It does not say what they came more often from.",
    ]


def landing_in_words(seen: Seen, shown: Shown) -> str:
    """One sentence; empty where it cannot be told."""
    view = figure_view(_figure(IN_REACH), seen, shown)
    if not view.value or not shown.weeks:
        return ""
    until_on = week_period(shown.weeks[-1]).end_on
    return (
        f"As things stood on {day(until_on)}, {view.value} {view.rest} sellers with a goal reach it with a chance of "
        "one in two or more."
    )


def _landing(seen: Seen, shown: Shown) -> list[str]:
    said = landing_in_words(seen, shown)
    if not said:
        return [_why(IN_REACH, seen, shown)]
    return [said, f"It does not say {_figure(IN_REACH).not_said}"]


def _results(seen: Seen, shown: Shown) -> list[str]:
    said = []
    for key in RESULTS:
        figure = _figure(key)
        view = figure_view(figure, seen, shown)
        when = "over its closed weeks" if figure.adds is Adds.FLOW else "at the end of the last one"
        said.append(f"{view.name}, {when}: {view.value} {view.rest}." if view.value else f"{view.name}: {view.why}")
    return [*said, f"They do not say {_figure(RESULTS[0]).not_said}"]


def _why(key: str, seen: Seen, shown: Shown) -> str:
    return figure_view(_figure(key), seen, shown).why


def _figure(key: str) -> Figure:
    return next(one for one in figures() if one.key == key)
