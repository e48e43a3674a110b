"""Reasons to fall short, each in several variants, as changes to a seller who would otherwise be on target.

A variant says what happens, never how it could be seen. `rate` is what remains of the HIA, `since` the closed week,
counted back, from which it holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fairway.simulation.scenario import (
    Cause,
    InVain,
    Kind,
    Leave,
    PlanSpec,
    SellerSpec,
    Situation,
    SourceOff,
    Subject,
)
from fairway.simulation.seats import Seat, own_plans
from fairway.simulation.shapes import pick

OTHER_TYPES = {"call": "email", "email": "call", "meeting": "task", "task": "other"}
WEEKS_ON_A_LEAD = 3  # leads that came in earlier can still be worked on, so they run short earlier
WEEKS_TO_FILL = 6  # new deals need to become twice as many open ones


@dataclass(frozen=True, slots=True)
class Ask:
    """How badly an HIA is to fall short, and since when."""

    since: int
    rate: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A seller with a reason planted: which HIAs fall short of it, and in which variant."""

    spec: SellerSpec
    words: tuple[str, ...]
    variant: str
    since: int
    rate: float  # what is left of it in the records: 0 for nothing
    leaver: str = ""  # a colleague who leaves for it, in the week before
    cause: Cause | None = None


Plant = Callable[[Seat, Ask, np.random.Generator], Miss | None]


