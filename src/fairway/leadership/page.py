"""The leadership page in typed parts: rows of managers with two halves each, and what waits for its viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.commitments.page import ObstacleView, Waits, waits_of
from fairway.commitments.types import OwnerRole
from fairway.diagnosis.budget.queries import groups_seen, published_blocks
from fairway.execution.actions.daily import LEADERS
from fairway.execution.queries import has_failed
from fairway.leadership.choosing import Choice, chosen_quarter
from fairway.leadership.figures import of_half
from fairway.leadership.own.queries import asking_for_yes
from fairway.leadership.queries.heads import managers_shown
from fairway.leadership.queries.periods import last_closed
from fairway.leadership.queries.seeing import newest_written, own_sums_seen, sums_seen, without_small
from fairway.leadership.rows import NOTHING, TITLES, Row, below_words, manager_row, whole_row
from fairway.leadership.types import Figure, Half
from fairway.leadership.waiting import BLOCKS_TOGETHER, Removable, removable
from fairway.leadership.wording import Shown
from fairway.people import access
from fairway.people.types import PersonFacts, Viewer
from fairway.web.words import first_name, spelled

OTHERS_READ = "As others may read it: five sellers or more. You alone see them whole, on the page"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows. `subject` is whom it is about where that is not the viewer."""

    subject: PersonFacts | None
    rows: Sequence[Row]
    strip_weeks: Sequence[date]  # first days of the weeks that are drawn, the oldest first
    choices: Sequence[Choice]
    shown: Shown
    definitions: Sequence[tuple[str, Sequence[Figure]]]
    newest_on: date | None  # the newest week that was worked out
    expected_on: date
    has_failed: bool
    waits: Waits | None  # of the viewer's own page
    asked_above: Sequence[ObstacleView]
    removable: Sequence[Removable]
    removes_as: OwnerRole
    asks_yes: Sequence[PersonFacts] = ()  # managers who chose activities of their own and wait for the viewer

    @property
    def headline(self) -> str:
        """The answer to what the page is opened for, in words."""
        if self.subject:
            return f"{first_name(self.subject.name)}: results and support"
        number, asking = len(self.waits.waiting) if self.waits else 0, len(self.asks_yes)
        if number and asking:
            return f"{spelled(number + asking)} things are waiting on you"
        if asking:
            who = first_name(self.asks_yes[0].name) if asking == 1 else f"{spelled(asking)} managers"
            return f"{who} {'asks' if asking == 1 else 'ask'} for your yes"
        if not number:
            return "Nothing is waiting on you"
        return f"{spelled(number)} {'obstacle is' if number == 1 else 'obstacles are'} waiting on you"

    @property
    def is_stale(self) -> bool:
        return self.newest_on is not None and self.newest_on < self.expected_on

    @property
    def looked_at(self) -> set[int]:
        """Of whom it tells something."""
        return self.managers_told | (self.waits.seller_keys if self.waits else set())

    @property
    def managers_told(self) -> set[int]:
        """Whose results and support stand in it."""
        subject = {self.subject.key} if self.subject else {one.key for one in self.asks_yes}
        return subject | {row.person.key for row in self.rows if row.person}


def leadership_page(
    viewer: Viewer, subject: PersonFacts | None, chosen_on: date | None, *, is_sent: bool = False
) -> Page:
    """The page of the viewer, or of a manager below them as `subject`; of the quarter that begins on a day, else the
    running one. What `is_sent` may be read by others: the viewer's own team stands in it as they may read it.
    """
    chosen = chosen_quarter(viewer.on, chosen_on)
    shown, strip = chosen.shown, chosen.strip
    waits = waits_of(viewer) if subject is None else None
    role = _role(viewer)
    return Page(
        subject=subject,
        rows=_rows(viewer, subject, shown, strip, is_sent=is_sent),
        strip_weeks=strip,
        choices=chosen.choices,
        shown=shown,
        definitions=[(TITLES[half], of_half(half)) for half in Half],
        newest_on=newest_written(),
        expected_on=last_closed(viewer.on),
        has_failed=has_failed(LEADERS),
        waits=waits,
        asked_above=[one for one in waits.others if one.facts.commitment.role is OwnerRole.LEADER] if waits else (),
        removable=_removable(viewer, role) if subject is None else (),
        removes_as=role,
        asks_yes=asking_for_yes(viewer) if subject is None else (),
    )


def _rows(
    viewer: Viewer, subject: PersonFacts | None, shown: Shown, strip: Sequence[date], *, is_sent: bool
) -> list[Row]:
    """Everybody below first, then each manager by name, then those the viewer leads themselves."""
    head_key = subject.key if subject else viewer.person_key
    managers = managers_shown(viewer, subject)
    weeks, quarters = {*shown.weeks, *strip}, {shown.quarter.starts_on: shown.quarter.weeks}
    keys = {one.key for one in managers} | ({head_key} if head_key is not None else set())
    seen = sums_seen(viewer, keys, weeks, quarters)
    asks = shown.weeks[-1:] == [last_closed(viewer.on)]  # of a quarter that is over there is nothing to ask first
    rows = [manager_row(one, seen.get(one.key, NOTHING), shown, strip, asks=asks) for one in managers]
    leads = subject is not None or access.leads_anyone(viewer)  # operations see rows of managers who are not below them
    if head_key is not None and leads and (managers or subject):
        below = seen.get(head_key, NOTHING)
        rows.insert(0, whole_row(below_words(subject), "Groups of five sellers or more", below, shown, strip))
    own = own_sums_seen(viewer, weeks, quarters) if subject is None else NOTHING
    if own.weeks:
        line = OTHERS_READ if is_sent else "Yours alone to see whole: others see teams of five or more"
        own = without_small(own) if is_sent else own
        rows.append(whole_row("Sellers you lead yourself", line, own, shown, strip))
    return rows


def _role(viewer: Viewer) -> OwnerRole:
    """As what the viewer removes reasons for everybody."""
    if viewer.is_operations:
        return OwnerRole.OPERATIONS
    return OwnerRole.LEADER if access.managers_led_by(viewer) else OwnerRole.MANAGER


def _removable(viewer: Viewer, role: OwnerRole) -> list[Removable]:
    blocks = published_blocks(limit=2 * BLOCKS_TOGETHER)
    return removable(groups_seen(viewer, since_on=blocks[-1]), blocks, role) if blocks else []
