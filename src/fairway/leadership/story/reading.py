"""From stored sums and evidence to what the story knows of each activity. Plain Python."""

from collections.abc import Iterable, Mapping
from datetime import date

from fairway.leadership.queries.seeing import Seen
from fairway.leadership.story.adding import BEGUN, DECISIONS, DOES, DOUBT, ENDED, OTHERS, figure_key, metric_of
from fairway.leadership.story.claiming import history_claims, pilot_claim
from fairway.leadership.story.queries import Known
from fairway.leadership.story.types import ActivityStory, Changes, Executed
from fairway.leadership.types import Sum, Told
from fairway.leadership.wording import Shown
from fairway.metrics.types import Definition, Direction

KINDS = (DOES, DECISIONS[0], BEGUN)


def activities_in(seen: Seen, shown: Shown) -> frozenset[str]:
    """Metrics of which a sum of five sellers or more may be read: of the last closed week, or of the quarter."""
    periods = [seen.weeks.get(week_on) for week_on in shown.weeks[-1:]] + [seen.quarters.get(shown.quarter.starts_on)]
    found = {
        metric
        for period in periods
        if period
        for key, one in period.sums.items()
        if one.sellers
        for kind in KINDS
        if (metric := metric_of(key, kind))
    }
    return frozenset(found - {OTHERS})


def everything_told(seen: Seen, shown: Shown, known: Known, metric_keys: Iterable[str]) -> list[ActivityStory]:
    """Each activity, by name."""
    week = seen.weeks.get(shown.weeks[-1]) if shown.weeks else None
    quarter = seen.quarters.get(shown.quarter.starts_on)
    ordered = sorted(metric_keys, key=lambda key: name_of(known.definitions, key).casefold())
    return [_told(number, key, known, week, quarter) for number, key in enumerate(ordered, start=1)]


def name_of(definitions: Mapping[str, Definition], key: str) -> str:
    """What a metric is called; its key where it is no more."""
    return definitions[key].name if key in definitions else key


def _told(number: int, metric_key: str, known: Known, week: Told | None, quarter: Told | None) -> ActivityStory:
    name = name_of(known.definitions, metric_key)
    pilot, claim = known.pilots.get(metric_key), None
    if pilot:
        outcome = known.definitions.get(pilot.wish.objective_key)
        direction = outcome.direction if outcome else Direction.UP
        claim = pilot_claim(name, pilot, name_of(known.definitions, pilot.wish.objective_key), direction)
    claims = [claim] if claim else history_claims(name, metric_key, known.findings, known.roles)
    definition = known.definitions.get(metric_key)
    objective = known.definitions.get(definition.objective) if definition else None
    return ActivityStory(
        key=f"activity-{number}",
        activity=name,
        objective=objective.name if objective else "",
        claims=claims,
        executed=_executed(week, metric_key),
        changes=changes_of(quarter, metric_key),
    )


def _sum(period: Told | None, kind: str, metric_key: str) -> Sum | None:
    """A sum that may be read and is of somebody."""
    found = period.sums.get(figure_key(kind, metric_key)) if period else None
    return found if found and found.sellers and found.of else None


def _executed(week: Told | None, metric_key: str) -> Executed | None:
    does, doubt = _sum(week, DOES, metric_key), _sum(week, DOUBT, metric_key)
    if does is None:
        return None
    return Executed(round(does.done), round(does.of), round(doubt.done) if doubt else 0)


def changes_of(quarter: Told | None, metric_key: str) -> Changes | None:
    """What happened to an activity in a closed quarter; None where nothing of it may be shown."""
    found = {kind: one for kind in DECISIONS if (one := _sum(quarter, kind, metric_key))}
    begun, ended = _sum(quarter, BEGUN, metric_key), _sum(quarter, ENDED, metric_key)
    if not found and begun is None:
        return None
    counts = {kind: round(one.done) for kind, one in found.items()}
    return Changes(
        decisions=round(next(iter(found.values())).of) if found else 0,
        keep=counts.get("keep", 0),
        tune=counts.get("tune", 0),
        raise_quality=counts.get("raise_quality", 0),
        swap=counts.get("swap", 0),
        retire=counts.get("retire", 0),
        kept_helping=counts.get("kept_helping", 0),
        stopped_no_sign=counts.get("stopped_no_sign", 0),
        had_it=round(begun.of) if begun else 0,
        begun=round(begun.done) if begun else 0,
        ended=round(ended.done) if ended else 0,
    )


def weeks_executed(seen: Seen, weeks: Iterable[date]) -> list[tuple[float, float] | None]:
    """By week how many activities of sellers were executed, of how many, over the groups that may be read; None
    where none may.
    """
    found: list[tuple[float, float] | None] = []
    for week_on in weeks:
        period = seen.weeks.get(week_on)
        sums = [one for key, one in period.sums.items() if metric_of(key, DOES)] if period else []
        of = sum(one.of for one in sums)
        found.append((sum(one.done for one in sums), of) if of else None)
    return found
