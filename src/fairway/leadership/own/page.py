"""The board of a manager's own activities in typed parts, as its viewer may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.leadership.figures import figures
from fairway.leadership.own.acts import acts, acts_for
from fairway.leadership.own.queries import board_door, choices_since
from fairway.leadership.own.types import Act, ChoiceFacts, Chosen, Lens, Standing
from fairway.leadership.own.weeks import ActSums, weeks_of
from fairway.leadership.own.wording import ActView, act_view
from fairway.leadership.periods import WEEK
from fairway.leadership.queries.own_sums import Asking, sums_of
from fairway.leadership.queries.periods import last_closed
from fairway.leadership.queries.seeing import newest_written
from fairway.leadership.types import Adds
from fairway.people import access
from fairway.people.queries import (
    direct_managers,
    facts_of,
    keys_managed_directly,
    managers_among,
    names_of,
    sellers_on,
)
from fairway.people.types import PersonFacts, Relation, Viewer
from fairway.plans.queries import has_plan
from fairway.web.words import first_name, join_words, spelled

SHOWN_WEEKS = 13


@dataclass(frozen=True, slots=True)
class ManagerLine:
    """A manager who reports to the viewer, and how far their choice is."""

    person: PersonFacts
    in_force: ChoiceFacts | None
    waiting: ChoiceFacts | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One manager's own activities. `waiting` is a choice nobody has answered; of `led_by` the names."""

    subject: PersonFacts
    lens: Lens
    views: Sequence[ActView]
    in_force: ChoiceFacts | None
    waiting: ChoiceFacts | None
    declined: ChoiceFacts | None
    offered: Sequence[Act]
    led_by: str
    can_answer: bool
    is_stale: bool
    managers: Sequence[ManagerLine]

    @property
    def headline(self) -> str:
        """The answer to what the page is opened for, in words."""
        who = first_name(self.subject.name)
        if self.lens is Lens.LED:
            return f"What {who} works on as your manager"
        if self.in_force is None:
            if self.lens is Lens.ABOVE:
                return f"{who} waits for a yes" if self.waiting else f"{who} has chosen nothing yet"
            return "Your choice waits for a yes" if self.waiting else "Choose two activities of your own"
        behind = sum(view.standing is Standing.BEHIND for view in self.views)
        name = "Your own activities" if self.lens is Lens.OWN else f"{who}’s own activities"
        return f"{name}: {spelled(behind).lower()} of {len(self.views)} behind" if behind else name

    def named(self, choice: ChoiceFacts) -> Sequence[tuple[Act, Chosen]]:
        return [(acts()[one.act], one) for one in choice.chosen if one.act in acts()]

    def held_of(self, act: Act) -> Chosen | None:
        """What is in force of an act, to begin a new choice from."""
        chosen = self.in_force.chosen if self.in_force else ()
        return next((one for one in chosen if one.act == act.key), None)

    @property
    def chosen_words(self) -> str:
        """How many of the managers below have chosen."""
        return f"{sum(line.in_force is not None for line in self.managers)} of {len(self.managers)}"


def own_page(viewer: Viewer, slug: str) -> OwnPage:
    """Of whoever may read it; Hidden otherwise."""
    subject, lens = board_door(viewer, slug)
    weeks = [last_closed(viewer.on) - WEEK * back for back in range(SHOWN_WEEKS - 1, -1, -1)]
    choices = choices_since([subject.key], weeks[0])[subject.key]
    in_force = next((one for one in reversed(choices) if one.is_in_force), None)
    below = keys_managed_directly(subject.key, viewer.on) - {subject.key}
    managing = managers_among(below, viewer.on)
    chosen = [acts()[one.act] for one in in_force.chosen if one.act in acts()] if in_force else []
    sums = sums_of(Asking(viewer, subject, lens, weeks, bool(managing)), chosen)
    newest = newest_written()
    return OwnPage(
        subject=subject,
        lens=lens,
        views=_views(chosen, sums, weeks, choices, lens),
        in_force=in_force,
        waiting=next((one for one in choices if one.waits and lens is not Lens.LED), None),
        declined=_declined(choices),
        offered=_offered(viewer, below, managing) if lens is Lens.OWN else (),
        led_by=_led_by(viewer, subject),
        can_answer=access.relation(viewer, subject.key) is Relation.MANAGER,
        is_stale=newest is not None and newest < weeks[-1],
        managers=_managers(viewer) if lens is Lens.OWN else (),
    )


def _views(
    chosen: Sequence[Act],
    sums: Mapping[str, ActSums],
    weeks: Sequence[date],
    choices: Sequence[ChoiceFacts],
    lens: Lens,
) -> list[ActView]:
    stands = {one.key for one in figures() if one.adds is Adds.STAND}
    in_force = next(one for one in reversed(choices) if one.is_in_force) if chosen else None
    by_act = {one.act: one for one in in_force.chosen} if in_force else {}
    return [
        act_view(
            act,
            by_act[act.key],
            weeks_of(act, weeks, sums[act.key], choices),
            sums[act.key],
            lens=lens,
            is_standing=act.reads in stands,
        )
        for act in chosen
    ]


def _declined(choices: Sequence[ChoiceFacts]) -> ChoiceFacts | None:
    """The newest choice where it was answered with a no."""
    newest = max(choices, key=lambda one: one.key, default=None)
    return newest if newest is not None and newest.answer == "no" else None


def _offered(viewer: Viewer, below: set[int], managing: set[int]) -> list[Act]:
    sellers = sellers_on(viewer.on, with_plan=has_plan(viewer.on), below=viewer.person_key)
    leads_sellers = any(one.key in below for one in sellers)
    return acts_for(leads_sellers=leads_sellers, leads_managers=bool(managing))


def _led_by(viewer: Viewer, subject: PersonFacts) -> str:
    """First names of those who can say yes, as far as the viewer's pages may say them."""
    keys = direct_managers(subject.key, viewer.on) - {subject.key}
    known = access.known_by_name(viewer, keys) if subject.key == viewer.person_key else set()
    return join_words([first_name(name) for name in sorted(names_of(known).values())])


def _managers(viewer: Viewer) -> list[ManagerLine]:
    led = access.managers_led_by(viewer)
    choices = choices_since([one.key for one in led], viewer.on) if led else {}
    return [
        ManagerLine(
            one,
            next((choice for choice in choices[one.key] if choice.is_in_force), None),
            next((choice for choice in choices[one.key] if choice.waits), None),
        )
        for one in led
    ]


def require_offered(viewer: Viewer, own_key: int) -> list[Act]:
    """What the viewer can choose from."""
    below = keys_managed_directly(own_key, viewer.on) - {own_key}
    return _offered(viewer, below, managers_among(below, viewer.on))


def slug_of(viewer: Viewer, own_key: int) -> str:
    return facts_of([own_key], viewer.on)[0].slug
