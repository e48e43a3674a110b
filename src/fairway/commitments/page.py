"""Obstacles and promises as pages show them: in the words of whoever looks, and no more than they may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.commitments.dating import age_in_words
from fairway.commitments.owning import USUAL_DAYS, cares, may_own, place_of, preselected
from fairway.commitments.queries import (
    asked_of_others,
    closed_in_time,
    counts_beside,
    default_check_day,
    obstacles_about,
    owners_for,
    promised_by,
    waiting_for,
)
from fairway.commitments.queries.obstacles import is_asked
from fairway.commitments.types import (
    WITHOUT_A_NAME,
    BeforeAndSince,
    CommitmentFacts,
    Intervention,
    ObstacleFacts,
    Owner,
    OwnerRole,
    RaisedAs,
    Reason,
)
from fairway.lib.periods import week_of
from fairway.metrics.queries import definitions_for
from fairway.people import access
from fairway.people.queries import facts_of, keys_above, names_of, organisation
from fairway.people.types import Edit, Facet, PersonFacts, Viewer
from fairway.plans.queries import plans_of
from fairway.signs.types import Cause
from fairway.web.words import first_name

NOBODY = "nobody any more"
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """One obstacle for one viewer. `cause_words` are empty where the viewer may not know the reason."""

    facts: ObstacleFacts
    seller: PersonFacts
    is_own: bool
    is_waiting: bool  # for the viewer
    owner_words: str
    raised_words: str
    age_words: str
    hia_name: str
    cause_words: str
    is_due: bool
    is_overdue: bool
    can_withdraw: bool
    counts: BeforeAndSince | None = None
    note: str = ""  # why nobody works on it any more

    @property
    def by_on(self) -> date:
        return self.facts.commitment.by_on


@dataclass(frozen=True, slots=True)
class PromiseView:
    """One promise of the viewer's that removes no obstacle."""

    facts: CommitmentFacts
    seller: PersonFacts
    is_own: bool
    age_words: str
    metric_name: str
    is_due: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """A reason that can be handed to somebody in two presses: everything is preselected."""

    reason: Reason | None
    cause_words: str
    interventions: tuple[Intervention, ...]
    owners: tuple[Owner, ...]
    owner: Owner
    check_on: date
    place: str = ""  # how a form names the cause
    is_asked: bool = False  # it has been handed on and is open


@dataclass(frozen=True, slots=True)
class Panel:
    """What a seller's page says of obstacles."""

    person: PersonFacts
    is_own: bool
    can_raise: bool
    open: tuple[ObstacleView, ...]
    closed: tuple[ObstacleView, ...]
    askings: tuple[Asking, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.closed or self.can_raise)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a viewer, in short."""

    number: int
    oldest_words: str = ""
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Waits:
    """The page of what waits for a viewer, and what they asked of others."""

    waiting: tuple[ObstacleView, ...]
    promised: tuple[PromiseView, ...]
    others: tuple[ObstacleView, ...]
    in_time: tuple[int, int]

    @property
    def seller_keys(self) -> set[int]:
        """Of whom it tells something."""
        return {one.seller.key for one in (*self.waiting, *self.others)} | {one.seller.key for one in self.promised}

    @property
    def oldest_words(self) -> str:
        return self.waiting[0].age_words if self.waiting else ""


def week_before(on: date) -> date:
    """The last closed week on a day."""
    return week_of(on, organisation().week_starts_on) - timedelta(days=7)


def waiting_in_short(viewer: Viewer) -> Waiting:
    """For a quiet line on somebody's first page."""
    found = waiting_for(viewer)
    if not found:
        return Waiting(0)
    overdue = sum(1 for one in found if one.commitment.is_overdue(viewer.on))
    return Waiting(len(found), age_in_words(found[0].commitment.age(viewer.on)), overdue)


def waits_of(viewer: Viewer) -> Waits:
    """Everything that waits for a viewer, oldest first, and what waits for others because of them."""
    waiting, others = waiting_for(viewer), asked_of_others(viewer)
    return Waits(views_of(viewer, waiting), promises_of(viewer), views_of(viewer, others), closed_in_time(viewer))


def panel_of(viewer: Viewer, person: PersonFacts, reasons: Sequence[Reason] = ()) -> Panel:
    """A seller's obstacles as this viewer may know them, and the likely reasons somebody can be asked to remove."""
    found = views_of(viewer, obstacles_about(viewer, person.key))
    can_raise = access.may_edit(viewer, person.key, Edit.OBSTACLE)
    owners = owners_for(viewer, person) if can_raise and reasons else []
    taken = {(one.facts.metric_key, one.facts.cause) for one in found if one.facts.is_open}
    askings = [
        asking_of(reason, owners, viewer.on, is_asked=(reason.metric_key, reason.cause) in taken)
        for reason in reasons[:MOST_REASONS]
        if can_raise
    ]
    return Panel(
        person,
        viewer.person_key == person.key,
        can_raise,
        tuple(one for one in found if one.facts.is_open),
        tuple(one for one in found if not one.facts.is_open),
        tuple(askings),
    )


