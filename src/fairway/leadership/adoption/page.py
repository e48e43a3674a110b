"""The page on adoption in typed parts: how records come in, how the loop is used, and what was before it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.execution.actions.daily import LEADERS
from fairway.execution.queries import has_failed
from fairway.leadership.adoption.figures import adoption_figures
from fairway.leadership.adoption.giving_back import fields_counted_by
from fairway.leadership.adoption.queries import agreed_below
from fairway.leadership.adoption.types import Row
from fairway.leadership.adoption.wording import before_and_since, boxes, week_lines
from fairway.leadership.choosing import Choice, chosen_quarter
from fairway.leadership.page import OTHERS_READ
from fairway.leadership.periods import is_settled
from fairway.leadership.queries.heads import managers_shown
from fairway.leadership.queries.periods import last_closed
from fairway.leadership.queries.seeing import Seen, newest_written, own_sums_seen, sums_seen, without_small
from fairway.leadership.rows import NOTHING, below_words
from fairway.leadership.types import Figure
from fairway.leadership.wording import Shown
from fairway.lib.periods import week_period
from fairway.people import access
from fairway.people.queries import leaders_among
from fairway.people.types import PersonFacts, Viewer


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows."""

    rows: Sequence[Row]
    choices: Sequence[Choice]
    shown: Shown
    definitions: Sequence[Figure]
    newest_on: date | None  # the newest week that was worked out
    expected_on: date
    has_failed: bool

    @property
    def headline(self) -> str:
        """How soon records come in where most is known, in words."""
        first = self.rows[0].boxes[0].first[0] if self.rows else None
        if first is None or not first.value:
            return "How the CRM and Fairway are used"
        return f"Recorded within two days: {first.value} {first.rest}"

    @property
    def is_stale(self) -> bool:
        return self.newest_on is not None and self.newest_on < self.expected_on

    @property
    def looked_at(self) -> set[int]:
        """Of whom it tells something."""
        return {row.person.key for row in self.rows if row.person}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What every row is made from: the quarter, every closed week kept, and the fields activities are counted by."""

    shown: Shown
    weeks: Sequence[date]
    fields: Collection[str]
    settled_until_on: date


def adoption_page(viewer: Viewer, chosen_on: date | None, *, is_sent: bool = False) -> Page:
    """The page of the viewer, of the quarter that begins on a day, else the running one. What is sent to others tells
    nothing of the viewer's own team where it is small. Hidden for whoever leads nobody and is not in operations.
    """
    chosen = chosen_quarter(viewer.on, chosen_on)
    settled = [week_on for week_on in chosen.closed if is_settled(week_period(week_on).end_on, viewer.on)]
    below = agreed_below(viewer)
    fields = fields_counted_by(below.agreed, below.known)
    drawn = Drawn(chosen.shown, chosen.closed, fields, max(settled, default=date.min))
    return Page(
        rows=_rows(viewer, drawn, is_sent=is_sent),
        choices=chosen.choices,
        shown=chosen.shown,
        definitions=adoption_figures(),
        newest_on=newest_written(),
        expected_on=last_closed(viewer.on),
        has_failed=has_failed(LEADERS),
    )


def _rows(viewer: Viewer, drawn: Drawn, *, is_sent: bool) -> list[Row]:
    """Everybody below first, then each manager by name, then those the viewer leads themselves."""
    managers, key = managers_shown(viewer, None), viewer.person_key
    quarters = {drawn.shown.quarter.starts_on: drawn.shown.quarter.weeks}
    leads = key is not None and access.leads_anyone(viewer)
    keys = {one.key for one in managers} | ({key} if key is not None and leads else set())
    seen = sums_seen(viewer, keys, drawn.weeks, quarters)
    mixed = leaders_among([one.key for one in managers], viewer.on)  # of several teams, each with its own beginning
    rows = [
        _row(one.name, one.team, seen.get(one.key, NOTHING), drawn, one, is_mixed=one.key in mixed) for one in managers
    ]
    if managers and key is not None and leads:
        below = seen.get(key, NOTHING)
        rows.insert(0, _row(below_words(None), "Groups of five sellers or more", below, drawn, is_mixed=True))
    own = own_sums_seen(viewer, drawn.weeks, quarters)
    if any(week_on in own.weeks for week_on in drawn.shown.weeks):  # and not of a time when they stood in for somebody
        line = OTHERS_READ if is_sent else "Yours alone to see whole: others see teams of five or more"
        rows.append(_row("Sellers you lead yourself", line, without_small(own) if is_sent else own, drawn))
    return rows


def _row(
    name: str, line: str, seen: Seen, drawn: Drawn, person: PersonFacts | None = None, *, is_mixed: bool = False
) -> Row:
    return Row(
        name=name,
        line=line,
        boxes=boxes(seen, drawn.shown, drawn.fields),
        weeks=week_lines(seen, drawn.shown),
        compared=None if is_mixed else before_and_since(seen, drawn.settled_until_on),
        person=person,
    )
