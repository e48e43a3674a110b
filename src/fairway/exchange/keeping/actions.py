"""What passes through leaves traces that may quote anybody: they go after a while."""

from datetime import date, datetime
from pathlib import Path

from fairway.exchange.models import Coverage, SyncRun
from fairway.lib.home import folder

PASSING = ("rejects", "mail")  # folders of files that nobody may come back for


def drop_runs_before(at: datetime) -> None:
    """Remove runs that ended before an instant, with their messages; the newest of each source stays."""
    newest = set()
    for source_id in SyncRun.objects.order_by().values_list("source_id", flat=True).distinct():
        newest.add(
            SyncRun.objects.filter(source_id=source_id).order_by("-requested_at").values_list("pk", flat=True)[0]
        )
    SyncRun.objects.filter(finished_at__lt=at).exclude(pk__in=newest).delete()


def drop_files_before(at: datetime) -> None:
    """Remove lists of rejects and undelivered mail last written before an instant."""
    for name in PASSING:
        for file in folder(name).rglob("*"):
            if file.is_file() and _written_at(file) < at.timestamp():
                file.unlink()


def _written_at(file: Path) -> float:
    return file.stat().st_mtime


def drop_coverage_before(day: date) -> None:
    """Remove spans that ended before a day."""
    Coverage.objects.filter(to_on__lt=day).delete()
