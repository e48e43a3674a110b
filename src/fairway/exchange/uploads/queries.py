"""Reading what is known about uploads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from fairway.exchange.models import SyncRun, Upload
from fairway.exchange.queries import run_facts
from fairway.exchange.types import RunFacts
from fairway.lib.home import folder

INSPECTION_LEASE = timedelta(seconds=45)  # who inspects says so every second; after that long they are gone


@dataclass(frozen=True, slots=True)
class UploadFacts:
    """Files somebody handed over, with what they said about them so far and what was understood of them.

    `inspected` is None until somebody did. It was made with other answers when it is not `is_inspection_current`.
    """

    token: str
    folder: Path
    file_names: tuple[str, ...]
    answers: Mapping[str, object]
    inspected: Mapping[str, object] | None
    is_inspection_current: bool
    is_being_inspected: bool  # somebody was at it not long ago
    inspected_rows: int
    inspected_of: int
    inspection_wanted_at: datetime | None

    @property
    def paths(self) -> list[Path]:
        return [self.folder / name for name in self.file_names]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(path.stat().st_size for path in self.paths if path.exists())

    @property
    def title(self) -> str:
        """The first file's name, and how many more there are."""
        more = len(self.file_names) - 1
        return f"{self.file_names[0]} and {more} more" if more else self.file_names[0]


def upload(token: str, *, owner_id: int) -> UploadFacts | None:
    """An upload of that account; None for anybody else's, or one that is gone."""
    row = Upload.objects.filter(token=token, owner_id=owner_id).first()
    return upload_facts(row) if row else None


def newest_upload(owner_id: int) -> UploadFacts | None:
    """The upload an account can go on with."""
    row = Upload.objects.filter(owner_id=owner_id).order_by("-created_at").first()
    return upload_facts(row) if row else None


def run_of_upload(token: str) -> RunFacts | None:
    """The newest run that reads this upload; None when nobody asked for one."""
    row = SyncRun.objects.select_related("source").filter(asked__upload=token).order_by("-requested_at").first()
    return run_facts(row) if row else None


def upload_facts(row: Upload) -> UploadFacts:
    since = timezone.now() - INSPECTION_LEASE
    return UploadFacts(
        token=row.token,
        folder=folder("uploads") / row.token,
        file_names=tuple(row.file_names),
        answers=row.answers,
        inspected=row.inspected,
        is_inspection_current=row.inspected is not None and row.inspected_with == row.answers,
        is_being_inspected=row.inspection_beat_at is not None and row.inspection_beat_at > since,
        inspected_rows=row.inspected_rows,
        inspected_of=row.inspected_of,
        inspection_wanted_at=row.inspection_wanted_at,
    )
