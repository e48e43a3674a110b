"""A morning on which somebody is to be talked to."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.mail import EmailMessage

from fairway.coaching.channels.tests.imitating import TOKEN, Channels
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


def on_slack(floor: Floor, channels: Channels, *who: str) -> None:
    """Olga connects Slack, and these choose it."""
    floor.sent("olga", "/1-1/slack/", token=TOKEN)
    for each in who:
        floor.sent(each, "/1-1/morning-mail/way/", way="slack")
    channels.arrived.clear()


def on_teams(floor: Floor, channels: Channels, who: str = "mona") -> None:
    floor.sent(who, "/1-1/morning-mail/way/", way="teams", workflow=channels.workflow, reads_alone="yes")
    channels.arrived.clear()


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    now = datetime.combine(TODAY, time(9), tzinfo=UTC) + timedelta(minutes=minutes)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
