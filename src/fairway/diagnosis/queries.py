"""Diagnoses: stored ones for pages, and worked out from signs for any day. Answers of sellers stand with both."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from fairway.audit.recording import row_as_json
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.diagnosis.packing import unpacked
from fairway.diagnosis.states import Concluded
from fairway.diagnosis.types import ASKED_ABOUT, Answer, Diagnosis
from fairway.diagnosis.wording import diagnosis_of
from fairway.evidence.conclusions.queries import landings_by_person, verdicts_by_person
from fairway.evidence.pilots.stored import telling_of
from fairway.execution.types import HiaStanding, SellerStanding, Status
from fairway.signs.queries import Signs
from fairway.signs.types import Cause, Sign

MISSED = frozenset({Status.BEHIND, Status.CHECK_DATA})  # somebody away has missed nothing
AWAY_NOW = 0.5  # weight of being away where nothing of the weeks before speaks of it


def diagnoses_from(standings: Iterable[SellerStanding], signs: Signs) -> dict[tuple[int, str], Diagnosis]:
    """By person and metric, for every HIA in force: without causes where it is on pace."""
    found = {}
    for standing in standings:
        for hia in standing.hias:
            if not hia.is_draft:
                key = (standing.person_key, hia.metric_key)
                found[key] = _diagnosis(key, hia, signs.get(key, ()))
    return found


def _diagnosis(key: tuple[int, str], hia: HiaStanding, signs: Sequence[Sign]) -> Diagnosis:
    if hia.status not in ASKED_ABOUT:
        return Diagnosis(*key, ())
    has_absence = any(sign.cause is Cause.ABSENCE for sign in signs)
    if hia.status is Status.AWAY and not has_absence:
        return diagnosis_of(*key, [*signs, Sign(Cause.ABSENCE, "away", AWAY_NOW)])
    return diagnosis_of(*key, signs)


def stored_diagnoses(person_keys: Collection[int]) -> dict[tuple[int, str], Diagnosis]:
    """Those people's diagnoses of the newest week they were worked out for, with their answers, in one statement."""
    same = WeeklyDiagnosis.objects.filter(person_id=OuterRef("person_id")).order_by("-week_on")
    said = SellerAnswer.objects.filter(
        person_id=OuterRef("person_id"), week_on=OuterRef("week_on"), metric_key=OuterRef("metric_key")
    )
    rows = WeeklyDiagnosis.objects.filter(
        person_id__in=list(person_keys), week_on=Subquery(same.values("week_on")[:1])
    ).annotate(said=Subquery(said.values(whole=JSONObject(cause="cause", text="text", at="said_at"))[:1]))
    return {
        (row.person_id, row.metric_key): Diagnosis(
            row.person_id, row.metric_key, unpacked(row.causes), _answer(row.said), row.week_on
        )
        for row in rows
    }


def _answer(said: Mapping[str, Any] | None) -> Answer | None:
    if said is None:
        return None
    at = said["at"] if isinstance(said["at"], datetime) else parse_datetime(said["at"])
    if at is None:
        raise ValueError(f"an answer without an instant: {said['at']!r}")
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)  # SQLite keeps UTC without saying so
    return Answer(Cause(said["cause"]) if said["cause"] else None, said["text"], aware)


def answers_of(
    person_keys: Collection[int], week_on: date, *, until_at: datetime | None = None
) -> dict[tuple[int, str], Answer]:
    """What those people said of one closed week, by person and metric: all of it, or what stood by an instant (UTC)."""
    rows = SellerAnswer.objects.filter(person_id__in=list(person_keys), week_on=week_on)
    if until_at is not None:
        rows = rows.filter(said_at__lte=until_at)
    return {
        (row.person_id, row.metric_key): Answer(Cause(row.cause) if row.cause else None, row.text, row.said_at)
        for row in rows
    }


def misses_over(
    since_week_on: date, until_week_on: date, of: Collection[int] | None = None
) -> set[tuple[int, str, date]]:
    """(person, metric, week) of every HIA that was behind or in doubt in one of those closed weeks, for sums over many
    sellers, or over those in `of`. Nothing here asks who looks.
    """
    rows = WeeklyDiagnosis.objects.filter(
        week_on__range=(since_week_on, until_week_on), status__in=[str(status) for status in MISSED]
    )
    rows = rows if of is None else rows.filter(person_id__in=list(of))
    return set(rows.values_list("person_id", "metric_key", "week_on"))


def statuses_over(
    since_week_on: date, until_week_on: date, of: Collection[int] | None = None
) -> list[tuple[int, str, date, Status]]:
    """(person, metric, week, status) of every HIA that was judged in those closed weeks. The same holds."""
    rows = WeeklyDiagnosis.objects.filter(week_on__range=(since_week_on, until_week_on))
    rows = rows if of is None else rows.filter(person_id__in=list(of))
    columns = rows.values_list("person_id", "metric_key", "week_on", "status")
    return [(person_key, metric, week_on, Status(status)) for person_key, metric, week_on, status in columns]


def said_over(
    since_week_on: date, until_week_on: date, of: Collection[int] | None = None
) -> dict[tuple[int, str, date], datetime]:
    """By (person, metric, week) when a seller last said why (UTC). The same holds."""
    rows = SellerAnswer.objects.filter(week_on__range=(since_week_on, until_week_on))
    rows = rows if of is None else rows.filter(person_id__in=list(of))
    return {(row.person_id, row.metric_key, row.week_on): row.said_at for row in rows}


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """One person's diagnoses and answers, for that person's own export."""
    rows = WeeklyDiagnosis.objects.filter(person_id=person_key).order_by("week_on", "metric_key")
    said = SellerAnswer.objects.filter(person_id=person_key).order_by("week_on", "metric_key")
    return {"diagnoses": [row_as_json(row) for row in rows], "answers": [row_as_json(row) for row in said]}


def concluded_about(person_keys: Collection[int], on: date) -> dict[int, Concluded]:
    """What was concluded about those people and could be known on a day, in two statements, and one of pilots."""
    verdicts, landings = verdicts_by_person(person_keys, on), landings_by_person(person_keys, on)
    pilots = telling_of({metric for told in verdicts.values() for metric in told}) if verdicts else {}
    return {key: Concluded(verdicts.get(key, {}), landings.get(key), pilots) for key in person_keys}
