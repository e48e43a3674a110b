"""Pilots and obstacles planted for the walls on what is kept about people."""

from datetime import date, timedelta
from typing import Any

from fairway.commitments.models import Commitment, Obstacle
from fairway.evidence.models import Pilot, PilotSeller
from fairway.people.models import Person
from tests.walls.planting_reasons import METRIC


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
