"""What speaks against a time for a session: another session of one of the two, or a day off of either. Told and never
refused; with whom, and why somebody is off, is told to nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from fairway.coaching.groups.types import GroupFacts
from fairway.coaching.models import Session
from fairway.coaching.queries.coaches import leader_of
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts, State
from fairway.lib.periods import Period, local_day
from fairway.people.queries import facts_of, keys_managed_directly, names_of, working_time_of
from fairway.people.types import Viewer
from fairway.people.working_time import is_working_day
from fairway.web.words import first_name, join_words

LONGEST = timedelta(days=1)  # of any session


@dataclass(frozen=True, slots=True)
class Placing:
    """A time for a session of two. `starts_at` is aware; `key` is the session that stands there itself."""

    person_key: int
    coach_key: int
    starts_at: datetime
    minutes: int
    key: int

    @property
    def both(self) -> tuple[int, int]:
        return self.person_key, self.coach_key

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def spoken_against(viewer: Viewer, placing: Placing) -> str:
    """What one of the two should know of a time, as sentences without the last full stop; empty where nothing speaks
    against it. For whoever the access door let plan it.
    """
    busy, off, names = _busy(viewer, placing), _off(viewer, placing), names_of(placing.both)
    own_first = sorted(placing.both, key=lambda key: key != viewer.person_key)
    who = {key: "You" if key == viewer.person_key else first_name(names.get(key, "The other")) for key in own_first}
    said = (_busy_words([who[key] for key in who if key in busy]), _off_words([who[key] for key in who if key in off]))
    return ". ".join(words for words in said if words)


def _busy_words(who: list[str]) -> str:
    if len(who) > 1:
        return f"{join_words(who)} have other sessions then"
    return f"{who[0]} {'have' if who[0] == 'You' else 'has'} another session then" if who else ""


def _off_words(who: list[str]) -> str:
    if not who:
        return ""
    return f"{join_words(who)} {'is' if len(who) == 1 and who[0] != 'You' else 'are'} not expected at work that day"


def _busy(viewer: Viewer, placing: Placing) -> set[int]:
    """Who of the two has another session to come in that time: as the seller, or as whoever leads it now."""
    led = keys_managed_directly(placing.person_key, viewer.on) | keys_managed_directly(placing.coach_key, viewer.on)
    about = Q(person_id__in=[*placing.both, *led]) | Q(coach_id__in=placing.both)
    rows = Session.objects.filter(about, state__in=[State.PLANNED, State.OPEN], starts_at__lt=placing.ends_at)
    rows = rows.filter(starts_at__gt=placing.starts_at - LONGEST).exclude(pk=placing.key).defer("told")
    beside = Session.objects.filter(pk=placing.key, group__isnull=False).values("group_id")
    rows = rows.exclude(group_id__in=beside)  # those of its group are the same appointment
    found = [one for one in map(session_facts, rows) if one.ends_at > placing.starts_at]
    return {key for one in found for key in (one.person_key, _leader(one, viewer))} & set(placing.both)


def _leader(one: SessionFacts, viewer: Viewer) -> int:
    """Whoever leads it now; 0 where nobody does."""
    sellers = facts_of([one.person_key], viewer.on)
    return (leader_of(sellers[0], one.coach_key, viewer.on) if sellers else None) or 0


def _off(viewer: Viewer, placing: Placing) -> set[int]:
    """Who of the two is not expected at work on that day, by their own clock."""
    return _off_then(placing.both, placing.starts_at, viewer)


def _off_then(keys: Collection[int], starts_at: datetime, viewer: Viewer) -> set[int]:
    days = {one.key: local_day(starts_at, one.timezone) for one in facts_of(keys, viewer.on)}
    if not days:
        return set()
    times = working_time_of(days.keys(), Period(min(days.values()), max(days.values())))
    return {key for key, day in days.items() if not is_working_day(times[key], day)}


def spoken_against_group(viewer: Viewer, found: GroupFacts) -> str:
    """The same for a group and whoever leads it, in statements constant in their number."""
    keys = found.person_keys | ({found.coach_key} if found.coach_key is not None else set())
    first = found.first
    rows = Session.objects.filter(
        Q(person_id__in=keys) | Q(coach_id=found.coach_key),
        state__in=[State.PLANNED, State.OPEN],
        starts_at__lt=first.ends_at,
        starts_at__gt=first.starts_at - LONGEST,
    ).exclude(group_id=found.key)
    others = [one for one in map(session_facts, rows.defer("told")) if one.ends_at > first.starts_at]
    busy = {key for one in others for key in (one.person_key, one.coach_key) if key in keys}
    off, names = _off_then(keys, first.starts_at, viewer), names_of(keys)
    own_first = sorted(keys, key=lambda key: (key != viewer.person_key, names.get(key, "")))
    who = {key: "You" if key == viewer.person_key else first_name(names.get(key, "The other")) for key in own_first}
    said = (_busy_words([who[key] for key in who if key in busy]), _off_words([who[key] for key in who if key in off]))
    return ". ".join(words for words in said if words)
