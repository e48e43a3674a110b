"""Which objectives carry the gap of a case, and which are fine: from drivers beside those of peers, else from prose."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import log

from fairway.studio.cases.aiming import FunnelStep
from fairway.studio.cases.leaning import FINE, NOTABLE, leaning_of, shortfall
from fairway.studio.cases.profile import DriverFacts, Profile
from fairway.studio.cases.prose import clauses
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.cases.stages import latest_reached, objective_reached, sides_of, stages_in
from fairway.studio.cases.told_steps import steps_told
from fairway.studio.treasure_map import ObjectiveEntry, objectives_in, words_of

PERCENT = re.compile(r"%|\b(?:pct|percent|prozent|porcentaje|pourcent\w*|rate|share|anteil)\b", re.I)
AS_GOAL = 0.4  # weight of an objective that the goal itself names
GOAL = re.compile(r"^\W*(?:\w+ ?: ?)?(?:goal|target|aim|ziel|target / ziel|objectif|meta|objetivo)\b ?:")
MOST_OF_REST = 0.35  # of the largest share; smaller ones are fine


@dataclass(slots=True)
class CaseGap:
    """Weight of each objective in the gap (1 carries most of it), those that are fine, and the words of the worst."""

    short: dict[str, float] = field(default_factory=dict)
    fine: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()
    steps: tuple[FunnelStep, ...] = ()  # what the case measures, each with its part of the gap
    sentence: str = ""

    def fit(self, moves: Mapping[str, float]) -> float:
        """0 to 1: how directly an act that moves these objectives aims at the gap."""
        return max((weight / 3 * self.short.get(key, 0.0) for key, weight in moves.items()), default=0.0)


def gap_of(profile: Profile, about: Collection[str] = ()) -> CaseGap:
    """From the figures of the drivers where there are any, from sentences otherwise. `about` are clauses that name a
    candidate: that an act is done well does not say that what it moves is fine.
    """
    gap = CaseGap()
    distances = [(driver, distance_of(driver)) for driver in profile.drivers]
    worst = max((distance for _, distance in distances if distance is not None), default=0.0)
    if worst >= NOTABLE:
        _take_drivers(gap, [(driver, distance) for driver, distance in distances if distance is not None], worst)
    if profile.gap_shares:
        _take_shares(gap, profile.gap_shares)
    if profile.stated_gap:
        _take_stated(gap, profile.stated_gap)
    if not gap.steps:
        gap.steps = tuple(steps_told(profile.prose))
    from_prose = CaseGap()
    _take_prose(from_prose, profile.prose, about)
    for key, weight in from_prose.short.items():
        scale = 0.35 if gap.short else 1.0
        if key not in gap.fine:
            gap.short[key] = max(gap.short.get(key, 0.0), weight * scale)
    if not distances and not profile.gap_shares:
        gap.fine |= from_prose.fine - set(gap.short)
    return gap


def distance_of(driver: DriverFacts) -> float | None:
    """How far short of peers, as a log ratio above zero; None where it cannot be said."""
    if driver.own is None or driver.middle is None or driver.middle <= 0 or driver.own < 0:
        return None
    is_share = driver.is_share or max(driver.own, driver.middle) <= 1 or PERCENT.search(driver.name) is not None
    short = shortfall(driver.own, driver.middle, folded(driver.name), is_share=is_share)
    scale = 1.0 if driver.middle <= 1 and driver.own <= 1 else 100.0
    if driver.is_share and 0.8 <= driver.middle / scale < 1 and short > 0.04 and driver.own < scale:
        # Near the whole it is the rest that counts: 82 % kept beside 92 % is more than twice as many lost.
        return max(short, log((scale - driver.own) / (scale - driver.middle)) / 2)
    return short


def _take_drivers(gap: CaseGap, distances: list[tuple[DriverFacts, float]], worst: float) -> None:
    names = []
    for driver, distance in distances:
        keys = keys_of(driver.name, is_share=driver.is_share)
        if distance >= NOTABLE:
            names.append(driver.name)
            for rank, key in enumerate(keys[:3]):
                weight = min(1.0, 0.25 + distance / worst) * (1.0 if rank == 0 else 0.6)
                gap.short[key] = max(gap.short.get(key, 0.0), weight)
        else:
            gap.fine |= set(keys[:1])
    gap.fine -= {key for key, weight in gap.short.items() if weight >= 0.5}
    gap.steps = tuple(
        FunnelStep(driver.name, min(1.0, distance / worst) if distance >= NOTABLE else 0.0)
        for driver, distance in distances
    )
    gap.words = frozenset(word[:6] for name in names for word in words_of(name).whole if len(word) > 3)
    gap.sentence = f"Short of peers: {', '.join(names)}" if names else ""


def _take_shares(gap: CaseGap, shares: Mapping[str, float]) -> None:
    most = max(shares.values())
    if most <= 0:
        return
    for name, share in shares.items():
        keys = [entry.key for entry in objectives_of(name)]
        if share >= MOST_OF_REST * most:
            for rank, key in enumerate(keys[:3]):
                gap.short[key] = max(gap.short.get(key, 0.0), share / most * (1.0 if rank == 0 else 0.7))
        else:
            gap.fine |= set(keys[:1])
    gap.fine -= set(gap.short)


def _take_stated(gap: CaseGap, text: str) -> None:
    for clause in clauses(text):
        if FINE.search(clause):
            continue
        for rank, entry in enumerate(objectives_of(clause)[:2]):
            gap.short[entry.key] = max(gap.short.get(entry.key, 0.0), 1.0 if rank == 0 else 0.6)
    gap.sentence = gap.sentence or text.strip()


def keys_of(name: str, *, is_share: bool = False) -> list[str]:
    """Keys of the objectives a driver is about, by the stages between which it lies, then by its words."""
    reached = objective_reached(name) or (latest_reached(name) if PERCENT.search(name) or is_share else "")
    # Of a transition only where it leads is spoken of: where it comes from is another step's end.
    by_words = [entry.key for entry in objectives_of(sides_of(name)[1] if reached else name)]
    return list(dict.fromkeys([reached, *by_words] if reached else by_words))


def keys_said(clause: str) -> list[str]:
    """Keys of objectives a clause speaks of: where it names two stages, reaching the later one comes first."""
    stages = [stage for stage in stages_in(folded(clause)) if stage.reached]
    by_words = [entry.key for entry in objectives_of(clause)[:2]]
    if len(stages) < 2 or not any(figure.kind is Kind.SHARE for figure in quantities(folded(clause))):
        return by_words
    latest = max(stages, key=lambda stage: stage.rank).reached
    return list(dict.fromkeys([latest, *by_words]))[:2]


def objectives_of(text: str) -> list[ObjectiveEntry]:
    return list(objectives_in(text, share=0.5))


def _take_prose(gap: CaseGap, prose: str, about: Collection[str]) -> None:
    for sentence in re.split(r"(?<=[.;!?])\s+|\n", prose):
        if GOAL.search(folded(sentence)):
            for entry in objectives_of(sentence)[:1]:
                gap.short[entry.key] = max(gap.short.get(entry.key, 0.0), AS_GOAL)
        parts = clauses(sentence)
        subject: list[str] = []
        for place, clause in enumerate(parts):
            named = keys_said(clause)
            subject = named or subject
            if not subject:
                continue
            following = parts[place + 1] if place + 1 < len(parts) else ""
            leaning = leaning_of(clause, following, is_driver=True)
            if leaning < 0 and clause not in about:
                gap.fine.add(subject[0])
            if leaning <= 0:
                continue
            weight = 0.5 + 0.4 * leaning
            for rank, key in enumerate(subject):
                gap.short[key] = max(gap.short.get(key, 0.0), weight * (1.0 if rank == 0 else 0.7))
