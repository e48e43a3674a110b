"""Rows planted for the walls on what is kept about people: pilots, obstacles, proposals, conclusions, corrections."""

from datetime import date, timedelta
from typing import Any

from fairway.coaching.models import (
    CoCoach,
    DigestSent,
    GroupNote,
    GroupSession,
    InviteLeft,
    InviteSent,
    Observation,
    Pairing,
    PairingNote,
    PairingOffer,
    ReadingConsent,
    Session,
    SessionNote,
    SessionPromise,
    SessionRhythm,
    SessionSummary,
    SessionTap,
    TalkReading,
)
from fairway.commitments.models import Commitment, Obstacle
from fairway.evidence.models import Pilot, PilotSeller, SellerLanding, SellerVerdict
from fairway.exchange.models import OutboxEntry
from fairway.leadership.models import (
    ManagerReview,
    OwnChoice,
    ReviewNote,
    ReviewPress,
    ReviewPromise,
    ReviewQuestion,
    RolledArea,
    RolledPeriod,
    RolledSeller,
    RolledTeam,
)
from fairway.ledger.models import CorrectedCount, Correction, CountedMetric
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Person, ReportingLine
from fairway.records.actions.storing import storing
from fairway.studio.models import CorrectionRead, OneToOne, Proposal
from tests.walls.planting_reasons import METRIC, instant


def piloted(person: Person, on: date, *, past: float = 2.0, **more: Any) -> PilotSeller:
    """A pilot of twelve weeks that was over on a day."""
    said = {"level": 3.0, "change": 1.0, "sellers": 2, "teams": 1}
    what = {"metric_key": METRIC, "objective_key": METRIC, "target": 3, "worth": 0.3, "before": 13, "weeks": 12}
    run = {"kind": "parallel", "drawn": "sellers", "starts_on": on - timedelta(days=83), "said": said, **more}
    pilot = Pilot.objects.create(head=person, why="to see", seed="5eed", **what, **run)
    return PilotSeller.objects.create(pilot=pilot, person=person, team_key=0, arm=0, stratum=0, past=past)


def obstacle(person: Person, on: date, **more: Any) -> Obstacle:
    made = Commitment.objects.create(person=person, role="operations", what="A way out", made_on=on, by_on=on)
    said = {"week_on": on, "raised_as": "manager", **more}
    return Obstacle.objects.create(person=person, commitment=made, **said)


def met(person: Person, on: date, word: str = "") -> Session:
    """A session held on a day, with a note, a tap, a promise and how often it is held."""
    made = Commitment.objects.create(person=person, role="seller", what="A promise", made_on=on, by_on=on)
    run = {"starts_at": instant(on), "parts": [["own_read", 3]], "state": "held"}
    session = Session.objects.create(person=person, kind="one_to_one", told={"number": f"number{word}"}, **run)
    SessionNote.objects.create(session=session, part="own_read", version=1, text=word, edited_at=instant(on))
    session.group = GroupSession.objects.create(kind="early_stage", topic=word)
    session.save(update_fields=["group"])
    GroupNote.objects.create(group=session.group, part="matter", version=1, text=word, edited_at=instant(on))
    SessionTap.objects.create(session=session, focus="activities", at=instant(on))
    SessionPromise.objects.create(session=session, commitment=made)
    ReadingConsent.objects.create(session=session, person=person)
    TalkReading.objects.create(session=session, words=[{"who": "seller", "text": f"reading{word}"}])
    SessionSummary.objects.create(session=session, person=person, due_at=instant(on))
    DigestSent.objects.create(person=person, sent_on=on)
    mona = Person.objects.get(slug="mona")
    CoCoach.objects.create(session=session, person=mona, asked_on=on, seller_agreed_on=on, coach_agreed_on=on)
    InviteSent.objects.create(session=session, person=person, sequence=on.day, method="REQUEST", sent_at=instant(on))
    left = {"session_key": 1, "kind": "one_to_one", "minutes": 45, "sequence": 1}
    InviteLeft.objects.create(person=person, starts_at=instant(on), **left)
    SessionRhythm.objects.create(person=person, kind=f"kind{on.day}", every_days=14, since_on=on, ended_on=on)
    return session


def paired(person: Person, on: date, word: str = "") -> Pairing:
    """A pair with Mona that was over on a day, with an answer, and an offer."""
    PairingOffer.objects.create(person=person, metric_key=f"offer{on}", side="asks", since_on=on)
    both = {"asker": person, "helper": Person.objects.get(slug="mona")}
    made = Pairing.objects.create(metric_key=METRIC, proposed_on=on, starts_on=on, ends_on=on, **both)
    PairingNote.objects.create(pairing=made, person=person, part="tried", text=word, written_at=instant(on))
    return made


