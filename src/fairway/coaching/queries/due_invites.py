"""Whom to mail what of sessions to come: of those planned, moved, passed on, called off, and gone with their seller."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from fairway.coaching.appointing import News, appointment_of, title_of, uid_of
from fairway.coaching.beside.appointing import appointment_beside
from fairway.coaching.beside.queries import helped, helped_soon
from fairway.coaching.beside.types import CoCoachFacts
from fairway.coaching.groups.standing import is_stood_for, others_there, standing_for
from fairway.coaching.models import InviteLeft, InviteSent, Session
from fairway.coaching.queries.addresses import page_address
from fairway.coaching.queries.coaches import leader_among, leading
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import SessionFacts, State
from fairway.lib.calendar_file import Appointment, Method
from fairway.people.queries import facts_of, names_of
from fairway.people.types import PersonFacts

TOO_OLD = timedelta(days=1)  # a change nobody could be mailed of for so long stands on the page and at the address


@dataclass(frozen=True, slots=True)
class Invite:
    """A mail to one of the two of a session, or its co-coach; `session` is None once it went with its seller."""

    session: SessionFacts | None
    reader: PersonFacts
    appointment: Appointment
    news: News
    left: InviteLeft | None = None
    is_beside: bool = False  # to its co-coach

    @property
    def method(self) -> Method:
        return Method.CANCEL if self.news.is_over else Method.REQUEST


def due_to_the_two(now: datetime, on: date) -> list[Invite]:
    """Whom to tell what: of sessions to come that were planned, moved, passed on or called off of late, and not told
    before; and of those that passed to another who leads the seller, whenever that was.
    """
    states, fresh_from = [State.PLANNED, State.CALLED_OFF], now - TOO_OLD
    told_of = InviteSent.objects.filter(method=Method.REQUEST).values("session_id")
    rows = Session.objects.filter(starts_at__gt=now, state__in=states)
    due = Q(changed_at__gte=fresh_from) | Q(pk__in=told_of)
    # Of a group whose one session changed the others tell how many it is with, and which stands for all.
    others = Q(group_id__in=rows.filter(due, group__isnull=False).values("group_id"))
    found = [session_facts(row) for row in rows.filter(due | others).defer("told").order_by("pk")]
    told: dict[int, dict[int, InviteSent]] = {one.key: {} for one in found}
    for row in InviteSent.objects.filter(session_id__in=list(told)).order_by("pk"):
        told[row.session_id][row.person_id] = row
    sellers = {seller.key: seller for seller in facts_of({one.person_key for one in found}, on)}
    managers = leading(sellers, on)
    guests = {key: {facts.person_key for facts in beside} for key, beside in helped(told).items()}
    led = {
        one.key: leader_among(sellers[one.person_key], one.coach_key, managers[one.person_key])
        if one.person_key in sellers
        else None
        for one in found
    }
    gathered = standing_for((one, led[one.key]) for one in found)
    asked = []
    for one in found:
        leader_key = led[one.key]
        is_fresh = (one.changed_at or now) >= fresh_from
        own = {
            key: newest
            for key, newest in told[one.key].items()
            if key in {one.person_key, leader_key} or key not in guests[one.key]
        }
        is_stood = is_stood_for(one, leader_key, gathered)
        for key, news in _told_anew(one, leader_key, own, is_fresh=is_fresh, is_stood=is_stood):
            asked.append((one, key, leader_key if key == one.person_key else one.person_key, news))
    people = {person.key: person for person in facts_of({key for _, key, _, _ in asked}, on)}
    names = names_of({other for _, _, other, _ in asked if other is not None})

    def appointment(one: SessionFacts, key: int, other: int | None, news: News) -> Appointment:
        is_led = key != one.person_key and news is not News.IN_GROUP
        count = others_there(one, led[one.key], gathered) if is_led else 1
        found = _appointment(one, names.get(other or 0), news, count)
        return replace(found, sequence=_sequence(found.sequence, told[one.key].get(key), news))

    return [
        Invite(one, people[key], appointment(one, key, other, news), news)
        for one, key, other, news in asked
        if key in people
    ]


def _told_anew(
    one: SessionFacts, leader_key: int | None, told: dict[int, InviteSent], *, is_fresh: bool, is_stood: bool
) -> Iterator[tuple[int, News]]:
    """Whoever has it as it was, or not at all; and to whom it is over: called off, or somebody else's by now. Of what
    changed long ago only whoever took it over is told. While nobody leads it there is nothing new to tell its seller.
    Where another session of its group stands for it, its leader is not told of this one.
    """
    both = _both(one, leader_key, is_stood=is_stood)
    kept = {one.person_key} if one.state is State.PLANNED else set()
    has_passed_on = any(key not in {*both, *kept} for key in told)
    for key in both:
        newest = told.get(key)
        if newest is None:
            # Which session stands for a group may change without any change of its own.
            if has_passed_on or is_fresh or (one.group_key is not None and key == leader_key):
                yield key, News.PLANNED
        elif newest.method == Method.CANCEL:
            yield key, News.PLANNED
        elif (newest.sequence < one.sequence or newest.moved < one.moved) and is_fresh:
            yield key, _changed(one, newest, is_leader=key == leader_key)
    for key, newest in told.items():
        if newest.method == Method.REQUEST and key not in {*both, *kept}:
            yield key, _over(one, is_stood=is_stood and key == leader_key)


def _sequence(own: int, newest: InviteSent | None, news: News) -> int:
    """What a reader's copy counts on from what they were last told: an appointment that was taken out of a calendar
    comes back under a higher number only (RFC 5546).
    """
    if newest is None:
        return own
    return max(own, newest.sequence + (0 if news.is_over else 1))


def _both(one: SessionFacts, leader_key: int | None, *, is_stood: bool) -> tuple[int, ...]:
    if one.state is not State.PLANNED or leader_key is None:
        return ()
    return (one.person_key,) if is_stood else (one.person_key, leader_key)


def _changed(one: SessionFacts, newest: InviteSent, *, is_leader: bool) -> News:
    if newest.moved < one.moved:
        return News.MOVED
    if is_leader:
        return News.PLANNED
    return News.PASSED_ON if one.group_key is None else News.TOGETHER


def _over(one: SessionFacts, *, is_stood: bool) -> News:
    if one.state is not State.PLANNED:
        return News.CALLED_OFF
    return News.IN_GROUP if is_stood else News.NOT_THEIRS


def _appointment(one: SessionFacts, other: str | None, news: News, gathered: int) -> Appointment:
    """What the reader's calendar is told: of their own copy, which is over where it is theirs no more."""
    name, key = ("group", one.group_key) if gathered > 1 else ("room", one.key)
    appointment = appointment_of(one, other, page_address(f"coaching:{name}", key), gathered)
    return replace(appointment, is_called_off=True) if news.is_over else appointment


