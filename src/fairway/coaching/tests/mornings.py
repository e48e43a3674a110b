"""A morning on which somebody is to be talked to."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage

from fairway.commitments.tests.floor import HIA, LAST_WEEK, TODAY, Floor
from fairway.execution.actions.scoring import score
from fairway.people.models import Person
from fairway.plans.models import Plan


def people_behind(floor: Floor) -> Floor:
    """Ann and Tom, whom different people lead, did next to nothing for weeks."""
    Plan.objects.create(person=floor.people["tom"], metric_key=HIA, target=5, starts_on=TODAY - timedelta(days=140))
    for who in ("ann", "tom"):
        floor.counts(who, {LAST_WEEK - timedelta(days=7 * back): 0 for back in range(6)})
    score()
    for who in Person.objects.all():
        floor.clients[who.slug]  # everybody has an account
    return floor


def addressed(outbox: Sequence[EmailMessage]) -> dict[str, str]:
    """Mails by whom they went to."""
    return {message.to[0]: f"{message.subject}\n{message.body}" for message in outbox}
