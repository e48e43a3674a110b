"""What is proposed in the end, read as commitments of real 1:1s are: who, what, by when, how many; and does it help."""

from fairway.coaching.talk.dues import dues_in
from fairway.coaching.talk.forms import BIG, NUMBER
from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Conversation, Turn
from fairway.training.talking.types import Proposal, Scenario
from fairway.training.talking.wording import first_said, words_of

TAKEN = "Okay, I will do that."  # the plainest yes, so that every proposal is read alike
EACH = frozenset({"each", "every", "both", "all", "once", "twice"})


def proposal_of(text: str, scenario: Scenario) -> Proposal:
    """A proposal with its four parts; the seller agrees gladly where it meets the cause, and nods where it does not."""
    conversation = Conversation("proposal", (Turn("manager", text), Turn("seller", TAKEN)))
    found = read_conversation(conversation).commitments
    words = heard(Turn("manager", text)).words
    has_when = any(one.due_text for one in found) or any(
        dues_in(clause.words) for clause in heard(Turn("manager", text)).clauses
    )
    has_how_many = any(one.quantity is not None for one in found) or any(
        word.lemma in {NUMBER, BIG} or word.text in EACH for word in words
    )
    meets = all(first_said(group, words_of(text)) for group in scenario.agree.meets)
    answer = scenario.agree.accepts if meets else scenario.agree.nods
    return Proposal(text, answer, bool(found), bool(found) and has_when, bool(found) and has_how_many, meets)
