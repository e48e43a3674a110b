"""Whether coaching is helping, as its page says it: sessions, commitments, what is done after, and the pulse."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fairway.coaching.effect import FEWEST_SELLERS, FEWEST_TALKS, FEWEST_WEEKS, Change, Lack, change_after
from fairway.coaching.kinds import kind_of, kinds
from fairway.coaching.pulse import QUESTIONS, FrozenGroup, in_words, last_day_of
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.helping import courses_of, planned_sessions
from fairway.coaching.queries.pulse import has_answered, is_asked, pulses_seen
from fairway.coaching.tallying import Held, Planned, Sides, by_kind, groups_below, held_of, sides_of, until_yesterday
from fairway.commitments.queries import fallen_due
from fairway.commitments.types import CommitmentFacts
from fairway.diagnosis.budget.grouping import Joined
from fairway.people import access
from fairway.people.queries import names_of, places_by
from fairway.people.types import Viewer
from fairway.plans.queries import has_plan
from fairway.web.words import day, plural

SPANS = (13, 26)  # weeks


@dataclass(frozen=True, slots=True)
class Part:
    """Sessions and commitments of some sellers over a span, and what is done after sessions."""

    held: Held
    kinds: Mapping[str, Held]  # by name
    sides: Sides
    change: Change | Lack | None = None  # None where it is not asked


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Sellers of one manager, or of several small teams together: five or more."""

    name: str
    held: Held
    sides: Sides


@dataclass(frozen=True, slots=True)
class PulseLine:
    """One published group of a quarter, by question how many agreed."""

    period: str
    name: str
    answers: int
    agreeing: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HelpingPage:
    """`led` is of those the viewer leads directly, `below` of everybody further down, `own` of the viewer."""

    weeks: int
    own: Part | None
    led: Part | None
    led_keys: Collection[int]
    leads_further: bool
    below: Part | None
    groups: Sequence[GroupLine]
    pulses: Sequence[PulseLine]
    is_leading: bool
    is_asked: bool
    has_answered: bool

    @property
    def main(self) -> Part | None:
        """What the headline is about."""
        parts = [one for one in (self.below, self.led, self.own) if one]
        return next((one for one in parts if isinstance(one.change, Change)), next(iter(parts), None))

    @property
    def headline(self) -> str:
        return headline(self.main.change if self.main else None, self.main)


@dataclass(frozen=True, slots=True)
class _Found:
    """Sessions and promises of everybody the page is about."""

    sessions: Sequence[Planned]
    promises: Sequence[CommitmentFacts]

    def part(self, keys: Collection[int], change: Change | Lack | None = None) -> Part:
        own = [one for one in self.sessions if one.person_key in keys]
        return Part(
            held=held_of(own),
            kinds={kind_of(word).name: held for word, held in by_kind(own, [*kinds()]).items()},
            sides=sides_of(one for one in self.promises if one.person_key in keys),
            change=change,
        )


def helping_page(viewer: Viewer, own_key: int, *, weeks: int) -> HelpingPage:
    """Everything the page says to a viewer, whose own key is `own_key`; of people further down only sums over five
    sellers or more.
    """
    on, span = viewer.on, until_yesterday(viewer.on, weeks)
    led = [person.key for person in led_by(viewer)]
    groups, pulses = _groups(viewer), pulses_seen(viewer)
    further = sorted(key for group in groups for key in group.sellers)
    everybody = {*led, *further, own_key}
    found = _Found(
        planned_sessions(everybody, span.start_on, span.end_on), fallen_due(everybody, span.start_on, span.end_on)
    )
    heads = {group.head_key for group in groups} | {one.group.head_key for one in pulses}
    names = names_of({key for key in heads if key is not None})
    own = found.part([own_key])
    return HelpingPage(
        weeks=weeks,
        own=own if own.held.planned or own.sides.seller_of or own.sides.coach_of else None,
        led=found.part(led, change_after(courses_of(led, on))) if led else None,
        led_keys=led,
        leads_further=bool(access.managers_led_by(viewer)),
        below=found.part(further, change_after(courses_of(further, on))) if further else None,
        groups=[_line(group, found, names) for group in groups],
        pulses=[_pulse(one, names) for one in pulses],
        is_leading=access.leads_anyone(viewer),
        is_asked=is_asked(own_key, on),
        has_answered=has_answered(own_key, on),
    )


def _groups(viewer: Viewer) -> list[Joined]:
    """Sellers below whom the viewer does not lead themselves: beside sums with them a rest could be small."""
    if not access.leads_anyone(viewer) or viewer.person_key is None:
        return []
    below = access.board_of(viewer, with_plan=has_plan(viewer.on), manager_key=viewer.person_key)
    direct = access.led_directly(viewer) | {viewer.person_key}
    managers = {key: manager for key, (manager, _) in places_by(viewer.on).items()}
    return groups_below({one.key: managers.get(one.key) for one in below if one.key not in direct}, managers)


def _line(group: Joined, found: _Found, names: Mapping[int, str]) -> GroupLine:
    part = found.part(group.sellers)
    return GroupLine(_area(len(group.units), group.head_key, names), part.held, part.sides)


def _area(areas: int, head_key: int | None, names: Mapping[int, str]) -> str:
    head = names.get(head_key or 0, "")
    if areas > 1:
        return f"{plural(areas, 'team')} together{f' under {head}' if head else ''}"
    return f"Sellers of {head}" if head else "Sellers without a manager"


def _pulse(one: FrozenGroup, names: Mapping[int, str]) -> PulseLine:
    group = one.group
    return PulseLine(
        period=f"{day(one.period_on)} to {day(last_day_of(one.period_on))}",
        name=_area(group.areas, group.head_key, names),
        answers=group.answers,
        agreeing={QUESTIONS[key]: in_words(count, group.answers) for key, count in group.agreeing.items()},
    )


def headline(change: Change | Lack | None, part: Part | None) -> str:
    """The answer in under eight words."""
    if isinstance(change, Change):
        if change.low > 0:
            return "More is done after a session"
        return "Less is done after a session" if change.high < 0 else "No difference can be told yet"
    if change is not None:
        return "Cannot tell yet whether coaching is helping"
    return f"{part.held.held} of {plural(part.held.planned, 'session')} held" if part else "No session yet"


def why_not(lack: Lack) -> str:
    """Why nothing can be told, and from when it can."""
    return {
        Lack.WEEKS: f"Cannot tell, because fewer than {FEWEST_WEEKS} closed weeks are known.",
        Lack.SELLERS: f"Cannot tell, because fewer than {FEWEST_SELLERS} sellers had a session about an activity with "
        "known weeks around it. What one seller does may change for many reasons; several show what they share.",
        Lack.TALKS: f"Cannot tell, because fewer than {FEWEST_TALKS} sessions about an activity have known weeks "
        "before and after.",
        Lack.ALIKE: "Cannot tell, because hardly any weeks were as low and had no session: nothing to compare with.",
    }[lack]


def of_hundred(share: float) -> int:
    """A share of what was agreed as a number of 100."""
    return round(100 * share)
