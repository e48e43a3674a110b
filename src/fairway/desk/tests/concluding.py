"""What was concluded about the sellers of an office, written by hand, and standings to go with it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.apps import apps

from fairway.desk.tests.office import INVITED, MONDAY, Office
from fairway.evidence.packing import packed as packed_verdict
from fairway.evidence.types import Picture, Span
from fairway.evidence.verdict import Help, Verdict
from fairway.execution.packing import packed, unpacked
from fairway.execution.quality import QualityFigure
from fairway.execution.types import Status

WEEK_ON = MONDAY - timedelta(days=7)  # the last closed week
SEEN = Picture(4, Span(9.6, 6.8, 12.4), Span(6.1, 5.2, 7.9), 24, 599)
HELP = Help(INVITED, "stage_progress", Verdict.HELPING, None, 0.93, Span(0.04, 0.01, 0.07), 23, picture=SEEN)
CHECK = {"name": "busy_weeks", "passed": False, "detail": "Busy weeks do not show it (z 0.7)."}
CANDIDATE = {
    "metric": INVITED,
    "name": "Second stakeholders invited",
    "rank": 1,
    "grade": "suggestive",
    "reason": "More of this may help.",
    "effect": {"mean": 1794.0, "low": 466.8, "high": 3121.0, "level": 0.9},
    "dose": {"from_per_week": 3.5, "to_per_week": 4.4},
    "chain": {"objective": "stage_progress", "effect_mean": 0.0747, "low": 0.0124, "high": 0.137},
    "lag_weeks": [1, 4],
    "checks": [CHECK],
}


def conclude_about(office: Office, who: str, help_: Help = HELP, *, chance: float | None = 0.4) -> None:
    """A verdict on somebody's HIA, where their quarter may land, and what everybody's records show."""
    apps.get_model("evidence.SellerVerdict").objects.create(
        person=office.people[who],
        week_on=WEEK_ON,
        metric_key=help_.metric,
        verdict=str(help_.verdict),
        until_on=help_.until_on,
        told=packed_verdict(help_),
    )
    reached = 0 if chance is None else round(chance * 20)
    dots = [90_000.0 + 1000 * n for n in range(20 - reached)] + [140_000.0 + 1000 * n for n in range(reached)]
    side = {"p10": dots[2], "p50": dots[10], "p90": dots[17], "chance": chance, "dots": dots}
    at_target = {**side, "dots": [*dots[:-4], *[200_000.0] * 4]}
    apps.get_model("evidence.SellerLanding").objects.create(
        person=office.people[who],
        week_on=WEEK_ON,
        starts_on=MONDAY - timedelta(days=60),
        ends_on=MONDAY + timedelta(days=30),
        goal=None if chance is None else 120_000.0,
        now=side,
        at_target=at_target,
    )
    apps.get_model("evidence.GroupFindings").objects.get_or_create(
        group="", week_on=WEEK_ON, defaults={"sellers": 24, "weeks": 51, "candidates": [CANDIDATE]}
    )


def stand_as(office: Office, who: str, status: Status, quality: QualityFigure | None = None) -> None:
    """Let somebody's stored HIA stand otherwise than their counts say, and the seller with it."""
    row: Any = apps.get_model("execution.SellerScore").objects.get(person_key=office.key(who))
    row.hias = [packed(replace(unpacked(facts), status=status, quality=quality)) for facts in row.hias]
    state = {Status.BEHIND: "behind", Status.CHECK_DATA: "check_data", Status.AWAY: "away"}.get(status, "executing")
    steps = {"behind": ("ask_why", "Ask why"), "check_data": ("match_records", "Match 4 records")}
    row.state = state
    row.step_kind, row.step_text = steps.get(state, ("see_if_helping", "See if it is helping"))
    row.save()
