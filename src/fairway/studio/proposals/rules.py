"""What may be proposed, whose turn it is, and when an HIA is reviewed. Plain rules over records."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fairway.evidence.verdict import Help, Verdict
from fairway.metrics.types import Definition, Unit
from fairway.plans.rules import in_force
from fairway.plans.types import MOST_HIAS, NoRoom, PlanFacts, Refused
from fairway.studio.proposals.types import Answer, Hypothesis, Proposal, Stand
from fairway.studio.proposals.wording import figure
from fairway.studio.types import Candidate, Choice, TestAnswer, TestState

SHORTEST_OVERRIDE = 20
SHORTEST_REASON = 10
LAGS_WITHOUT_EVIDENCE = 2
TESTS_THAT_BIND = ("measurable", "manageable")


def is_still(hypothesis: Hypothesis, unit: Unit | None) -> bool:
    """Whether the objective is to stand where it stands, as pages show both: 40.36 % is 40.4 %."""
    ends = (hypothesis.objective_from, hypothesis.objective_to)
    shown = {figure(value, unit, "", of=hypothesis.objective_of) for value in ends}
    return None not in ends and len(shown) == 1


def require_movement(hypothesis: Hypothesis, unit: Unit | None) -> None:
    """Raise Refused where the objective is to stay as it is: then nothing could be checked later."""
    if is_still(hypothesis, unit):
        raise Refused(
            "The objective would stay where it is",
            advice="Say what it should become, or leave the figure out where nobody can tell.",
        )


def require_dates(hypothesis: Hypothesis, starts_on: date) -> None:
    """Raise Refused unless there is time between the first day and the review."""
    if hypothesis.review_on <= starts_on or hypothesis.by_on <= starts_on:
        raise Refused(
            f"Nothing can be seen on {hypothesis.review_on:%-d %b %Y}: it would begin on {starts_on:%-d %b %Y}",
            advice="Choose a later day for the review.",
        )


def require_room(hypothesis: Hypothesis, plans: Sequence[PlanFacts], waiting: Sequence[Proposal], on: date) -> None:
    """Raise NoRoom where this, once accepted, would be a fourth HIA beside what is in force and what waits already."""
    held = list(dict.fromkeys(plan.metric_key for plan in in_force(plans, on)))
    going = {hypothesis.retired_key, *(other.hypothesis.retired_key for other in waiting)}
    coming = [other.hypothesis.metric_key for other in waiting]
    others = {key for key in (*held, *coming) if key not in going} - {hypothesis.metric_key}
    if len(others) < MOST_HIAS:
        return
    if not set(held) - going:
        raise Refused(f"{len(coming)} proposals wait already", advice="Withdraw one of them first.")
    raise NoRoom(
        f"{len(others)} HIAs are in force or proposed already; more than {MOST_HIAS} help nobody",
        advice="Adding one means letting go of one: which?",
        held=tuple(key for key in held if key not in going and key != hypothesis.metric_key),
    )


def require_retirable(hypothesis: Hypothesis, plans: Sequence[PlanFacts], on: date) -> None:
    """Raise Refused unless what is to be let go of is in force, and is another activity."""
    if not hypothesis.retired_key:
        return
    if hypothesis.retired_key == hypothesis.metric_key:
        raise Refused("An activity cannot make room for itself", advice="Choose another one to let go of.")
    if hypothesis.retired_key not in {plan.metric_key for plan in in_force(plans, on)}:
        raise Refused(
            f"{hypothesis.retired_key} is not in force on {on:%-d %b %Y}", advice="Choose one that is to let go of."
        )


def candidate_of(choice: Choice, metric_key: str) -> Candidate | None:
    """The candidate of that metric, offered or refused; None where the studio did not look at it."""
    return next((one for one in (*choice.offered, *choice.refused) if one.metric_key == metric_key), None)


def failed_tests(candidate: Candidate | None) -> dict[str, TestAnswer]:
    """The binding tests a candidate fails, by name. Only a written reason sets one of them aside."""
    if candidate is None:
        return {}
    answers = {name: getattr(candidate, name) for name in TESTS_THAT_BIND}
    return {name: answer for name, answer in answers.items() if answer.state is TestState.NO}


def require_override(candidate: Candidate | None, override: str) -> None:
    """Raise Refused unless what speaks against a candidate is set aside in writing, where that is possible at all."""
    failed = failed_tests(candidate)
    if candidate is None or not (failed or candidate.can_override):
        return
    if not candidate.can_override and candidate.refusal:
        raise Refused(f"{candidate.name}: {candidate.refusal}".rstrip("."))
    if len(override.strip()) < SHORTEST_OVERRIDE:
        said = " ".join(answer.reason for answer in failed.values()) or candidate.refusal
        raise Refused(
            f"{candidate.name} fails a test that has to hold. {said}".rstrip("."),
            advice=f"Write in {SHORTEST_OVERRIDE} characters or more why it should be agreed on all the same; the "
            "seller reads it.",
        )


def reasons_shown(choice: Choice, hypothesis: Hypothesis) -> list[tuple[str, str]]:
    """What the page said when it was proposed: kept with the proposal, so that it can be read later as it stood."""
    candidate, target = candidate_of(choice, hypothesis.metric_key), choice.targets.get(hypothesis.metric_key)
    told = [("The gap", choice.gap.sentence or choice.gap.headline)]
    if candidate is not None:
        told += [
            ("Measurable", candidate.measurable.reason),
            ("Manageable", candidate.manageable.reason),
            ("Helpful", candidate.helpful.reason),
            ("Room to grow", candidate.headroom.sentence),
            ("Why it matters", candidate.why),
        ]
    if target is not None:
        told += [("The number", sentence) for sentence in target.sentences]
    return [(about, sentence) for about, sentence in told if sentence]


def acts_before(metric_key: str, definitions: Mapping[str, Definition], done: Iterable[str] = ()) -> list[Definition]:
    """The seller's own acts in front of an objective, those somebody does already first."""
    known = set(done)
    acts = [d for d in definitions.values() if d.objective == metric_key and d.can_be_hia]
    return sorted(acts, key=lambda d: (d.key not in known, d.name.casefold()))


