"""What speaks against a time for a session: another session of somebody in it, or a day off. Told and never
refused; with whom, and why somebody is off, is told to nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from fairway.coaching.groups.types import GroupFacts
from fairway.coaching.models import Session
from fairway.coaching.queries.coaches import leader_among, leading
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import State
from fairway.lib.periods import Period, local_day
from fairway.people.queries import facts_of, led_since, names_of, working_time_of
from fairway.people.types import Viewer
from fairway.people.working_time import is_working_day
from fairway.web.words import first_name, join_words

LONGEST = timedelta(days=1)  # of any session


@dataclass(frozen=True, slots=True)
class Placing:
    """A time for a session, or for those of a group, and everybody in it. `starts_at` is aware; `keys` are the sessions
    that stand there themselves.
    """

    people: frozenset[int]
    starts_at: datetime
    minutes: int
    keys: frozenset[int]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def of_two(person_key: int, coach_key: int, starts_at: datetime, minutes: int, key: int) -> Placing:
    """That of one session."""
    return Placing(frozenset({person_key, coach_key}), starts_at, minutes, frozenset({key}))


def of_group(found: GroupFacts) -> Placing:
    """That of a group as it stands."""
    people = found.person_keys | ({found.coach_key} if found.coach_key is not None else set())
    return Placing(people, found.starts_at, found.first.minutes, frozenset(one.key for one in found.sessions))


def spoken_against(viewer: Viewer, placing: Placing) -> str:
    """What those in a session should know of a time, as sentences without the last full stop; empty where nothing
    speaks against it. For whoever the access door let plan it; in statements constant in their number.
    """
    busy, off, names = _busy(viewer, placing), _off(viewer, placing), names_of(placing.people)
    own_first = sorted(placing.people, key=lambda key: (key != viewer.person_key, names.get(key, "")))
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
    """Who of them has another session to come in that time: as the seller, or as whoever leads it now."""
    led = {key for own in led_since(placing.people, viewer.on, viewer.on).values() for key in own}
    about = Q(person_id__in=placing.people | led) | Q(coach_id__in=placing.people)
    rows = Session.objects.filter(about, state__in=[State.PLANNED, State.OPEN], starts_at__lt=placing.ends_at)
    rows = rows.filter(starts_at__gt=placing.starts_at - LONGEST).exclude(pk__in=placing.keys).defer("told")
    found = [one for one in map(session_facts, rows) if one.ends_at > placing.starts_at]
    sellers = {seller.key: seller for seller in facts_of({one.person_key for one in found}, viewer.on)}
    managers = leading(sellers, viewer.on)
    busy = {one.person_key for one in found} | {
        leader_among(sellers[one.person_key], one.coach_key, managers[one.person_key])
        for one in found
        if one.person_key in sellers
    }
    return {key for key in placing.people if key in busy}


def _off(viewer: Viewer, placing: Placing) -> set[int]:
    """Who of them is not expected at work on that day, by their own clock."""
    days = {one.key: local_day(placing.starts_at, one.timezone) for one in facts_of(placing.people, viewer.on)}
    if not days:
        return set()
    times = working_time_of(days.keys(), Period(min(days.values()), max(days.values())))
    return {key for key, day in days.items() if not is_working_day(times[key], day)}
