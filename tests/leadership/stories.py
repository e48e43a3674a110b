"""Evidence and decisions planted in an organisation of whom the leading story is told."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from re import sub
from typing import Any

from django.test import Client

from fairway.diagnosis.models import WeeklyDiagnosis
from fairway.evidence.models import GroupFindings, Pilot, PilotSeller
from fairway.people.actions.accounts import account_of
from fairway.people.models import Person
from fairway.studio.models import Proposal, Review

DECIDED_ON = date(2026, 9, 16)  # a Wednesday of the third quarter
LAST_WEEK = date(2026, 11, 16)
QUARTER_BEFORE = "/leadership/story/?quarter=2026-07-06"


def candidate(metric: str, grade: str, **more: Any) -> dict[str, Any]:
    """An entry of findings as the evidence room stores it."""
    return {
        "metric": metric,
        "name": metric,
        "rank": 1,
        "grade": grade,
        "reason": "",
        "effect": None,
        "dose": {"from_per_week": 2.0, "to_per_week": 2.5},
        "chain": {"objective": "stage_progress", "effect_mean": 0.1, "low": 0.04, "high": 0.16},
        "weeks_needed": None,
        "checks": [],
        **more,
    }


def found(candidates: list[dict[str, Any]], week_on: date = LAST_WEEK, group: str = "", sellers: int = 40) -> None:
    GroupFindings.objects.create(group=group, week_on=week_on, sellers=sellers, weeks=52, candidates=candidates)


def standing(person: int, metric: str, week_on: date, status: str) -> None:
    WeeklyDiagnosis.objects.update_or_create(
        person_id=person, week_on=week_on, metric_key=metric, defaults={"status": status}
    )


def decided(person: int, metric: str, decision: str, verdict: str = "", on: date = DECIDED_ON) -> Review:
    day = {"by_on": on, "review_on": on, "starts_on": on - timedelta(days=60)}
    agreed = Proposal.objects.create(person_id=person, metric_key=metric, target=3, answer="accepted", **day)
    seen = {"verdict": verdict, "verdict_week_on": on - timedelta(days=9)} if verdict else {}
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return Review.objects.create(
        person_id=person, proposal=agreed, decision=decision, reason="secretreason", decided_at=at, **seen
    )


def judged(metric: str, sellers: list[int], *, low: float, high: float, on: date = date(2026, 9, 20)) -> Pilot:
    """A pilot over half of the sellers that was judged on a day."""
    result = {
        "value": (low + high) / 2, "error": 0.1, "degrees": 20.0, "low": low, "high": high, "waiting": 1.0,
        "chance": 0.01, "counted": len(sellers), "lost": 0, "done": 90.0, "wanted": 100.0, "unasked": 0.0,
    }  # fmt: skip
    pilot = Pilot.objects.create(
        metric_key=metric, target=3, objective_key="meetings_held", kind="parallel", drawn="sellers", before=13,
        weeks=10, starts_on=on - timedelta(days=84), worth="0.10", why="x", seed="s", is_for_everybody=True,
        said={"level": 2.0, "change": 0.3, "sellers": len(sellers), "teams": 2},
        started_at=datetime(2026, 6, 1, tzinfo=UTC), judged_on=on, result=result,
    )  # fmt: skip
    for place, person in enumerate(sellers):
        PilotSeller.objects.create(pilot=pilot, person_id=person, team_key=0, arm=place % 2, stratum=0, past=1.0)
    return pilot


def entered(person_key: int) -> Client:
    Person.objects.update(has_read_notice=True)
    client = Client()
    client.force_login(account_of(person_key))
    return client


def words(html: str) -> str:
    """What a page says, without its frame."""
    return " ".join(unescape(sub(r"<[^>]+>", " ", html.partition("<main")[2])).split())
