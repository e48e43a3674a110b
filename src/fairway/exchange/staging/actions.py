"""Keeping what a source states until the room it belongs to applies it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from fairway.exchange.models import StagedRow
from fairway.exchange.types import PlanRow

PLAN, PLAN_GONE, METRIC = "plan", "plan_gone", "metric"
PLAN_FIELDS = ("native_seller_id", "metric", "starts_on", "target", "per", "ends_on", "quality_target")
CHUNK = 500


def stage_plans(rows: Sequence[tuple[PlanRow, Mapping[str, object]]], *, source: str) -> int:
    """Keep plans a source states until the plans room applies them. Each row comes with its place (file, line).

    Returns how many of the rows another row of the same seller, metric and first day replaced.
    """
    fresh: dict[str, StagedRow] = {}
    for row, place in rows:
        key = plan_key(row.native_seller_id, row.metric, row.starts_on)
        payload = {
            name: (str(value) if value is not None else None) for name in PLAN_FIELDS for value in [getattr(row, name)]
        }
        fresh[key] = StagedRow(source=source, kind=PLAN, key=key, payload=payload, place=dict(place))
    _replace(list(fresh.values()), source, PLAN)
    _drop(list(fresh), source, PLAN_GONE)
    return len(rows) - len(fresh)


def plan_key(native_seller_id: str, metric: str, starts_on: date) -> str:
    return f"{native_seller_id}|{metric}|{starts_on}"


def stage_plan_deletions(keys: Sequence[tuple[str, Mapping[str, object]]], *, source: str) -> None:
    """Keep that plans are no longer stated, by `seller|metric|starts_on` with the place that says so. Those that still
    wait to be applied are forgotten.
    """
    fresh = {}
    for key, place in keys:
        seller, metric, starts_on = key.split("|")
        payload = {"native_seller_id": seller, "metric": metric, "starts_on": starts_on}
        fresh[key] = StagedRow(source=source, kind=PLAN_GONE, key=key, payload=payload, place=dict(place))
    _drop(list(fresh), source, PLAN)
    _replace(list(fresh.values()), source, PLAN_GONE)


def _replace(rows: Sequence[StagedRow], source: str, kind: str) -> None:
    _drop([row.key for row in rows], source, kind)
    StagedRow.objects.bulk_create(rows, batch_size=CHUNK)


def _drop(keys: Collection[str], source: str, kind: str) -> None:
    listed = list(keys)
    for start in range(0, len(listed), CHUNK):
        StagedRow.objects.filter(source=source, kind=kind, key__in=listed[start : start + CHUNK]).delete()


def stage_metrics(text: str, *, source: str) -> None:
    """Keep an organisation's metric definitions (YAML text) until the metrics room applies them."""
    StagedRow.objects.update_or_create(
        source=source, kind=METRIC, key="metrics.yaml", defaults={"payload": {"text": text}}
    )
