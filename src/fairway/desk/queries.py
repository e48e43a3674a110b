"""Parts of pages that need the database: freshness, results after the activities, the closed week's name."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils import timezone

from fairway.desk.board import closed_week_words
from fairway.desk.types import Freshness, ResultFigure
from fairway.exchange.queries import newest_runs, refreshed_by_source, stale_source
from fairway.exchange.types import RunFacts
from fairway.execution.queries import last_over, shown_weeks, today
from fairway.ledger.queries import sums_of
from fairway.lib.fiscal import quarter_of
from fairway.lib.periods import week_of, week_period
from fairway.people.queries import organisation
from fairway.web.words import money, number, share

SILENT_AFTER = timedelta(minutes=10)
RESULT_KEYS = ("bookings", "quota", "opportunities_created", "win_rate")


def freshness() -> Freshness:
    """How old the records are, and what is wrong with them.

    Stale when a source that is read by itself was not for more than a day: then numbers are in doubt. A run that failed
    since is an error worth telling before that.
    """
    by_source = refreshed_by_source()
    newest_at = max(by_source.values(), default=None)
    newest = next(iter(newest_runs(1)), None)
    if newest and _is_alive(newest):
        rows = sum(tally.get("read", 0) for tally in newest.progress.values())
        phase = newest.phase or ("starting" if newest.state == "running" else "waiting for the worker")
        return Freshness(newest_at, running=phase, run_key=newest.key, rows_read=rows)
    failed = newest if newest and newest.error else None
    problem = f"{failed.source} could not be read: {_sentence(failed.error)}" if failed else ""
    stale = stale_source(by_source)
    if stale:
        told = problem or f"{stale}."
        return Freshness(newest_at, is_stale=True, problem=f"{told} What was done since is not in these numbers.")
    return Freshness(newest_at, problem=problem, advice=failed.advice if failed else "")


def _is_alive(run: RunFacts) -> bool:
    """Whether a run is under way. One whose worker fell silent is not, whatever its state says."""
    sign_at = run.heartbeat_at or run.requested_at
    return run.state in {"running", "waiting"} and not run.error and timezone.now() - sign_at < SILENT_AFTER


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def last_closed_week() -> date:
    weeks = shown_weeks()
    return weeks[-1] if week_period(weeks[-1]).end_on <= last_over() else weeks[-2]


def week_words() -> tuple[str, str]:
    """(`Week 6 of 13, closed`, `9 to 13 Nov`) for the last closed week."""
    home, week_on = organisation(), last_closed_week()
    quarter = quarter_of(
        week_on, pattern=home.fiscal_pattern, first_month=home.fiscal_first_month, week_starts_on=home.week_starts_on
    )
    total = quarter.weeks(home.week_starts_on)
    return f"Week {quarter.week_number(week_on)} of {total}, closed", closed_week_words(week_on, frozenset(range(5)))


def results_of(person_keys: Collection[int]) -> list[ResultFigure]:
    """A team's results of the quarter so far: shown last, folded, never sorting or colouring anything."""
    home = organisation()
    quarter = quarter_of(
        today(), pattern=home.fiscal_pattern, first_month=home.fiscal_first_month, week_starts_on=home.week_starts_on
    )
    sums = sums_of(person_keys, RESULT_KEYS, week_of(quarter.period.start_on, home.week_starts_on), today())
    bookings, quota, created, won = (sums[key] for key in RESULT_KEYS)
    due = quota.done
    figures = [ResultFigure("Bookings", money(bookings.done, home.currency), f"{quarter.name} so far")]
    if due:
        figures.append(
            ResultFigure("Of the quota to date", share(bookings.done / due), f"{money(due, home.currency)} due by now")
        )
    figures.append(ResultFigure("Opportunities opened", number(created.done), f"{quarter.name} so far"))
    if won.of >= 10:
        figures.append(
            ResultFigure("Won of closed", f"{number(won.done)} of {number(won.of)}", share(won.done / won.of))
        )
    elif won.of:
        figures.append(ResultFigure("Won of closed", f"{number(won.done)} of {number(won.of)}", "too few for a rate"))
    return figures
