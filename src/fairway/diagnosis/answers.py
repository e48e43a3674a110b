"""What a seller may answer: reasons in everyday words, or words of their own.

`effort` is not among them: nobody is asked to pick a judgement of themselves. Whoever finds none fitting writes it.
"""

from collections.abc import Iterable, Mapping

from fairway.diagnosis.types import Answer
from fairway.signs.types import Cause

LONGEST_ANSWER = 300  # signs
WORDS: Mapping[Cause, str] = {
    Cause.DATA: "Not logged, or logged elsewhere",
    Cause.ABSENCE: "I was away",
    Cause.CAPACITY: "Too much else on my desk",
    Cause.OPPORTUNITY: "Too little to do it on",
    Cause.TARGET: "The target is out of reach",
    Cause.PRIORITY: "Other things came first",
    Cause.SKILL: "It does not work out the way it should",
    Cause.RAMP: "Still finding my way in",
}
SOMETHING_ELSE = "Something else"


def offered(shown: Iterable[Cause]) -> list[tuple[Cause, str]]:
    """Every reason to choose from, those that signs point at first and in their order."""
    first = [cause for cause in dict.fromkeys(shown) if cause in WORDS]
    return [(cause, WORDS[cause]) for cause in (*first, *(cause for cause in WORDS if cause not in first))]


def in_words(answer: Answer) -> str:
    """What was said, as one text: the reason picked, and what was written to it."""
    picked = WORDS.get(answer.cause, "") if answer.cause else ""
    return ". ".join(part for part in (picked, answer.text) if part)
