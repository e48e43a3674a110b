"""Reading lines back. Accounts come as keys; the people room knows their names."""

from fairway.audit.models import AuditLine, LookLine
from fairway.audit.types import Change, Look


def looks_at(subject_key: int, *, limit: int = 100) -> list[Look]:
    """Who saw this person's pages, newest first."""
    lines = LookLine.objects.filter(subject_key=subject_key).order_by("-last_at")[:limit]
    return [Look(viewer_id=line.viewer_id, page=line.page, last_at=line.last_at, count=line.count) for line in lines]


def changes_of(subject: tuple[str, object], *, limit: int = 100) -> list[Change]:
    """What was changed about a subject, newest first."""
    kind, key = subject
    lines = AuditLine.objects.filter(subject_kind=kind, subject_key=str(key)).order_by("-at", "-pk")
    return [
        Change(key=line.pk, at=line.at, actor_id=line.actor_id, action=line.action, detail=line.detail)
        for line in lines[:limit]
    ]


def newest_change_of(actor_id: int) -> int | None:
    """Key of the newest change somebody made that can be undone."""
    line = AuditLine.objects.filter(actor_id=actor_id).order_by("-pk").first()
    return line.pk if line and line.detail.get("sheets") and not line.detail.get("is_undone") else None


def newest_changes(limit: int = 50, *, actor_id: int | None = None) -> list[Change]:
    """The newest changes, of one account or everyone's."""
    lines = AuditLine.objects.order_by("-pk")
    if actor_id is not None:
        lines = lines.filter(actor_id=actor_id)
    return [
        Change(key=line.pk, at=line.at, actor_id=line.actor_id, action=line.action, detail=line.detail)
        for line in lines[:limit]
    ]


def change(key: int) -> Change | None:
    line = AuditLine.objects.filter(pk=key).first()
    return Change(line.pk, line.at, line.actor_id, line.action, line.detail) if line else None
