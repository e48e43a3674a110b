"""What is kept about people is listed and goes when its time is over."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from fairway.audit.actions import record_change, record_looks
from fairway.audit.models import AuditLine, LookLine
from fairway.coaching import models as coaching
from fairway.coaching.pulse import period_of
from fairway.commitments.models import Commitment, Obstacle
from fairway.crm.sync import pull_into_lake
from fairway.crm.taking import Outcome
from fairway.desk.retention import ABOUT_NOBODY, DATA_KEPT, NOT_EXPORTED
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.evidence.models import Pilot, PilotSeller, SellerLanding, SellerVerdict
from fairway.exchange.models import Coverage, OutboxEntry, Source, StagedRow, SyncRun, Upload
from fairway.exchange.types import Batch, CoverageRow, PlanRow
from fairway.leadership.models import (
    ManagerReview,
    OwnChoice,
    ReviewNote,
    ReviewPress,
    ReviewPromise,
    ReviewQuestion,
    RolledArea,
    RolledSeller,
    RolledTeam,
)
from fairway.ledger.models import CorrectedCount, CountedMetric, ManagerCount, WeeklyCount
from fairway.lib.home import folder
from fairway.people.actions.accounts import account_of
from fairway.people.models import Absence, Guest, Identity, LogInAttempt, Person, User, WorkPattern
from fairway.people.types import AbsenceRow
from fairway.plans.models import Agreement, Plan
from fairway.project.schedule import nightly
from fairway.records.actions.storing import Storage
from fairway.records.models import RecordLabel, RecordMatch
from fairway.records.queries import lake_rows
from fairway.records.types import (
    ActivityRow,
    ActivityStatus,
    ActivityType,
    LeadRow,
    OpportunityRow,
    ParticipantRow,
    QuotaRow,
    StageChangeRow,
)
from fairway.studio.models import CorrectionRead, LeaderAgreement, Lesson, OneToOne, Proposal, Rating, Review, Sample
from fairway.training import models as training
from tests.walls.planting_reasons import METRIC, answered, instant, match_of, sampled
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
from tests.walls.planting_training import trained

pytestmark = pytest.mark.django_db
THREE_YEARS, ONE_YEAR, RUNS = timedelta(days=3 * 365), timedelta(days=365), timedelta(days=90)
FUTURE = timedelta(days=400)


def test_every_table_is_listed_as_about_people_or_about_nobody() -> None:
    tables = {model._meta.label for model in apps.get_models()}
    about = {table for kept in DATA_KEPT for table in kept.tables}
    assert about | set(ABOUT_NOBODY) == tables
    assert not about & set(ABOUT_NOBODY)
    assert set(NOT_EXPORTED) <= about


def test_every_datum_says_why_who_and_how_long_on_the_page() -> None:
    ann = Person.objects.create(name="Ann Abel", slug="ann", email="ann@example.com", has_read_notice=True)
    client = Client()
    client.force_login(account_of(ann.pk))
    page = client.get("/me/privacy/").content.decode()
    for kept in DATA_KEPT:
        for words in (kept.what, kept.why, kept.seen_by, kept.how_long):
            assert words in page
            assert len(words) > 5


@pytest.fixture
def ann(house: Path) -> Person:
    return ann_and_mona()


# Per table: how to plant a row of a day; the day on which it goes; which rows are left. `on` is when it was over.
Plant = Callable[[Person, date], object]


def counted(model: Any, key: str) -> Plant:
    def plant(person: Person, on: date) -> object:
        metric, _ = CountedMetric.objects.get_or_create(key=METRIC)
        return model.objects.create(**{key: person.pk}, week_on=on, month_on=on.replace(day=1), metric=metric, done=1)

    return plant


def changed(person: Person, on: date) -> None:
    record_change(actor_id=None, action=f"made {on}", subject=("person", person.pk), detail={})
    AuditLine.objects.filter(action=f"made {on}").update(at=instant(on))


def run(person: Person, on: date) -> None:
    source, _ = Source.objects.get_or_create(name="crm", kind="folder")
    made = SyncRun.objects.create(source=source, state="done", finished_at=instant(on), error=f"about {person.name}")
    SyncRun.objects.filter(pk=made.pk).update(requested_at=instant(on))


def file_in(name: str) -> Plant:
    def plant(person: Person, on: date) -> None:
        path = folder(name) / f"{on}.txt"
        path.write_text(person.name, encoding="utf-8")
        os.utime(path, (instant(on).timestamp(),) * 2)

    return plant


DATABASE: dict[str, tuple[timedelta, Plant, Callable[[], int]]] = {
    "plans": (
        THREE_YEARS,
        lambda p, on: Plan.objects.create(
            person=p, metric_key=METRIC, target=3, starts_on=on - timedelta(days=90), ends_on=on
        ),
        Plan.objects.count,
    ),
    "agreements": (
        THREE_YEARS,
        lambda p, on: Agreement.objects.create(person=p, metric_key=METRIC, from_on=on, starts_on=on),
        Agreement.objects.count,
    ),
    "proposals": (THREE_YEARS, proposed, Proposal.objects.count),
    "reviews": (
        THREE_YEARS,
        lambda p, on: Review.objects.filter(
            pk=Review.objects.create(
                person=p, proposal=proposed(p, timezone.now().date()), decision="keep", reason="as it moves"
            ).pk
        ).update(decided_at=instant(on)),
        Review.objects.count,
    ),
    "talks": (THREE_YEARS, talk, OneToOne.objects.count),
    "samples": (THREE_YEARS, sampled, Sample.objects.count),
    "commitments": (THREE_YEARS, obstacle, Commitment.objects.count),
    "obstacles": (THREE_YEARS, obstacle, Obstacle.objects.count),
    "sessions with sellers": (THREE_YEARS, met, coaching.Session.objects.count),
    "notes of sessions": (THREE_YEARS, met, coaching.SessionNote.objects.count),
    "taps in sessions": (THREE_YEARS, met, coaching.SessionTap.objects.count),
    "consents to a reading": (THREE_YEARS, met, coaching.ReadingConsent.objects.count),
    "readings of talks": (THREE_YEARS, met, coaching.TalkReading.objects.count),
    "promises in sessions": (THREE_YEARS, met, coaching.SessionPromise.objects.count),
    "summaries of sessions": (THREE_YEARS, met, coaching.SessionSummary.objects.count),
    "observations": (THREE_YEARS, observed, coaching.Observation.objects.count),
    "own activities of managers": (THREE_YEARS, chosen, OwnChoice.objects.count),
    "morning mails": (THREE_YEARS, met, coaching.DigestSent.objects.count),
    "co-coaches of sessions": (THREE_YEARS, met, coaching.CoCoach.objects.count),
    "passes of guests": (
        timedelta(0),
        lambda p, on: Guest.objects.create(
            person=p, guest=Person.objects.get(slug="mona"), page=f"session:{on}", since_on=on, until_on=on
        ),
        Guest.objects.count,
    ),
    "invitations of sessions": (THREE_YEARS, met, coaching.InviteSent.objects.count),
    "sessions that went with a seller": (THREE_YEARS, met, coaching.InviteLeft.objects.count),
    "that somebody answered the pulse": (
        timezone.now().date() - period_of(timezone.now().date()),
        lambda p, on: coaching.PulseTaken.objects.create(person=p, period_on=on),
        coaching.PulseTaken.objects.count,
    ),
    "published pulses": (
        THREE_YEARS,
        lambda p, on: coaching.PublishedPulse.objects.create(period_on=on),
        coaching.PublishedPulse.objects.count,
    ),
    "sums of closed quarters": (
        THREE_YEARS,
        lambda p, on: coaching.ClosedSums.objects.create(period_on=on, counted_on=on),
        coaching.ClosedSums.objects.count,
    ),
    "rhythms that ended": (THREE_YEARS, met, coaching.SessionRhythm.objects.count),
    "pairs": (THREE_YEARS, paired, coaching.Pairing.objects.count),
    "worksheets of pairs": (THREE_YEARS, paired, coaching.PairingNote.objects.count),
    "pilots": (THREE_YEARS, piloted, Pilot.objects.count),
    "parts in pilots": (THREE_YEARS, piloted, PilotSeller.objects.count),
    "ratings": (
        THREE_YEARS,
        lambda p, on: Rating.objects.filter(
            pk=Rating.objects.create(
                person=p, sample=sampled(p, timezone.now().date() - timedelta(days=on.day)), side="seller"
            ).pk
        ).update(rated_at=instant(on)),
        Rating.objects.count,
    ),
    "lessons": (
        THREE_YEARS,
        lambda p, on: Lesson.objects.create(
            person=Person.objects.create(name=f"At {on}", slug=f"at-{on}"), saved_at=instant(on)
        ),
        Lesson.objects.count,
    ),
    "agreements taken back": (
        THREE_YEARS,
        lambda p, on: LeaderAgreement.objects.create(person=p, version=1, taken_back_at=instant(on)),
        LeaderAgreement.objects.count,
    ),
    "counts": (THREE_YEARS, counted(WeeklyCount, "person_key"), WeeklyCount.objects.count),
    "sums": (THREE_YEARS, counted(ManagerCount, "manager_key"), ManagerCount.objects.count),
    "corrected weeks": (THREE_YEARS, corrected, CorrectedCount.objects.count),
    "corrections put away": (THREE_YEARS, corrected, CorrectionRead.objects.count),
    "matches": (THREE_YEARS, match_of, RecordMatch.objects.count),
    "answers": (THREE_YEARS, answered, SellerAnswer.objects.count),
    "verdicts": (THREE_YEARS, concluded, SellerVerdict.objects.count),
    "landings": (THREE_YEARS, concluded, SellerLanding.objects.count),
    "periods somebody was counted in": (THREE_YEARS, rolled, RolledSeller.objects.count),
    "sums of teams": (THREE_YEARS, rolled, RolledTeam.objects.count),
    "sums of areas": (THREE_YEARS, rolled, RolledArea.objects.count),
    "reviews of managers": (THREE_YEARS, reviewed, ManagerReview.objects.count),
    "notes of reviews": (THREE_YEARS, reviewed, ReviewNote.objects.count),
    "clocks of reviews": (THREE_YEARS, reviewed, ReviewPress.objects.count),
    "questions of reviews": (THREE_YEARS, reviewed, ReviewQuestion.objects.count),
    "promises of reviews": (THREE_YEARS, reviewed, ReviewPromise.objects.count),
    "attempts at exercises": (THREE_YEARS, trained, training.Attempt.objects.count),
    "field assignments": (THREE_YEARS, trained, training.FieldAssignment.objects.count),
    "questions that come back": (THREE_YEARS, trained, training.RecallCard.objects.count),
    "questions answered from memory": (THREE_YEARS, trained, training.Recall.objects.count),
    "certificates": (THREE_YEARS, trained, training.Certificate.objects.count),
    "statements for a learning record store": (THREE_YEARS, trained, training.Statement.objects.count),
    "diagnoses": (THREE_YEARS, answered, WeeklyDiagnosis.objects.count),
    "days off": (
        THREE_YEARS,
        lambda p, on: Absence.objects.create(person=p, start_on=on, end_on=on, kind="x"),
        Absence.objects.count,
    ),
    "coverage": (
        THREE_YEARS,
        lambda p, on: Coverage.objects.create(person=p, from_on=on, to_on=on, state="no_data", source="crm"),
        Coverage.objects.count,
    ),
    "tasks for a CRM": (THREE_YEARS, entry_of, OutboxEntry.objects.count),
    "changes": (THREE_YEARS, changed, AuditLine.objects.filter(action__startswith="made").count),
    "looks": (
        ONE_YEAR,
        lambda p, on: record_looks(viewer_id=9, subject_keys=[p.pk], page="seller", on=on),
        LookLine.objects.count,
    ),
    "runs": (RUNS, run, SyncRun.objects.count),
    "rejects": (RUNS, file_in("rejects"), lambda: len(list(folder("rejects").iterdir()))),
    "mail": (RUNS, file_in("mail"), lambda: len(list(folder("mail").iterdir()))),
    "sessions": (
        timedelta(0),
        lambda p, on: Session.objects.create(session_key=f"k{on}", session_data="x", expire_date=instant(on)),
        Session.objects.count,
    ),
    "attempts": (
        timedelta(0),
        lambda p, on: LogInAttempt.objects.create(cache_key=f"k{on}", value="x", expires=instant(on)),
        LogInAttempt.objects.count,
    ),
    "uploads": (
        timedelta(days=7),
        lambda p, on: Upload.objects.filter(
            pk=Upload.objects.create(token=f"t{on}", owner=account_of(p.pk), file_names=["a.csv"]).pk
        ).update(created_at=instant(on)),
        Upload.objects.count,
    ),
}


@pytest.mark.parametrize("what", sorted(DATABASE))
def test_the_night_takes_what_was_kept_long_enough_and_leaves_the_rest(ann: Person, what: str) -> None:
    kept_for, plant, left = DATABASE[what]
    edge = timezone.now().date() - kept_for
    plant(ann, edge - timedelta(days=2))
    plant(ann, edge + timedelta(days=2))
    assert left() == 2
    nightly()
    assert left() == 1
    nightly()
    assert left() == 1


@pytest.mark.django_db(transaction=True)
def test_what_somebody_has_learnt_stays_as_long_as_they_do(ann: Person) -> None:
    edge = timezone.now().date() - THREE_YEARS
    gone = Person.objects.create(name="Gone", slug="gone", email="gone@example.com", left_on=edge - timedelta(days=2))
    for person in (ann, gone):
        trained(person, edge - timedelta(days=400))
    nightly()
    for model in (training.Enrolment, training.Reached):
        assert list(model.objects.values_list("person_id", flat=True)) == [ann.pk]


@pytest.mark.django_db(transaction=True)  # giving bytes back is done outside any transaction
def test_somebody_gone_for_three_years_is_erased_and_somebody_gone_for_less_is_not(ann: Person) -> None:
    edge = timezone.now().date() - THREE_YEARS
    for slug, left_on in (("old", edge - timedelta(days=2)), ("late", edge + timedelta(days=2)), ("here", None)):
        person = Person.objects.create(name=f"{slug} seller", slug=slug, email=f"{slug}@example.com", left_on=left_on)
        Identity.objects.create(person=person, source="crm", native_id=slug)
        WorkPattern.objects.create(person=person)
        account_of(person.pk)
    nightly()
    assert set(Person.objects.values_list("slug", flat=True)) == {"ann", "mona", "late", "here"}
    assert set(User.objects.values_list("email", flat=True)) == {"late@example.com", "here@example.com"}


@pytest.mark.django_db(transaction=True)
def test_a_source_does_not_bring_back_whom_the_night_erased(ann: Person) -> None:
    from fairway.people.actions.storing import store_people
    from fairway.people.types import PersonRow

    old = timezone.now().date() - THREE_YEARS - timedelta(days=9)
    store_people([PersonRow("u9", "Gone Girl", left_on=old)], source="crm")
    nightly()
    store_people([PersonRow("u9", "Gone Girl", left_on=old)], source="crm")
    assert not Person.objects.filter(name="Gone Girl").exists()


def records(at: datetime, name: str) -> list[tuple[str, object]]:
    """An activity with its participant, a lead, a deal that was closed and one that is open, a quota."""
    return [
        ("leads", LeadRow(f"lead-{name}", "u1", at)),
        (
            "opportunities",
            OpportunityRow(f"won-{name}", "u1", at, "won", name=f"Deal {name}", closed_at=at, is_won=True),
        ),
        ("opportunities", OpportunityRow(f"open-{name}", "u1", at, "new", name=f"Open {name}")),
        ("stage_changes", StageChangeRow(f"won-{name}", at, "won", "new")),
        ("stage_changes", StageChangeRow(f"open-{name}", at, "new")),
        (
            "activities",
            ActivityRow(
                f"call-{name}", "u1", ActivityType.CALL, status=ActivityStatus.DONE, occurred_at=at, outcome="ok"
            ),
        ),
        ("participants", ParticipantRow(f"call-{name}", "contact-1")),
        ("quotas", QuotaRow("u1", at.date(), at.date() + timedelta(days=1), Decimal(1000), "USD")),
    ]


def test_records_that_were_over_three_years_ago_leave_the_lake_with_their_names(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge = timezone.now() - THREE_YEARS
    rows = [*records(edge - timedelta(days=9), "old"), *records(edge + timedelta(days=9), "young")]
    with monkeypatch.context() as then:
        then.setattr(Storage, "today", (timezone.now() - timedelta(days=30)).date())  # read a month ago
        stored(rows)
    before = {table: len(list(lake_rows(table))) for table in ("activities", "leads", "opportunities", "quotas")}
    assert before == {"activities": 2, "leads": 2, "opportunities": 4, "quotas": 2}
    nightly()
    left = {
        table: sorted(str(row["record_key"]) for row in lake_rows(table))
        for table in ("activities", "leads", "opportunities", "quotas", "participants", "stage_changes")
    }
    assert {table: len(keys) for table, keys in left.items()} == {
        "activities": 1,
        "leads": 1,
        "opportunities": 3,  # an open deal stays, whatever its age, with its history
        "quotas": 1,
        "participants": 1,
        "stage_changes": 3,
    }
    assert not any("won-old" in key or "call-old" in key for keys in left.values() for key in keys)
    assert set(RecordLabel.objects.filter(table="opportunities").values_list("name", flat=True)) == {
        "Open old",
        "Open young",
        "Deal young",
    }
    nightly()
    assert len(list(lake_rows("opportunities"))) == 3
    stored(rows)  # a source that is read in full again brings nothing of it back
    assert left == {table: sorted(str(row["record_key"]) for row in lake_rows(table)) for table in left}


def test_a_deal_that_a_source_closes_on_a_day_long_past_goes_with_its_history(ann: Person) -> None:
    at = timezone.now() - THREE_YEARS - timedelta(days=9)
    deal = OpportunityRow("o1", "u1", at, "new", name="Open since ever")
    stored([("opportunities", deal), ("stage_changes", StageChangeRow("o1", at, "new"))])
    assert len(list(lake_rows("stage_changes"))) == 1
    # Its history may come before itself.
    stored([("stage_changes", StageChangeRow("o1", at, "lost")), ("opportunities", replace(deal, closed_at=at))])
    assert list(lake_rows("opportunities")) == list(lake_rows("stage_changes")) == []
    assert not RecordLabel.objects.filter(table="opportunities").exists()


def test_what_was_over_too_long_ago_is_not_taken_in_and_that_is_said_once(ann: Person) -> None:
    edge = timezone.now().date() - THREE_YEARS
    spans = [(edge - timedelta(days=40), edge - timedelta(days=1)), (edge - timedelta(days=40), edge)]
    batches = [
        Batch("absences", [AbsenceRow("u1", start, end, "x") for start, end in spans]),
        Batch("coverage", [CoverageRow("u1", "call", start, "no_data", end) for start, end in spans]),
        Batch("coverage", [CoverageRow("u1", "email", spans[0][0], "no_data")]),  # still so
        Batch("plans", [PlanRow("u1", f"m{end}", start, Decimal(3), ends_on=end) for start, end in spans]),
        Batch(
            "activities", [row for name, row in records(instant(edge) - timedelta(days=9), "a") if name == "activities"]
        ),
    ]
    reader, outcome = StubReader(batches), Outcome()
    pull_into_lake(reader, "crm", outcome)
    kept = [
        Absence.objects.count(),
        Coverage.objects.count(),
        StagedRow.objects.count(),
        len(list(lake_rows("activities"))),
    ]
    assert kept == [1, 2, 1, 0]
    day = f"{edge:%-d %b %Y}"
    counts = "absences 1, activities 1, coverage 1, plans 1"
    assert outcome.notes == [f"rows over before {day} are not kept and were not taken in: {counts}"]
    assert outcome.rejects == []
    for table, tally in outcome.tallies.items():
        assert tally.read == tally.added + tally.unchanged + tally.rejected or table == "plans", table
    nightly()
    assert [Absence.objects.count(), Coverage.objects.count(), StagedRow.objects.count()] == [1, 2, 1]


@dataclass
class StubReader:
    """A source that says what it is given."""

    batches: list[Batch]
    shows_only_the_present = False
    states_stage_history = True

    def pull(self, positions: object, *, is_full: bool) -> list[Batch]:
        return self.batches
