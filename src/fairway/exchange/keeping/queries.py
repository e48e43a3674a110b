"""Everything the exchange keeps about one person, for that person's own export."""

from collections.abc import Collection
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.exchange.models import Coverage, StagedRow, Upload
from fairway.exchange.outbox.queries import entries_kept_about


def kept_about(
    person_key: int, *, user_id: int | None, identities: Collection[tuple[str, str]]
) -> dict[str, list[dict[str, Any]]]:
    """Coverage, files their account handed over, plans that wait to be applied, and tasks for a CRM, every column of
    each. `identities` are their (source, id).
    """
    native_ids = {native_id for _, native_id in identities}
    staged = StagedRow.objects.filter(payload__native_seller_id__in=sorted(native_ids))
    uploads = Upload.objects.filter(owner_id=user_id) if user_id is not None else Upload.objects.none()
    return {
        "coverage": [row_as_json(row) for row in Coverage.objects.filter(person_id=person_key).order_by("from_on")],
        "uploads": [row_as_json(row) for row in uploads.order_by("pk")],
        "waiting": [row_as_json(row) for row in staged.order_by("pk")],
        "tasks_for_the_crm": entries_kept_about(person_key, identities),
    }