def planted(cause: Cause, seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    """The seat's seller with that cause; None where it cannot be there, such as too few leads without any."""
    miss = PLANTS[cause](seat, ask, rng)
    return None if miss is None else replace(miss, cause=cause)


def _with(seat: Seat, cause: Cause, words: Sequence[str], ask: Ask, *situations: Situation, variant: str) -> Miss:
    """A miss of situations: the first carries the cause, for the first word; the others that fall short with it."""
    first, *others = situations
    found = [replace(first, cause=cause), *others]
    for word in words[1:]:
        alike = Situation(word, ask.since, cause=cause, rate=first.rate, conversion=first.conversion)
        found.append(replace(alike, share_logged=first.share_logged))
    spec = replace(seat.spec, situations=(*seat.spec.situations, *found))
    return Miss(spec, tuple(words), variant, ask.since, ask.rate)


def _data(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    word = pick(rng, list(seat.plans))
    kind = seat.kinds[word]
    variants = ["other_word", "bare_type", "other_type", "source_off", "source_off_told", "logging_stopped"]
    if kind.type != "email":
        variants += ["left_open", "left_open"]
    variant = pick(rng, variants)
    if variant in ("source_off", "source_off_told"):
        return _source_off(seat, ask, kind, is_told=variant == "source_off_told")
    if variant == "logging_stopped":
        ask = Ask(ask.since, float(rng.uniform(0.0, 0.12)))
        stopped = Situation(word, ask.since, all_logged=ask.rate)
        words = [word, *(other for other in seat.plans if other != word)]
        return _with(seat, Cause.DATA, words, ask, stopped, variant=variant)
    if variant == "left_open":
        left = Situation(word, ask.since, share_unconfirmed=1.0 - ask.rate)
        name = "left_planned" if seat.shape.are_unmarked_planned else "left_unconfirmed"
        return _with(seat, Cause.DATA, [word], ask, left, variant=name)
    other = pick(rng, [kind for kind in seat.rest if not kind.is_auto_captured])
    logged_as = {
        "bare_type": ("", ""),
        "other_type": (OTHER_TYPES[kind.type], ""),
        "other_word": (other.type, "" if other.is_bare else other.word),
    }[variant]
    mistyped = Situation(word, ask.since, share_mistyped=1.0 - ask.rate, logged_as=logged_as)
    return _with(seat, Cause.DATA, [word], ask, mistyped, variant=variant)


def _source_off(seat: Seat, ask: Ask, kind: Kind, *, is_told: bool) -> Miss:
    off = SourceOff(kind.type, seat.shape.week_began(ask.since), 0, "Not connected", is_told=is_told)
    words = tuple(word for word in seat.plans if seat.kinds[word].type == kind.type)
    spec = replace(seat.spec, sources_off=(off,))
    return Miss(spec, words, "source_off_told" if is_told else "source_off", ask.since, 0.0)


def _absence(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    weeks = int(rng.integers(2, 9))
    variant = pick(rng, ("leave", "leave_in_parts", "leave_unrecorded"))
    monday = -seat.shape.week_began(weeks)
    leaves: tuple[Leave, ...] = (
        Leave(monday, int(rng.integers(0, 15)), pick(rng, ("holiday", "sickness", "parental"))),
    )
    if variant == "leave_in_parts":
        starts = [-seat.shape.week_began(ago) for ago in range(weeks, -1, -1)]
        leaves = tuple(Leave(start, start + int(rng.integers(2, 5)), "sickness") for start in starts)
    if variant == "leave_unrecorded":
        weeks = min(weeks, 6)
        leaves = (Leave(-seat.shape.week_began(weeks), 14, is_recorded=False),)
    return Miss(replace(seat.spec, leaves=leaves), tuple(seat.plans), variant, weeks, 0.0)


def _capacity(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    words = list(seat.plans) if rng.random() < 0.5 else [pick(rng, list(seat.plans))]
    variants = ["more_deals", "late_stage_work", "customer_work"]
    variants += ["took_over_deals"] if seat.colleagues else []
    variants += ["colleague_left"] if seat.leavers and seat.colleagues else []
    variant = pick(rng, variants)
    work = float(rng.uniform(1.8, 2.4) if variant == "customer_work" else rng.uniform(1.2, 1.6))
    short = Situation(words[0], ask.since, rate=ask.rate, other_work=work)
    more: list[Situation] = []
    leaver = ""
    if variant == "more_deals":
        more.append(Situation(words[0], ask.since + WEEKS_TO_FILL, deals=float(rng.uniform(3.0, 4.0))))
    elif variant == "late_stage_work":
        more.append(Situation(words[0], ask.since + 3, deals=1.4, early_pace=3.0, late_pace=0.35))
    elif variant == "took_over_deals":
        short = replace(short, takes_from=pick(rng, seat.colleagues), takes=float(rng.uniform(0.7, 1.0)))
    elif variant == "colleague_left":
        leaver = pick(rng, seat.leavers)
    found = _with(seat, Cause.CAPACITY, words, ask, short, *more, variant=variant)
    return replace(found, leaver=leaver)


def _opportunity(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    word = pick(rng, list(seat.plans))
    kind = seat.kinds[word]
    alike = [
        other
        for other in seat.plans
        if seat.kinds[other].subject == kind.subject and seat.kinds[other].stages == kind.stages
    ]
    words = [word, *(other for other in alike if other != word)]
    short = Situation(word, ask.since, rate=ask.rate)
    if kind.subject == Subject.LEAD:
        fewer = Situation(word, ask.since + WEEKS_ON_A_LEAD, leads=ask.rate * 0.7)
        return _with(seat, Cause.OPPORTUNITY, words, ask, short, fewer, variant="few_leads")
    if kind.subject == Subject.ACCOUNT:
        few = replace(short, accounts_kept=ask.rate * 0.4)
        variant = "few_targets" if kind.at == "targets" else "few_accounts"
        return _with(seat, Cause.OPPORTUNITY, words, ask, few, variant=variant)
    few = replace(short, deals_kept=ask.rate * 0.7, are_deals_lost=bool(rng.random() < 0.5))
    is_late = kind.stages is not None and kind.stages[0] > 0
    fewer = Situation(word, ask.since + 1, early_pace=ask.rate * 0.5)
    if not is_late:
        fewer = Situation(word, ask.since + 1, deals=ask.rate * 0.7, leads=ask.rate * 0.7)
    variant = "few_deals" if kind.stages is None else "few_late_deals" if is_late else "few_early_deals"
    return _with(seat, Cause.OPPORTUNITY, words, ask, few, fewer, variant=variant)


def _target(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    word = pick(rng, list(seat.plans))
    plan = seat.plans[word]
    usual = plan.usual or float(plan.target)
    beyond = max(plan.target + 2, round(plan.target * float(rng.uniform(1.8, 3.0))))
    too_high = replace(plan, target=beyond, usual=usual)
    is_raised = rng.random() < 0.6 and (plan.from_weeks_ago is None or plan.from_weeks_ago > ask.since)
    began = seat.shape.weeks if plan.from_weeks_ago is None else plan.from_weeks_ago
    plans: tuple[PlanSpec, ...] = (too_high,)
    if is_raised:
        plans = (replace(plan, until_weeks_ago=ask.since), replace(too_high, from_weeks_ago=ask.since))
    others = tuple(other for other in seat.spec.plans if other.kind != word)
    spec = replace(seat.spec, plans=(*others, *plans))
    variant, since = ("raised", ask.since) if is_raised else ("from_the_start", began)
    return Miss(spec, (word,), variant, since, usual / beyond)


def _priority(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    word = pick(rng, list(seat.plans))
    others = [other for other in seat.plans if other != word]
    variant = pick(rng, ("other_work_up", "other_work_stays", *(("other_hia_up",) if others else ())))
    work = float(rng.uniform(1.3, 1.8)) if variant == "other_work_up" else 1.0
    found = [Situation(word, ask.since, rate=ask.rate, other_work=work)]
    if variant == "other_hia_up":
        found.append(Situation(pick(rng, others), ask.since, rate=float(rng.uniform(1.3, 1.6))))
    return _with(seat, Cause.PRIORITY, [word], ask, *found, variant=variant)


def _skill(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    words = [word for word in seat.plans if seat.kinds[word].attempt or seat.kinds[word].in_vain is not InVain.UNSEEN]
    if not words:
        return None
    word = pick(rng, words)
    variant = "tries_under_a_word" if seat.kinds[word].attempt else f"tries_{seat.kinds[word].in_vain}"
    return _with(seat, Cause.SKILL, [word], ask, Situation(word, ask.since, conversion=ask.rate), variant=variant)


def _effort(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    rate = max(ask.rate, 0.2)
    variant = pick(rng, ("falls_at_once", "falls_step_by_step")) if ask.since >= 4 else "falls_at_once"
    work, pace = min(1.0, float(rng.uniform(1.0, 1.3)) * rate), float(rng.uniform(0.4, 0.7))
    step = 1.0 if variant == "falls_at_once" else 0.5
    words = list(seat.plans)
    falls = Situation(words[0], ask.since, rate=rate**step, other_work=work**step, early_pace=pace, late_pace=pace)
    again = [Situation(word, ask.since // 2, rate=rate ** (1 - step)) for word in words if step < 1]
    if again:
        again[0] = replace(again[0], other_work=work ** (1 - step))
    return _with(seat, Cause.EFFORT, words, Ask(ask.since, rate), falls, *again, variant=variant)


def _ramp(seat: Seat, ask: Ask, rng: np.random.Generator) -> Miss | None:
    since = int(rng.integers(2, 15))
    full, start = since + int(rng.integers(7, 15)), float(rng.uniform(0.1, 0.3))
    ramp = tuple((week, start + (1.0 - start) * (week - 1) / full) for week in range(1, full + 1))
    if rng.random() < 0.7:
        spec, variant = replace(seat.spec, hired_weeks_ago=since, ramp=ramp), "hired"
    else:
        spec = replace(seat.spec, role_since_weeks_ago=since, earlier_role=seat.other_role, ramp=ramp)
        variant = "changed_role"
    return Miss(
        replace(spec, plans=own_plans(seat, from_weeks_ago=since)),
        tuple(seat.plans),
        variant,
        since,
        ramp[since - 1][1],
    )


PLANTS: Mapping[Cause, Plant] = {
    Cause.DATA: _data,
    Cause.ABSENCE: _absence,
    Cause.CAPACITY: _capacity,
    Cause.OPPORTUNITY: _opportunity,
    Cause.TARGET: _target,
    Cause.PRIORITY: _priority,
    Cause.SKILL: _skill,
    Cause.EFFORT: _effort,
    Cause.RAMP: _ramp,
}
