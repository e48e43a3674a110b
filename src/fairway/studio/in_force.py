"""HIAs in force on a seller's page: what was agreed, what records say of whether it helps, what was decided before and
what came of that. Typed for the template.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.evidence.conclusions.types import VerdictFacts
from fairway.evidence.verdict import Verdict
from fairway.metrics.types import Definition
from fairway.plans.types import PlanFacts
from fairway.studio.proposals.coming_true import CameTrue, came_of
from fairway.studio.proposals.rules import acts_before, asks_to_retire, candidate_of, is_review_due, stand_of
from fairway.studio.proposals.telling import Telling, Told
from fairway.studio.proposals.types import Decision, Proposal, Review, Seen, Stand
from fairway.studio.proposals.wording import figure, name_of
from fairway.studio.types import Choice
from fairway.studio.verdicts import VerdictWords, verdict_words
from fairway.web.words import number

SHORTEST = timedelta(days=14)  # to a next review


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a review; `came` is None where records said nothing then."""

    review: Review
    name: str  # of the activity
    came: CameTrue | None


@dataclass(frozen=True, slots=True)
class InForce:
    """One HIA in force: what was agreed about it, and what is to be done about that today."""

    plan: PlanFacts
    name: str
    told: Told | None  # None: nobody wrote down why
    is_due: bool = False
    asks_to_retire: bool = False
    now: str = ""  # where its objective stands
    next_on: date | None = None  # a next review as far ahead as the first one was
    act: Definition | None = None  # needs the customer's yes: the seller's own act in front of it
    helps: VerdictWords | None = None  # with a hypothesis
    usual: Decision = Decision.KEEP  # what the form begins with
    decided: tuple[Decided, ...] = ()  # newest first


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one seller's HIAs, to be shown in the words of `tell`. Proposals stand newest first."""

    choice: Choice
    proposals: Sequence[Proposal]
    verdicts: Mapping[str, VerdictFacts]
    tell: Telling
    on: date


def seen_of(facts: VerdictFacts) -> Seen:
    """A verdict as a decision keeps it."""
    told = facts.told
    return Seen(told.verdict, facts.week_on, told.until_on, told.chance)


def in_force_of(plan: PlanFacts, proposal: Proposal | None, known: Known) -> InForce:
    """One of them, with its newest accepted proposal."""
    definitions, choice, key = known.tell.definitions, known.choice, plan.metric_key
    acts = acts_before(key, definitions, choice.hias_in_force) if plan.needs_yes else []
    name = name_of(key, definitions)
    if proposal is None:
        return InForce(plan, name, None, act=next(iter(acts), None))
    objective = proposal.hypothesis.objective_key
    now, newest = stand_of(choice, objective), known.verdicts.get(key)
    told = newest.told if newest and newest.is_current else None
    asks = asks_to_retire(proposal, candidate_of(choice, key), now, told, known.on)
    return InForce(
        plan=plan,
        name=name,
        told=known.tell.told(proposal, None),
        is_due=is_review_due(proposal, known.on),
        asks_to_retire=asks,
        next_on=known.on + max(proposal.lag, SHORTEST),
        now=_stand_words(now, definitions.get(objective), known.tell.currency),
        helps=verdict_words(told, known.tell.whose, known.on),
        usual=_usual(told.verdict if told else None, asks=asks),
        decided=decided_about([key], known, is_in_force=True),
    )


def decided_about(keys: Sequence[str], known: Known, *, is_in_force: bool) -> tuple[Decided, ...]:
    """Every decision of reviews about those activities, newest first, whichever proposal it was about."""
    found = [
        _decided(review, one.hypothesis.metric_key, known, is_in_force=is_in_force)
        for one in known.proposals
        if one.hypothesis.metric_key in keys
        for review in one.reviews
    ]
    return tuple(sorted(found, key=lambda one: one.review.key, reverse=True))


def decided_before(held: Sequence[InForce], known: Known) -> tuple[Decided, ...]:
    """The same about activities that are no longer in force."""
    holds = {hia.plan.metric_key for hia in held}
    others = {one.hypothesis.metric_key for one in known.proposals} - holds
    return decided_about(sorted(others), known, is_in_force=False)


def _decided(review: Review, key: str, known: Known, *, is_in_force: bool) -> Decided:
    newest = known.verdicts.get(key)
    later = seen_of(newest) if newest else None
    came = came_of(review.seen, later, is_in_force=is_in_force) if review.seen else None
    return Decided(review, name_of(key, known.tell.definitions), came)


def _usual(verdict: Verdict | None, *, asks: bool) -> Decision:
    if asks:
        return Decision.RETIRE
    return Decision.SWAP if verdict is Verdict.NOT_HELPING else Decision.KEEP


def _stand_words(stand: Stand | None, objective: Definition | None, currency: str) -> str:
    if stand is None:
        return ""
    said = figure(stand.now, objective.unit if objective else None, currency, of=stand.of)
    return f"{said} of {number(stand.of)}" if stand.of is not None else said
