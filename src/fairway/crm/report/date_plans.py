"""How the dates of a file are written, decided for all its columns together."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo

from fairway.crm.report.date_columns import (
    DateColumn,
    form_of,
    is_day_only,
    is_mangled,
    is_technical,
    stated_zone,
    years_missing,
)
from fairway.crm.report.dates import Order
from fairway.crm.report.day_order import Agreed, OrderFinding, Setting, finding_of
from fairway.crm.report.planning import Policy
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.roles import language_of
from fairway.crm.report.tabling import Table
from fairway.exchange.intake import Answers

AMERICAN_ZONES = ("America/", "US/")
HALF_DAY = re.compile(r"\d\s?[ap]\.?\s?m\b", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


def date_columns(
    table: Table,
    profiles: Sequence[ColumnProfile],
    places: Sequence[int],
    policy: Policy,
    answers: Answers,
    agreed: Agreed | None = None,
) -> tuple[dict[int, DateColumn], dict[int, OrderFinding]]:
    """How each column of dates is written.

    Columns that leave the order open follow those of the file that settle it, else those of files alike.
    """
    halves = any(HALF_DAY.search(text) for place in places for text, _ in profiles[place].judged[:50])
    is_american = answers.timezone.startswith(AMERICAN_ZONES)
    setting = Setting(policy.today, policy.week_starts_on, language_of(table.header), halves, is_american)
    findings = {
        place: found
        for place in places
        if (found := finding_of(profiles[place].days, profiles[place].in_order, setting)) is not None
    }
    findings = _settled_together(findings, agreed)
    said = answers.questions.get(f"day_order:{table.name}")
    made = {}
    for place in places:
        profile = profiles[place]
        guess = findings[place].order if place in findings else Order.DAY_FIRST
        order = Order(said) if said in {"dmy", "mdy"} else guess
        made[place] = DateColumn(
            header=table.header[place],
            form=form_of(profile.judged),
            order=order,
            home=policy.home,
            today=policy.today,
            wall=_wall(table, place, policy, answers),
            is_day_only=is_day_only(profile.judged),
            lacks_years=years_missing(profile.days or profile.values) > 0.5,
            year=_titled_year(table),
            is_swapped=is_mangled(profile.days) and answers.questions.get(f"swapped:{table.name}") != "no",
        )
    return made, findings


def _settled_together(findings: Mapping[int, OrderFinding], agreed: Agreed | None) -> dict[int, OrderFinding]:
    """One program wrote all columns of a file: what is certain for one of them holds for the open ones."""
    certain = [finding for finding in findings.values() if not finding.is_open]
    odds = sum(finding.odds for finding in findings.values() if finding.is_open)
    if certain:
        order = Counter(finding.order for finding in certain).most_common(1)[0][0]
        return {
            place: replace(finding, order=order, odds=50.0, is_open=finding.is_open and finding.contradicting > 0)
            if finding.is_open
            else finding
            for place, finding in findings.items()
        }
    if agreed is not None:
        return {
            place: replace(finding, order=agreed.order, odds=agreed.odds, is_open=not agreed.is_certain)
            for place, finding in findings.items()
        }
    order = Order.DAY_FIRST if odds >= 0 else Order.MONTH_FIRST
    return {place: replace(finding, order=order, odds=odds) for place, finding in findings.items()}


def _wall(table: Table, place: int, policy: Policy, answers: Answers) -> tzinfo:
    """What clock times without offset mean: the heading's zone, UTC in tables written by programs, else the
    organisation's.
    """
    stated = stated_zone(table.header[place])
    if stated is not None:
        return stated
    said = answers.questions.get(f"clock:{table.name}")
    is_utc = said == "utc" if said in {"utc", "local"} else is_technical(table.header)
    return UTC if is_utc else policy.home


def _titled_year(table: Table) -> int | None:
    years = {
        int(year)
        for text in (table.name, table.opening.sheet, *(line.text for line in table.preamble))
        for year in YEAR.findall(text)
    }
    return years.pop() if len(years) == 1 else None
