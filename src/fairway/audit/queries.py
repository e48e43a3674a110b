"""Reading lines back. Accounts come as keys; the people room knows their names."""

from fairway.audit.models import AuditLine, LookLine
from fairway.audit.types import UNDO, Change, Look


def looks_at(subject_key: int, *, limit: int | None = 100) -> list[Look]:
    """Who saw this person's pages, newest first; without a limit all that are kept."""
    return [_look(line) for line in LookLine.objects.filter(subject_key=subject_key).order_by("-last_at")[:limit]]


def looks_by(viewer_id: int) -> list[Look]:
    """Whose pages an account saw, newest first."""
    return [_look(line) for line in LookLine.objects.filter(viewer_id=viewer_id).order_by("-last_at")]


def _look(line: LookLine) -> Look:
    return Look(line.viewer_id, line.subject_key, line.page, line.on, line.last_at, line.count)


def changes_about(person_key: int) -> list[Change]:
    """What was changed about a person, alone or with others, newest first."""
    lines = AuditLine.objects.filter(people__person_key=person_key).order_by("-at", "-pk")
    return [_change(line) for line in lines.prefetch_related("people")]


def changes_by(actor_id: int) -> list[Change]:
    """What an account changed, newest first."""
    lines = AuditLine.objects.filter(actor_id=actor_id).order_by("-pk").prefetch_related("people")
    return [_change(line) for line in lines]


def newest_change_of(actor_id: int) -> int | None:
    """Key of the newest change somebody made, if it can be undone."""
    line = AuditLine.objects.filter(actor_id=actor_id).order_by("-pk").first()
    return line.pk if line and _change(line).can_be_undone else None


def newest_changes(limit: int = 50, *, actor_id: int | None = None) -> list[Change]:
    """The newest changes, of one account or everyone's; undoings stand beside what they undid, not in the list."""
    lines = AuditLine.objects.exclude(action__startswith=UNDO).order_by("-pk")
    if actor_id is not None:
        lines = lines.filter(actor_id=actor_id)
    return [_change(line) for line in lines.prefetch_related("people")[:limit]]


def change(key: int) -> Change | None:
    line = AuditLine.objects.filter(pk=key).first()
    return _change(line) if line else None


def _change(line: AuditLine) -> Change:
    people = tuple(sorted(mention.person_key for mention in line.people.all()))
    subject = (line.subject_kind, line.subject_key)
    return Change(line.pk, line.at, line.actor_id, line.action, line.detail, people, subject)
