"""Reading for detectors, and reading what they found."""

from fairway.signs.queries.cases import cases_of
from fairway.signs.queries.ground import Ground, closed_weeks, ground_at, measure
from fairway.signs.queries.stored import Signs, kept_about, signs_as_of, stored_signs

__all__ = [
    "Ground",
    "Signs",
    "cases_of",
    "closed_weeks",
    "ground_at",
    "kept_about",
    "measure",
    "signs_as_of",
    "stored_signs",
]
