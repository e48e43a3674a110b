"""What is kept about somebody is handed out whole to them, and nothing of anybody else."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from fairway.audit.actions import record_change, record_looks
from fairway.coaching import models as coaching
from fairway.commitments.models import Commitment
from fairway.desk.retention import DATA_KEPT, NOT_EXPORTED
from fairway.exchange.models import Coverage, StagedRow, Upload
from fairway.execution.models import SellerScore
from fairway.leadership import models as leadership
from fairway.ledger.models import CorrectedCount, CountedMetric, ManagerCount, WeeklyCount
from fairway.people.actions.accounts import account_of
from fairway.people.models import Absence, Guest, Identity, Person, ReportingLine, User, WorkPattern
from fairway.plans.models import Agreement, Plan
from fairway.records.types import (
    OpportunityRow,
)
from fairway.studio.models import CorrectionRead, LeaderAgreement, Lesson, Rating, Review, Sample
from tests.walls.planting_reasons import METRIC, plant_reasons, sampled
from tests.walls.planting_rows import (
    ann_and_mona,
    chosen,
    concluded,
    corrected,
    entry_of,
    met,
    observed,
    obstacle,
    paired,
    piloted,
    proposed,
    reviewed,
    rolled,
    stored,
    talk,
)
from tests.walls.planting_training import mark_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(house: Path) -> Person:
    return ann_and_mona()


def planted(person: Person) -> dict[str, str]:
    """A row with a word of its own in each table about people; returns the words by table."""
    on = timezone.now().date()
    user = account_of(person.pk)
    mark = {table: f"{table.lower().replace('.', '-')}-qx" for kept in DATA_KEPT for table in kept.tables}
    Person.objects.filter(pk=person.pk).update(role=mark["people.Person"])
    User.objects.filter(pk=user.pk).update(last_name=mark["people.User"])
    Identity.objects.create(person=person, source="other", native_id=mark["people.Identity"])
    ReportingLine.objects.filter(person=person).update(team=mark["people.ReportingLine"])
    mark["people.WorkPattern"] = "region-qx"
    WorkPattern.objects.create(person=person, region=mark["people.WorkPattern"])
    Absence.objects.create(person=person, start_on=on, end_on=on, kind=mark["people.Absence"])
    EmailAddress.objects.create(user=user, email=f"{mark['account.EmailAddress']}@example.com")
    session = Client()
    session.force_login(user)
    expires = datetime(2031, 5, 17, tzinfo=UTC)
    Session.objects.update(expire_date=expires)
    mark["sessions.Session"] = "2031-05-17"
    Plan.objects.create(person=person, metric_key=mark["plans.Plan"], target=1, starts_on=on)
    Agreement.objects.create(person=person, metric_key=mark["plans.Agreement"], from_on=on, starts_on=on)
    proposal = proposed(person, on, note=mark["studio.Proposal"])
    Review.objects.create(person=person, proposal=proposal, decision="keep", reason=mark["studio.Review"])
    talk(person, on, commitment=mark["studio.OneToOne"])
    mark["evidence.PilotSeller"] = "14142.5"
    piloted(person, on, past=14142.5, stop_reason=mark["evidence.Pilot"])
    Commitment.objects.filter(obstacle=obstacle(person, on, outcome=mark["commitments.Obstacle"])).update(
        what=mark["commitments.Commitment"]
    )
    _met(person, on, mark)
    concluded(person, on, mark["evidence.SellerVerdict"], mark["evidence.SellerLanding"])
    plant_reasons(person, on, mark)
    mark["leadership.RolledSeller"] = "2037-08-09"
    chosen(person, on, mark["leadership.OwnChoice"])
    observed(person, on, mark["coaching.Observation"])
    rolled(person, date(2037, 8, 9), mark["leadership.RolledTeam"], mark["leadership.RolledArea"])
    _reviewed(person, on, mark)
    mark_training(person, on, mark)
    _planted_in_studio(person, on, mark)
    _planted_in_ledger(person, on, mark)
    Coverage.objects.create(person=person, from_on=on, state="no_data", source="crm", note=mark["exchange.Coverage"])
    entry_of(person, on, reason=mark["exchange.OutboxEntry"])
    Upload.objects.create(token="t", owner=user, file_names=[mark["exchange.Upload"]])
    payload = {"native_seller_id": "u1", "metric": mark["exchange.StagedRow"]}
    StagedRow.objects.create(source="crm", kind="plan", key="1", payload=payload)
    record_looks(viewer_id=user.pk + 99, subject_keys=[person.pk], page=mark["audit.LookLine"], on=on)
    detail = {"metric": mark["audit.ChangedPerson"]}
    record_change(actor_id=None, action=mark["audit.AuditLine"], subject=("people", [person.pk, 10**6]), detail=detail)
    stored([("opportunities", OpportunityRow("d1", "u1", timezone.now(), "new", name=mark["records.RecordLabel"]))])
    return mark


def _met(person: Person, on: date, mark: dict[str, str]) -> None:
    talk_of = met(person, on, mark["coaching.SessionNote"])
    coaching.Session.objects.update(metric_key=mark["coaching.Session"])
    coaching.GroupSession.objects.update(topic=mark["coaching.GroupSession"])
    coaching.GroupNote.objects.update(text=mark["coaching.GroupNote"])
    mark["coaching.SessionTap"] = "2033-04-05"
    coaching.SessionTap.objects.update(at=datetime(2033, 4, 5, tzinfo=UTC))
    mark["coaching.SessionRhythm"] = "31417"
    coaching.SessionRhythm.objects.update(every_days=31417)
    mark["coaching.SessionSummary"] = "2035-07-08"
    coaching.SessionSummary.objects.update(due_at=datetime(2035, 7, 8, tzinfo=UTC))
    mark["coaching.DigestSent"] = "2034-05-06"
    coaching.DigestSent.objects.update(sent_on=date(2034, 5, 6))
    mark["coaching.DigestChoice"] = "27182819"
    coaching.DigestChoice.objects.create(pk=27182819, person=person, is_off=True)
    mark["coaching.ReadingConsent"] = "2035-06-07"
    coaching.ReadingConsent.objects.update(agreed_at=datetime(2035, 6, 7, tzinfo=UTC))
    coaching.TalkReading.objects.update(words=[{"who": "seller", "text": mark["coaching.TalkReading"]}])
    mark["coaching.CoCoach"] = "2037-08-09"
    coaching.CoCoach.objects.update(asked_on=date(2037, 8, 9))
    mark["people.Guest"] = "session:guest-qx"
    mona = Person.objects.get(slug="mona")
    Guest.objects.create(person=person, guest=mona, page=mark["people.Guest"], since_on=on, until_on=on)
    mark["coaching.InviteSent"] = "31416"
    coaching.InviteSent.objects.update(sequence=31416)
    mark["coaching.InviteLeft"] = "27183"
    coaching.InviteLeft.objects.update(minutes=27183)
    mark["coaching.CalendarChoice"] = "27182817"
    coaching.CalendarChoice.objects.create(pk=27182817, person=person, serial="half-an-address")
    mark["coaching.PulseTaken"] = "2036-07-08"
    coaching.PulseTaken.objects.create(person=person, period_on=date(2036, 7, 8))
    sums = coaching.ClosedSums.objects.create(period_on=date(2037, 1, 1), counted_on=on)
    group = coaching.ClosedGroup.objects.create(sums=sums, teams=1, counted={})
    coaching.ClosedMember.objects.create(pk=27182816, group=group, person=person)
    mark["coaching.ClosedMember"] = "27182816"
    mark["coaching.ClosedChange"] = "lack-qx"
    coaching.ClosedChange.objects.create(sums=sums, head=person, groups=1, lack="lack-qx")
    mark["coaching.SessionPromise"] = "27182818"
    coaching.SessionPromise.objects.filter(session=talk_of).update(id=27182818)
    paired(person, on, mark["coaching.PairingNote"])
    coaching.PairingOffer.objects.update(metric_key=mark["coaching.PairingOffer"])
    coaching.Pairing.objects.update(metric_key=mark["coaching.Pairing"])


def _reviewed(person: Person, on: date, mark: dict[str, str]) -> None:
    reviewed(person, on, mark["leadership.ReviewNote"])
    mark["leadership.ManagerReview"] = "weekly-review-qx"
    leadership.ManagerReview.objects.update(kind=mark["leadership.ManagerReview"])
    mark["leadership.ReviewPress"] = "2033-05-07"
    leadership.ReviewPress.objects.update(at=datetime(2033, 5, 7, tzinfo=UTC))
    mark["leadership.ReviewQuestion"] = "2033-06-08"
    leadership.ReviewQuestion.objects.update(at=datetime(2033, 6, 8, tzinfo=UTC))
    leadership.ReviewPromise.objects.update(what=mark["leadership.ReviewPromise"])


def _planted_in_studio(person: Person, on: date, mark: dict[str, str]) -> None:
    Lesson.objects.create(person=person, consents={"held": mark["studio.Lesson"]})
    sample = sampled(person, on)
    Sample.objects.filter(pk=sample.pk).update(word=mark["studio.Sample"])
    Rating.objects.create(person=person, sample=sample, side="seller", note=mark["studio.Rating"])
    mark["studio.LeaderAgreement"] = "31415"
    LeaderAgreement.objects.create(person=person, version=31415)


def _planted_in_ledger(person: Person, on: date, mark: dict[str, str]) -> None:
    for model, key in ((WeeklyCount, "person_key"), (ManagerCount, "manager_key")):
        metric = CountedMetric.objects.create(key=mark[model._meta.label])
        model.objects.create(**{key: person.pk}, week_on=on, month_on=on, metric=metric, done=1)
    kept = corrected(person, on)
    mark["ledger.CorrectedCount"] = "27182.5"
    CorrectedCount.objects.filter(pk=kept.pk).update(done_before=27182.5)
    mark["studio.CorrectionRead"] = "2032-03-09"
    CorrectionRead.objects.update(read_at=datetime(2032, 3, 9, tzinfo=UTC))
    SellerScore.objects.create(
        person_key=person.pk,
        scored_on=on,
        state="executing",
        step_kind="none",
        step_text=mark["execution.SellerScore"],
        hias=[],
    )


def test_the_personal_export_holds_something_from_every_table_about_the_person(ann: Person) -> None:
    words = planted(ann)
    client = Client()
    client.force_login(User.objects.get(person=ann))
    response = client.get("/me/export/")
    text = response.content.decode()
    assert json.loads(text)["person"]
    missing = [table for table, word in words.items() if table not in NOT_EXPORTED and word not in text]
    assert missing == []
    assert "attachment" in response["Content-Disposition"]


def test_the_personal_export_leaves_out_what_only_serves_thieves_and_other_peoples_facts(ann: Person) -> None:
    mona = Person.objects.get(slug="mona")
    planted(ann)
    planted_other = Absence.objects.create(person=mona, start_on=date.today(), end_on=date.today(), kind="monas-kind")  # noqa: DTZ011
    user = User.objects.get(person=ann)
    user.set_password("four horses on a hill")
    user.save()
    client = Client()
    client.force_login(user)
    text = client.get("/me/export/").content.decode()
    assert user.password not in text
    assert "half-an-address" not in text
    assert user.password.split("$")[-1] not in text
    assert planted_other.kind not in text
    assert "mona@example.com" not in text
    client.force_login(account_of(mona.pk))
    hers = client.get("/me/export/").content.decode()
    assert "people-absence-qx" not in hers
    assert "Ann Abel" not in hers
    assert '"lines_of_people_you_managed"' in hers


def test_a_change_to_several_people_is_exported_with_ones_own_rows_alone(ann: Person) -> None:
    from fairway.plans.actions.changing import apply_to_people
    from fairway.plans.types import PlanDraft

    ben = Person.objects.create(name="Ben Bell", slug="ben", email="ben@example.com")
    Plan.objects.create(person=ben, metric_key="bens-own", target=1, starts_on=date(2026, 1, 5))
    apply_to_people([ann.pk, ben.pk], drafts=[PlanDraft(METRIC, Decimal(3))], starts_on=date(2026, 6, 8), actor_id=None)
    client = Client()
    client.force_login(account_of(ann.pk))
    exported = client.get("/me/export/").json()
    [change] = exported["changes"]
    assert [row["metric_key"] for row in change["rows"][0]["after"]] == [METRIC]
    assert "bens-own" not in json.dumps(exported)
