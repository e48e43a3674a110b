"""Corrections as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from fairway.ledger.types import NOTHING, Count
from fairway.lib.periods import week_label
from fairway.web.words import day, join_words, plural


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """A closed week with the number before a correction, and by it."""

    week_on: date
    was: str
    now: str
    seller: str = ""
    before: Count = NOTHING
    after: Count = NOTHING
    is_planned: bool = False  # whether the seller has it in force

    @property
    def label(self) -> str:
        """The week's name in an address."""
        return week_label(self.week_on)


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction beside the weeks of one person, newest first."""

    version: int
    by: str
    on: date
    reason: str
    rule_before: str
    weeks: Sequence[ShownWeek]

    @property
    def made(self) -> str:
        return f"Corrected by {self.by} on {self.on:%-d %b %Y}"

    @property
    def weeks_in_words(self) -> str:
        """The newest week with both numbers, and how many more."""
        newest = self.weeks[0]
        more = f", and {plural(len(self.weeks) - 1, 'more week')}" if len(self.weeks) > 1 else ""
        return f"Week of {day(newest.week_on)}: {newest.now}, was {newest.was}{more}"

    def week(self, week_on: date) -> ShownWeek | None:
        return next((one for one in self.weeks if one.week_on == week_on), None)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a correction would change, before it is saved. `seal` stands for what was asked about."""

    people: int
    weeks: int
    first_on: date
    seal: str
    planned: Sequence[str] = ()  # whoever has it in force, as far as the reader may know them
    planned_count: int = 0
    rows: Sequence[ShownWeek] = ()
    divided_by: Sequence[str] = ()  # metrics that divide by it, or it by them

    @property
    def headline(self) -> str:
        weeks = plural(self.weeks, "closed week")
        return f"{weeks} of {plural(self.people, 'person', 'people')} would get another number"

    @property
    def in_force(self) -> str:
        """Who has it in force, and who is told."""
        if not self.planned_count:
            return "Nobody has it in force, so nobody is told; the pages with these weeks say it."
        many = self.planned_count - len(self.planned)
        named = join_words([*self.planned, *([plural(many, "other")] if many else [])])
        return f"In force for {named}. They and their managers read on their pages what changed."


@dataclass(frozen=True, slots=True)
class ToldCorrection:
    """What somebody who has a corrected metric in force, or leads one who has, reads until they put it away."""

    key: int
    headline: str
    reason: str
    changed: str
    is_about_others: bool = False
    # Seller's slug, address of the metric, label of the week, words.
    links: Sequence[tuple[str, str, str, str]] = field(default_factory=tuple)
