"""Field assignments as facts. Frozen; no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from fairway.web.words import day, plural

CERTIFICATION = "certification"  # the module whose assignment is the portfolio talk
PART = "assignment"  # the key of that part in every module
SHORTEST, LONGEST = 20, 4000  # characters of what is handed in
LONGEST_FEEDBACK = 2000
DUE_AFTER = timedelta(weeks=4)  # an assignment is to be done that long after it was taken


class Answer(StrEnum):
    OPEN = ""
    DONE = "done"
    AGAIN = "again"


class Evidence(StrEnum):
    """What of the field an assignment may be checked by, as module.yaml names it."""

    HIAS = "hias"
    DIAGNOSES = "diagnoses"
    SESSIONS = "sessions"
    REVIEWS_OF_HIAS = "reviews_of_hias"


COUNTED = {  # one and several of them
    Evidence.HIAS: ("HIA agreed with a seller, its tests passed", "HIAs agreed with sellers, their tests passed"),
    Evidence.DIAGNOSES: ("miss a seller was asked about", "misses sellers were asked about"),
    Evidence.SESSIONS: ("1:1 held", "1:1s held"),
    Evidence.REVIEWS_OF_HIAS: ("decision at a review of an HIA", "decisions at reviews of HIAs"),
}  # fmt: skip


def asked_for(evidence: str, needs: int) -> str:
    """What records are looked through for: `2 1:1s held`."""
    return plural(needs, *COUNTED[Evidence(evidence)])


class Refused(ValueError):
    """What cannot be handed in or answered, as a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """One assignment somebody took. `read_by` is None where nobody read it, or who did is erased."""

    key: int
    person_key: int
    module: str
    taken_on: date
    said: str = ""
    handed_in_on: date | None = None
    read_by: int | None = None
    read_on: date | None = None
    answer: Answer = Answer.OPEN
    feedback: str = ""

    @property
    def state(self) -> str:
        """A fingerprint of what was handed in and answered, to notice by that it is another than somebody read; empty
        where nothing was handed in yet.
        """
        if self.handed_in_on is None:
            return ""
        held = (self.said, self.answer.value, self.feedback, str(self.read_on))
        return sha256("\0".join(held).encode()).hexdigest()

    @property
    def is_done(self) -> bool:
        return self.answer is Answer.DONE

    @property
    def waits(self) -> bool:
        """For whoever leads its writer."""
        return self.handed_in_on is not None and self.answer is Answer.OPEN

    @property
    def due_on(self) -> date:
        return self.taken_on + DUE_AFTER


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to an assignment. `known`: the state of what was read."""

    key: int
    known: str
    is_done: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Found:
    """What records show for an assignment since it was taken."""

    evidence: Evidence
    number: int
    needs: int
    since_on: date

    @property
    def is_enough(self) -> bool:
        return self.number >= self.needs

    @property
    def words(self) -> str:
        """`2 of 3 found, since 3 Nov: 1:1s held`."""
        return f"{min(self.number, self.needs)} of {self.needs} found, since {day(self.since_on)}"

    @property
    def counted(self) -> str:
        """What is counted, with how many there are: `4 1:1s held`."""
        return plural(self.number, *COUNTED[self.evidence])
