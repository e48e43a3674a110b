"""What managers did by week, and who began training when. Of everybody, for one sum: nothing here asks who looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fairway.lib.periods import week_of
from fairway.people.queries import every_line, organisation
from fairway.people.types import LineKind
from fairway.training.certifying.queries import led_over, sums_by_week, weeks_counted
from fairway.training.certifying.types import WEEKLY, Need
from fairway.training.curriculum.types import Track
from fairway.training.helping.comparing import Panel, Starts
from fairway.training.progress.queries import began_on

LOOKED_BACK = 104  # weeks at most
BEFORE_FIRST = 17  # weeks before anybody began that are looked at


@dataclass(frozen=True, slots=True)
class FieldPanel:
    """By figure what each manager's weeks add up to. Weeks are numbered, the newest closed one is `newest`."""

    panels: Mapping[Need, Panel]
    starts: Starts
    newest: int


def field_panel(on: date) -> FieldPanel:
    """Everybody who leads or led sellers in the last weeks."""
    began = began_on(Track.MANAGERS)
    since_first = (on - min(began.values(), default=on)).days // 7
    weeks = weeks_counted(on, min(LOOKED_BACK, since_first + BEFORE_FIRST))
    leading = {
        line.manager_key
        for line in every_line()
        if line.manager_key is not None and line.kind is LineKind.LINE and (line.to_on or date.max) >= weeks[0]
    }
    sums = sums_by_week(led_over(sorted(leading), weeks, on))
    numbers = {week_on: number for number, week_on in enumerate(weeks)}
    panels = {
        need: {
            key: {numbers[week_on]: getattr(one, need.value) for week_on, one in own.items()}
            for key, own in sums.items()
        }
        for need in WEEKLY
    }
    starts_on = organisation().week_starts_on
    first = weeks[0]
    starts = {key: (week_of(day, starts_on) - first).days // 7 for key, day in began.items() if key in leading}
    return FieldPanel(panels, starts, len(weeks) - 1)
