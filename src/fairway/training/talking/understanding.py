"""What a manager's turn does: asks openly, takes up what was said, leads, advises, blames, speaks of results, listens.

By the grammar that reads real 1:1s and by lists of words. Where several hold, what spoils an answer decides: a good
question with the cause in it is still a leading one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from fairway.coaching.talk.asking import is_rhetorical
from fairway.coaching.talk.cues import families_of
from fairway.coaching.talk.grammar import ends_asking, segments
from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.lists import words as reader_words
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Clause, Conversation, Focus, Heard, Turn
from fairway.training.talking.toning import advising, charging, elicits, guessed, plain_words, said_as_if_known
from fairway.training.talking.types import Act, Exchange, Move, Scenario
from fairway.training.talking.wording import content, first_said, listed, marked, topics, without_marks, words_of

QUOTES = re.compile('["“”„«»]')
NEAR = 1  # exchange before that tells the reader what a turn is about
LONG_SMALL_TALK = 7  # words, from which an open question is about the work, whatever it begins with
SHORT = 5  # words of a question without a verb in front, such as "And on Tuesday?"
LONGEST_MORE = 9  # words of a turn that asks for whatever comes next
BARE, MORE = 3, 6  # words of a question that could stand anywhere, and of one that asks for more
BARE_WORDS = frozenset({"happen", "else", "come"})
STATEMENT = 3  # words from which what is not understood is a remark and no riddle
NUMBERS = ("how many", "how much", "how often", "how long")  # a question for a number is closed
LATE = 3  # words within which a question has to begin: "in what way", "on which days"
REMEMBERED = 3  # answers back to which words can be given back
MUCH = 0.5  # share of a turn's words that the seller had said, from which it sums up
LEAST_SUMMED = 3
SUMMED_IN = 6  # words within which a summary says that it is one
ASKED_TO_TELL = frozenset(
    {"tell", "walk", "describe", "explain", "show", "share", "help", "say", "talk", "take", "give"}
)
DOING: frozenset[Focus] = frozenset({"activity", "obstacle", "practice", "objective"})


def understood(text: str, scenario: Scenario, before: Sequence[Exchange]) -> Move:
    """A manager's turn after the exchanges before it."""
    plain = QUOTES.sub("", text)  # a word in quotes is part of what is asked
    turn, words = heard(Turn("manager", plain)), words_of(plain)
    focus = _focus(text, before)
    found = topics_in(words)
    taken_up = _taken_up(words, before)
    is_open = _is_open(turn) or _is_echo(turn, words, before)
    is_own = any(first_said(clue.words, words) for clue in scenario.clues.values())
    is_known = is_own or bool(found) or any(families_of(turn))
    act, word = _act(turn, words, scenario, before, focus=focus, is_open=is_open)
    if not is_known and (act is Act.ASKS_YES_OR_NO or (act is Act.STATES and len(words) < STATEMENT)):
        act = Act.UNCLEAR
    questions = sum(clause.is_asked for clause in turn.clauses)
    is_bare = _is_bare(words, taken_up, is_own=is_own)
    return Move(text, act, is_open, focus, words, found, is_known, word, taken_up, questions, is_bare)


def _is_bare(words: Sequence[str], taken_up: str, *, is_own: bool) -> bool:
    """ "Go on", "why", "what happened": it could stand anywhere, and takes up no word of the seller's."""
    if content(words) & content(words_of(taken_up)):
        return False
    is_for_more = asks_for_more(words)
    is_little = content(words) <= BARE_WORDS and len(words) <= (MORE if is_for_more else BARE)
    return is_little or (is_for_more and len(words) <= MORE and not is_own)


def topics_in(words: Sequence[str]) -> frozenset[str]:
    return frozenset(name for name, patterns in topics().items() if first_said(patterns, words))


def _act(
    turn: Heard, words: Sequence[str], scenario: Scenario, before: Sequence[Exchange], *, focus: Focus, is_open: bool
) -> tuple[Act, str]:
    """(act, the words that decided)."""
    if not words:
        return Act.UNCLEAR, ""
    if word := charging(words):
        return Act.BLAMES, word
    is_asked = ends_asking(turn) or any(clause.is_asked for clause in turn.clauses)
    is_guess = bool(first_said(_reasons(), words) or guessed(words, scenario, before, is_asked=is_asked))
    if _sums_up(words, before) and not is_guess:
        return Act.SUMS_UP, ""
    if (leading := _leading(turn, words, scenario, before, is_asked=is_asked)) is not None:
        return Act.LEADS, leading
    if word := advising(words, is_open=is_open or asks_for_number(words)):
        return Act.ADVISES, word
    return _plain_act(turn, words, scenario, focus=focus, is_open=is_open, is_asked=is_asked)


def _plain_act(
    turn: Heard, words: Sequence[str], scenario: Scenario, *, focus: Focus, is_open: bool, is_asked: bool
) -> tuple[Act, str]:
    """Of a turn that neither blames, leads nor advises."""
    is_own = any(first_said(clue.words, words) for clue in scenario.clues.values())
    if word := first_said(listed()["results"], words):
        return Act.RESULT, word
    is_about_work = is_open and (is_own or len(words) > LONG_SMALL_TALK)
    if (word := first_said(listed()["small"], words)) and not is_about_work:
        return Act.CHATS, word
    if is_open:
        return Act.INVITES, ""
    if is_asked:
        return Act.ASKS_YES_OR_NO, ""
    if word := first_said(listed()["listening"], words):
        return Act.LISTENS, word
    return (Act.STATES, "") if focus in DOING or len(words) >= STATEMENT else (Act.UNCLEAR, "")


