"""Diagnoses: stored ones for pages, and worked out from signs for any day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.diagnosis.models import WeeklyDiagnosis
from fairway.diagnosis.packing import unpacked
from fairway.diagnosis.types import Diagnosis
from fairway.diagnosis.wording import diagnosis_of
from fairway.execution.types import HiaStanding, SellerStanding, Status
from fairway.signs.queries import Signs
from fairway.signs.types import Cause, Sign

# What is asked about: short, in doubt or away. Of somebody on pace nobody asks why.
ASKED_ABOUT = frozenset({Status.BEHIND, Status.CHECK_DATA, Status.AWAY})


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
    if hia.status is not Status.AWAY:
        return diagnosis_of(*key, signs)
    # Somebody away is short of nothing: only how long and how much is of interest.
    away = [replace(sign, weight=1.0) for sign in signs if sign.cause is Cause.ABSENCE]
    return diagnosis_of(*key, away or [Sign(Cause.ABSENCE, "away", 1.0)])


def stored_diagnoses(person_keys: Collection[int]) -> dict[tuple[int, str], Diagnosis]:
    """Those people's diagnoses of the newest week they were worked out for, in one statement."""
    rows = WeeklyDiagnosis.objects.filter(person_id__in=list(person_keys)).order_by("week_on")
    return {
        (row.person_id, row.metric_key): Diagnosis(row.person_id, row.metric_key, unpacked(row.causes)) for row in rows
    }


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """One person's diagnoses, for that person's own export."""
    rows = WeeklyDiagnosis.objects.filter(person_id=person_key).order_by("week_on", "metric_key")
    return {"diagnoses": [row_as_json(row) for row in rows]}
