"""Commitments in words no grammar foresees: a day that is named for something to do, and a yes to what was told."""

from fairway.coaching.talk.accepting import Exchange, says_yes, speaks_of_past
from fairway.coaching.talk.dues import dues_in, is_ahead
from fairway.coaching.talk.grammar import doing, ends_asking
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.phrasing import Phrase, phrase_of, said
from fairway.coaching.talk.promising import told


def plainly_said(here: Exchange) -> list[Phrase]:
    if not here.is_seller or here.before is None or here.focus not in {"activity", "other"}:
        return []
    if ends_asking(here.turn) or speaks_of_past(here.turn.words):
        return []
    own = _dated(here) if here.focus == "activity" else []
    return own or _told_and_taken(here)


def _dated(here: Exchange) -> list[Phrase]:
    for clause in here.turn.clauses:
        due = next(
            (
                said(here.turn, clause.words[a:b])
                for a, b in dues_in(clause.words)
                if is_ahead(said(here.turn, clause.words[a:b]))
            ),
            "",
        )
        texts = {word.text for word in clause.words}
        if not due or clause.is_quoted or texts & (listed("conditional") | listed("doubtful") | {"not", "is", "are"}):
            continue
        words = told(clause.words)
        at = next((at for at, word in enumerate(words) if word.text in doing()), None)
        if at is not None:
            return [phrase_of(here.turn, words[at:], clause.words, due)]
    return []


def _told_and_taken(here: Exchange) -> list[Phrase]:
    if here.before is None or here.before_focus != "activity" or ends_asking(here.before) or not says_yes(here.turn):
        return []
    for clause in here.before.clauses:
        if clause.is_quoted or clause.is_asked or speaks_of_past(clause.words):
            continue
        words = told(clause.words)
        at = next(
            (
                at
                for at, word in enumerate(words)
                if word.text in doing()
                and at
                and words[at - 1].text in {"you", "to", "and", "just", "please", "then", "should"}
            ),
            None,
        )
        if at is not None:
            return [phrase_of(here.before, words[at:], clause.words, "")]
    return []
