"""What somebody offers to do and what somebody is asked to do, clause by clause; `agreeing` tells what of it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from fairway.coaching.talk.dues import due_span, dues_in
from fairway.coaching.talk.forms import NUMBER
from fairway.coaching.talk.grammar import doing, lead_ins, segments, whom
from fairway.coaching.talk.heads import head_of
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.phrasing import Phrase, phrase_of, said
from fairway.coaching.talk.types import Clause, Heard, Word

ONE_ACT = frozenset({("go", "and"), ("come", "and"), ("try", "and")})  # "go and see" is one act
ASKERS = frozenset({"can", "could", "will", "would"})
LONGEST_FIGURE, LONGEST_NOTE = 12, 8  # words


class Kind(Enum):
    PROMISE = "promise"
    TOGETHER = "together"  # "we'll look at it"
    PRESENT = "present"  # "I write to them today": a promise only with a day, or where it was asked for
    OFFER = "offer"  # "I can": a promise only where a day is named
    DELIVERY = "delivery"  # "You'll have it by Monday"
    FIGURE = "figure"  # "ten by Friday", "then redlines on Thursday"
    REQUEST = "request"
    WANTED = "wanted"  # "I'd like the list by Friday"
    ADVICE = "advice"  # "I'd send that to the next nine"
    JOINT = "joint"  # "Shall we listen to two together?"
    OFFERED = "offered"  # "Should I ring her?"
    WHEN = "when"  # "When will you send it?"
    HOW_MANY = "how_many"
    TOPIC = "topic"  # what is asked about, and may be meant by "I'll do it"


PROMISED = frozenset({Kind.PROMISE, Kind.TOGETHER, Kind.PRESENT, Kind.OFFER, Kind.DELIVERY})
ASKED = frozenset({Kind.REQUEST, Kind.ADVICE, Kind.WANTED})
OF_STATEMENTS = (
    "promise",
    "together",
    "offer",
    "delivery",
    "wanted",
    "advice",
    "offered",
    "present",
    "request",
    "joint",
)
OF_QUESTIONS = ("when", "how_many", "joint", "offered", "wanted", "request", "topic")
GOES_ON = PROMISED - {Kind.DELIVERY} | {Kind.REQUEST, Kind.ADVICE, Kind.JOINT}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody could be held to."""

    kind: Kind
    phrase: Phrase
    is_doubtful: bool = False


def acts_of(turn: Heard) -> list[Act]:
    """Every act a turn speaks of, in order. Quoted words are no acts."""
    return [act for clause in turn.clauses if not clause.is_quoted for act in _acts(turn, clause)]


def _acts(turn: Heard, clause: Clause) -> Iterator[Act]:
    before: Kind | None = None
    is_first = True
    for piece, is_joined in _pieces(turn, clause):
        words = told(piece)
        goes_on = before in GOES_ON and bool(words) and words[0].text in doing()
        if goes_on and is_joined and words[0].text in listed("second"):
            continue
        head = _going_on(before, is_joined=is_joined) if goes_on else _head(words, clause, is_first=is_first)
        if head is None and (_is_figure(words) or _is_noted(words, piece, clause)):
            head = (Kind.FIGURE, 0)
        is_first = is_first and not words
        if head is None:
            before = None if len(words) > 2 else before
            continue
        before, at = head
        phrase = _phrase(turn, before, words[at:], piece, clause)
        if phrase.words and not phrase.text.endswith("as we speak"):
            yield Act(before, phrase, _is_doubtful(before, words[:at], phrase, clause))


def _going_on(before: Kind | None, *, is_joined: bool) -> tuple[Kind, int] | None:
    """ "I'll phone her and send the form" goes on promising; "I'll phone her, send me the form" asks."""
    kind = before if is_joined or before not in PROMISED else Kind.REQUEST
    return (kind, 0) if kind else None


def _phrase(turn: Heard, kind: Kind, words: tuple[Word, ...], piece: tuple[Word, ...], clause: Clause) -> Phrase:
    phrase = phrase_of(turn, words, piece, clause)
    if kind is Kind.FIGURE and sum(not word.lemma.startswith("#") for word in phrase.words) < 2:
        at = next(at for at, word in enumerate(piece) if word.text not in lead_ins())
        return replace(phrase, words=piece[at:], text=said(turn, piece[at:]))  # a number alone says too little
    return phrase


