"""How far somebody's lesson is: which steps there are for them, which are done, and where it goes on. Plain rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.people.types import PersonFacts
from fairway.plans.rules import in_force
from fairway.plans.types import PlanFacts
from fairway.studio.lesson.content import Situation, StepText, situations, step_texts
from fairway.studio.lesson.drawing import Drawn
from fairway.studio.lesson.types import Planned, Progress, Step
from fairway.studio.proposals.types import Answer, Proposal

ENOUGH = 2  # HIAs in force that make a proposal needless
WITHOUT_SELLERS = (Step.MEASURED, Step.CONSENT, Step.NEXT)  # for those who lead managers, and for operations


@dataclass(frozen=True, slots=True)
class Sorted:
    """One metric of the first step and what was answered; empty before."""

    drawn: Drawn
    answer: str

    @property
    def is_right(self) -> bool:
        return self.answer == self.drawn.verdict.metric_class


@dataclass(frozen=True, slots=True)
class Tested:
    """One situation of the consent test and what was answered: yes, no or nothing yet."""

    situation: Situation
    answer: str

    @property
    def is_right(self) -> bool:
        return self.answer == ("yes" if self.situation.can_alone else "no")


@dataclass(frozen=True, slots=True)
class LessonStep:
    step: Step
    number: int
    text: StepText
    is_done: bool


@dataclass(frozen=True, slots=True)
class LessonSoFar:
    """Everything a page of the lesson is made from."""

    progress: Progress
    sellers: tuple[PersonFacts, ...]
    seller: PersonFacts | None  # chosen, and still led by whoever learns
    proposals: tuple[Proposal, ...]  # of the chosen seller: those that wait, and those agreed on that still hold
    planned: Planned | None
    metrics: tuple[Sorted, ...]
    situations: tuple[Tested, ...]
    steps: tuple[LessonStep, ...]

    @property
    def minutes(self) -> int:
        return sum(one.text.minutes for one in self.steps)

    @property
    def open_step(self) -> LessonStep | None:
        """Where it goes on; None when all is done."""
        return next((one for one in self.steps if not one.is_done), None)

    def at(self, step: Step) -> LessonStep | None:
        """A step as it stands; None where it is no step for them."""
        return next((one for one in self.steps if one.step is step), None)

    def after(self, step: Step) -> LessonStep | None:
        """The step behind another one."""
        place = next((place for place, one in enumerate(self.steps) if one.step is step), len(self.steps))
        return self.steps[place + 1] if place + 1 < len(self.steps) else None


@dataclass(frozen=True, slots=True)
class WithSeller:
    """What there is of the seller chosen; empty where nobody is."""

    proposals: Sequence[Proposal] = ()
    plans: Sequence[PlanFacts] = ()  # those in force and those yet to begin
    planned: Planned | None = None


def lesson_so_far(
    progress: Progress, sellers: Sequence[PersonFacts], metrics: Sequence[Drawn], chosen: WithSeller, *, on: date
) -> LessonSoFar:
    """The lesson of somebody who leads those sellers, or none, as of a day."""
    seller = next((person for person in sellers if person.key == progress.seller_key), None)
    proposals = alive(chosen.proposals, chosen.plans, on)
    placed = tuple(Sorted(one, progress.sorted_metrics.get(one.key, "")) for one in metrics)
    tested = tuple(Tested(one, progress.consents.get(one.key, "")) for one in situations())
    done = {
        Step.MEASURED: bool(placed) and all(one.is_right for one in placed),
        Step.CONSENT: all(one.is_right for one in tested),
        Step.CHOOSE: seller is not None and has_chosen(proposals, chosen.plans, on),
        Step.ONE_TO_ONE: seller is not None and chosen.planned is not None,
        Step.NEXT: progress.finished_on is not None,
    }
    theirs = tuple(Step) if sellers else WITHOUT_SELLERS
    return LessonSoFar(
        progress=progress,
        sellers=tuple(sellers),
        seller=seller,
        proposals=proposals,
        planned=chosen.planned,
        metrics=placed,
        situations=tested,
        steps=tuple(
            LessonStep(step, number, step_texts()[step], done[step]) for number, step in enumerate(theirs, start=1)
        ),
    )


def has_chosen(proposals: Sequence[Proposal], plans: Sequence[PlanFacts], on: date) -> bool:
    """Whether something is really chosen for a seller: a proposal that is alive, or two HIAs in force."""
    return bool(proposals) or len([plan for plan in in_force(plans, on) if not plan.needs_yes]) >= ENOUGH


def alive(proposals: Sequence[Proposal], plans: Sequence[PlanFacts], on: date) -> tuple[Proposal, ...]:
    """Those that wait, and those accepted whose plan is in force or yet to begin: what ended counts no more."""
    held = {plan.metric_key for plan in plans if not plan.is_draft and (plan.ends_on is None or on <= plan.ends_on)}
    return tuple(
        one
        for one in proposals
        if one.is_waiting or (one.answer is Answer.ACCEPTED and one.hypothesis.metric_key in held)
    )
