"""Which activities could close a seller's gap: three tests each, kept apart, with headroom, hours and lag.

Measurable asks this CRM, manageable asks the consent test and what happened when it was planned, helpful asks the
evidence. A candidate that fails one of the first two is refused. A written reason may set aside that it is hardly
recorded; what is no act of the seller's own, good order, raw volume or a share is refused for good.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fairway.metrics.classing import classify
from fairway.metrics.types import Definition, MetricClass
from fairway.plans.rules import require_selectable
from fairway.plans.types import Refused
from fairway.studio.helpful import NOT_YET
from fairway.studio.levels import Level, headroom_of
from fairway.studio.roles import MANAGER
from fairway.studio.treasure_map import ActEntry, RoleEntry, acts_in, treasure_map
from fairway.studio.types import Candidate, TestAnswer, TestState

FILLED, HARDLY_FILLED = 0.8, 0.5
IN_TIME, HARDLY_IN_TIME = 0.7, 0.35
UNCONFIRMED, MOSTLY_UNCONFIRMED = 0.25, 0.6
BLIND, MOSTLY_BLIND = 0.1, 0.5
NEXT_PERIOD = 13.0  # weeks: what shows later than that is for neither this period nor the next
LATE = 0.4  # what showing only in the next period takes off
PROOF = {TestState.YES: 0.6, TestState.PARTLY: 0.3}  # what evidence adds, in proportion to the aim
MOVED = 1.15  # more of it after it was planned than before
SURE = 0.8  # how sure the sorting of names has to be, for want of a definition
THEIRS_BY_NAME = TestAnswer(
    TestState.NO,
    "By its name somebody outside has to come or agree. If it is the seller's own act, operations can say so where "
    "metrics are built.",
    "Not alone",
)
USUAL_MINUTES = {"call": 10.0, "email": 6.0, "meeting": 30.0, "task": 20.0}

# What the treasure map calls each driver of the gap.
AIMED_AT = {"opportunities": "opportunities", "win_rate": "win_rate", "deal_size": "deal_size", "speed": "cycle"}
# Keys of the treasure map's roles, as definitions name them.
ROLE_KEYS = {"sdr_inbound": "sdr", "sdr_outbound": "sdr", "channel_manager": "channel"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """How well the records of one definition are kept here. Shares 0 to 1; None where it cannot be said."""

    seen: int  # records of its kind in 13 weeks, of everybody in the role
    filled: float | None  # of the field filled least
    filled_least: str  # that field, in words
    in_time: float | None  # logged within a day
    unconfirmed: float
    blind: float  # of the days, on which the source does not show this seller
    by_itself: float = 0.0
    is_among_colleagues: bool = False  # it counts internal talks only, and `seen` are those


@dataclass(frozen=True, slots=True)
class Tried:
    """What happened when it was planned: weekly means before and after, over sellers who got it as an HIA."""

    sellers: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What candidates are judged on. Mappings are by metric key."""

    definitions: Mapping[str, Definition]
    role: RoleEntry | None
    aims: Mapping[str, float]  # weight of the treasure map's objectives in the gap; empty where nothing is known
    levels: Mapping[str, Level]
    recorded: Mapping[str, Recorded]
    tried: Mapping[str, Tried]
    in_force: frozenset[str]
    lags: Mapping[str, tuple[float, float] | None]  # weeks
    weeks_left: float
    hours_free: float
    is_sure: bool  # whether one driver carries the gap; else nothing is refused for aiming elsewhere
    evidence: Mapping[str, TestAnswer] = field(default_factory=dict)
    is_evidence_of_role: bool = True  # of the seller's own role; else it is told and moves nothing in the order
    unclassed: frozenset[str] = frozenset()  # words of the CRM of which nobody said what they are


def candidates_of(ground: Ground) -> tuple[list[Candidate], list[Candidate]]:
    """(offered, refused), best first."""
    found = [
        _candidate(definition, ground) for definition in ground.definitions.values() if _is_near(definition, ground)
    ]
    offered = sorted((c for c in found if not c.refusal), key=lambda c: (-c.score, c.name))
    return offered, sorted((c for c in found if c.refusal), key=lambda c: (not c.can_override, -c.score, c.name))


def minutes_of(definition: Definition) -> float:
    """What one occurrence takes: as the definition says, else by its type."""
    if definition.minutes:
        return float(definition.minutes)
    kinds = [str(c.values[0]) for c in definition.where if c.field == "type" and c.test == "is"]
    return USUAL_MINUTES.get(kinds[0], 15.0) if kinds else 15.0


def fit_of(definition: Definition, definitions: Mapping[str, Definition], aims: Mapping[str, float]) -> float:
    """0 to 1: how directly it aims at the gap, by the treasure map and by its own nearest objective."""
    if not aims:
        return 0.5
    atlas = treasure_map()
    acts = acts_of(definition)
    by_map = max((act.moves.get(key, 0.0) / 3 * weight for act in acts for key, weight in aims.items()), default=0.0)
    nearest = definitions.get(definition.objective)
    measured = atlas.objective_measured_by(nearest.catalogue_id) if nearest is not None else None
    return max(by_map, aims.get(measured.key, 0.0) if measured is not None else 0.0)