def observed(person: Person, on: date, word: str = "") -> Observation:
    """How somebody led a session of a day, as Mona saw it."""
    said = {"kind": "one_to_one", "rubric": "r", "seen": {"why": [1, word]}, "keep": word}
    return Observation.objects.create(person=person, observer=Person.objects.get(slug="mona"), session_on=on, **said)


def chosen(person: Person, on: date, word: str = "") -> OwnChoice:
    """What a manager chose, that ended on a day."""
    acts = [[word or "held", "80", on.isoformat()]]
    return OwnChoice.objects.create(person=person, acts=acts, chosen_on=on, answer="yes", starts_on=on, ends_on=on)


def concluded(person: Person, on: date, word: str = "", dot: str = "") -> None:
    """A verdict and a landing of the week that began on a day, each with a word of its own."""
    SellerVerdict.objects.create(person=person, week_on=on, metric_key=METRIC, verdict="helping", told={"word": word})
    period = {"starts_on": on, "ends_on": on + timedelta(days=90), "now": {"dots": [dot]}, "at_target": {}}
    SellerLanding.objects.create(person=person, week_on=on, **period)


def rolled(person: Person, on: date, team: str = "", area: str = "") -> None:
    """A week that ended on a day, in which somebody was counted, and had a team and an area of their own."""
    period = RolledPeriod.objects.create(grain="week", starts_on=on - timedelta(days=6), ends_on=on, written_on=on)
    own = RolledTeam.objects.create(
        period=period, manager=person, path=[person.pk], figures={f"held{team}": [1, 2, 5, 1]}
    )
    RolledSeller.objects.create(team=own, person=person)
    RolledArea.objects.create(period=period, manager=person, figures={f"held{area}": [1, 2, 5]})


def reviewed(person: Person, on: date, word: str = "") -> ManagerReview:
    """A review with Mona that was held on a day, with a note, a clock, a question and a promise."""
    both = {"leader": Person.objects.get(slug="mona"), "manager": person}
    made = ManagerReview.objects.create(kind="weekly", state="held", starts_at=instant(on), **both)
    ReviewNote.objects.create(review=made, item="working", text=word, edited_at=instant(on))
    ReviewPress.objects.create(review=made, item="working", at=instant(on))
    ReviewQuestion.objects.create(review=made, item="working", at=instant(on))
    ReviewPromise.objects.create(review=made, what=f"promise{word}", made_on=on, by_on=on)
    return made


def corrected(person: Person, on: date) -> CorrectedCount:
    metric, _ = CountedMetric.objects.get_or_create(key=METRIC)
    correction = Correction.objects.create(metric=metric, version=on.toordinal(), people=1, weeks=1, noted_on=on)
    CorrectionRead.objects.create(person=person, correction=correction)
    return CorrectedCount.objects.create(person_key=person.pk, correction=correction, week_on=on, done_before=2, done=1)


def entry_of(person: Person, on: date, **more: Any) -> OutboxEntry:
    """A task for a CRM that was last touched on a day."""
    payload = {"subject": "Send the offer", "due_on": str(on), "owner": "u1"}
    when = {"next_at": instant(on), "changed_at": instant(on)}
    said = {"source": "crm", "kind": "task", "key": f"k{on}", "token": f"t{on}", "payload": payload, **when, **more}
    return OutboxEntry.objects.create(person=person, **said)


def proposed(person: Person, on: date, **more: Any) -> Proposal:
    return Proposal.objects.create(
        person=person, **{"metric_key": METRIC, "target": 3, "by_on": on, "review_on": on, "starts_on": on, **more}
    )


def talk(person: Person, on: date, **more: Any) -> OneToOne:
    said = {"minutes": 30, "branch": "why", "question": "why?", **more}
    return OneToOne.objects.create(person=person, starts_at=instant(on), **said)


def stored(rows: list[tuple[str, object]]) -> None:
    with storing("crm") as storage:
        for table in dict.fromkeys(name for name, _ in rows):
            assert storage.put(table, [row for name, row in rows if name == table]) == []
        storage.publish()


def ann_and_mona() -> Person:
    """Ann, with an identity and a line to Mona, whose words are found again; returns Ann."""
    person = Person.objects.create(name="Ann Abel", slug="ann", email="ann@example.com", has_read_notice=True)
    mona = Person.objects.create(name="Mona Moor", slug="mona", email="mona@example.com")
    Identity.objects.create(person=person, source="crm", native_id="u1", stated={"name": "stated-qx"})
    ReportingLine.objects.create(person=person, manager=mona, team="team-qx")
    rebuild_spans()
    return person
