"""Whether coaching is helping, as its page says it: sessions, commitments, what is done after, and the pulse."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.coaching.effect import FEWEST_SELLERS, FEWEST_TALKS, FEWEST_WEEKS, Change, Lack, change_after
from fairway.coaching.kinds import kind_of, kinds
from fairway.coaching.pulse import QUESTIONS, FrozenGroup, in_words, last_day_of, period_of
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.helping import courses_of, planned_sessions
from fairway.coaching.queries.pulse import has_answered, is_asked, pulses_seen
from fairway.coaching.sums.queries import closed_quarter
from fairway.coaching.sums.types import ClosedQuarter, added
from fairway.coaching.tallying import Held, Planned, Sides, by_kind, held_of, sides_of, until_yesterday
from fairway.commitments.queries import fallen_due
from fairway.commitments.types import CommitmentFacts
from fairway.people import access
from fairway.people.queries import names_of
from fairway.people.types import Viewer
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
class ClosedPart:
    """Sellers further down in a closed quarter, as they were counted then. `part` is None where nothing of it may be
    shown; without `is_whole` a group is left out that would leave too few beside those the viewer knows.
    """

    period: str
    last_on: date
    counted_on: date
    part: Part | None
    groups: Sequence[GroupLine]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class HelpingPage:
    """`led` is of those the viewer leads directly, `closed` of everybody further down, None before a quarter was
    counted, `own` of the viewer.
    """

    on: date
    weeks: int
    own: Part | None
    led: Part | None
    led_keys: Collection[int]
    leads_further: bool
    closed: ClosedPart | None
    pulses: Sequence[PulseLine]
    is_leading: bool
    is_asked: bool
    has_answered: bool

    @property
    def main(self) -> Part | None:
        """What the headline is about."""
        parts = [one for one in (self.closed and self.closed.part, self.led, self.own) if one]
        return next((one for one in parts if isinstance(one.change, Change)), next(iter(parts), None))

    @property
    def headline(self) -> str:
        return headline(self.main.change if self.main else None, self.main)

    @property
    def first_close_on(self) -> date:
        """When the first quarter is over of which sums may come."""
        return last_day_of(period_of(self.on))


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
    """Everything the page says to a viewer, whose own key is `own_key`; of people further down only sums of the
    newest closed quarter over five sellers or more, as they were counted then.
    """
    on, span = viewer.on, until_yesterday(viewer.on, weeks)
    led = [person.key for person in led_by(viewer)]
    quarter, pulses = closed_quarter(viewer), pulses_seen(viewer)
    everybody = {*led, own_key}
    found = _Found(
        planned_sessions(everybody, span.start_on, span.end_on), fallen_due(everybody, span.start_on, span.end_on)
    )
    heads = {group.head_key for group in quarter.groups} if quarter else set()
    heads |= {one.group.head_key for one in pulses}
    names = names_of({key for key in heads if key is not None})
    own = found.part([own_key])
    return HelpingPage(
        on=on,
        weeks=weeks,
        own=own if own.held.planned or own.sides.seller_of or own.sides.coach_of else None,
        led=found.part(led, change_after(courses_of(led, on))) if led else None,
        led_keys=led,
        leads_further=bool(access.managers_led_by(viewer)),
        closed=_closed(quarter, names) if quarter else None,
        pulses=[_pulse(one, names) for one in pulses],
        is_leading=access.leads_anyone(viewer),
        is_asked=is_asked(own_key, on),
        has_answered=has_answered(own_key, on),
    )


def _closed(quarter: ClosedQuarter, names: Mapping[int, str]) -> ClosedPart:
    together = added(group.counted for group in quarter.groups) if quarter.groups else None
    return ClosedPart(
        period=_period(quarter.period_on),
        last_on=last_day_of(quarter.period_on),
        counted_on=quarter.counted_on,
        part=Part(
            together.held,
            {kind_of(word).name: held for word, held in together.kinds.items()},
            together.sides,
            quarter.change,
        )
        if together
        else None,
        groups=[
            GroupLine(_area(group.teams, group.head_key, names), group.counted.held, group.counted.sides)
            for group in quarter.groups
        ],
        is_whole=quarter.is_whole,
    )


def _period(period_on: date) -> str:
    return f"{day(period_on)} to {day(last_day_of(period_on))}"


def _area(areas: int, head_key: int | None, names: Mapping[int, str]) -> str:
    head = names.get(head_key or 0, "")
    if areas > 1:
        return f"{plural(areas, 'team')} together{f' under {head}' if head else ''}"
    return f"Sellers of {head}" if head else "Sellers without a manager"


def _pulse(one: FrozenGroup, names: Mapping[int, str]) -> PulseLine:
    group = one.group
    return PulseLine(
        period=_period(one.period_on),
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
