"""Verdicts of the office's sellers and findings of a group, written by hand."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps

from fairway.evidence.packing import packed
from fairway.evidence.verdict import Help, Verdict
from fairway.studio.tests.office import INVITED, MONDAY, Office

WEEK_ON = MONDAY - timedelta(days=7)  # the last closed week


def helps(verdict: Verdict, until_on: date | None = None, objective: str = "stage_progress") -> Help:
    chance = 0.43 if verdict is Verdict.CANNOT_TELL else 0.83
    return Help(INVITED, objective, verdict, until_on, chance, None, 23)


def conclude(office: Office, who: str, said: Help, week_on: date = WEEK_ON) -> None:
    """What was said of one HIA when that week was the last closed one."""
    row = {"person": office.people[who], "week_on": week_on, "metric_key": said.metric}
    told = {"verdict": str(said.verdict), "until_on": said.until_on, "told": packed(said)}
    apps.get_model("evidence.SellerVerdict").objects.create(**row, **told)


def finding(metric: str = INVITED, grade: str = "strong", **more: Any) -> dict[str, Any]:
    """One candidate as findings are stored, with an amount that no page of a seller may show."""
    return {
        "metric": metric,
        "grade": grade,
        "effect": {"mean": 1794.0, "low": 466.8, "high": 3121.0, "level": 0.9},
        "chain": {"objective": "stage_progress", "effect_mean": 0.0747, "low": 0.0124, "high": 0.137},
        "weeks_needed": None,
        "checks": [],
        **more,
    }


def find(group: str, *candidates: dict[str, Any], week_on: date = WEEK_ON) -> None:
    """What a role's records say, or with an empty name everybody's."""
    apps.get_model("evidence.GroupFindings").objects.create(
        group=group, week_on=week_on, sellers=24, weeks=51, candidates=list(candidates)
    )
