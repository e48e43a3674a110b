"""A way that is closed until somebody sets it up anew: noted once, and said to whoever set it up."""

import logging
from datetime import datetime

from fairway.coaching.actions.mailing import post_mail
from fairway.coaching.channels.types import Mail, Undelivered
from fairway.coaching.models import DigestChoice, SlackApp
from fairway.coaching.queries.addresses import page_address
from fairway.people.queries import email_of, person_key_of

log = logging.getLogger(__name__)


def note_workflow_refused(person_key: int, why: str, at: datetime) -> None:
    """Somebody's own workflow takes nothing more; the mail that comes instead says so."""
    rows = DigestChoice.objects.filter(person_id=person_key, refused_at=None)
    rows.update(refused_at=at, refused_why=why[:200])


def note_slack_refused(why: str, at: datetime) -> None:
    """Slack takes nothing with the organisation's token. Whoever set it up is told, once."""
    app = SlackApp.objects.filter(refused_at=None).first()
    if app is None or not SlackApp.objects.filter(pk=app.pk, refused_at=None).update(
        refused_at=at, refused_why=why[:200]
    ):
        return
    person_key = person_key_of(app.set_by) if app.set_by is not None else None
    address = email_of(person_key) if person_key is not None else ""
    if not address:
        return
    page = page_address("coaching:slack")
    text = (
        f"{why}. Until it has a new token, morning mails of everybody who chose Slack come by e-mail.\n\n"
        f"Give it one{f': {page}' if page else ' in Fairway, under Set-up'}"
    )
    try:
        post_mail(Mail("Slack is closed to Fairway", text), address)
    except Undelivered as problem:
        log.warning("whoever set Slack up was not told: %s", problem)
