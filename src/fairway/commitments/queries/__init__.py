"""Reading commitments and obstacles: who may know of them, who can take one on, what the ledger counts."""

from fairway.commitments.queries.commitments import (
    commitment_facts,
    commitments_by_key,
    fallen_due,
    kept_about,
    open_commitment,
    promised_by,
    promised_for,
)
from fairway.commitments.queries.counts import counts_beside, is_blind, tallies_of
from fairway.commitments.queries.obstacles import (
    asked_of_others,
    closed_in_time,
    obstacle,
    obstacle_facts,
    obstacles_about,
    raised_over,
    taken_on_over,
    waiting_for,
)
from fairway.commitments.queries.owners import default_check_day, owners_for

__all__ = [
    "asked_of_others",
    "closed_in_time",
    "commitment_facts",
    "commitments_by_key",
    "counts_beside",
    "default_check_day",
    "fallen_due",
    "is_blind",
    "kept_about",
    "obstacle",
    "obstacle_facts",
    "obstacles_about",
    "open_commitment",
    "owners_for",
    "promised_by",
    "promised_for",
    "raised_over",
    "taken_on_over",
    "tallies_of",
    "waiting_for",
]