def _leading(
    turn: Heard, words: Sequence[str], scenario: Scenario, before: Sequence[Exchange], *, is_asked: bool
) -> str | None:
    """The words that put the answer in, "" where it is the form alone; None where nothing leads."""
    if word := guessed(words, scenario, before, is_asked=is_asked) or said_as_if_known(turn, words, is_asked=is_asked):
        return word
    asked = [clause for clause in turn.clauses if clause.is_asked]
    return "" if any(is_rhetorical(clause) or _asks_for_nod(clause) for clause in asked) else None


def _asks_for_nod(clause: Clause) -> bool:
    """ "..., right?"; "which would be right?" is a question."""
    texts = [word.text for word in clause.words]
    own = plain_words(clause)
    ends_so = len(texts) > 1 and texts[-1] in listed()["nodding"].split()
    return ends_so and (texts[-2] == "," or not _begins_asking(own))


@lru_cache(maxsize=1)
def _reasons() -> tuple[str, ...]:
    return tuple(word for word in listed()["leading"] if word not in {"is that right", "am i right"})


def _is_open(turn: Heard) -> bool:
    """Whether the last question of a turn leaves the answer open, or it asks to be told."""
    if elicits(turn):
        return True
    asked = [clause for clause in turn.clauses if clause.is_asked]
    if not asked and ends_asking(turn):
        asked = [turn.clauses[-1]]
    return bool(asked) and _asks_openly(turn, asked[-1])


def _asks_openly(turn: Heard, clause: Clause) -> bool:
    words = plain_words(clause)
    if not words:
        return True  # "So?"
    if words[0] in reader_words("auxiliaries"):
        return bool(set(words[:4]) & ASKED_TO_TELL)
    if any(_begins_asking([word.text for word in part if word.text != ","]) for part in segments(turn, clause)):
        return True
    return len(words) <= SHORT and words[0] in {"and", "on", "in", "at", "with", "before", "after"}


def _begins_asking(words: Sequence[str]) -> bool:
    """ "What...", "and how...", "in which way..."; "how many" asks for a number and "what if" for less, but "how many
    hours, on which days" still asks for what one does.
    """
    asking = reader_words("asking") | {"whom", "which"}
    for at, word in enumerate(words[: LATE + 1]):
        if word in asking:
            after = words[at + 1] if at + 1 < len(words) else ""
            return after != "if" and f"{word} {after}" not in NUMBERS
    return False


def asks_for_number(words: Sequence[str]) -> bool:
    return bool(first_said(NUMBERS, words))


def _is_echo(turn: Heard, words: Sequence[str], before: Sequence[Exchange]) -> bool:
    """ "They still call you?": the seller's words given back, as a question or not, without "is it"."""
    if not before or not words or words[0] in reader_words("auxiliaries"):
        return False
    if first_said(listed()["listening"], words):  # "thanks" was theirs, too
        return False
    first = [word for word in words if word not in {"so", "and", "okay", "hm"}][:2]
    own = content(words)
    is_it = first[:1] == ["you"] or first in (["it", "is"], ["that", "is"], ["this", "is"])
    told = {word for one in before[-REMEMBERED:] for word in content(words_of(one.reply.text))}
    return bool(own) and not is_it and own <= told


def _sums_up(words: Sequence[str], before: Sequence[Exchange]) -> bool:
    """Whether a turn gives back what the seller said, from several answers."""
    own = content(words)
    told = {word for one in before for word in content(words_of(one.reply.text))}
    begins = first_said(listed()["summing"], words[:SUMMED_IN])
    return len(own) >= LEAST_SUMMED and bool(begins) and len(own & told) >= MUCH * len(own)


def _taken_up(words: Sequence[str], before: Sequence[Exchange]) -> str:
    """The marked words of an earlier answer that a turn goes back to, the newest first; "" where none."""
    own = content(words)
    for one in reversed(before):
        marks = marked(one.reply.text)
        best = max(marks, key=lambda mark: len(own & content(words_of(mark))), default="")
        if best and own & content(words_of(best)):
            return best
        if one is before[-1] and marks and asks_for_more(words):
            return marks[-1]
    return ""


def asks_for_more(words: Sequence[str]) -> bool:
    """ "Go on", "how so", a bare "why": whatever comes next."""
    return len(words) == 1 or (len(words) <= LONGEST_MORE and bool(first_said(listed()["more"], words)))


def _focus(text: str, before: Sequence[Exchange]) -> Focus:
    """By the turn alone where that says it is about the work, else by what came before it as well."""
    alone = _read((), text)
    if alone in {"activity", "obstacle", "practice"}:
        return alone
    turns: list[tuple[str, str]] = []
    for one in before[-NEAR:]:
        turns += [("manager", one.move.text), ("seller", without_marks(one.reply.text))]
    return _read(tuple(turns), text)


@lru_cache(maxsize=8192)
def _read(before: tuple[tuple[str, str], ...], text: str) -> Focus:
    turns = [Turn("seller" if who == "seller" else "manager", words) for who, words in before]
    conversation = Conversation("practice", (*turns, Turn("manager", text)))
    return read_conversation(conversation).labels[-1].focus
