"""Words for what a correction changes: old number beside new, who made it, when, why, and from what."""

from collections.abc import Mapping, Sequence
from datetime import date

from fairway.ledger.corrections.comparing import OtherCount
from fairway.metrics.describing import rule_in_words
from fairway.metrics.types import Definition
from fairway.metrics.versions import Version
from fairway.studio.building.page import by_whom
from fairway.studio.building.tried import told
from fairway.studio.corrections.types import ShownCorrection, ShownWeek
from fairway.web.words import join_words, plural

MOST_NAMED = 4  # people named in one sentence


def shown_week(week: OtherCount, before: Definition, now: Definition, seller: str = "") -> ShownWeek:
    """Each number as its own definition is told."""
    return ShownWeek(week.week_on, told(before, week.before), told(now, week.now), seller, week.before, week.now)


def shown_correction(
    version: Version, before: Sequence[tuple[OtherCount, Definition]], names: dict[int, str], on: date
) -> ShownCorrection:
    """`before` are the weeks, newest first, each with the definition that held in it before."""
    return ShownCorrection(
        version=version.definition.version,
        by=by_whom(version, names),
        on=on,
        reason=version.reason,
        rule_before=rule_in_words(before[0][1])[0],
        weeks=[shown_week(week, was, version.definition) for week, was in before],
    )


def told_of_own(key: int, version: Version, by: str, on: date, weeks: int) -> tuple[int, str, str, str]:
    """(key, headline, reason, what changed) for whoever has it in force."""
    changed = f"{plural(weeks, 'closed week')} of yours" if weeks else "No closed week of yours"
    verb = "has" if weeks <= 1 else "have"
    return key, headline_of(version, by, on), version.reason, f"{changed} {verb} another number."


def headline_of(version: Version, by: str, on: date) -> str:
    return f"“{version.definition.name}” was corrected by {by} on {on:%-d %b %Y}"


def changed_of_others(weeks: Mapping[str, int]) -> str:
    """What changed for people: their number of weeks by name. Nobody's number stands beside a name: it ranks nobody."""
    moved = sorted(name for name, many in weeks.items() if many)
    if not moved:
        return "No closed week of your people has another number."
    rest = len(moved) - MOST_NAMED
    named = join_words([*moved[:MOST_NAMED], *([plural(rest, "other")] if rest > 0 else [])])
    total = sum(weeks.values())
    return f"{plural(total, 'closed week')} of {named} {'has' if total == 1 else 'have'} another number."
