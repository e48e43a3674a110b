"""Sessions as facts, for whoever may know of them: the seller, and whoever leads them directly."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from fairway.audit.recording import row_as_json
from fairway.coaching.balance import Tap
from fairway.coaching.kinds import ONE_TO_ONE
from fairway.coaching.models import (
    CalendarChoice,
    GroupNote,
    GroupSession,
    InviteLeft,
    InviteSent,
    PulseTaken,
    Session,
    SessionNote,
    SessionPromise,
    SessionRhythm,
    SessionTap,
    Written,
)
from fairway.coaching.queries.messages import messages_kept_about
from fairway.coaching.queries.programme import programme_of
from fairway.coaching.rhythm import Gap
from fairway.coaching.sums.queries import closed_sums_about
from fairway.coaching.types import NoteFacts, Part, SessionFacts, State, TalkFocus
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.queries import organisation
from fairway.people.queries.keeping import account_key_of
from fairway.people.types import Facet, Viewer

SHOWN_BACK = timedelta(weeks=13)


def session_facts(row: Session) -> SessionFacts:
    return SessionFacts(
        key=row.pk,
        person_key=row.person_id,
        coach_key=row.coach_id,
        kind=row.kind,
        starts_at=row.starts_at,
        parts={Part(part): minutes for part, minutes in row.parts},
        state=State(row.state),
        opened_at=row.opened_at,
        held_at=row.held_at,
        moved=row.moved,
        passed_on=row.passed_on,
        changed_at=row.changed_at,
        group_key=row.group_id,
    )


def session(viewer: Viewer, key: int) -> SessionFacts:
    """One session, for the seller and whoever leads them directly; Hidden for everybody else."""
    row = Session.objects.filter(pk=key).first()
    if row is None:
        raise access.Hidden
    access.require(viewer, row.person_id, Facet.NOTES)
    return session_facts(row)


def told_of(key: int) -> dict[str, Any]:
    """What a session's pages said of the seller when it was held; empty before."""
    told: dict[str, Any] = Session.objects.values_list("told", flat=True).get(pk=key)
    return told


def to_come(person_key: int, kind: str = ONE_TO_ONE) -> SessionFacts | None:
    """The next session of a kind with a seller, or the one they are in."""
    states = [State.PLANNED, State.OPEN]
    row = Session.objects.filter(person_id=person_key, kind=kind, state__in=states).order_by("starts_at").first()
    return session_facts(row) if row else None


def sessions_of(person_keys: Collection[int], on: date) -> list[SessionFacts]:
    """Sessions of some sellers: what is to come, and what was held in the last thirteen weeks, the newest first."""
    shown = Q(state__in=[State.PLANNED, State.OPEN]) | Q(state=State.HELD, held_at__date__gte=on - SHOWN_BACK)
    rows = Session.objects.filter(shown, person_id__in=list(person_keys)).defer("told")
    return [session_facts(row) for row in rows.order_by("-starts_at", "-pk")]


def held_before(one: SessionFacts, count: int) -> list[SessionFacts]:
    """The last sessions of the same kind that were held before it, the oldest first."""
    rows = Session.objects.filter(person_id=one.person_key, kind=one.kind, state=State.HELD).exclude(pk=one.key)
    if one.held_at is not None:
        rows = rows.filter(held_at__lt=one.held_at)
    return [session_facts(row) for row in rows.defer("told").order_by("-held_at", "-pk")[:count]][::-1]


def gaps_of(person_keys: Collection[int], on: date, kind: str = ONE_TO_ONE) -> dict[int, Gap]:
    """By seller how the rhythm of a kind is kept."""
    keys, zone = list(person_keys), organisation().timezone
    rhythms = SessionRhythm.objects.filter(person_id__in=keys, kind=kind, ended_on=None)
    every = dict(rhythms.values_list("person_id", "every_days"))
    rows = Session.objects.filter(person_id__in=keys, kind=kind)
    held = dict(rows.filter(state=State.HELD).values_list("person_id").annotate(last=Max("held_at")))
    coming = dict(
        rows.filter(state__in=[State.PLANNED, State.OPEN]).values_list("person_id").annotate(next=Max("starts_at"))
    )

    def day(at: datetime | None) -> date | None:
        return local_day(at, zone) if at else None

    usual = programme_of(kind).every_days
    # What was planned for a day that is over and was not held is not to come.
    ahead = {key: next_on for key, at in coming.items() if (next_on := day(at)) is not None and next_on >= on}
    return {key: Gap(every.get(key, usual), day(held.get(key)), ahead.get(key), on) for key in keys}


