"""Working out everybody's diagnoses from stored signs and standings, for the last closed week."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import transaction

from fairway.audit.scrubbing import empty_named
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.diagnosis.packing import packed
from fairway.diagnosis.queries import answers_of, diagnoses_from
from fairway.execution.queries import last_over, stored_standings, today
from fairway.execution.types import SellerStanding
from fairway.lib.spellings import Spellings
from fairway.plans.queries import keys_with_plan
from fairway.signs.queries import closed_weeks, stored_signs

CHUNK_PEOPLE = 400


def diagnose(person_keys: Collection[int] | None = None) -> int:
    """Work out everybody's diagnoses (or those people's) as of today and store them. Returns how many HIAs."""
    on = today()
    week_on = closed_weeks(on, last_over(), count=1)[0]
    planned = keys_with_plan(on)
    people = sorted(planned if person_keys is None else planned.intersection(person_keys))
    written = 0
    for start in range(0, len(people), CHUNK_PEOPLE):
        chunk = people[start : start + CHUNK_PEOPLE]
        rows = _rows(list(stored_standings(chunk).values()), chunk, week_on)
        _store(rows, chunk, week_on)
        written += len(rows)
    if person_keys is None:
        WeeklyDiagnosis.objects.filter(week_on=week_on).exclude(person_id__in=people).delete()
    return written


def _rows(standings: list[SellerStanding], people: list[int], week_on: date) -> list[WeeklyDiagnosis]:
    found = diagnoses_from(standings, stored_signs(people))
    said = answers_of(people, week_on)
    statuses = {(s.person_key, hia.metric_key): hia.status for s in standings for hia in s.hias}
    return [
        WeeklyDiagnosis(
            person_id=person_key,
            week_on=week_on,
            metric_key=metric_key,
            status=statuses[person_key, metric_key],
            first_cause=replace(diagnosis, answer=said.get((person_key, metric_key))).first_cause,
            causes=packed(diagnosis.causes),
        )
        for (person_key, metric_key), diagnosis in found.items()
    ]


@transaction.atomic
def _store(rows: list[WeeklyDiagnosis], people: list[int], week_on: date) -> None:
    WeeklyDiagnosis.objects.filter(week_on=week_on, person_id__in=people).delete()
    WeeklyDiagnosis.objects.bulk_create(rows)


def drop_diagnoses_before(day: date) -> None:
    """Remove diagnoses and answers of weeks that began before a day."""
    WeeklyDiagnosis.objects.filter(week_on__lt=day).delete()
    SellerAnswer.objects.filter(week_on__lt=day).delete()


def forget_names_in_diagnoses(spellings: Spellings) -> None:
    """Drop what was said of likely reasons where it names somebody erased; which cause came first stays."""
    empty_named(WeeklyDiagnosis.objects.exclude(causes=[]).iterator(), "causes", spellings)
