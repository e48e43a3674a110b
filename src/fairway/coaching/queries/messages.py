"""What somebody is sent and where, and what became of today's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.coaching.channels.slack import is_installed
from fairway.coaching.channels.types import Way
from fairway.coaching.models import DigestChoice, DigestSent, SessionSummary, SlackApp
from fairway.lib.home import OtherKey, unseal

NO_SLACK = "Slack is not connected to Fairway any more"
NOT_INSTALLED = "Fairway runs without its part for Slack"
OTHER_KEY = "What was kept of it cannot be opened with the key of this home"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody's morning mail goes. `secret` is a token or an address, open; `refused_why` says why that way is
    closed.
    """

    way: Way
    secret: str = ""
    refused_why: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose, for the page it is chosen on. Nothing secret."""

    is_mail_off: bool = False
    is_summary_off: bool = False
    way: Way = Way.EMAIL
    has_workflow: bool = False
    refused_why: str = ""
    state: str = ""  # of today's, empty where there is none
    again_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class SlackFacts:
    """The organisation's app in Slack, without its token."""

    workspace: str
    set_at: datetime
    refused_why: str


def has_digest_off(person_key: int) -> bool:
    """Whether somebody turned the morning mail off."""
    return DigestChoice.objects.filter(person_id=person_key, is_off=True).exists()


def has_summary_off(person_key: int) -> bool:
    """Whether somebody turned summaries of sessions off."""
    return DigestChoice.objects.filter(person_id=person_key, is_summary_off=True).exists()


def slack_app() -> SlackFacts | None:
    """The organisation's app, where there is one."""
    row = SlackApp.objects.first()
    return SlackFacts(row.workspace, row.set_at, row.refused_why) if row else None


def slack_token() -> str:
    """The app's token, open. LookupError where there is no app, OtherKey where it was sealed in another home."""
    row = SlackApp.objects.first()
    if row is None:
        raise LookupError(NO_SLACK)
    return unseal(row.sealed_token)


def place_of(person_key: int) -> Place:
    """Where somebody's morning mail goes as things stand."""
    row = DigestChoice.objects.filter(person_id=person_key).first()
    way = Way(row.way) if row else Way.EMAIL
    if row is None or way is Way.EMAIL:
        return Place(Way.EMAIL)
    try:
        if way is Way.TEAMS:
            return Place(way, unseal(row.sealed_workflow), row.refused_why)
        app = slack_app()
        if app is None or not is_installed():
            return Place(way, refused_why=NOT_INSTALLED if app else NO_SLACK)
        return Place(way, slack_token(), app.refused_why)
    except OtherKey:
        return Place(way, refused_why=OTHER_KEY)


def choices_of(person_key: int, on: date) -> Choices:
    """What somebody chose, and what became of that day's morning mail."""
    row = DigestChoice.objects.filter(person_id=person_key).first() or DigestChoice()
    today = DigestSent.objects.filter(person_id=person_key, sent_on=on).first()
    way = Way(row.way)
    app = slack_app()
    refused = {Way.EMAIL: "", Way.TEAMS: row.refused_why, Way.SLACK: app.refused_why if app else NO_SLACK}
    return Choices(
        is_mail_off=row.is_off,
        is_summary_off=row.is_summary_off,
        way=way,
        has_workflow=bool(row.sealed_workflow),
        refused_why=refused[way],
        state=today.state if today else "",
        again_at=today.again_at if today else None,
        why=today.why if today else "",
    )


def messages_kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about what one person is sent, for that person's own export; of a workflow only that it is kept."""
    chosen = [row_as_json(row) for row in DigestChoice.objects.filter(person_id=person_key)]
    return {
        "morning_mail": [{**row, "sealed_workflow": "kept" if row["sealed_workflow"] else ""} for row in chosen],
        "morning_mails": [row_as_json(row) for row in DigestSent.objects.filter(person_id=person_key).order_by("pk")],
        "session_summaries": [
            row_as_json(row) for row in SessionSummary.objects.filter(person_id=person_key).order_by("pk")
        ],
    }