def acts_of(definition: Definition) -> list[ActEntry]:
    """Acts of the treasure map a definition is: by catalogue id, else by its name."""
    known = treasure_map().acts_of(definition.catalogue_id) if definition.catalogue_id else []
    return known or list(acts_in(f"{definition.key}. {definition.name}. {definition.qualifier}")[:2])


def objective_of(definition: Definition, ground: Ground) -> Definition | None:
    """The nearest objective: the definition's own, else one that measures what the act moves, at the gap if it can."""
    nearest = ground.definitions.get(definition.objective)
    if nearest is not None:
        return nearest
    moved = [
        (weight * (1 + ground.aims.get(key, 0.0)), key)
        for act in acts_of(definition)
        for key, weight in act.moves.items()
    ]
    for _, key in sorted(moved, reverse=True):
        measures = treasure_map().objectives[key].measures
        found = [
            d
            for d in ground.definitions.values()
            if d.catalogue_id in measures and d.metric_class is MetricClass.OBJECTIVE
        ]
        if found:
            return min(found, key=lambda d: measures.index(d.catalogue_id))
    return None


def _is_near(definition: Definition, ground: Ground) -> bool:
    """Activities, and the objectives that carry the gap: they are what people ask for first."""
    if definition.metric_class is MetricClass.ACTIVITY:
        return True
    measured = treasure_map().objective_measured_by(definition.catalogue_id)
    return measured is not None and measured.key in ground.aims and definition.metric_class is MetricClass.OBJECTIVE


def _candidate(definition: Definition, ground: Ground) -> Candidate:
    key = definition.key
    level = ground.levels.get(key, Level())
    headroom, minutes = headroom_of(level), minutes_of(definition)
    measurable, manageable = binding_answers(
        definition, ground.recorded.get(key), ground.tried.get(key), is_unclassed=key in ground.unclassed
    )
    lag = ground.lags.get(key)
    fit = fit_of(definition, ground.definitions, ground.aims)
    more = max((headroom.peers_top or headroom.peers_middle or 0.0) - (headroom.usual or 0.0), 0.0)
    nearest, helpful = objective_of(definition, ground), ground.evidence.get(key, NOT_YET)
    found = Candidate(
        metric_key=key,
        name=definition.name,
        qualifier=definition.qualifier,
        process=str(definition.process),
        objective_key=nearest.key if nearest else "",
        objective_name=nearest.name if nearest else "",
        measurable=measurable,
        manageable=manageable,
        helpful=helpful,
        headroom=headroom,
        minutes_each=minutes,
        hours_more_per_week=round(more * minutes / 60, 2) if more else None,
        lag_weeks=lag,
        is_in_time=None if lag is None else lag[0] <= ground.weeks_left,
        gaming_risk=definition.gaming_risk,
        counter_metric=definition.counter_metric,
        why=definition.why,
        is_in_force=key in ground.in_force,
        score=_score(fit, level, measurable)
        + (PROOF.get(helpful.state, 0.0) * fit if ground.is_evidence_of_role else 0.0)
        - LATE * (lag is not None and lag[0] > ground.weeks_left),
    )
    why, failed = _refusal(definition, found, ground, fit)
    if not why:
        return found
    return replace(found, refusal=why, failed=failed, can_override=failed == "measurable")


def binding_answers(
    definition: Definition, recorded: Recorded | None, tried: Tried | None, *, is_unclassed: bool
) -> tuple[TestAnswer, TestAnswer]:
    """(measurable, manageable): the two tests without which nothing becomes an HIA but by a written reason."""
    theirs = is_unclassed and sounds_like_theirs(definition.name)
    return measurable_answer(recorded), THEIRS_BY_NAME if theirs else manageable_answer(definition, tried)