def has_any() -> bool:
    """Whether any session was ever planned or held."""
    return Session.objects.exists()


def rhythm_of(person_key: int, kind: str) -> int | None:
    """Every how many days a seller is met for a kind of session, where that was agreed."""
    rows = SessionRhythm.objects.filter(person_id=person_key, kind=kind, ended_on=None)
    return rows.values_list("every_days", flat=True).first()


def notes_of(key: int) -> dict[Part, NoteFacts]:
    """The newest text of each part somebody wrote in."""
    return newest_of(SessionNote.objects.filter(session_id=key))


def newest_of(saves: QuerySet[Any]) -> dict[Part, NoteFacts]:
    """Of the saves of one page the newest of each part."""
    newest = saves.filter(part=OuterRef("part")).order_by("-version").values("version")[:1]
    return {Part(row.part): note_facts(row) for row in saves.filter(version=Subquery(newest))}


def note_facts(row: Written) -> NoteFacts:
    return NoteFacts(Part(row.part), row.text, row.version, row.edited_by, row.edited_at)


def taps_of(keys: Collection[int]) -> dict[int, list[Tap]]:
    """By session what somebody said the talk was about, in order."""
    found: dict[int, list[Tap]] = {key: [] for key in keys}
    for row in SessionTap.objects.filter(session_id__in=list(keys)).order_by("at", "pk"):
        found[row.session_id].append(Tap(row.at, TalkFocus(row.focus)))
    return found


def promise_keys_of(keys: Collection[int]) -> dict[int, int]:
    """Commitments made in some sessions, each with its session."""
    rows = SessionPromise.objects.filter(session_id__in=list(keys)).order_by("pk")
    return dict(rows.values_list("commitment_id", "session_id"))


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person, all columns, for that person's own export; whom sessions they led were with is left
    out.
    """
    own = Session.objects.filter(person_id=person_key).order_by("pk")
    led = Session.objects.filter(coach_id=person_key).exclude(person_id=person_key).order_by("pk")
    notes = SessionNote.objects.filter(session__person_id=person_key).order_by("pk")
    taps = SessionTap.objects.filter(session__person_id=person_key).order_by("pk")
    promises = SessionPromise.objects.filter(session__person_id=person_key).order_by("pk")
    rhythms = SessionRhythm.objects.filter(person_id=person_key).order_by("pk")
    groups = GroupSession.objects.filter(sessions__in=own.exclude(state=State.CALLED_OFF)).distinct().order_by("pk")
    written = GroupNote.objects.filter(Q(group__in=groups) | Q(edited_by=account_key_of(person_key) or 0))
    return {
        "coaching_sessions": [row_as_json(row) for row in own]
        + [{**row_as_json(row), "person_id": None, "told": {}} for row in led],
        "session_notes": [row_as_json(row) for row in notes],
        "group_sessions": [row_as_json(row) for row in groups],
        "group_notes": [row_as_json(row) for row in written.order_by("pk")],
        "session_taps": [row_as_json(row) for row in taps],
        "session_promises": [row_as_json(row) for row in promises],
        "pulses_answered": [row_as_json(row) for row in PulseTaken.objects.filter(person_id=person_key).order_by("pk")],
        "session_rhythms": [row_as_json(row) for row in rhythms],
        "calendar": [
            # The half of an address that is kept is no use to its owner, and some to a thief.
            {**row_as_json(row), "serial": bool(row.serial)}
            for row in CalendarChoice.objects.filter(person_id=person_key)
        ],
        "appointments_to_take_out": [
            row_as_json(row) for row in InviteLeft.objects.filter(person_id=person_key).order_by("pk")
        ],
        "session_invites": [row_as_json(row) for row in InviteSent.objects.filter(person_id=person_key).order_by("pk")],
        **messages_kept_about(person_key),
        **closed_sums_about(person_key),
    }
