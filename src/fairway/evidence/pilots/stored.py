"""Pilots as they are stored, and which of them tells of an activity. Nothing is worked out here."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.types import Design, Drawn, Kind, PilotFacts, Result, Said, State, TakesPart, Wish


def pilot_facts(row: Pilot) -> PilotFacts:
    design = Design(Kind(row.kind), Drawn(row.drawn), row.weeks, row.before, row.arms)
    wish = Wish(
        metric_key=row.metric_key,
        target=row.target,
        per=row.per,
        objective_key=row.objective_key,
        head_key=row.head_id,
        design=design,
        starts_on=row.starts_on,
        worth=float(row.worth),
        why=row.why,
        retired_key=row.retired_key,
    )
    return PilotFacts(
        key=row.pk,
        wish=wish,
        is_for_everybody=row.is_for_everybody,
        state=_state(row),
        said=Said(**row.said),
        seed=row.seed,
        proposed_by=row.proposed_by,
        stopped_on=row.stopped_on,
        stop_reason=row.stop_reason,
        judged_on=row.judged_on,
        result=Result(**row.result) if row.result else None,
    )


def _state(row: Pilot) -> State:
    if row.stopped_on is not None:
        return State.STOPPED
    if row.judged_on is not None:
        return State.JUDGED
    return State.RUNNING if row.started_at is not None else State.PROPOSED


def takes_part(row: PilotSeller) -> TakesPart:
    return TakesPart(row.person_id, row.team_key, row.arm, row.stratum, row.past, row.starts_on, row.ends_on)


def telling_of(metric_keys: Collection[str]) -> dict[str, PilotFacts]:
    """By activity the pilot that tells of it: the newest that came to its end and was clear, or the one that runs, or
    the newest that could be judged. What came of it are sums that name nobody.
    """
    rows = Pilot.objects.filter(metric_key__in=list(metric_keys), stopped_on=None, started_at__isnull=False)
    found: dict[str, PilotFacts] = {}
    for facts in sorted(map(pilot_facts, rows.order_by("judged_on", "starts_on", "pk")), key=_how_telling):
        if facts.state is State.RUNNING or facts.result is not None:
            found[facts.wish.metric_key] = facts
    return found


def judged_by(metric_keys: Collection[str], on: date, *, fewest: int) -> dict[str, PilotFacts]:
    """By activity the pilot whose result told of it by the end of a day: the newest that was clear, else the newest
    that could be judged; those with a group of fewer sellers than `fewest` are left out. What came of it are sums that
    name nobody.
    """
    rows = Pilot.objects.filter(metric_key__in=list(metric_keys), stopped_on=None, judged_on__lte=on)
    kept = rows.exclude(result=None).order_by("judged_on", "starts_on", "pk").prefetch_related("sellers")
    large = [pilot_facts(row) for row in kept if _smallest_arm(row) >= fewest]
    return {facts.wish.metric_key: facts for facts in sorted(large, key=_how_telling)}


def _smallest_arm(row: Pilot) -> int:
    sizes = Counter(place.arm for place in row.sellers.all())
    return min((sizes[arm] for arm in range(row.arms)), default=0)


def _how_telling(facts: PilotFacts) -> int:
    if facts.result is not None and facts.result.is_clear:
        return 2
    return 1 if facts.state is State.RUNNING else 0