def _is_doubtful(kind: Kind, head: Sequence[Word], phrase: Phrase, clause: Clause) -> bool:
    """Under a condition, or with a "maybe"; "if that's okay" and "ask if" are no conditions."""
    words = clause.words
    at = next((at for at, word in enumerate(words) if word.text in listed("conditional")), None)
    if at is not None:
        is_polite = at + 1 < len(words) and words[at + 1].text in listed("polite")
        stands_before = words[at].start < phrase.words[0].start
        is_whether = phrase.verb in listed("whether") and not stands_before
        follows = -1 < words[at].start - phrase.words[-1].stop < 3 and not is_polite
        if (stands_before and kind is not Kind.REQUEST) or (follows and not is_whether):
            return True
    return kind in PROMISED - {Kind.OFFER} and any(word.text in listed("doubtful") for word in head)


def _pieces(turn: Heard, clause: Clause) -> Iterator[tuple[tuple[Word, ...], bool]]:
    """The clause taken apart at commas, and where "and" or "then" leads to another verb or another "I will"; each with
    whether such a word joins it to the one before.
    """
    for part in segments(turn, clause):
        start = 0
        joined = part[0].text in {"and", "then"}
        for at in range(1, len(part) - 1):
            if part[at].text not in {"and", "then", "but"}:
                continue
            after = part[at + 1].text
            is_verb = after in doing() and (part[at - 1].lemma, part[at].text) not in ONE_ACT
            if is_verb or after in {"i", "you", "we", "will"}:
                yield part[start:at], joined
                start, joined = at + 1, True
        yield part[start:], joined


def told(piece: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without lead-ins and words for when that stand first."""
    at = 0
    while at < len(piece):
        end = due_span(piece, at)
        if end > at:
            at = end
        elif piece[at].text not in lead_ins() or _is_meant(piece, at):
            break
        else:
            at += 1
    return piece[at:]


def _is_meant(piece: tuple[Word, ...], at: int) -> bool:
    """ "Look at", "no pitch": words that lead in elsewhere."""
    text, after = piece[at].text, piece[at + 1].text if at + 1 < len(piece) else ""
    return (text in {"look", "listen"} and after in {"at", "into", "to", "up", "for"}) or (text == "no" and bool(after))


def _head(words: tuple[Word, ...], clause: Clause, *, is_first: bool) -> tuple[Kind, int] | None:
    """(kind, where what is meant begins). A bare order stands first in its clause and asks nothing."""
    texts = [word.text for word in words]
    found = head_of(words, OF_QUESTIONS if clause.is_asked else OF_STATEMENTS)
    if found is None:
        return _topic(texts) if clause.is_asked else _other_promise(words, texts, is_first=is_first)
    is_bare = found.kind == "request" and found.at == 0
    if is_bare and (not is_first or clause.is_asked or (len(texts) > 1 and texts[1] in listed("no_order"))):
        return None
    if found.kind == "how_many":
        is_ahead = any(one in ASKERS and two == "you" for one, two in zip(texts, texts[1:], strict=False))
        return (Kind.HOW_MANY, 2) if is_ahead else None
    return Kind(found.kind), found.at - (found.kind == "delivery")


def _topic(texts: list[str]) -> tuple[Kind, int] | None:
    """ "Where could you find the name?"."""
    if "you" not in texts[:-2]:
        return None
    at = texts.index("you") + 1
    at += texts[at] == "to"
    return (Kind.TOPIC, at) if at < len(texts) and texts[at] in doing() else None


def _other_promise(words: tuple[Word, ...], texts: list[str], *, is_first: bool) -> tuple[Kind, int] | None:
    """ "Ringing the marina today"; "the tender I will give to Rasmus"."""
    if is_first and head_of(words, ("gerund",)):
        return Kind.PRESENT, 0
    for at in range(1, min(len(texts) - 2, 5)):
        if texts[at : at + 2] == ["i", "will"] and not set(texts[:at]) & listed("not_fronted"):
            return None if texts[at + 2] in {"not", "be", "try"} else (Kind.PROMISE, 0)
    return None


def _is_figure(words: Sequence[Word]) -> bool:
    """ "Fifteen a day from Monday": a figure and no verb of its own."""
    if not words or len(words) > LONGEST_FIGURE or words[0].text in listed("asking") | listed("auxiliaries"):
        return False
    if any(word.lemma in {"be", "have"} for word in words[:5]):
        return False
    return any((word.lemma == NUMBER and word.value) or word.text == "both" for word in words)


def _is_noted(words: Sequence[Word], piece: Sequence[Word], clause: Clause) -> bool:
    """ "Then redlines on Thursday"; "quotes out today?"."""
    if not words or len(piece) > LONGEST_NOTE or not (clause.is_asked or clause.words[0].text == "then"):
        return False
    texts = {word.text for word in words}
    is_time = texts <= listed("joins") | listed("times") | listed("starts")
    if is_time or texts & (listed("auxiliaries") | {"not"}) or words[0].text in listed("asking") | whom().keys():
        return False
    return any({word.text for word in piece[start:end]} & listed("ahead") for start, end in dues_in(piece))
