"""Ways a message can take, and what can become of it on its way."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """Where somebody reads the morning mail."""

    EMAIL = "email"
    SLACK = "slack"
    TEAMS = "teams"


WAY_WORDS = {Way.EMAIL: "e-mail", Way.SLACK: "Slack", Way.TEAMS: "Teams"}


@dataclass(frozen=True, slots=True)
class Mail:
    """What is said to one person. `link` is an address that stands in the text too, empty where none is known."""

    subject: str
    text: str
    link: str = ""


class Undelivered(Exception):
    """A message that did not go out. The words are safe to show: no secret and no address stands in them."""


class Later(Undelivered):
    """It certainly did not arrive, and may be tried again. `after_s` is what was asked for, in seconds; `is_for_all`
    where the same is to be expected for everybody on this way.
    """

    def __init__(self, words: str, *, after_s: float | None = None, is_for_all: bool = False) -> None:
        super().__init__(words)
        self.after_s = after_s
        self.is_for_all = is_for_all


class NotReached(Later):
    """Nothing was tried: the server of this way did not answer, to nobody. It is asked again from `again_at`."""

    def __init__(self, words: str, again_at: datetime) -> None:
        super().__init__(words, is_for_all=True)
        self.again_at = again_at


class Unsure(Undelivered):
    """It may have arrived, or not: sending it again could bring it twice."""


class TurnedAway(Undelivered):
    """It did not arrive and will not, until somebody sets the way up anew. `is_for_all`: nobody's arrives."""

    def __init__(self, words: str, *, is_for_all: bool = False) -> None:
        super().__init__(words)
        self.is_for_all = is_for_all
