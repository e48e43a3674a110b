"""From the leadership page to a pack: the same figures behind the same door, for others to read as well.

What stands on the page about one seller stays there: of what waits, how many and since when. Plain Python.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from fairway.commitments.page import ObstacleView
from fairway.leadership.packs.types import Fact, Grid, Pack, Pair, Section, Side, Weeks
from fairway.leadership.page import Page
from fairway.leadership.rows import HalfView, Row
from fairway.leadership.types import Figure, Grain, Half
from fairway.leadership.wording import FigureView
from fairway.lib.periods import week_period
from fairway.web.words import plural, spelled

EQUAL = (
    "Results and support of execution carry the same weight and the same number of figures. They are never added up, "
    "and nobody is ranked."
)
CLOSED = (
    "Figures by week are of closed weeks, under whom each seller worked when the week began. A week can still change "
    "for two weeks after its close."
)
NOTHING_YET = "No week has been added up yet. Once one has closed, results and support stand here."
NOBODY = "Nobody leads sellers here yet."
FAILED = "The newest figures could not be worked out when this was made. What stands here is as old as it says."
STALE = "Not up to date: the week that closed last was not in yet when this was made."
STAYS = "What it is and whom it is about stands in Fairway alone: a pack may be read by others."
DEFINED = ("figure", "told", "what is counted", "from", "it does not say")


def pack_of(page: Page, made_for: str, made_at: datetime) -> Pack:
    """Everything the page says, in the order in which it is read. `made_at` is aware."""
    about = f"{page.subject.name}: results and support" if page.subject else "Results and support"
    until_on = week_period(page.newest_on).end_on if page.newest_on else None
    sections = [_everybody(page), *_managers(page), *_waiting(page), _definitions(page)]
    return Pack(f"{about}, {page.shown.name}", made_for, made_at, until_on, sections)


def _everybody(page: Page) -> Section:
    lines = [EQUAL, CLOSED]
    if page.has_failed:
        lines.insert(0, FAILED)
    if page.newest_on is None:
        return Section("Nothing to show yet", [*lines[:-1], NOTHING_YET])
    if page.is_stale:
        lines.insert(0, STALE)
    if not page.rows:
        lines.append(NOBODY)
    lines.append(f"By quarter, and from {page.shown.quarter_words}: misses discussed, what sellers find, training.")
    whole = [row for row in page.rows if row.person is None]
    return Section(f"Closed weeks, {page.shown.span_words}", lines, pairs=_pairs(whole, page))


def _managers(page: Page) -> list[Section]:
    rows = [row for row in page.rows if row.person is not None]
    if not rows or page.newest_on is None:
        return []
    return [Section("Managers, from A to Z", pairs=_pairs(rows, page))]


def _pairs(rows: Iterable[Row], page: Page) -> list[Pair]:
    return [
        Pair(
            row.name,
            row.line,
            (_side(Half.RESULTS, row.halves[0], page), _side(Half.SUPPORT, row.halves[1], page)),
            row.question,
        )
        for row in rows
    ]


def _side(half: Half, view: HalfView, page: Page) -> Side:
    """Either half by the same steps, so that neither says more."""
    unit = page.shown.currency if half is Half.RESULTS else "sessions"
    return Side(view.title, _facts(view.first), _facts(view.more), _picture(view, page.strip_weeks, unit))


def _facts(views: Iterable[FigureView]) -> list[Fact]:
    return [Fact(one.name, one.value, one.rest, one.why, _to_cents(one.done), _to_cents(one.of)) for one in views]


def _to_cents(amount: float | None) -> float | None:
    """Sums of parts have a tail no spreadsheet should show."""
    return None if amount is None else round(amount, 2)


def _picture(view: HalfView, weeks: Sequence[date], unit: str) -> Weeks | None:
    if not weeks:
        return None
    done = [_to_cents(column.done) if column else None for column in view.strip]
    expected = [_to_cents(column.expected) if column else None for column in view.strip]
    return Weeks(view.strip_words, list(weeks), done, expected, unit)


def _waiting(page: Page) -> list[Section]:
    """What waits for whoever takes the pack, and reasons that are theirs to remove; on a manager's page neither
    stands.
    """
    if page.waits is None:
        return []
    lines = [_asked("asked of you", page.waits.waiting), _asked("asked of whoever leads you", page.asked_above)]
    told = [line for line in lines if line]
    waits = Section("What waits on you", [*told, STAYS] if told else ["No obstacle waits on you."])
    if not page.removable:
        return [waits, Section("Reasons that are yours to remove", ["None stands out in what is published."])]
    rows = [(one.name, one.count, one.of, one.age_words) for one in page.removable]
    note = "Of why activities were missed, in the newest twelve weeks that are published, each count blurred."
    grid = Grid("Reasons for missed activities", ("reason", "about", "of misses", "how long"), rows, note)
    return [waits, Section("Reasons that are yours to remove", grids=[grid])]


def _asked(how: str, views: Sequence[ObstacleView]) -> str:
    """How many obstacles wait and since when, without what they are."""
    if not views:
        return ""
    late = sum(one.is_overdue for one in views)
    overdue = f" {spelled(late)} {'is' if late == 1 else 'are'} past the day agreed." if late else ""
    number = f"{plural(len(views), 'obstacle')} {'is' if len(views) == 1 else 'are'} {how}"
    return f"{number}; the oldest was asked {views[0].age_words}.{overdue}"


def _definitions(page: Page) -> Section:
    lines = ["What cannot be told has a dash and the reason. No figure is of fewer than five sellers."]
    grids = [Grid(title, DEFINED, [_defined(one) for one in figures]) for title, figures in page.definitions]
    return Section("What each figure says, and what it does not", lines, grids)


def _defined(one: Figure) -> tuple[str, str, str, str, str]:
    return one.name, "by week" if one.grain is Grain.WEEK else "by quarter", one.means, one.source, one.not_said
