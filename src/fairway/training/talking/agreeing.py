"""What is proposed in the end, read as commitments of real 1:1s are: who, what, by when, how many; and does it help."""

from collections.abc import Sequence

from fairway.coaching.talk.dues import dues_in
from fairway.coaching.talk.forms import BIG, NUMBER
from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Commitment, Conversation, Turn, Word
from fairway.training.talking.meeting import meets_cause
from fairway.training.talking.toning import charging
from fairway.training.talking.types import Proposal, Scenario
from fairway.training.talking.wording import words_of

# What it stands in: a talk about the work, in which nothing was promised yet.
BEFORE = (Turn("manager", "How do you go about it?"), Turn("seller", "I go through the list and call them."))
TAKEN = "Okay, I will do that."  # the plainest yes, so that every proposal is read alike
EACH = frozenset({"each", "every", "both", "all", "once", "twice"})


def proposal_of(text: str, scenario: Scenario) -> Proposal:
    """A proposal with its four parts; the seller agrees gladly where it meets the cause, and nods where it does not."""
    found = _promised(text) or _promised(f"You will {text[:1].lower()}{text[1:]}")
    words = heard(Turn("manager", text)).words
    has_when = any(one.due_text for one in found) or any(
        dues_in(clause.words) for clause in heard(Turn("manager", text)).clauses
    )
    has_how_many = any(one.quantity is not None for one in found) or _says_how_many(words)
    meets, is_threat = meets_cause(text, scenario.agree), bool(charging(words_of(text)))
    answer = scenario.agree.accepts if meets and not is_threat else scenario.agree.nods
    return Proposal(text, answer, bool(found), has_when, has_how_many, meets, is_threat)


def _says_how_many(words: Sequence[Word]) -> bool:
    """A number, or "each"; "at ten" says when."""
    return any(
        word.text in EACH or (word.lemma in {NUMBER, BIG} and not (at and words[at - 1].text == "at"))
        for at, word in enumerate(words)
    )


def _promised(text: str) -> Sequence[Commitment]:
    """What both would be held to, were it taken in the plainest words."""
    conversation = Conversation("proposal", (*BEFORE, Turn("manager", text), Turn("seller", TAKEN)))
    return read_conversation(conversation).commitments
