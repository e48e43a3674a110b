"""Counting again what a changed setting moved: standings alone, counts, or local days and weeks in the lake first."""

from fairway.execution.actions.scoring import score
from fairway.ledger.actions.filling import fill, refill
from fairway.ledger.corrections.actions import note_corrections
from fairway.records.actions.relocalising import relocalise


def recount_everything(*, only_standings: bool = False, with_local_days: bool = False) -> None:
    """Bring standings, and unless only they moved also counts, up to the settings."""
    if with_local_days:
        relocalise()
    if not only_standings:
        refill()
    score()


def count_changed_metrics() -> None:
    """Bring counts and standings up to definitions that changed, and note what they correct."""
    note_corrections()
    fill()
    score()
