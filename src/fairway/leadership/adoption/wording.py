"""Adoption in words: how soon half is recorded, weeks, before and since. Plain Python."""

from collections.abc import Collection, Sequence
from datetime import date

from fairway.leadership.adoption.comparing import LEAST, began_on, compared, known
from fairway.leadership.adoption.figures import adoption_figures, filled, within
from fairway.leadership.adoption.types import BeforeAndSince, Box, Compared, ComparedView, WeekLine
from fairway.leadership.figures import figures
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.types import Figure, Told
from fairway.leadership.wording import FEW, LEFT_OUT, NOT_WRITTEN, FigureView, Shown, figure_view, together
from fairway.records.entering import WITHIN
from fairway.web.words import number, plural

CRM, LOOP = "Records in the CRM", "Fairway’s loop"
IN_LOOP = ("agreed", "held", "kept", "discussed", "removed", "reviewed")  # figures of support, as they stand there
COMPARED = ("in_time", "marked", "together")
FIRST = 3
SAME_DAY = within(0).key
HALF, FILLED_NAME = "Half recorded", "Fields filled that count"
NO_FIELD = "Cannot tell, because no agreed activity is counted by a field whose filling is known."


def boxes(seen: Seen, shown: Shown, fields: Collection[str]) -> tuple[Box, Box]:
    """The figures of one row; `fields` are those by which agreed activities are counted."""
    own = {one.key: _view(one, seen, shown) for one in adoption_figures()}
    crm = [own["in_time"], half_view(seen, shown), own["marked"], filled_view(seen, shown, fields)]
    crm += [own["together"], own["by_itself"]]
    support = {one.key: one for one in figures()}
    loop = [figure_view(support[key], seen, shown) for key in IN_LOOP]
    return Box(CRM, crm[:FIRST], crm[FIRST:]), Box(LOOP, loop[:FIRST], loop[FIRST:])


def _view(figure: Figure, seen: Seen, shown: Shown) -> FigureView:
    told = _of_weeks(seen, shown.weeks)
    if not any(figure.key in one.sums or figure.key in one.hidden for one in told):
        return FigureView(figure.key, figure.name, why=NOT_WRITTEN)
    return figure_view(figure, seen, shown)


def half_view(seen: Seen, shown: Shown) -> FigureView:
    """Within how many days half of what somebody entered by hand was recorded, as a figure."""
    told = _of_weeks(seen, shown.weeks)
    if not any(SAME_DAY in one.sums or SAME_DAY in one.hidden for one in told):
        return FigureView("half", HALF, why=NOT_WRITTEN)
    if all(SAME_DAY in one.hidden for one in told):
        return FigureView("half", HALF, why=FEW)
    words = half_words(told)
    if not words:
        return FigureView("half", HALF, why="Cannot tell, because it is not known when records came in.")
    return FigureView("half", HALF, words, why=LEFT_OUT if any(SAME_DAY in one.partial for one in told) else "")


def half_words(told: Sequence[Told]) -> str:
    """`the same day`, `within 3 days`; empty where nothing is known."""
    sums = {days: together(within(days), told) for days in WITHIN}
    for days, one in sums.items():
        if one is None or not one.of:
            return ""
        if 2 * one.done >= one.of:
            return "the same day" if days == 0 else f"within {plural(days, 'day')}"
    return f"after more than {WITHIN[-1]} days"


def filled_view(seen: Seen, shown: Shown, fields: Collection[str]) -> FigureView:
    """Of the fields by which agreed activities are counted, on how many records they are filled."""
    told = _of_weeks(seen, shown.weeks)
    keys = [filled(name).key for name in sorted(fields)]
    if not keys:
        return FigureView("filled", FILLED_NAME, why=NO_FIELD)
    sums = [one.sums[key] for one in told for key in keys if key in one.sums]
    if not any(one.of for one in sums):
        is_hidden = any(key in one.hidden for one in told for key in keys)
        return FigureView("filled", FILLED_NAME, why=FEW if is_hidden else NO_FIELD)
    left_out = any(key in one.hidden or key in one.partial for one in told for key in keys)
    done, of = sum(one.done for one in sums), sum(one.of for one in sums)
    return FigureView("filled", FILLED_NAME, number(done), f"of {number(of)}", LEFT_OUT if left_out else "")


def week_lines(seen: Seen, shown: Shown) -> list[WeekLine]:
    """Every closed week shown, the newest first."""
    named = {one.key: one for one in (*figures(), *adoption_figures())}
    found = []
    for told in reversed(_of_weeks(seen, shown.weeks)):
        cells = [_of(named[key], told) for key in ("in_time", "marked", "agreed")]
        half = half_words([told]) if SAME_DAY in told.sums else ""
        found.append(WeekLine(told.starts_on, cells[0], half, cells[1], cells[2]))
    return found


def before_and_since(seen: Seen, settled_until_on: date) -> BeforeAndSince:
    """One team before and since its first agreed activity; of weeks up to a day, which change no more."""
    weeks = [told for week_on, told in sorted(seen.weeks.items()) if "agreed" in told.sums and "in_time" in told.sums]
    if not weeks:
        return BeforeAndSince(why="Cannot tell, because no week of this team may be shown, or none was worked out.")
    began = began_on(weeks)
    if began is None:
        return BeforeAndSince(why="Nothing to compare yet: no activity is agreed with anybody here.")
    if began == weeks[0].starts_on:
        return BeforeAndSince(began, why="Cannot tell, because no week from before is kept.")
    before = [told for told in weeks if told.starts_on < began]
    since = [told for told in weeks if began <= told.starts_on <= settled_until_on]
    return BeforeAndSince(began, [_line(one, before, since) for one in adoption_figures() if one.key in COMPARED])


def _line(figure: Figure, before: Sequence[Told], since: Sequence[Told]) -> ComparedView:
    found = compared(figure.key, before, since)
    if found is None:
        weeks = f"there are {plural(len(known(figure.key, before)), 'week')} before"
        weeks += f" and {len(known(figure.key, since))} since in which there was any"
        return ComparedView(figure.name, why=f"Cannot tell, because {weeks}; it takes {LEAST} of either.")
    sides = [
        f"{number(one.done)} of {number(one.of)} in {plural(weeks, 'week')}"
        for one, weeks in zip((found.before, found.since), found.weeks, strict=True)
    ]
    return ComparedView(figure.name, sides[0], sides[1], change_words(found))


def change_words(found: Compared) -> str:
    """`Of 100, 12 more; could be anywhere from 3 to 21 more.` What may be none is no change, before it is rounded."""
    change, low, high = (round(100 * value) for value in (found.change, found.low, found.high))
    if found.low > 0:
        said = f"could be anywhere from {low} to {high} more"
    elif found.high < 0:
        said = f"could be anywhere from {-high} to {-low} fewer"
    else:
        return (
            f"Cannot tell whether it changed: of 100, {_more(change)}, and could be anywhere from {_more(low)} to "
            f"{_more(high)}."
        )
    return f"Of 100, {_more(change)}; {said}."


def _more(change: int) -> str:
    return f"{abs(change)} {'fewer' if change < 0 else 'more'}"


def _of(figure: Figure, told: Told) -> str:
    """`41 of 52`; empty where it may not be shown, and in words where there was nothing."""
    one = told.sums.get(figure.key)
    if one is None:
        return ""
    return f"{number(one.done)} of {number(one.of)}" if one.of else "none"


def _of_weeks(seen: Seen, weeks: Sequence[date]) -> list[Told]:
    return [seen.weeks[week_on] for week_on in weeks if week_on in seen.weeks]
