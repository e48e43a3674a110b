"""Setting the programme of an organisation: how often each kind of session is held, its parts, whether locked."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change
from fairway.coaching.kinds import fitted, kinds
from fairway.coaching.models import SessionTemplate
from fairway.coaching.types import Part, Refused


@transaction.atomic
def set_template(
    kind: str, every_days: int, minutes: Mapping[Part, int], *, is_locked: bool, actor_id: int | None
) -> None:
    """From now on sessions of that kind are planned so. What is planned already stays as it is. Refused for an unknown
    kind, a rhythm beyond a year and parts nobody can hold.
    """
    _require_known(kind)
    if not 1 <= every_days <= 366:
        raise Refused("How often is between 1 and 366 days.")
    parts = [[str(part), number] for part, number in fitted(kind, minutes).items()]
    stated = {"every_days": every_days, "parts": parts, "is_locked": is_locked}
    SessionTemplate.objects.update_or_create(
        kind=kind, defaults={**stated, "set_by": actor_id, "set_at": timezone.now()}
    )
    record_change(
        actor_id=actor_id, action="set_session_template", subject=("organisation", 1), detail={"kind": kind, **stated}
    )


@transaction.atomic
def reset_template(kind: str, *, actor_id: int | None) -> None:
    """Back to what Fairway proposes for that kind, and open."""
    _require_known(kind)
    if SessionTemplate.objects.filter(kind=kind).delete()[0]:
        record_change(
            actor_id=actor_id, action="reset_session_template", subject=("organisation", 1), detail={"kind": kind}
        )


def _require_known(kind: str) -> None:
    if kind not in kinds():
        raise Refused(f"There is no session called {kind}. Choose one of: {', '.join(kinds())}.")
