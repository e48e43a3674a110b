"""How likely a candidate is one of the two best of its case: what is known of it, weighed as written cases taught.

The weights stand in `weights.yaml`; `python -m bench.suggesting --write` works them out anew from the cases in
`tests/studio` by pairwise logistic regression (the best of a case against its others), and says how well they do on
cases of an author they have not seen.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.lib.yaml_files import read_yaml
from fairway.studio.cases.act_words import act_likelihood, act_words, things_named
from fairway.studio.cases.aiming import Aim, FunnelStep, heard_in, named
from fairway.studio.cases.costs import more_hours
from fairway.studio.cases.fitting import effect_of, fit_by_map, fit_of, fit_of_fine
from fairway.studio.cases.gaps import CaseGap
from fairway.studio.cases.headroom import headroom_of
from fairway.studio.cases.mentions import spoken_of
from fairway.studio.cases.profile import CandidateFacts, Kind, Profile
from fairway.studio.cases.quantities import folded
from fairway.studio.cases.stages import sides_of, stages_in
from fairway.studio.concepts import concepts_of, likeness
from fairway.studio.treasure_map import ActEntry

FILE = Path(__file__).with_name("weights.yaml")
AMPLE, SCANT = 0.75, 0.3  # headroom beyond which more says nothing, and below which a level is hardly the cause
FAINT, CLEAR, MOST_EFFECT = 0.12, 0.2, 0.5  # of a correlation found here
USUAL_FILL, USUAL_PART, MOST_PART = 0.85, 0.3, 1.5  # where nothing is said; parts of the time or hours there are

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """One candidate in its case: what it aims at and what was found of it."""

    candidate: CandidateFacts
    acts: Sequence[ActEntry]
    aim: Aim | None
    fit: float
    effect: float | None


def features_of(
    sight: Sight, objections: Mapping[str, str], profile: Profile, gap: CaseGap, short: Sequence[frozenset[str]]
) -> Features:
    """Everything that is weighed, by name. Shares 0 to 1, flags 0 or 1; `no_...` says that nothing is known. `short`
    is what the acts name that the case calls short.
    """
    one = sight.candidate
    found = {f"against_{name}": float(bool(reason)) for name, reason in objections.items() if name != "kind"}
    found |= _of_aim(sight, gap) | _of_headroom(one) | _of_effect(sight) | _of_cost(one, profile)
    own = concepts_of(spoken_of(one))
    is_low = one.said_low > one.said_high
    found |= {
        "is_act": float(one.kind is Kind.ACT),
        "is_named_act": float(one.is_named_act),
        "words_of_an_act": act_likelihood(things_named(one), act_words()),
        "called_short": float(is_low),
        "called_fine": float(one.said_high > one.said_low),
        "akin_to_short": 0.0 if is_low else max((likeness(own, other, {}) for other in short), default=0.0),
        "recorded": (USUAL_FILL if one.fill is None else one.fill) - USUAL_FILL,
        "no_recorded": float(one.fill is None),
    }
    return found


def score_of(features: Features) -> float:
    return sum(weight * features.get(name, 0.0) for name, weight in weights().items())


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    raw: dict[str, float] = read_yaml(FILE)["weights"]
    return raw


def sight_of(candidate: CandidateFacts, gap: CaseGap, acts: Sequence[ActEntry], aim: Aim | None) -> Sight:
    return Sight(candidate, acts, aim, fit_of(candidate, gap, acts, aim), effect_of(candidate, aim, gap))


def named_by_short(profile: Profile) -> list[frozenset[str]]:
    """What each of the acts names that the case calls short."""
    acts = (one for one in profile.candidates if one.kind is Kind.ACT and one.said_low > one.said_high)
    return [concepts_of(spoken_of(one)) for one in acts]


def _of_aim(sight: Sight, gap: CaseGap) -> Features:
    one, aim = sight.candidate, sight.aim
    by_map = fit_by_map(one, gap, sight.acts)
    text_short, text_fine = _heard(f"{one.name}. {one.text}", gap.steps)
    found_short, found_fine = _heard(f"{one.evidence}. {one.serves}", gap.steps)
    at_gap, at_fine = _where(f"{one.name}. {one.text}", gap.steps)
    return {
        "fit": sight.fit,
        "fit_by_map": by_map,
        "fit_by_map_over_fine": by_map - fit_of_fine(gap, sight.acts),
        "said_to_aim_at_gap": float(aim is not None and aim.is_said and aim.step.weight > 0),
        "sounds_like_gap": aim.step.weight if aim is not None and not aim.is_said else 0.0,
        "text_of_gap_over_fine": text_short - text_fine,
        "happens_at_gap": at_gap,
        "happens_at_gap_over_fine": at_gap - at_fine,
        "found_of_gap": found_short,
        "found_of_gap_over_fine": found_short - found_fine,
    }


def _heard(text: str, steps: Sequence[FunnelStep]) -> tuple[float, float]:
    """How far a text names the steps that carry the gap, and those that are fine."""
    return _parted([(score, step.weight) for score, step in heard_in(text, steps)])


def _parted(scored: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The best of the steps that carry the gap, by how much of it, and of those that are fine."""
    short = max((score * weight for score, weight in scored if weight > 0), default=0.0)
    return short, max((score for score, weight in scored if weight == 0), default=0.0)


def _where(text: str, steps: Sequence[FunnelStep]) -> tuple[float, float]:
    """Whether an act happens where steps that carry the gap begin, and those that are fine: what is asked on a call
    helps from call to visit.
    """
    happens, spoken = {stage.name for stage in stages_in(folded(text))}, named(text)
    return _parted([(_begins_there(step, happens, spoken), step.weight) for step in steps])


def _begins_there(step: FunnelStep, happens: Collection[str], spoken: Collection[str]) -> float:
    source = "" if step.is_told else sides_of(step.name)[0]
    stages = stages_in(source)
    if stages and stages[-1].name in happens:
        return 1.0
    words = named(source)
    return len(words.intersection(spoken)) / len(words) if words else 0.0


def _of_headroom(one: CandidateFacts) -> Features:
    room = headroom_of(one)
    return {
        "headroom": SCANT if room is None else min(room, AMPLE),
        "no_headroom_known": float(room is None),
        "scant_headroom": float(room is not None and one.own is not None and room < SCANT),
        "no_level": float(one.own is None),
    }


def _of_effect(sight: Sight) -> Features:
    effect = sight.effect
    return {
        "effect": 0.0 if effect is None else max(-MOST_EFFECT, min(effect, MOST_EFFECT)),
        "no_effect": float(effect is None),
        "faint_effect": float(effect is not None and 0 <= effect < FAINT),
        "clear_effect": float(effect is not None and effect >= CLEAR),
        "remark_without_effect": float(effect is None and bool(sight.candidate.evidence)),
    }


def _of_cost(one: CandidateFacts, profile: Profile) -> Features:
    hours = more_hours(one)
    lag = one.lag_weeks
    return {
        "lag": _part(None if lag is None else sum(lag) / 2, profile.weeks_left),
        "no_lag": float(lag is None),
        "at_once": float(lag is not None and lag[1] == 0),
        "hours": _part(hours, profile.hours_free),
        "no_hours": float(hours is None),
    }


def _part(wanted: float | None, there: float | None) -> float:
    return USUAL_PART if wanted is None or not there else min(wanted / there, MOST_PART)
