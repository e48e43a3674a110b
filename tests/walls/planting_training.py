"""Rows of training planted for the walls on what is kept about people."""

from datetime import date, timedelta
from uuid import uuid4

from fairway.people.models import Person
from fairway.training.models import (
    Attempt,
    Certificate,
    Enrolment,
    FieldAssignment,
    Reached,
    Recall,
    RecallCard,
    Statement,
)
from tests.walls.planting_reasons import instant


def trained(person: Person, on: date, word: str = "") -> None:
    """Everything training keeps about somebody, last touched on a day."""
    at, name = instant(on), f"{word}{on}"
    Enrolment.objects.create(person=person, track=name[:20], started_on=on)
    Reached.objects.create(person=person, module=name, part="lesson", version=1, done_at=at)
    attempt = {"version": 1, "seed": 1, "begun_at": at - timedelta(hours=1), "changed_at": at}
    Attempt.objects.create(person=person, module=name, exercise="one", answers=[{"said": word}], **attempt)
    FieldAssignment.objects.create(person=person, module=name, taken_on=on, handed_in_on=on, said=word)
    RecallCard.objects.create(person=person, question=name, card={}, due_at=at)
    Recall.objects.create(person=person, question=name, is_right=True, at=at)
    Certificate.objects.create(person=person, granted_on=on, expires_on=on, facts={"word": word})
    said = {"key": uuid4(), "statement": {"word": word}, "made_at": at, "try_at": at}
    Statement.objects.create(person=person, **said)


def mark_training(person: Person, on: date, mark: dict[str, str]) -> None:
    """Each table of training with a word of its own in it."""
    trained(person, on)
    mark["training.Enrolment"] = "track-qx"
    Enrolment.objects.update(track=mark["training.Enrolment"])
    Reached.objects.update(module=mark["training.Reached"])
    Attempt.objects.update(answers=[{"said": mark["training.Attempt"]}])
    FieldAssignment.objects.update(said=mark["training.FieldAssignment"])
    RecallCard.objects.update(card={"word": mark["training.RecallCard"]})
    Recall.objects.update(question=mark["training.Recall"])
    mark["training.Certificate"] = "2038-09-10"
    Certificate.objects.update(expires_on=date(2038, 9, 10))
    Statement.objects.update(statement={"word": mark["training.Statement"]})