def asking_of(reason: Reason | None, owners: list[Owner], on: date, *, is_asked: bool = False) -> Asking:
    """One reason, or none, with what is preselected for it."""
    cause = reason.cause if reason else None
    offered = [owner for owner in owners if may_own(cause, owner.role)]
    if cause is None:  # most of what is raised freely is for the manager to remove
        offered.sort(key=lambda owner: owner.role is not OwnerRole.MANAGER)
    owner = preselected(cause, offered) or Owner(OwnerRole.OPERATIONS)
    care = cares()[cause] if cause else None
    days = care.check_after_days if care else USUAL_DAYS
    return Asking(
        reason,
        care.words if care else "",
        care.interventions if care else (),
        tuple(offered),
        owner,
        default_check_day(owner, days, on),
        place_of(cause) if cause else "",
        is_asked,
    )


def views_of(viewer: Viewer, obstacles: Sequence[ObstacleFacts]) -> tuple[ObstacleView, ...]:
    """Those obstacles for a viewer who may know of them, in their order. Counts stand beside what is due."""
    people = {one.person_key for one in obstacles}
    if not people:
        return ()
    sellers = {one.key: one for one in facts_of(people, viewer.on)}
    told = access.visible_keys(viewer, people, Facet.DIAGNOSES)
    editable = access.editable_keys(viewer, people, Edit.OBSTACLE)
    names = _names(viewer, obstacles)
    hias = {key: str(d.name) for key, d in definitions_for({one.metric_key for one in obstacles}).items()}
    shown = [one for one in obstacles if one.person_key in sellers]
    counts = counts_beside(shown, viewer.on)
    return tuple(
        ObstacleView(
            facts=one,
            seller=sellers[one.person_key],
            is_own=one.person_key == viewer.person_key,
            is_waiting=one.is_open and is_asked(viewer, one),
            owner_words=_owner_words(viewer, one.commitment, names, sellers[one.person_key]),
            raised_words=_raised_words(viewer, one, sellers[one.person_key]),
            age_words=age_in_words(one.commitment.age(viewer.on)),
            hia_name=hias.get(one.metric_key, ""),
            cause_words=cares()[one.cause].words if one.cause and one.person_key in told else "",
            is_due=one.is_open and one.commitment.is_due(viewer.on),
            is_overdue=one.is_open and one.commitment.is_overdue(viewer.on),
            can_withdraw=one.person_key in editable,
            counts=counts.get(one.key),
            note=_note(viewer, one, names),
        )
        for one in shown
    )


def _names(viewer: Viewer, obstacles: Sequence[ObstacleFacts]) -> dict[int, str]:
    """Owners the viewer may know by name."""
    owners = {one.commitment.owner_key for one in obstacles} - {None}
    return names_of(access.known_by_name(viewer, {key for key in owners if key is not None}))


def _owner_words(viewer: Viewer, promise: CommitmentFacts, names: dict[int, str], seller: PersonFacts) -> str:
    if promise.owner_key is None:
        alone = str(promise.role) if promise.role in WITHOUT_A_NAME else NOBODY
    elif promise.owner_key == viewer.person_key:
        alone = "you"
    else:
        alone = names.get(promise.owner_key) or f"a {promise.role}"
    if not promise.is_together:
        return alone
    return f"{alone} and {'you' if viewer.person_key == seller.key else first_name(seller.name)}"


def _raised_words(viewer: Viewer, one: ObstacleFacts, seller: PersonFacts) -> str:
    if one.raised_by == viewer.user_id:
        return "you"
    if one.raised_as is RaisedAs.SELLER:
        return first_name(seller.name)
    return "operations" if one.raised_as is RaisedAs.OPERATIONS else "the manager"


def _note(viewer: Viewer, one: ObstacleFacts, names: dict[int, str]) -> str:
    """Whoever took it on and stands above the seller no more cannot see it: that is said to those who can."""
    owner = one.commitment.owner_key
    if not one.is_open or one.commitment.role not in {OwnerRole.MANAGER, OwnerRole.LEADER}:
        return ""
    if owner is not None and (owner == viewer.person_key or owner in keys_above(one.person_key, viewer.on)):
        return ""
    who = names.get(owner or 0) or "Whoever took it on"
    return f"{who} does not lead this seller any more. Withdraw it and ask somebody else."


def promises_of(viewer: Viewer) -> tuple[PromiseView, ...]:
    """What the viewer promised apart from obstacles."""
    promises = promised_by(viewer)
    sellers = {one.key: one for one in facts_of({one.person_key for one in promises}, viewer.on)}
    names = {key: str(d.name) for key, d in definitions_for({one.metric_key for one in promises}).items()}
    return tuple(
        PromiseView(
            one,
            sellers[one.person_key],
            one.person_key == viewer.person_key,
            age_in_words(one.age(viewer.on)),
            names.get(one.metric_key, one.metric_key),
            one.is_due(viewer.on),
            one.is_overdue(viewer.on),
        )
        for one in promises
        if one.person_key in sellers
    )


def hias_of(person_key: int, on: date) -> list[tuple[str, str]]:
    """(key, name) of a seller's HIAs in force, drafts left out, to say which one an obstacle is about."""
    plans = [plan for plan in plans_of([person_key], on, on).get(person_key, []) if not plan.is_draft]
    known = definitions_for({plan.metric_key for plan in plans})
    return [(key, str(definition.name)) for key, definition in known.items()]


def reason_for(metric_key: str, cause: Cause | None, hias: Sequence[tuple[str, str]]) -> Reason | None:
    """The reason an address names, if the seller has that HIA in force."""
    name = dict(hias).get(metric_key)
    return Reason(metric_key, name, cause) if cause and name else None