def measurable_answer(recorded: Recorded | None) -> TestAnswer:
    """Whether this CRM shows it: filled, in time, confirmed, and from a source that covers the seller."""
    if recorded is None:
        return TestAnswer(TestState.UNKNOWN, "Its records are not looked at here.", "Cannot tell yet")
    if not recorded.seen and recorded.is_among_colleagues:
        why = "No internal meeting or call reached us in 13 weeks: this CRM does not show talks among colleagues."
        return TestAnswer(TestState.NO, why, "Not recorded")
    if not recorded.seen:
        return TestAnswer(TestState.NO, "No record of its kind reached us in 13 weeks.", "Not recorded")
    facts = (
        (recorded.filled, FILLED, HARDLY_FILLED, f"{recorded.filled_least} is filled on {{:.0%}}"),
        (recorded.in_time, IN_TIME, HARDLY_IN_TIME, "{:.0%} are logged within a day"),
        (1 - recorded.unconfirmed, 1 - UNCONFIRMED, 1 - MOSTLY_UNCONFIRMED, "{:.0%} are confirmed"),
        (1 - recorded.blind, 1 - BLIND, 1 - MOSTLY_BLIND, "the source shows {:.0%} of the days"),
    )
    known = [(value, good, bad, words) for value, good, bad, words in facts if value is not None]
    worst = [words.format(value) for value, good, _, words in known if value < good]
    said = worst or [words.format(value) for value, _, _, words in known[:2]]
    sentence = f"{said[0][0].upper()}{said[0][1:]}" + (f"; {said[1]}" if len(said) > 1 else "") + "."
    if any(value < bad for value, _, bad, _ in known):
        return TestAnswer(TestState.NO, sentence, "Hardly recorded")
    if worst:
        return TestAnswer(TestState.PARTLY, sentence, "Partly")
    return TestAnswer(TestState.YES, sentence, "By itself" if recorded.by_itself >= 0.7 else "Recorded")


def sounds_like_theirs(name: str) -> bool:
    """Whether a name by itself says that somebody outside has to come, agree or do it."""
    verdict = classify(name)
    return verdict.metric_class is not MetricClass.ACTIVITY and verdict.confidence >= SURE


def manageable_answer(definition: Definition, tried: Tried | None) -> TestAnswer:
    """The consent test by definition; then, where it was planned before, whether it moved."""
    if definition.metric_class is not MetricClass.ACTIVITY:
        return TestAnswer(TestState.NO, "Somebody outside has to say yes, or it is what comes of it all.", "Not alone")
    if definition.is_hygiene or definition.is_volume:
        kind = "good order in the CRM" if definition.is_hygiene else "raw volume, to nobody in particular"
        return TestAnswer(TestState.NO, f"It moves when asked for, but it is {kind}.", "Moves nothing")
    if tried is None or tried.sellers < 3:
        return TestAnswer(TestState.YES, "Nobody outside has to agree.", "Own to do")
    told = f"planned with {tried.sellers} sellers it went from {tried.before:.1f} to {tried.after:.1f} a week"
    if tried.after >= MOVED * tried.before:
        return TestAnswer(TestState.YES, f"Nobody outside has to agree; {told}.", "Own to do")
    return TestAnswer(TestState.PARTLY, f"Nobody outside has to agree, but {told}.", "Hardly moved")


def _score(fit: float, level: Level, measurable: TestAnswer) -> float:
    """Aim first, then headroom, then how well it is seen."""
    room = level.room
    seen = {TestState.YES: 0.3, TestState.PARTLY: 0.1}.get(measurable.state, 0.0)
    return 1.3 * fit + (room if room is not None else 0.3) + seen


def _refusal(definition: Definition, found: Candidate, ground: Ground, fit: float) -> tuple[str, str]:
    """(why, which test) of the first thing that speaks against it; empty where nothing does."""
    try:
        require_selectable(definition)
    except Refused as refused:
        return f"{refused.reason}.", "manageable"
    if not _is_of_role(definition, ground.role):
        return "It belongs to another role's work.", "process"
    if found.manageable.state is TestState.NO:
        return found.manageable.reason, "manageable"
    if found.measurable.state is TestState.NO:
        return found.measurable.reason, "measurable"
    if found.headroom.is_at_ceiling and not found.is_in_force:
        return found.headroom.sentence, "headroom"
    if found.lag_weeks is not None and found.lag_weeks[0] > ground.weeks_left + NEXT_PERIOD:
        return f"It shows after about {found.lag_weeks[0]:.0f} weeks: too late for the next quarter, too.", "lag"
    if found.helpful.state is TestState.NO and not found.is_in_force:
        return found.helpful.reason, "helpful"
    hours = found.hours_more_per_week
    if hours is not None and ground.hours_free and hours > 3 * ground.hours_free and not found.is_in_force:
        return (
            f"What the best do would take {hours:.0f} more hours a week; {ground.hours_free:.0f} are free.",
            "capacity",
        )
    if ground.is_sure and fit <= 0.05:
        return "It does not aim at where the gap is.", "helpful"
    return "", ""


def _is_of_role(definition: Definition, role: RoleEntry | None) -> bool:
    if definition.roles == (MANAGER,):
        return role is not None and role.key == MANAGER  # nobody else has sellers to do it with
    if role is None or role.key == "seller":
        return True
    if definition.roles:
        return ROLE_KEYS.get(role.key, role.key) in definition.roles
    process = str(definition.process)
    return process in {"none", *role.processes}


def aims_of(shares: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Weights of the treasure map's objectives from (driver of the gap, share): the largest weighs 1."""
    largest = max((share for _, share in shares), default=0.0)
    return {AIMED_AT[key]: share / largest for key, share in shares if largest > 0 and share > 0.1 * largest}
