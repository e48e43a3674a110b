"""Whether a turn says yes, and to what."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.coaching.talk.dues import dues_in, is_ahead
from fairway.coaching.talk.grammar import ends_asking, lead_ins
from fairway.coaching.talk.lists import begins, holds, lemmas
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.promising import Act, Kind
from fairway.coaching.talk.types import Focus, Heard, Word

LONGEST_YES = 12  # words of a turn that says yes anywhere in it
SHORTEST_ALL = 4
TAKEN_BACK = frozenset({"though", "but", "however", "unless"})
LONGEST_REPETITION = 24
TO_BE_ASKED = (["could", "you"], ["can", "you"], ["would", "you"], ["will", "you"])


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn with its acts, the other's turn before, and what the speaker had offered before that."""

    turn: Heard
    focus: Focus
    acts: Sequence[Act]
    before: Heard | None
    before_focus: Focus
    asked: Sequence[Act]
    offered: Sequence[Act]

    @property
    def is_seller(self) -> bool:
        return self.turn.speaker == "seller"

    @property
    def was_asked(self) -> bool:
        return self.before is not None and ends_asking(self.before)

    @property
    def texts_before(self) -> list[str]:
        return [word.text for word in self.before.words] if self.before else []


def content(words: Sequence[Word]) -> frozenset[str]:
    """The words that say what it is."""
    unseen = listed("unseen")
    return frozenset(
        str(word.value) if word.value is not None else word.lemma for word in words if word.text not in unseen
    )


def says_yes(turn: Heard) -> bool:
    """Whether a turn says yes and takes nothing back."""
    texts = [word.text for word in turn.words]
    if not texts or turn.clauses[0].is_quoted or (turn.clauses[0].is_asked and texts[0] not in {"yes", "would"}):
        return False
    if set(texts) & (listed("conditional") | {"try"}):
        return False
    if texts[-2:] == ["i", "will"]:
        return True
    is_short = len(texts) <= LONGEST_YES
    starts = range(len(texts)) if is_short else [0, 1, 2, len(texts) - 2, len(texts) - 1]
    if any(begins(texts, "accepting_phrases", at) for at in starts):
        return True
    is_greeting = texts[1:2] in (["morning"], ["afternoon"], ["evening"])
    if is_greeting or set(texts[:LONGEST_YES]) & listed("declining"):
        return False
    return any(texts[at] in listed("accepting") for at in starts)


def says_yes_to_all(turn: Heard) -> bool:
    """ "Okay. Both."; "I agree. I put them all into the calendar"."""
    first = [word.text for clause in turn.clauses[:2] for word in clause.words]
    return says_yes(turn) and bool(set(first[:SHORTEST_ALL]) & listed("strong_yes"))


def is_only_when(turn: Heard) -> bool:
    """ "Tonight, before I log off"."""
    has_due = False
    for clause in turn.clauses:
        inside = {at for start, end in dues_in(clause.words) for at in range(start, end)}
        has_due = has_due or bool(inside)
        if any(at not in inside and word.text not in lead_ins() for at, word in enumerate(clause.words)):
            return False
    return has_due


def asks_for_plan(here: Exchange) -> bool:
    """ "What are you taking away from this?" - "Ring Mr Okonjo, send the drawings"."""
    if not here.was_asked or here.before is None:
        return False
    return holds([word.text for word in here.before.clauses[-1].words], "planned")


def speaks_of_past(words: Sequence[Word]) -> bool:
    """ "I rang them last week"; "I've got six" does not."""
    texts = [word.text for word in words]
    for at, text in enumerate(texts):
        if text == "last" and texts[at + 1 : at + 2] and texts[at + 1] in listed("times") | {"time"}:
            return True
        if text in listed("past_or_habit") and not (text == "got" and at and texts[at - 1] == "have"):
            return True
    return False


def repeated(requests: Sequence[Act], here: Exchange, promised: Sequence[Act]) -> list[Act]:
    """What was asked for and is said again in short, with its number or its thing: "Ten quotes by Friday", "Survey on
    Thursday, with pictures". What a promise says itself does not count.
    """
    words = here.turn.words
    if not here.is_seller or here.focus not in {"activity", "practice", "other"} or len(words) > LONGEST_REPETITION:
        return []
    if ends_asking(here.turn) or speaks_of_past(words):
        return []
    if {word.text for word in words} & TAKEN_BACK and not any(dues_in(clause.words) for clause in here.turn.clauses):
        return []
    said_again = content(words)
    if promised:
        said_again -= frozenset[str]().union(*(content(act.phrase.words) for act in promised))
    return [act for act in requests if content(act.phrase.words[1:] or act.phrase.words) & said_again]


def is_accepted_offer(act: Act, here: Exchange) -> bool:
    """What was offered for both or by the other, and is accepted here."""
    is_offer = act.kind in {Kind.JOINT, Kind.OFFERED} and act.phrase.verb in listed("together")
    return is_offer and bool(act.phrase.due) and here.before_focus != "result"


def can_be_accepted(act: Act, here: Exchange) -> bool:
    """Advice is accepted by doing; what is asked for in practice is done at once unless a day is named; of a manager's
    turn on results only a clear act by a day is; a manager accepts what was asked of him or her.
    """
    due = bool(act.phrase.due)
    if not here.is_seller:
        texts = here.texts_before
        is_asked = any(texts[at : at + 2] in TO_BE_ASKED for at in range(len(texts)))
        is_addressed = is_asked or act.phrase.text.lower().split()[1:2] in (["me"], ["us"])
        return is_addressed and here.before_focus in {"activity", "obstacle"} and here.focus != "result"
    if act.kind is Kind.ADVICE:
        return due or here.focus == "activity"
    if here.before_focus == "other" or here.focus == "practice" or (act.kind is Kind.FIGURE and not due):
        return False
    if here.before_focus == "result":
        return due and act.kind is not Kind.WANTED and act.phrase.verb not in lemmas("of_results")
    is_dated = due or is_only_when(here.turn)
    if act.phrase.verb in listed("answered_at_once") and not is_dated and act.kind is not Kind.WANTED:
        return False
    return here.before_focus in {"activity", "obstacle"} or is_ahead(act.phrase.due)
