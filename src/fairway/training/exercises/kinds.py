"""Every kind of exercise by the name that files of the curriculum call it."""

from collections.abc import Mapping

from fairway.training.exercises.asking import Asking
from fairway.training.exercises.sorting import Sorting
from fairway.training.exercises.talk import Practice
from fairway.training.exercises.types import Kind

KINDS: Mapping[str, Kind] = {
    "sorting": Sorting(),
    "asking": Asking(),
    "talk": Practice(),
}
