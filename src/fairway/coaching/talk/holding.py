"""Which acts of a speaker's own are promised: by what they say, by when, and by what the talk was about."""

from fairway.coaching.talk.accepting import Exchange, content, says_yes, speaks_of_past
from fairway.coaching.talk.dues import is_ahead
from fairway.coaching.talk.lists import begins, holds, lemmas
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.phrasing import due_in
from fairway.coaching.talk.promising import ASKED, Act, Kind

ASKED_HOW = (["do", "you"], ["did", "you"], ["have", "you"], ["are", "you"])


def is_doable(act: Act) -> bool:
    """Whether it says something one can do, and not only that one will try."""
    words, verb = act.phrase.words, act.phrase.verb
    rest = words[1:]
    texts = [word.text for word in rest]
    if act.kind in {Kind.FIGURE, Kind.HOW_MANY}:
        return any(not (word.value is not None or word.text in listed("units")) for word in words) or bool(
            act.phrase.due
        )
    if act.kind is Kind.WANTED:
        return True
    if (
        set(texts[:3]) & listed("vague_object")
        or holds(texts, "vague_phrases")
        or begins([verb, *texts], "vague_starts")
    ):
        return False
    is_bare = not content(rest)
    if verb in lemmas("vague") or (is_bare and verb in lemmas("vague_alone")):
        return False
    if is_bare and verb in lemmas("vague_undated") and not act.phrase.due:
        return False
    if is_bare and verb in {"make", "do", "get"} and act.kind in {Kind.WHEN, Kind.REQUEST}:
        return False
    return bool(rest) or verb not in {"have", "get", "do", "make", "let"}


def is_promise(act: Act, here: Exchange, *, has_requests: bool) -> bool:
    """Whether an act of the speaker's own is promised."""
    due = bool(act.phrase.due)
    if act.is_doubtful:
        return False
    if act.kind is Kind.DELIVERY:
        return due and _is_delivery(act, here, has_requests=has_requests)
    if not is_doable(act) or (here.focus == "practice" and act.phrase.verb in listed("played") and not due):
        return False
    if here.focus == "result" and act.phrase.verb in lemmas("of_results"):
        return False  # what is done about a result is no act
    is_work = here.focus in {"activity", "obstacle", "practice"}
    if act.kind is Kind.PROMISE:
        return is_work or due
    if not is_work or _speaks_of_habit(act, here):
        return False
    if act.kind is Kind.TOGETHER:
        is_beside = any(one.kind is Kind.PROMISE for one in here.acts)
        return due and (here.is_seller or (act.phrase.verb in listed("together") and not is_beside))
    if act.kind is Kind.OFFER:
        return due and here.is_seller
    return _is_present_promise(act, here, has_requests=has_requests)


def _is_present_promise(act: Act, here: Exchange, *, has_requests: bool) -> bool:
    """ "I write to them today". A manager's "I'm seeing their head at noon" beside a promise only explains it."""
    if len(act.phrase.words) < 2:
        return False
    explains = any(one.kind in {Kind.PROMISE, Kind.DELIVERY} for one in here.acts)
    if not here.is_seller and explains:
        return False
    if here.focus == "practice":
        if act.phrase.verb in listed("played"):
            return False
        is_shared = bool({"with", "together", "for"} & {word.text for word in act.phrase.words})
        return is_ahead(act.phrase.due) or (act.phrase.verb in listed("together") and is_shared)
    return bool(act.phrase.due) or (has_requests and here.focus == "activity")


def _is_delivery(act: Act, here: Exchange, *, has_requests: bool) -> bool:
    """ "You'll have it by noon"; a manager's "it goes out today" is an order, and "you have my word" gives nothing."""
    says_it = has_requests or bool(content(act.phrase.words)) or here.acts[0] is act
    if not says_it or "word" in {word.text for word in act.phrase.words}:
        return False
    if here.is_seller:
        return True
    if "will" in {word.text for word in act.phrase.words[1:]}:
        return True  # "the labels will be in your van"
    start = act.phrase.words[0].start
    before = [word.text for word in here.turn.words if word.start < start]
    at_it = [word.text for word in here.turn.words if word.start == start]
    return "you" in before[-2:] or "you" in at_it


def _speaks_of_habit(act: Act, here: Exchange) -> bool:
    """ "I call them in the morning", asked how it is done; "I rang them last week"."""
    at = act.phrase.words[0].start
    clause = next(one for one in here.turn.clauses if one.words and one.words[-1].stop >= at)
    if speaks_of_past(clause.words):
        return True
    if act.kind is not Kind.PRESENT or is_ahead(act.phrase.due):
        return False
    texts = here.texts_before
    return any(texts[place : place + 2] in ASKED_HOW for place in range(len(texts)))


def is_own_figure(act: Act, here: Exchange) -> bool:
    """ "Ten by Friday" in answer to what will be done; not "four, on Monday" in answer to what was."""
    if not here.is_seller or here.focus != "activity" or here.before is None:
        return False
    if speaks_of_past(here.turn.words) or not (act.phrase.due or due_in(here.turn)):
        return False
    is_habit = bool(set(here.texts_before) & listed("no_habit"))
    is_asked = here.before_focus == "activity" and not is_habit and holds(here.texts_before, "asks_ahead")
    has_requests = any(one.kind in ASKED for one in here.asked)
    return is_asked or has_requests or says_yes(here.turn) or here.before_focus == "obstacle"