def agreed(proposals: Iterable[Proposal], plans: Sequence[PlanFacts], on: date) -> dict[str, Proposal]:
    """The newest accepted hypothesis of each HIA in force on a day, or coming into force, by metric."""
    held = {plan.metric_key for plan in plans if not plan.is_draft and (plan.ends_on is None or plan.ends_on >= on)}
    found: dict[str, Proposal] = {}
    for proposal in sorted(proposals, key=lambda one: one.key):
        if proposal.answer is Answer.ACCEPTED and proposal.hypothesis.metric_key in held:
            found[proposal.hypothesis.metric_key] = proposal
    return found


def is_review_due(proposal: Proposal, on: date) -> bool:
    return proposal.answer is Answer.ACCEPTED and proposal.hypothesis.review_on <= on


def asks_to_retire(
    proposal: Proposal, candidate: Candidate | None, now: Stand | None, told: Help | None, on: date
) -> bool:
    """Whether two lags have passed with nothing that speaks for the activity, and it is not too early to tell.

    What speaks for it: that it helps this seller; where that is not known either way, a third test better than "cannot
    tell"; or an objective that reached what was written down.
    """
    verdict = told.verdict if told else None
    if on < proposal.starts_on + LAGS_WITHOUT_EVIDENCE * proposal.lag or verdict is Verdict.TOO_EARLY:
        return False
    is_helpful = candidate is not None and candidate.helpful.state in {TestState.YES, TestState.PARTLY}
    speaks = verdict is Verdict.HELPING or (is_helpful and verdict is not Verdict.NOT_HELPING)
    return not speaks and not has_arrived(proposal.hypothesis, now)


def has_arrived(hypothesis: Hypothesis, stand: Stand | None) -> bool:
    """Whether the objective stands where the hypothesis wanted it, or beyond. Out of other numbers, shares compare."""
    start, end, of = hypothesis.objective_from, hypothesis.objective_to, hypothesis.objective_of
    if stand is None or start is None or end is None or start == end:
        return False
    wanted = float(end / of) if of else float(end)
    return stand.level >= wanted if end > start else stand.level <= wanted


def stand_of(choice: Choice, objective_key: str) -> Stand | None:
    """Where an objective stands today, as the studio works it out for targets, else for the gap; None where nothing
    can be told.
    """
    for target in choice.targets.values():
        if target.objective_key == objective_key and target.objective_from is not None:
            return Stand(target.objective_from, target.objective_of)
    found = (driver.now for driver in choice.gap.drivers if driver.objective_key == objective_key)
    now = next((value for value in found if value is not None), None)
    return None if now is None else Stand(now)
