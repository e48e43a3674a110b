"""The page of one seller in the studio: what is in force, what waits, what may be chosen. Typed for its template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.evidence.conclusions.types import VerdictFacts
from fairway.metrics.types import Definition, Unit
from fairway.people.types import PersonFacts
from fairway.plans.rules import in_force
from fairway.plans.types import MOST_HIAS, PlanFacts
from fairway.studio.helpful import asked_in_words
from fairway.studio.in_force import Decided, InForce, Known, decided_before, in_force_of
from fairway.studio.proposals.rules import agreed, candidate_of, stand_of
from fairway.studio.proposals.telling import Telling, Told
from fairway.studio.proposals.types import Proposal
from fairway.studio.proposals.wording import name_of
from fairway.studio.types import Candidate, Choice, TargetProposal
from fairway.web.words import first_name, plural

USUAL_LAG = 6.0  # weeks to a review where nothing says how long an act takes to show
STANDS = "Nothing starts before the answer. Two activities kept are worth more than three begun."


@dataclass(frozen=True, slots=True)
class Refusal:
    """Candidates refused for the same reason."""

    word: str
    reason: str
    candidates: tuple[Candidate, ...]


FAILED = {
    "measurable": "Not measurable",
    "manageable": "Not manageable",
    "helpful": "Not helpful",
    "headroom": "No room to grow",
    "lag": "Shows too late",
    "capacity": "No hours left",
    "process": "Of another process",
    "owner": "Not the seller’s own",
}


def refusals_of(refused: Sequence[Candidate]) -> tuple[Refusal, ...]:
    """The same reason said once, in the order in which it comes."""
    grouped: dict[tuple[str, str], list[Candidate]] = {}
    for one in refused:
        grouped.setdefault((FAILED.get(one.failed, "Not now"), one.refusal), []).append(one)
    return tuple(Refusal(word, reason, tuple(found)) for (word, reason), found in grouped.items())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidate the form is about, with what stands in its fields."""

    metric_key: str
    name: str
    candidate: Candidate | None
    target: TargetProposal | None
    objective_key: str
    objective_name: str
    number: str
    per: str
    quality: str
    objective_from: str
    objective_to: str  # as typed: a share as percent
    objective_of: str
    objective_mark: str  # %, the currency, days
    review_on: date
    letting_go: str
    needs_override: bool


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """What the template shows. `hias` before `waiting` before what may be chosen."""

    person: PersonFacts
    name: str
    is_own: bool
    sees_words: bool
    headline: str
    line: str
    choice: Choice
    hias: tuple[InForce, ...]
    waiting: tuple[Told, ...]  # of the manager, for the seller to answer
    counters: tuple[Told, ...]  # of the seller, for the manager
    refusals: tuple[Refusal, ...]
    settled: tuple[Told, ...]  # answered before, newest first
    decided: tuple[Decided, ...]  # about what is no longer in force, newest first
    asked_of: str  # whose records the third test rests on
    chosen: Chosen | None
    must_let_go: bool
    carrier: str  # name of the objective that carries the gap
    nearest: str  # of the one next to the chosen activity


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks the page for: a candidate, and what to let go of for it."""

    activity: str = ""
    letting_go: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page rests on. `starts_on` is the first day a change made now would hold."""

    person: PersonFacts
    choice: Choice
    proposals: Sequence[Proposal]
    plans: Sequence[PlanFacts]
    definitions: Mapping[str, Definition]
    verdicts: Mapping[str, VerdictFacts]
    on: date
    starts_on: date
    is_own: bool
    sees_words: bool  # what people wrote to each other


def choice_page(facts: Facts, asked: Asked) -> ChoicePage:
    """Everything on one page, worked out once."""
    choice, definitions, proposals, is_own = facts.choice, facts.definitions, facts.proposals, facts.is_own
    name = first_name(facts.person.name)
    tell = Telling(name, definitions, choice.gap.currency, is_own)
    hypotheses = agreed(proposals, facts.plans, facts.on)
    known = Known(choice, proposals, facts.verdicts, tell, facts.on)
    held_now = [in_force_of(plan, hypotheses.get(plan.metric_key), known) for plan in _held(facts.plans, facts.on)]
    hias = tuple(sorted(held_now, key=lambda hia: (not hia.is_due, not hia.plan.needs_yes)))
    open_ones = [one for one in proposals if one.is_waiting]
    by_key = {one.key: one for one in proposals}
    waiting = tuple(tell.told(one, by_key.get(one.counters or 0)) for one in open_ones if not one.is_by_seller)
    counters = tuple(tell.told(one, by_key.get(one.counters or 0)) for one in open_ones if one.is_by_seller)
    held = {plan.metric_key for plan in in_force(facts.plans, facts.starts_on)}
    going = {one.hypothesis.retired_key for one in open_ones}
    coming = {one.hypothesis.metric_key for one in open_ones}
    chosen = None if is_own else _chosen(choice, definitions, asked, held | coming, facts.starts_on)
    is_new = chosen is not None and chosen.metric_key not in held
    must_let_go = is_new and len((held | coming) - going - {chosen.metric_key if chosen else ""}) >= MOST_HIAS
    headline, line = _headline(choice, hias, waiting, counters, name=name, is_own=is_own)
    return ChoicePage(
        person=facts.person,
        name=name,
        is_own=is_own,
        sees_words=facts.sees_words,
        headline=headline,
        line=line,
        choice=choice,
        hias=hias,
        waiting=waiting,
        counters=counters,
        refusals=refusals_of(choice.refused),
        settled=tuple(tell.told(one, None) for one in proposals if not one.is_waiting)[:6],
        decided=decided_before(hias, known),
        asked_of=asked_in_words(choice.asked_of),
        chosen=chosen,
        must_let_go=must_let_go,
        carrier=name_of(choice.gap.objective_key, definitions) if choice.gap.objective_key else "",
        nearest=chosen.objective_name if chosen else "",
    )


