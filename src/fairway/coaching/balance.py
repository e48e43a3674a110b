"""What a talk was about, from the agenda's clock or from taps. Nothing is recorded but which of three it was.

Without a tap a stretch counts as what the agenda was at: that is an estimate and is called one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairway.coaching.types import Part, TalkFocus

AIM = 0.6  # share of a talk about activities, from which it is coaching
ABOUT = {Part.NUMBER: TalkFocus.RESULTS, Part.OWN_READ: TalkFocus.OTHER}  # everything else is about activities


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody said what the talk is about from then on."""

    at: datetime
    focus: TalkFocus


@dataclass(frozen=True, slots=True)
class Balance:
    """Seconds of a talk by what they were about."""

    seconds: Mapping[TalkFocus, float]
    is_estimated: bool  # nobody tapped
    is_read: bool = False  # from a transcript both agreed to have read

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    def share(self, focus: TalkFocus) -> float:
        """Between 0 and 1; 0 before anything was said."""
        return self.seconds.get(focus, 0.0) / self.total if self.total else 0.0


def balance_of(parts: Mapping[Part, int], taps: Sequence[Tap], opened_at: datetime, until_at: datetime) -> Balance:
    """A talk from its opening to an instant. The agenda tells until the first tap, each tap until the next."""
    seconds = dict.fromkeys(TalkFocus, 0.0)
    own = sorted((tap for tap in taps if opened_at <= tap.at <= until_at), key=lambda tap: tap.at)
    first_at = own[0].at if own else until_at
    for focus, from_at, to_at in [*_by_agenda(parts, opened_at, first_at), *_by_taps(own, until_at)]:
        seconds[focus] += max((to_at - from_at).total_seconds(), 0.0)
    return Balance(seconds, is_estimated=not own)


def balance_read(shares: Mapping[TalkFocus, float], seconds: float) -> Balance:
    """The same from a conversation that was read: its length cut by the shares of what was said."""
    return Balance({focus: seconds * shares[focus] for focus in TalkFocus}, is_estimated=False, is_read=True)


def part_at(parts: Mapping[Part, int], opened_at: datetime, at: datetime) -> Part:
    """Where the agenda is at an instant; the last part goes on until the end."""
    left = (at - opened_at).total_seconds()
    for part, minutes in parts.items():
        left -= minutes * 60
        if left < 0:
            return part
    return [*parts][-1]


def _by_agenda(
    parts: Mapping[Part, int], opened_at: datetime, until_at: datetime
) -> list[tuple[TalkFocus, datetime, datetime]]:
    found, at = [], opened_at
    for part, minutes in parts.items():
        to_at = min(at + timedelta(minutes=minutes), until_at)
        found.append((ABOUT.get(part, TalkFocus.ACTIVITIES), at, to_at))
        at = to_at
    # Who talks on beyond the time talks on of the last thing that was not the number: it has one minute.
    last = next((part for part in reversed([*parts]) if part is not Part.NUMBER), Part.NUMBER)
    found.append((ABOUT.get(last, TalkFocus.ACTIVITIES), at, until_at))
    return found


def _by_taps(taps: Sequence[Tap], until_at: datetime) -> list[tuple[TalkFocus, datetime, datetime]]:
    ends = [*(tap.at for tap in taps[1:]), until_at]
    return [(tap.focus, tap.at, end_at) for tap, end_at in zip(taps, ends, strict=False)]  # no tap: one end too many
