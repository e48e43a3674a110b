"""The page of the leading story: a quarter's parts, the paragraph, and how up to date they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.leadership.choosing import Choice, chosen_quarter
from fairway.leadership.queries.periods import last_closed
from fairway.leadership.queries.seeing import Seen, newest_written, sums_seen, whole_sums_seen
from fairway.leadership.rows import NOTHING
from fairway.leadership.story import parts, signs, telling
from fairway.leadership.story.queries import known_of
from fairway.leadership.story.reading import activities_in, everything_told, weeks_executed
from fairway.leadership.story.types import ActivityStory, Chapter, Story
from fairway.leadership.wording import Shown
from fairway.lib.periods import week_period
from fairway.people import access
from fairway.people.types import Viewer
from fairway.web.charts import Column
from fairway.web.words import day

ROLES_TODAY = "As of today: names of activities and objectives, and whose roles are looked at."
FEW_LEFT_OUT = "Nothing here is of fewer than five sellers; what joins no group of five is left out."
SIGNS_LEAD = "What shows before revenue does, each with what it does not say. Results stand last."
LEAST_DRAWN = 3  # weeks, for a picture


@dataclass(frozen=True, slots=True)
class StoryPage:
    """The story with what its frame shows."""

    story: Story
    choices: Sequence[Choice]
    strip: Sequence[Column | None]
    strip_label: str
    has_weeks: bool  # whether anything was ever added up
    is_stale: bool

    @property
    def is_drawn(self) -> bool:
        """Whether there are weeks enough for a picture."""
        return sum(column is not None for column in self.strip) >= LEAST_DRAWN


def story_page(viewer: Viewer, chosen_on: date | None) -> StoryPage:
    """The story of everybody below the viewer, of the organisation for operations who lead nobody; of the quarter that
    begins on a day, else the running one. Hidden for whoever else leads nobody.
    """
    chosen = chosen_quarter(viewer.on, chosen_on)
    shown, strip = chosen.shown, chosen.strip
    seen = _seen(viewer, shown, strip)
    keys = activities_in(seen, shown)
    known = known_of(viewer, keys, week_period(shown.weeks[-1]).end_on if shown.weeks else viewer.on)
    story = story_of(seen, shown, strip, everything_told(seen, shown, known, keys))
    newest = newest_written()
    weeks = weeks_executed(seen, strip)
    return StoryPage(
        story=story,
        choices=chosen.choices,
        strip=[_column(week_on, one) for week_on, one in zip(strip, weeks, strict=True)],
        strip_label=f"Activities executed by closed week; told of {sum(one is not None for one in weeks)} weeks.",
        has_weeks=newest is not None,
        is_stale=newest is not None and newest < last_closed(viewer.on),
    )


def _seen(viewer: Viewer, shown: Shown, strip: Sequence[date]) -> Seen:
    """The stored sums of everybody below the viewer; a quarter ago as well, to compare with."""
    ago = [week_on - signs.QUARTER_AGO for week_on in shown.weeks[-1:]]
    weeks, quarters = {*shown.weeks, *strip, *ago}, {shown.quarter.starts_on: shown.quarter.weeks}
    if access.leads_anyone(viewer) and viewer.person_key is not None:
        return sums_seen(viewer, {viewer.person_key}, weeks, quarters).get(viewer.person_key, NOTHING)
    return whole_sums_seen(viewer, weeks, quarters)


def story_of(seen: Seen, shown: Shown, strip: Sequence[date], told: Sequence[ActivityStory]) -> Story:
    """The story from what may be read of sums, and what is known of each activity."""
    told_parts = [
        parts.worked(told),
        parts.changed(told, seen.quarters.get(shown.quarter.starts_on), shown.quarter_words),
        parts.stopped(told, shown.quarter_words),
        Chapter("signs", parts.SIGNS, SIGNS_LEAD, signs.signs(seen, shown, strip), "", (signs.picture(seen, strip),)),
    ]
    cards = {card.key: card for part in told_parts for card in part.cards}
    early = [
        (signs.executed_in_words(weeks_executed(seen, strip), strip), "sign-executed"),
        (signs.objectives_in_words(seen, shown), "sign-objectives"),
        (signs.landing_in_words(seen, shown), "sign-landing"),
    ]
    scope = _scope(shown)
    return Story(
        title=f"The leading story of {shown.name}",
        scope=scope,
        known_until_on=week_period(shown.weeks[-1]).end_on if shown.weeks else None,
        parts=told_parts,
        paragraph=telling.paragraph(scope, told, cards, early),
        notes=_notes(shown),
    )


def _scope(shown: Shown) -> str:
    if not shown.weeks:
        return f"{shown.name}: no week of it has closed yet."
    return f"{shown.name}, closed weeks {shown.span_words}."


def _notes(shown: Shown) -> list[str]:
    """What is of then and what is of today."""
    as_then = "As it was then: sums, who stood under whom, and evidence of the last closed week"
    until_on = f" up to {day(week_period(shown.weeks[-1]).end_on)}" if shown.weeks else ""
    return [f"{as_then}{until_on}.", ROLES_TODAY, FEW_LEFT_OUT]


def _column(week_on: date, week: tuple[float, float] | None) -> Column | None:
    if week is None:
        return None
    return Column(week_on, week[0], week[1], "met" if week[0] >= week[1] else "missed")
