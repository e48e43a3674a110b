"""Everything the exchange keeps about one person, for that person's own export."""

from collections.abc import Collection
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.exchange.models import Coverage, StagedRow, Upload


def kept_about(person_key: int, *, user_id: int | None, native_ids: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Coverage, files their account handed over, and plans that wait to be applied, every column of each."""
    staged = StagedRow.objects.filter(payload__native_seller_id__in=sorted(native_ids))
    uploads = Upload.objects.filter(owner_id=user_id) if user_id is not None else Upload.objects.none()
    return {
        "coverage": [row_as_json(row) for row in Coverage.objects.filter(person_id=person_key).order_by("from_on")],
        "uploads": [row_as_json(row) for row in uploads.order_by("pk")],
        "waiting": [row_as_json(row) for row in staged.order_by("pk")],
    }