def _held(plans: Sequence[PlanFacts], on: date) -> list[PlanFacts]:
    """Plans in force on a day, and those that come; one of each activity, the coming one where there are two."""
    rows = [plan for plan in plans if not plan.is_draft and (plan.ends_on is None or plan.ends_on >= on)]
    return list({plan.metric_key: plan for plan in sorted(rows, key=lambda plan: plan.starts_on)}.values())


def _chosen(
    choice: Choice, definitions: Mapping[str, Definition], asked: Asked, taken: set[str], starts_on: date
) -> Chosen | None:
    """The candidate asked for; without one the best that is not in force or proposed yet."""
    candidate = candidate_of(choice, asked.activity) if asked.activity else None
    if not asked.activity:
        candidate = next((one for one in choice.offered if one.metric_key not in taken), None)
    key = candidate.metric_key if candidate else asked.activity
    definition = definitions.get(key)
    if definition is None or not definition.can_be_hia:
        return None
    target = choice.targets.get(key)
    objective_key = (target or candidate).objective_key if target or candidate else definition.objective  # type: ignore[union-attr]
    objective, stand = definitions.get(objective_key), stand_of(choice, objective_key)
    is_counted = stand is not None and stand.of is not None
    is_share = objective is not None and objective.unit is Unit.SHARE and not is_counted
    factor = 100 if is_share else 1
    end = target.objective_to if target and target.objective_key == objective_key else None
    if stand is not None and end == stand.now:
        end = None  # nothing to go by: whoever proposes says where it should stand
    lag = candidate.lag_weeks[1] if candidate and candidate.lag_weeks else USUAL_LAG
    return Chosen(
        metric_key=key,
        name=definition.name,
        candidate=candidate,
        target=target,
        objective_key=objective_key,
        objective_name=name_of(objective_key, definitions) if objective_key else "",
        number=f"{target.target:g}" if target else "",
        per=target.per if target else "week",
        quality=definition.qualifier,
        objective_from="" if stand is None else _typed(stand.now * factor),
        objective_to="" if end is None else _typed(end * factor),
        objective_of=_typed(stand.of) if stand is not None and stand.of is not None else "",
        objective_mark=_mark_of(objective, is_share=is_share, is_counted=is_counted),
        review_on=target.review_on if target else date.fromordinal(starts_on.toordinal() + round(lag * 7)),
        letting_go=asked.letting_go,
        needs_override=bool(candidate and candidate.can_override),
    )


def _typed(value: float) -> str:
    """A figure as it stands in a field: whole where it is large enough."""
    return f"{value:.0f}" if value >= 10 else f"{round(value, 1):g}"


def _mark_of(objective: Definition | None, *, is_share: bool, is_counted: bool) -> str:
    """What stands after a figure of an objective: %, a quarter, days."""
    if is_share:
        return "%"
    return "a quarter" if is_counted or objective is None or objective.unit is Unit.COUNT else str(objective.unit)


def _headline(
    choice: Choice,
    hias: Sequence[InForce],
    waiting: Sequence[Told],
    counters: Sequence[Told],
    *,
    name: str,
    is_own: bool,
) -> tuple[str, str]:
    """The answer, and the line under it: what waits comes before what could be chosen."""
    if is_own and waiting:
        many = f"{len(waiting)} proposals wait" if len(waiting) > 1 else f"{waiting[0].name} is proposed to you"
        return (many if len(waiting) == 1 else f"{many} for your answer"), "Nothing starts before you answer."
    if counters and not is_own:
        said = counters[0].differs or counters[0].name
        return f"{name} counters: {said}", "Take it as it is, or propose again. Nothing has started."
    due = [hia for hia in hias if hia.is_due]
    if due:
        return (
            f"{due[0].name} has reached its review date",
            "Keep, tune, raise the quality, swap or retire it, with the reason.",
        )
    if waiting and len(hias) + len(waiting) > 1:
        return f"{plural(len(waiting), 'proposal')} {'waits' if len(waiting) == 1 else 'wait'} for {name}", STANDS
    return choice.gap.headline, choice.gap.sentence
