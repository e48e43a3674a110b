"""Reading for the studio: what a manager and a seller choose from."""

from datetime import date

from fairway.people.types import PersonFacts, Viewer
from fairway.studio.types import Choice


def choice_for(viewer: Viewer, person: PersonFacts, on: date) -> Choice:
    """Everything the seller page of the studio needs, as of a day. Hidden for who may not see that person's counts."""
    raise NotImplementedError
