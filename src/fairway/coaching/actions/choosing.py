"""What somebody wants to be sent, and where; and the organisation's own app in Slack."""

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.channels.types import Way
from fairway.coaching.models import DigestChoice, SlackApp
from fairway.lib.home import seal

ONE = 1  # an organisation has one app, also where two connect it at once


@transaction.atomic
def choose_digest(person_key: int, *, is_on: bool, actor_id: int) -> None:
    """Whether somebody wants the morning mail."""
    DigestChoice.objects.update_or_create(person_id=person_key, defaults={"is_off": not is_on})
    detail = {"on": is_on}
    record_change(actor_id=actor_id, action="choose_digest", subject=("person", person_key), detail=detail)


@transaction.atomic
def choose_summaries(person_key: int, *, is_on: bool, actor_id: int) -> None:
    """Whether somebody wants a summary after each session."""
    DigestChoice.objects.update_or_create(person_id=person_key, defaults={"is_summary_off": not is_on})
    detail = {"on": is_on}
    record_change(actor_id=actor_id, action="choose_summaries", subject=("person", person_key), detail=detail)


@transaction.atomic
def choose_way(person_key: int, way: Way, *, workflow: str, actor_id: int) -> None:
    """Where somebody's morning mail comes. `workflow` is the address of their Teams workflow, stored encrypted; an
    empty one leaves the old. A way that was closed counts as open again. Another way forgets the workflow.
    """
    chosen: dict[str, object] = {"way": way, "refused_at": None, "refused_why": ""}
    if workflow or way is not Way.TEAMS:
        chosen["sealed_workflow"] = seal(workflow) if workflow else ""
    DigestChoice.objects.update_or_create(person_id=person_key, defaults=chosen)
    detail = {"way": way}
    record_change(actor_id=actor_id, action="choose_digest_way", subject=("person", person_key), detail=detail)


@transaction.atomic
def connect_slack(token: str, *, workspace: str, actor_id: int) -> None:
    """Keep the organisation's token, encrypted, in place of the one before."""
    given = {"sealed_token": seal(token), "workspace": workspace[:200], "set_by": actor_id, "set_at": timezone.now()}
    SlackApp.objects.update_or_create(pk=ONE, defaults={**given, "refused_at": None, "refused_why": ""})
    record_change(actor_id=actor_id, action="connect_slack", subject=("source", "slack"), detail={})


@transaction.atomic
def disconnect_slack(*, actor_id: int) -> None:
    """Forget the token. Whoever chose Slack gets e-mail, which says so."""
    SlackApp.objects.all().delete()
    record_change(actor_id=actor_id, action="disconnect_slack", subject=("source", "slack"), detail={})
