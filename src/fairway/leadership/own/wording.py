"""One act of a manager's board in words: a sentence, a count, a picture. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.leadership.own.standing import deciding, standing_of
from fairway.leadership.own.types import Act, Chosen, Lens, Standing, Unit, Week, WeekKind
from fairway.leadership.own.weeks import ActSums
from fairway.web.charts import Column
from fairway.web.words import day, number, plural

MARKS = {
    Standing.EXECUTING: ("executing", "Executing"),
    Standing.BEHIND: ("behind", "Behind"),
    Standing.NOTHING_DUE: ("away", "Nothing due"),
    Standing.TOO_EARLY: ("draft", "Too early"),
    Standing.CANNOT_TELL: ("check_data", "Cannot tell"),
}
LEFT_OUT = {
    Lens.ABOVE: (
        "Not shown from above: of these sellers there are too few to show, it is not told by week, or it is of a time "
        "before whoever reads it stood above."
    ),
    Lens.LED: "Not shown to you as a whole: it would tell of fewer than five of your colleagues.",
}
NOT_WORKED_OUT = "Cannot tell, because that was not worked out."
TOO_EARLY = "Too early: two closed weeks in which something was due say how it stands."
NOTHING_DUE = "Nothing was due in the closed weeks since it began."


@dataclass(frozen=True, slots=True)
class ActView:
    """One act: how it stands and why, its weeks, and the part of whoever reads."""

    act: Act
    chosen: Chosen
    standing: Standing
    mark: tuple[str, str]
    target: str
    newest: str  # done in the last closed week in which something was due
    newest_of: str  # and out of what
    over: str  # of all weeks shown
    why: str  # where it cannot be told
    next: str  # empty where nothing is known to be done next
    yours: str
    columns: Sequence[Column | None]
    label: str


def act_view(
    act: Act, chosen: Chosen, weeks: Sequence[Week], sums: ActSums, *, lens: Lens, is_standing: bool
) -> ActView:
    """`is_standing` says that the newest week alone counts, where several make no sum."""
    standing = standing_of(weeks)
    told = [week for week in weeks if week.kind is WeekKind.TOLD]
    columns = [_column(week) for week in weeks]
    below = sum(week.is_below for week in told)
    return ActView(
        act=act,
        chosen=chosen,
        standing=standing,
        mark=MARKS[standing],
        target=target_in_words(act, chosen),
        newest=number(told[-1].done) if told else "",
        newest_of=_of(act, told[-1]) if told else "",
        over=_over(act, told, is_standing=is_standing),
        why=_why(standing, weeks, lens),
        next={Standing.BEHIND: act.if_behind, Standing.EXECUTING: act.if_executing}.get(standing, ""),
        yours=_yours(act, sums),
        columns=columns,
        label=f"{act.name} by week. At or above the target in {len(told) - below} of {len(told)} weeks shown.",
    )


def target_in_words(act: Act, chosen: Chosen) -> str:
    if act.unit is Unit.WEEK:
        return f"{number(float(chosen.target))} a week"
    return f"at least {number(float(chosen.target))} of 100"


def _count(done: float, of: float) -> str:
    return f"{number(done)} of {number(of)}"


def _of(act: Act, week: Week) -> str:
    if act.unit is Unit.WEEK:
        return f"in the week of {day(week.week_on)}, {number(week.of)} aimed for"
    return f"of {number(week.of)} in the week of {day(week.week_on)}"


def _over(act: Act, told: Sequence[Week], *, is_standing: bool) -> str:
    if len(told) < 2 or is_standing:
        return ""
    done, of = sum(week.done for week in told), sum(week.of for week in told)
    if act.unit is Unit.WEEK:
        return f"{number(done)} in {plural(len(told), 'closed week')}, {number(of)} aimed for"
    return f"{_count(done, of)} in {plural(len(told), 'week')} in which something was due"


def _why(standing: Standing, weeks: Sequence[Week], lens: Lens) -> str:
    if standing is Standing.CANNOT_TELL:
        is_hidden = any(week.kind is WeekKind.HIDDEN for week in deciding(weeks))
        return LEFT_OUT.get(lens, NOT_WORKED_OUT) if is_hidden else NOT_WORKED_OUT
    if standing is Standing.NOTHING_DUE:
        return NOTHING_DUE
    if standing is Standing.TOO_EARLY:
        return TOO_EARLY
    hidden = sum(week.kind is WeekKind.HIDDEN for week in weeks)
    return f"{plural(hidden, 'week')} not shown: too few sellers." if hidden else ""


def _yours(act: Act, sums: ActSums) -> str:
    """What concerns the reader alone, over the weeks shown."""
    if sums.yours is None:
        return ""
    done, of = (sum(part[place] for part in sums.yours.values()) for place in (0, 1))
    if act.unit is Unit.WEEK:
        return f"{act.yours}: {number(done)} in 13 weeks"
    return f"{act.yours}: {_count(done, of)} in 13 weeks" if of else f"{act.yours}: nothing was due in 13 weeks"


def _column(week: Week) -> Column | None:
    if week.kind is WeekKind.TOLD:
        return Column(week.week_on, week.done, week.expected, "missed" if week.is_below else "met")
    return Column(week.week_on, 0, 0, "away") if week.kind is WeekKind.NOTHING else None
