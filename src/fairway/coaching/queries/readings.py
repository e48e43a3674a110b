"""What was read of talks, for the two who talked and nobody else, whoever leads the seller meanwhile."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from fairway.audit.recording import row_as_json
from fairway.coaching.found_promises import FoundPromise, found_from
from fairway.coaching.measured import Measured, measured_from
from fairway.coaching.models import ReadingConsent, Session, TalkReading
from fairway.coaching.queries.sessions import session, session_facts
from fairway.coaching.types import SessionFacts
from fairway.people import access
from fairway.people.types import Facet, Viewer


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """How far the two are with having a talk read. `agreed` gives, of each who agreed, whether they keep the words."""

    own_key: int  # the viewer, one of the two
    both: frozenset[int]
    agreed: Mapping[int, bool] = field(default_factory=dict)
    read_at: datetime | None = None
    measured: Measured | None = None
    promises_found: Sequence[FoundPromise] = ()
    words: Sequence[Mapping[str, str]] = ()

    @property
    def has_agreed(self) -> bool:
        return self.own_key in self.agreed

    @property
    def is_agreed(self) -> bool:
        return self.both == set(self.agreed)

    @property
    def keeps_words(self) -> bool:
        return self.is_agreed and all(self.agreed.values())


def of_the_two(viewer: Viewer, key: int) -> SessionFacts:
    """A session, for the seller and whoever led it; Hidden for everybody else, also who leads the seller today."""
    one = session(viewer, key)
    access.require(viewer, one.person_key, Facet.TRANSCRIPTS)
    if viewer.person_key not in {one.person_key, one.coach_key}:
        raise access.Hidden
    return one


def reading_of(viewer: Viewer, one: SessionFacts) -> ReadingFacts | None:
    """None for whoever is not one of the two, and where the other is known no more."""
    own_key = viewer.person_key
    if own_key is None or one.coach_key is None or own_key not in {one.person_key, one.coach_key}:
        return None
    both = frozenset({one.person_key, one.coach_key})
    agreed = dict(ReadingConsent.objects.filter(session_id=one.key).values_list("person_id", "keeps_words"))
    row = TalkReading.objects.filter(session_id=one.key).first()
    if row is None:
        return ReadingFacts(own_key, both, agreed)
    promises_found = [found_from(each) for each in row.promises_found]
    return ReadingFacts(own_key, both, agreed, row.read_at, measured_from(row.measured), promises_found, row.words)


def measured_in(viewer: Viewer, ones: Collection[SessionFacts]) -> dict[int, Measured]:
    """By session what was read, of those in which the viewer was one of the two."""
    keys = [one.key for one in ones if viewer.person_key in {one.person_key, one.coach_key}]
    rows = TalkReading.objects.filter(session_id__in=keys).values_list("session_id", "measured")
    return {key: measured_from(stored) for key, stored in rows}


def proposed_to(viewer: Viewer) -> list[SessionFacts]:
    """Held sessions the other of the two proposed to have read, and the viewer has not answered."""
    key = viewer.person_key
    if key is None:
        return []
    rows = (
        Session.objects.filter(Q(person_id=key) | Q(coach_id=key), consents__isnull=False, reading__isnull=True)
        .exclude(consents__person_id=key)
        .defer("told")
    )
    found = [session_facts(row) for row in rows.order_by("-starts_at", "-pk")]
    seen = access.visible_keys(viewer, {one.person_key for one in found}, Facet.TRANSCRIPTS)
    return [one for one in found if one.person_key in seen]


def agreed_before(viewer: Viewer) -> list[SessionFacts]:
    """Sessions somebody led and agreed to have read, of sellers they lead no more: they may still take that back."""
    if viewer.person_key is None:
        return []
    rows = Session.objects.filter(coach_id=viewer.person_key, consents__person_id=viewer.person_key).defer("told")
    seen = access.visible_keys(viewer, {row.person_id for row in rows}, Facet.TRANSCRIPTS)
    return [session_facts(row) for row in rows if row.person_id not in seen]


def kept_of_readings(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person for that person's own export. Of talks they led the seller's words are left out."""
    own = TalkReading.objects.filter(session__person_id=person_key).order_by("pk")
    led = TalkReading.objects.filter(session__coach_id=person_key).exclude(session__person_id=person_key).order_by("pk")
    consents = ReadingConsent.objects.filter(person_id=person_key).order_by("pk")
    return {
        "readings_of_talks": [row_as_json(row) for row in own] + [_of_coach(row) for row in led],
        "consents_to_readings": [row_as_json(row) for row in consents],
    }


def _of_coach(row: TalkReading) -> dict[str, Any]:
    row.words = [one for one in row.words if one["who"] == "manager"]
    row.promises_found = [one for one in row.promises_found if one["who"] == "manager"]
    return row_as_json(row)