def due_of_those_gone(on: date) -> list[Invite]:
    """Sessions that went with their seller and stand in a calendar still."""
    rows = list(InviteLeft.objects.order_by("pk"))
    people = {person.key: person for person in facts_of({row.person_id for row in rows}, on)} if rows else {}
    return [
        Invite(None, people[row.person_id], _appointment_left(row), News.CALLED_OFF, row)
        for row in rows
        if row.person_id in people
    ]


def _appointment_left(row: InviteLeft) -> Appointment:
    return Appointment(
        uid=uid_of(row.session_key),
        title=title_of(row.kind, None),
        starts_at=row.starts_at,
        minutes=row.minutes,
        url="",
        changed_at=row.since,
        sequence=row.sequence,
        is_called_off=True,
    )


def due_beside(now: datetime, on: date) -> list[Invite]:
    """The same for co-coaches: whoever both agreed to is told once and with each move, also of what was planned long
    ago; whom it ended with, that it did. While one of the two has to agree anew nothing is told.
    """
    found = helped_soon(now)
    sellers = {seller.key: seller for seller in facts_of({one.person_key for one, _ in found.values()}, on)}
    managers = leading(sellers, on)
    keys = {facts.person_key for _, beside in found.values() for facts in beside}
    people = {person.key: person for person in facts_of(keys.union(*managers.values()), on)}
    told = {
        (row.session_id, row.person_id): row
        for row in InviteSent.objects.filter(session_id__in=list(found)).order_by("pk")
    }
    due = []
    for one, beside in found.values():
        seller = sellers.get(one.person_key)
        leader_key = leader_among(seller, one.coach_key, managers[seller.key]) if seller else None
        for facts in beside:
            if seller is None or facts.person_key == leader_key or facts.person_key not in people:
                continue
            news = _news_beside(one, facts, told.get((one.key, facts.person_key)), managers[seller.key])
            if news is not None:
                names = (seller.name, *([people[leader_key].name] if leader_key in people else ()))
                page = page_address("coaching:beside", one.key)
                appointment = appointment_beside(one, names, page, is_over=news.is_over)
                due.append(Invite(one, people[facts.person_key], appointment, news, is_beside=True))
    return due


def _news_beside(
    one: SessionFacts, facts: CoCoachFacts, newest: InviteSent | None, managers: Collection[int]
) -> News | None:
    if facts.ended_on is not None or one.state is State.CALLED_OFF:
        is_told = newest is not None and newest.method == Method.REQUEST
        over = News.CALLED_OFF if one.state is State.CALLED_OFF else News.NOT_THEIRS
        return over if is_told else None
    if not facts.is_agreed(one.state, managers):
        return None
    if newest is None:
        return News.PLANNED
    if newest.sequence < one.sequence:
        return News.MOVED if newest.moved < one.moved else News.PASSED_ON
    return None
