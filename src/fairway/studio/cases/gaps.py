"""Which objectives carry the gap of a case, and which are fine: from drivers beside those of peers, else from prose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

from fairway.studio.cases.mentions import HIGH, LOW
from fairway.studio.cases.profile import DriverFacts, Profile
from fairway.studio.cases.prose import MIDDLE, TOP, clauses
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.treasure_map import ObjectiveEntry, objectives_in, words_of

NOTABLE = 0.13  # of a log ratio: about an eighth short of peers
LOWER_IS_BETTER = re.compile(
    r"\b(?:cycle|days?|duration|discount|attrition|ramp|churn\w*|slip\w*|no.?shows?|lost|late|overdue|time (?:in"
    r"|to)|only|without"
    r"|single|1 contact|age|stalled|waits?|hours? to|minutes? to|response time|cancel\w*|complaints?|zyklus|dauer"
    r"|tage|rabatt"
    r"|fluktuation|kundig\w*|duree|jours|remise|ciclo|dias|descuento|rotacion|delay|months)\b"
)
WINDOW = re.compile(
    r"\b(?:in|within|last|per|over|inside|for|every|under)\s+(?:the\s+)?(?:last\s+)?\d+\s*(?:h\b|days?|hours?"
    r"|months?|weeks?|minutes?)"
)
SAME = re.compile(
    r"\bas (?:many|much|often|good|well|fast|large|quickly)\b|\bsame\b|\bplenty\b|\benough\b|\busual\b"
    r"|\bnormal\w*|\bthose of the\b"
    r"|\bfine\b|\bhealthy\b|\bgood\b|\bin line\b"
    r"|\blike (?:the|her|his) |at the level|no problem|nothing wrong|ebenso|genauso|gleich\w*|ublich\w*"
    r"|wie (?:die|bei)|autant|aussi|comme les|igual\w*|como los|tan bien|on par|well\b"
)
WRONG = re.compile(
    r"\b(?:gap|behind|short|short of|half of|lags?|lagging|leaks?|los(?:es|ing|e)|lost|too (?:few|many|small|late"
    r"|long|slow)|alone|drifts?|slow|problem|weak\w*|still|yet|but|nobody|almost no|fails?|missing"
    r"|zu wenig\w*|zu spat|zu lang\w*|zu klein\w*|verlier\w*|trop|perd\w*|manque|demasiad\w*|pierd\w*|faltan)\b"
)


@dataclass(slots=True)
class CaseGap:
    """Weight of each objective in the gap (1 carries most of it), those that are fine, and the words of the worst."""

    short: dict[str, float] = field(default_factory=dict)
    fine: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()
    sentence: str = ""

    def fit(self, moves: Mapping[str, float]) -> float:
        """0 to 1: how directly an act that moves these objectives aims at the gap."""
        return max((weight / 3 * self.short.get(key, 0.0) for key, weight in moves.items()), default=0.0)


def gap_of(profile: Profile) -> CaseGap:
    """From the figures of the drivers where there are any, from sentences otherwise."""
    gap = CaseGap()
    distances = [(driver, distance_of(driver)) for driver in profile.drivers]
    worst = max((distance for _, distance in distances if distance is not None), default=0.0)
    if worst >= NOTABLE:
        _take_drivers(gap, [(driver, distance) for driver, distance in distances if distance is not None], worst)
    if profile.stated_gap:
        _take_stated(gap, profile.stated_gap)
    from_prose = CaseGap()
    _take_prose(from_prose, profile.prose)
    for key, weight in from_prose.short.items():
        scale = 0.35 if gap.short else 1.0
        if key not in gap.fine:
            gap.short[key] = max(gap.short.get(key, 0.0), weight * scale)
    if not distances:
        gap.fine |= from_prose.fine - set(gap.short)
    return gap


def distance_of(driver: DriverFacts) -> float | None:
    """How far short of peers, as a log ratio above zero; None where it cannot be said."""
    if driver.own is None or driver.middle is None or driver.middle <= 0 or driver.own < 0:
        return None
    ratio = log(max(driver.own, driver.middle / 50) / driver.middle)
    if LOWER_IS_BETTER.search(WINDOW.sub("", folded(driver.name))):
        return ratio
    scale = 1.0 if driver.middle <= 1 and driver.own <= 1 else 100.0
    if driver.is_share and 0.8 <= driver.middle / scale < 1 and -ratio > 0.04 and driver.own < scale:
        # Near the whole it is the rest that counts: 82 % kept beside 92 % is more than twice as many lost.
        return max(-ratio, log((scale - driver.own) / (scale - driver.middle)) / 2)
    return -ratio


def _take_drivers(gap: CaseGap, distances: list[tuple[DriverFacts, float]], worst: float) -> None:
    names = []
    for driver, distance in distances:
        keys = [entry.key for entry in objectives_of(driver.name)]
        if distance >= NOTABLE:
            names.append(driver.name)
            for rank, key in enumerate(keys[:3]):
                weight = min(1.0, 0.25 + distance / worst) * (1.0 if rank == 0 else 0.6)
                gap.short[key] = max(gap.short.get(key, 0.0), weight)
        else:
            gap.fine |= set(keys[:1])
    gap.fine -= {key for key, weight in gap.short.items() if weight >= 0.5}
    gap.words = frozenset(word[:6] for name in names for word in words_of(name).whole if len(word) > 3)
    gap.sentence = f"Short of peers: {', '.join(names)}" if names else ""


def _take_stated(gap: CaseGap, text: str) -> None:
    for clause in clauses(text):
        if SAME.search(clause):
            continue
        for rank, entry in enumerate(objectives_of(clause)[:2]):
            gap.short[entry.key] = max(gap.short.get(entry.key, 0.0), 1.0 if rank == 0 else 0.6)
    gap.sentence = gap.sentence or text.strip()


def objectives_of(text: str) -> list[ObjectiveEntry]:
    return objectives_in(text, share=0.5)


def _take_prose(gap: CaseGap, prose: str) -> None:
    for sentence in re.split(r"(?<=[.;!?])\s+|\n", prose):
        parts = clauses(sentence)
        subject: list[str] = []
        for place, clause in enumerate(parts):
            named = [entry.key for entry in objectives_of(clause)[:2]]
            subject = named or subject
            if not subject:
                continue
            following = parts[place + 1] if place + 1 < len(parts) else ""
            weight = _weight(clause, following, subject[0])
            if weight is None:
                continue
            if weight <= 0:
                gap.fine.add(subject[0])
                continue
            for rank, key in enumerate(subject):
                gap.short[key] = max(gap.short.get(key, 0.0), weight * (1.0 if rank == 0 else 0.7))


def _weight(clause: str, following: str, key: str) -> float | None:
    """How short of peers a clause says the seller is: 0 or less where it says they are fine, None where nothing."""
    own = _figure(clause, is_peers=False)
    peers = _figure(following, is_peers=True) or _figure(clause, is_peers=True)
    if own is not None and peers is not None and own[0] == peers[0] and peers[1] > 0:
        driver = DriverFacts("days" if key in {"cycle", "discount", "ramp", "attrition"} else "count", own[1], peers[1])
        distance = distance_of(driver)
        if distance is not None:
            return min(1.0, 0.4 + distance) if distance >= NOTABLE else 0.0
    if SAME.search(clause) or HIGH.search(clause):
        return 0.0
    if WRONG.search(clause) or LOW.search(clause):
        return 0.6
    return None


def _figure(clause: str, *, is_peers: bool) -> tuple[str, float] | None:
    """The first figure of a clause that is the seller's, or that of others."""
    figures = quantities(clause)
    for place, figure in enumerate(figures):
        left = clause[figures[place - 1].end if place else 0 : figure.start]
        right = clause[figure.end : figures[place + 1].start if place + 1 < len(figures) else len(clause)]
        of_peers = bool(MIDDLE.search(left) or TOP.search(left) or MIDDLE.search(right[:25]))
        if of_peers == is_peers:
            kind = Kind.NUMBER if figure.kind in {Kind.RATE, Kind.NUMBER, Kind.WEEKS} else figure.kind
            value = figure.value if figure.kind is not Kind.WEEKS else figure.value * 7
            return str(kind), value
    return None
