"""Every kind of exercise by the name that files of the curriculum call it."""

from collections.abc import Mapping

from fairway.training.exercises.asking import Asking
from fairway.training.exercises.branching import Branching
from fairway.training.exercises.choice import Choice
from fairway.training.exercises.quarter import Quarter
from fairway.training.exercises.rating import Rating
from fairway.training.exercises.signals import Signals
from fairway.training.exercises.sorting import Sorting
from fairway.training.exercises.tagging import Tagging
from fairway.training.exercises.talk import Practice
from fairway.training.exercises.types import Kind

KINDS: Mapping[str, Kind] = {
    "sorting": Sorting(),
    "asking": Asking(),
    "choice": Choice(),
    "signals": Signals(),
    "tagging": Tagging(),
    "branching": Branching(),
    "rating": Rating(),
    "quarter": Quarter(),
    "talk": Practice(),
}
