"""What somebody offers to do and what somebody is asked to do, clause by clause; `agreeing` tells what of it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from fairway.coaching.talk.dues import due_span, dues_in
from fairway.coaching.talk.forms import NUMBER
from fairway.coaching.talk.grammar import doing, lead_ins, segments, sounds_asked, whom
from fairway.coaching.talk.heads import head_of
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.phrasing import Phrase, last_due, phrase_of, said
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
INSIDE = ("promise", "offer", "delivery")  # heads that may stand inside a piece
MOST_FRONTED = 5
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
    last: Act | None = None
    before: Kind | None = None
    is_first = True
    is_asked = clause.is_asked or (not clause.end and sounds_asked(turn, clause))
    when = last_due(turn, clause.words)
    condition = _condition_of(clause)
    for piece, is_joined in _pieces(turn, clause):
        words = told(piece)
        goes_on = before in GOES_ON and bool(words) and words[0].text in doing()
        if goes_on and is_joined and last is not None and words[0].text in listed("second"):
            last = replace(last, phrase=_with(turn, last.phrase, phrase_of(turn, words, piece, when)))
            continue
        head = _going_on(before, is_joined=is_joined) if goes_on else _head(words, is_asked=is_asked, is_first=is_first)
        if head is None and (_is_figure(words) or (last is None and _is_noted(words, piece))):
            head = (Kind.FIGURE, 0)
        is_first = is_first and (_is_warning(words) or not _has_clause(words))
        if head is None:
            before = None if len(words) > 2 else before
            continue
        before, at = head
        phrase = _phrase(turn, before, words[at:], piece, when)
        if not phrase.words or phrase.text.endswith("as we speak"):
            continue
        if last is not None:
            yield last
        last = Act(before, phrase, _is_doubtful(before, words[:at], phrase, condition))
    if last is not None:
        yield last


def _is_warning(words: Sequence[Word]) -> bool:
    """ "Don't phone her again, go and buy some kippers": the order is still to come."""
    return [word.text for word in words[:2]] == ["do", "not"]


def _has_clause(words: Sequence[Word]) -> bool:
    return bool({word.text for word in words} & (listed("persons") | listed("auxiliaries")))


def _with(turn: Heard, first: Phrase, second: Phrase) -> Phrase:
    """ "ring him and ask for twenty minutes": one act."""
    words = (*first.words, *second.words)
    quantity, counted = (
        (first.quantity, first.counted) if first.quantity is not None else (second.quantity, second.counted)
    )
    return Phrase(words, f"{first.text} and {second.text}", first.due or second.due, quantity, counted)


def _going_on(before: Kind | None, *, is_joined: bool) -> tuple[Kind, int] | None:
    """ "I'll phone her and send the form" goes on promising; "I'll phone her, send me the form" asks."""
    kind = before if is_joined or before not in PROMISED else Kind.REQUEST
    return (kind, 0) if kind else None


def _phrase(turn: Heard, kind: Kind, words: tuple[Word, ...], piece: tuple[Word, ...], when: str) -> Phrase:
    phrase = phrase_of(turn, words, piece, when)
    if kind is Kind.FIGURE and sum(not word.lemma.startswith("#") for word in phrase.words) < 2:
        at = next(at for at, word in enumerate(piece) if word.text not in lead_ins())
        return replace(phrase, words=piece[at:], text=said(turn, piece[at:]))  # a number alone says too little
    return phrase


def _condition_of(clause: Clause) -> Word | None:
    """The "if" of a clause; "if that's okay" is none."""
    for word, after in zip(clause.words, [*clause.words[1:], None], strict=True):
        if word.text in listed("conditional"):
            return None if after is not None and after.text in listed("polite") else word
    return None


def _is_doubtful(kind: Kind, head: Sequence[Word], phrase: Phrase, condition: Word | None) -> bool:
    """Under a condition, or with a "maybe"; "ask if" is no condition."""
    if condition is not None:
        stands_before = condition.start < phrase.words[0].start
        is_whether = phrase.verb in listed("whether") and not stands_before
        follows = -1 < condition.start - phrase.words[-1].stop < 3
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
            after = part[at + 1].text
            if part[at].text == "i" and after == "will" and _runs_on(part[start:at]):
                yield part[start:at], joined
                start, joined = at, False
            if part[at].text not in {"and", "then", "but"}:
                continue
            is_verb = after in doing() and (part[at - 1].lemma, part[at].text) not in ONE_ACT
            if is_verb or after in {"i", "you", "we", "will"}:
                yield part[start:at], joined
                start, joined = at + 1, True
        yield part[start:], joined


def _runs_on(before: Sequence[Word]) -> bool:
    """ "send it to me i'll get it done" are two; "the tender I'll give to Rasmus" is one."""
    if not before or before[-1].text in listed("not_fronted") | {"and", "then", "so", "but"}:
        return False
    return len(before) >= MOST_FRONTED or _has_clause(before) or before[0].text in doing()


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


def _head(words: tuple[Word, ...], *, is_asked: bool, is_first: bool) -> tuple[Kind, int] | None:
    """(kind, where what is meant begins). A bare order stands first in its clause and asks nothing."""
    texts = [word.text for word in words]
    found = head_of(words, OF_QUESTIONS if is_asked else OF_STATEMENTS)
    if found is None:
        return _topic(texts) if is_asked else _other_promise(words, texts, is_first=is_first)
    if found.kind == "wanted" and texts[found.at : found.at + 2] == ["that", "you"]:
        return None
    is_bare = found.kind == "request" and found.at == 0
    if is_bare and (not is_first or is_asked or (len(texts) > 1 and texts[1] in listed("no_order"))):
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
    """ "Ringing the marina today"; "the tender I will give to Rasmus"; "that works I'll send it" without its comma."""
    if is_first and head_of(words, ("gerund",)):
        return Kind.PRESENT, 0
    if is_first and _is_to_be_there(texts):
        return Kind.DELIVERY, 0
    for at in range(1, len(texts) - 2):
        if texts[at] not in listed("heads_inside") or texts[at - 1] in listed("not_fronted"):
            continue
        found = head_of(words[at:], INSIDE)
        if found is None or texts[at + found.at] in {"not", "be", "try"}:
            continue
        is_thing = texts[0] in listed("determiners") or at == 1  # "the tender", "customs"
        is_fronted = found.kind == "promise" and is_thing and at < MOST_FRONTED
        is_fronted = is_fronted and not set(texts[:at]) & (listed("auxiliaries") | doing())
        return Kind(found.kind), 0 if is_fronted else at + found.at - (found.kind == "delivery")
    return None


def _is_to_be_there(texts: list[str]) -> bool:
    """ "The labels will be in your van by six", "the map you will have tonight"."""
    for at in range(1, min(len(texts) - 2, MOST_FRONTED)):
        if texts[at : at + 2] == ["will", "be"] and texts[at + 2] in {"in", "on", "with", "at", "there"}:
            return not set(texts[:at]) & listed("persons")
        if texts[at : at + 2] == ["you", "will"] and texts[at + 2] in {"have", "get"}:
            return not set(texts[:at]) & (listed("not_fronted") | listed("persons"))
    return False


def _is_figure(words: Sequence[Word]) -> bool:
    """ "Fifteen a day from Monday": a figure and no verb of its own."""
    texts = {word.text for word in words}
    if not words or len(words) > LONGEST_FIGURE or texts & listed("asking"):
        return False
    bare = words[:-2] if [word.text for word in words[-2:]] == ["it", "is"] else words  # "thirteen calls it is"
    if any(word.text in listed("auxiliaries") for word in bare[:6]):
        return False
    return any((word.lemma == NUMBER and word.value) or word.text == "both" for word in words)


def _is_noted(words: Sequence[Word], piece: Sequence[Word]) -> bool:
    """ "Then redlines on Thursday"; "quotes out today?"; "sawmill on the fourth": a thing and a day."""
    if not words or len(piece) > LONGEST_NOTE:
        return False
    texts = {word.text for word in words}
    is_time = texts <= listed("joins") | listed("times") | listed("starts")
    if (
        is_time
        or texts & (listed("auxiliaries") | listed("conditional") | {"not"})
        or words[0].text in listed("asking") | whom().keys()
    ):
        return False
    return any({word.text for word in piece[start:end]} & listed("ahead") for start, end in dues_in(piece))
