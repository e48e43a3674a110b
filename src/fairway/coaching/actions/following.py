"""Sessions to come follow the people: they pass to whoever leads the seller now, and are called off where one of the
two is gone.
"""

from collections import Counter
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from fairway.audit.actions import record_change
from fairway.coaching.actions.joining import leave
from fairway.coaching.beside.actions import fit_pass
from fairway.coaching.models import GroupSession, InviteLeft, InviteSent, Session
from fairway.coaching.queries.coaches import leader_among, leading
from fairway.coaching.queries.sessions import session_facts
from fairway.coaching.types import State
from fairway.lib.calendar_file import Method
from fairway.lib.periods import local_day
from fairway.people.queries import facts_of, organisation, people_leaving

UNLED = timedelta(days=1)  # nobody leads it, and it is to begin so soon: nobody will take it over


def follow_people(now: datetime) -> int:
    """Let sessions that are planned follow who works here and who leads whom. Returns how many changed; in statements
    constant in their number where none does.

    A session after its seller's last day is called off once that day is over. Whoever leads a seller instead takes the
    session over. One that nobody leads waits for somebody who will, until a day before it would begin.
    """
    zone = organisation().timezone
    on = local_day(now, zone)
    asked = Q(starts_at__gt=now) | Q(person__left_on__lt=on)
    rows = list(Session.objects.filter(asked, state=State.PLANNED).order_by("pk").defer("told"))
    leaving = people_leaving({row.person_id for row in rows})
    changed = 0
    to_come = []
    for row in rows:
        left_on = leaving.get(row.person_id)
        if left_on is not None and left_on < on:
            changed += local_day(row.starts_at, zone) > left_on and _call_off(row, now, "left")
        elif row.starts_at > now:
            to_come.append(row)
    return changed + _pass_on(to_come, now, on) + _part_groups()


def _pass_on(rows: list[Session], now: datetime, on: date) -> int:
    managers = leading({row.person_id for row in rows}, on)
    lost = [row for row in rows if row.coach_id is None or row.coach_id not in managers[row.person_id]]
    sellers = {seller.key: seller for seller in facts_of({row.person_id for row in lost}, on)} if lost else {}
    changed = 0
    for row in lost:
        seller = sellers.get(row.person_id)
        if seller is None:  # not here yet
            continue
        leader_key = leader_among(seller, None, managers[row.person_id])
        if leader_key != row.coach_id:
            changed += _hand_over(row, leader_key, now)
        elif row.starts_at <= now + UNLED:
            changed += _call_off(row, now, "nobody leads")
    return changed


def _part_groups() -> int:
    """A group stays with its coach while they lead any of it, else with whoever leads the most; the others of it have
    theirs alone. Asked of every group to come, so that a run that was cut off is made good by the next.
    """
    mixed = Session.objects.filter(state=State.PLANNED, group__isnull=False).exclude(coach_id=F("group__coach_id"))
    return sum(_part_group(key) for key in mixed.order_by("group_id").values_list("group_id", flat=True).distinct())


@transaction.atomic
def _part_group(key: int) -> int:
    group = GroupSession.objects.select_for_update().get(pk=key)
    sessions = list(Session.objects.select_for_update().filter(group=group, state=State.PLANNED).order_by("pk"))
    led = Counter(one.coach_id for one in sessions if one.coach_id is not None)
    if not led:
        return 0
    if group.coach_id not in led:
        group.coach_id = led.most_common(1)[0][0]
        group.save(update_fields=["coach"])
    others = [one for one in sessions if one.coach_id != group.coach_id]
    for one in others:
        leave(one, actor_id=None)
    return len(others)


@transaction.atomic
def _hand_over(row: Session, leader_key: int | None, now: datetime) -> bool:
    """Only what is as it was read: whatever somebody did meanwhile stands."""
    planned = Session.objects.filter(pk=row.pk, state=State.PLANNED, coach_id=row.coach_id)
    if not planned.update(coach_id=leader_key, passed_on=F("passed_on") + 1, changed_at=now):
        return False
    _record("pass_on_session", row)
    return True


@transaction.atomic
def _call_off(row: Session, now: datetime, why: str) -> bool:
    planned = Session.objects.filter(pk=row.pk, state=State.PLANNED, coach_id=row.coach_id, starts_at=row.starts_at)
    if not planned.update(state=State.CALLED_OFF, changed_at=now):
        return False
    fit_pass(Session.objects.get(pk=row.pk))
    _record("call_off_session", row, why=why)
    return True


def leave_in_calendars(person_key: int, now: datetime) -> None:
    """Somebody is erased, and their sessions with them: keep what takes those to come out of the others' calendars."""
    rows = Session.objects.filter(person_id=person_key, starts_at__gt=now).defer("told")
    own = {row.pk: session_facts(row) for row in rows}
    newest: dict[tuple[int, int], InviteSent] = {}
    for sent in InviteSent.objects.filter(session_id__in=list(own)).exclude(person_id=person_key).order_by("pk"):
        newest[sent.session_id, sent.person_id] = sent
    InviteLeft.objects.bulk_create(
        InviteLeft(
            person_id=sent.person_id,
            session_key=one.key,
            kind=one.kind,
            starts_at=one.starts_at,
            minutes=one.minutes,
            sequence=max(one.sequence, sent.sequence) + 1,
            since=now,
        )
        for sent in newest.values()
        for one in [own[sent.session_id]]
        if sent.method == Method.REQUEST
    )


def _record(action: str, row: Session, **more: str) -> None:
    detail = {"kind": row.kind, "at": row.starts_at.isoformat(), **more}
    record_change(actor_id=None, action=action, subject=("person", row.person_id), detail=detail)
