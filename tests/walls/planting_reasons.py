"""Rows about why somebody is short: what was seen, said and matched; and a sample. For tests of keeping."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.people.models import Person
from fairway.records.models import RecordMatch
from fairway.signs.models import CaseSigns
from fairway.studio.models import Sample

METRIC = "executive_calls"


def instant(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=UTC)


def answered(person: Person, on: date) -> SellerAnswer:
    said = {"metric_key": METRIC, "text": "a reason", "said_at": instant(on)}
    WeeklyDiagnosis.objects.create(person=person, week_on=on, metric_key=METRIC, status="behind")
    return SellerAnswer.objects.create(person=person, week_on=on, **said)


def match_of(person: Person, on: date, **more: Any) -> RecordMatch:
    said = {"metric_key": METRIC, "stated_word": "call", "matched_at": instant(on), **more}
    return RecordMatch.objects.create(person=person, record_id=f"crm:{on}", day_on=on, **said)


def sampled(person: Person, on: date) -> Sample:
    said = {"metric_key": METRIC, "week_on": on, "day_on": on, "place": 1, "table": "activities"}
    return Sample.objects.create(person=person, record_id=f"crm:{on}", **said)


def plant_reasons(person: Person, on: date, mark: Mapping[str, str]) -> None:
    """One row of each table, with its own word in it."""
    said = answered(person, on)
    SellerAnswer.objects.filter(pk=said.pk).update(text=mark["diagnosis.SellerAnswer"])
    WeeklyDiagnosis.objects.filter(person=person).update(causes=[mark["diagnosis.WeeklyDiagnosis"]])
    CaseSigns.objects.create(
        person_key=person.pk, metric_key=METRIC, seen_on=on, signs=[{"word": mark["signs.CaseSigns"]}]
    )
    match_of(person, on, word=mark["records.RecordMatch"])
