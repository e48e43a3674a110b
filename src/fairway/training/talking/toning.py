"""How a turn is said: in blame or under pressure, with advice, with the answer in it. Whatever its form."""

import re
from collections.abc import Sequence

from fairway.coaching.talk.grammar import without_lead_in
from fairway.coaching.talk.types import Clause, Heard
from fairway.training.talking.types import Exchange, Gave, Scenario
from fairway.training.talking.wording import first_said, listed, stem, without_said, words_of

# What proposes an answer without asking, too.
STATED = ("admit", "the reason", "the problem", "the cause", "it must", "it has to", "it comes down", "i ", "you are")
REFUSED = frozenset({"not", "cannot", "never", "no"})
# Who asks speaks as the one who is wronged: "why do I have to chase you", "how can I trust that".
WRONGED = re.compile(
    r"\b(?:why (?:\w+ ){0,3}(?:am|do|should|must) i\b"
    r"|(?:how|what|when|who|where|which)\b(?: \w+){0,4}? (?:am i (?:supposed|meant|paying|even)"
    r"|do i (?:have to|need to|always|keep)|should i (?:believe|trust|keep|explain)"
    r"|can i (?:trust|believe|rely)|did i do to)\b"
    r"|do you think i (?:am|will|would|have)\b|do i (?:need|have) to (?:remind|tell|spell|explain)\b"
    r"|i (?:always )?have to (?:keep|hold|chase|remind|explain|watch|cover|tell you|find out)\b)"
)
NEAR = 3  # words before an invitation within which a "not" turns it into something else


def charging(words: Sequence[str]) -> str:
    """The words that charge or press; "" where none do."""
    own = without_said(listed()["kind"], " ".join(words)).split()
    wronged = WRONGED.search(" ".join(own))
    if wronged:
        return wronged.group()
    return first_said(listed()["blaming"], own) or first_said(listed()["pressing"], own)


def advising(words: Sequence[str], *, is_open: bool) -> str:
    """The words that give advice; "" where none do. Much of it is none where the turn asks openly."""
    own = without_said(listed()["no_advice"], " ".join(words)).split()
    return first_said(listed()["advising"], own) or first_said([] if is_open else listed()["advising_unless_open"], own)


def guessed(words: Sequence[str], scenario: Scenario, before: Sequence[Exchange], *, is_asked: bool) -> str:
    """The words that name what the seller has not said: leading in any form, also where it is stated. Not what
    feels with them after they told something.
    """
    is_told = any(one.reply.gave is Gave.CLUE for one in before)
    if is_told and not is_asked and first_said(listed()["feeling_with"], words):
        return ""
    told = {stem(word) for one in before for word in words_of(one.reply.text)}
    for pattern in scenario.loaded:
        own = first_said([pattern], words)
        if own and not all(stem(word) in told for word in own.split()):
            return own
    return ""


def said_as_if_known(turn: Heard, words: Sequence[str], *, is_asked: bool) -> str:
    """The words by which a turn proposes the answer; "" where it does not."""
    for clause in turn.clauses:
        own = without_said(listed()["no_answer"], " ".join(plain_words(clause))).split()
        first = first_said(listed()["leading_first"], own)
        if first and clause.is_asked and own[: len(first.split())] == first.split():
            return first
    if len(words) == 1:  # "Because?"
        return ""
    word = first_said(listed()["leading"], without_said(listed()["no_answer"], " ".join(words)).split())
    return word if is_asked or elicits(turn) or word.startswith(STATED) else ""


def elicits(turn: Heard) -> bool:
    """Whether a turn asks to be told: "explain it to me", and not "I should not have to explain"."""
    return any(_elicits([word.text for word in clause.words if word.text != ","]) for clause in turn.clauses)


def _elicits(words: Sequence[str]) -> bool:
    said = first_said(listed()["inviting"], words).split()
    if not said:
        return False
    at = next(at for at in range(len(words)) if list(words[at : at + len(said)]) == said)
    return not REFUSED & {*words[max(0, at - NEAR) : at]}


def plain_words(clause: Clause) -> list[str]:
    """A clause's words from where it begins to say something."""
    return [word.text for word in without_lead_in(clause) if word.text != ","]
