"""Reading for the studio: what a manager and a seller choose from."""

from fairway.studio.queries.binding import failing_tests
from fairway.studio.queries.choosing import choice_for, choice_of

__all__ = ["choice_for", "choice_of", "failing_tests"]
