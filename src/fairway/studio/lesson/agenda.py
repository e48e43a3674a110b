"""What a 1:1 with a seller is about, from what the board says of them: its topics, its one question, its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairway.execution.types import HiaStanding, SellerStanding, SellerState, Status
from fairway.metrics.types import Definition
from fairway.plans.types import PlanFacts
from fairway.studio.lesson.content import question_texts
from fairway.studio.lesson.types import Branch, Topic
from fairway.studio.proposals.types import Proposal
from fairway.studio.proposals.wording import name_of
from fairway.web.words import day, number

LENGTHS = (30, 45)
MINUTES = {Topic.LAST_TIME: 5, Topic.ACTIVITIES: 5, Topic.COMMITMENTS: 5}  # the question takes what is left
TITLES = {
    Topic.LAST_TIME: "What we said last time",
    Topic.ACTIVITIES: "The activities: done or not",
    Topic.QUESTION: "The one question",
    Topic.COMMITMENTS: "One commitment each",
}
BRANCHES = {
    SellerState.BEHIND: Branch.WHY,
    SellerState.EXECUTING: Branch.HELPING,
    SellerState.CHECK_DATA: Branch.RECORDS,
    SellerState.AWAY: Branch.BACK,
    SellerState.NO_PLAN: Branch.CHOOSE,
}
YOUNG = "nothing has closed yet"


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One HIA as the board has it."""

    name: str
    status: str
    figure: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything a 1:1 rests on, as of today."""

    branch: Branch
    topic: str  # what the question is about, in words
    question: str
    then: tuple[str, ...]
    activities: tuple[ActivityLine, ...]
    last_time: tuple[str, ...]  # what the two agreed and proposed


def agenda_of(
    standing: SellerStanding | None,
    proposals: Sequence[Proposal],
    plans: Sequence[PlanFacts],
    definitions: Mapping[str, Definition],
    *,
    name: str,
) -> Agenda:
    """From the standing last scored; None is somebody never scored, of whom nothing is known."""
    branch = _branch(standing)
    hias = [hia for hia in standing.hias if not hia.is_draft] if standing else []
    text = question_texts()[branch]
    question = text.question.format(activity=_meant(branch, hias))
    return Agenda(
        branch=branch,
        topic=text.topic,
        question=question[:1].upper() + question[1:],
        then=text.then,
        activities=tuple(ActivityLine(hia.name, hia.status.value, _figure(hia)) for hia in hias),
        last_time=tuple(_last_time(proposals, plans, definitions, name)),
    )


def _branch(standing: SellerStanding | None) -> Branch:
    if standing is None:
        return Branch.CHOOSE
    return Branch.BEGUN if standing.is_first_week else BRANCHES[standing.state]


def _meant(branch: Branch, hias: Sequence[HiaStanding]) -> str:
    """The activity a question names: the one behind, or the only one there is."""
    behind = [hia for hia in hias if hia.status is Status.BEHIND] if branch is Branch.WHY else []
    meant = (behind or hias)[:1] if branch is Branch.WHY or len(hias) == 1 else []
    return f"“{meant[0].name}”" if meant else "it"


def _figure(hia: HiaStanding) -> str:
    """`3 of 5 in the week of 16 Nov`, of the last closed week."""
    mark = hia.last_closed
    if mark is None:
        return YOUNG
    if mark.is_blind:
        return "not seen: the source was off"
    done = number(mark.done)
    of = f"{done} of {number(round(mark.expected, 1))}" if mark.expected > 0 else done
    unsure = f", {number(mark.unconfirmed)} not confirmed" if mark.unconfirmed else ""
    return f"{of} in the week of {day(mark.week_on)}{unsure}"


def _last_time(
    proposals: Sequence[Proposal], plans: Sequence[PlanFacts], definitions: Mapping[str, Definition], name: str
) -> list[str]:
    """What is in force and proposed, as far as it is written down here: not all in force was agreed by two."""
    said = []
    for plan in plans:
        if not plan.is_draft:
            words = f"{name_of(plan.metric_key, definitions)}, {number(plan.target)} a {plan.per}"
            said.append(f"In force: {words}, since {plan.starts_on:%-d %b %Y}.")
    for one in proposals:
        if one.is_waiting:
            metric = name_of(one.hypothesis.metric_key, definitions)
            waits = "a counter of" if one.is_by_seller else "no answer yet from"
            said.append(f"Proposed: {metric}; {waits} {name}.")
    return said or ["Nothing is agreed on yet."]


def minutes_of(topic: Topic, total: int) -> int:
    """How long a topic takes in a 1:1 of so many minutes."""
    return MINUTES.get(topic) or total - sum(MINUTES.values())
