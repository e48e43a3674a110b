"""The commitments of a conversation: promised outright, or asked for by one and accepted by the other."""

from collections.abc import Sequence
from dataclasses import replace

from fairway.coaching.talk.accepting import (
    Exchange,
    asks_for_plan,
    can_be_accepted,
    content,
    is_accepted_offer,
    is_only_when,
    repeated,
    says_yes,
    says_yes_to_all,
    speaks_of_past,
)
from fairway.coaching.talk.dues import dues_in
from fairway.coaching.talk.forms import lemma_of
from fairway.coaching.talk.holding import is_doable, is_own_figure, is_promise
from fairway.coaching.talk.lists import lemmas, phrases
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.otherwise import plainly_said
from fairway.coaching.talk.phrasing import Phrase, due_in, said
from fairway.coaching.talk.promising import ASKED, PROMISED, Act, Kind, acts_of
from fairway.coaching.talk.types import Commitment, Focus, Heard, Speaker

MOST_ACCEPTED = 3
SHORTEST_WHEN = 6  # words of a turn that only asks when
LITTLE = 2  # content words of a request that says less than what was answered
RINGING = frozenset({"ring", "call", "shout", "bell", "buzz"})


def commitments_of(turns: Sequence[Heard], focuses: Sequence[Focus]) -> list[Commitment]:
    """Every commitment of a conversation, in the order in which they were made."""
    acts = [acts_of(turn) for turn in turns]
    found: list[Commitment] = []
    for at, turn in enumerate(turns):
        here = _exchange(turns, focuses, acts, at)
        own, others = _agreed(here)
        if not own and here.is_seller and "when" in here.texts_before and len(here.texts_before) <= SHORTEST_WHEN:
            found = [_dated(one, due_in(turn)) if one.turn == at - 2 else one for one in found]  # "By when?"
        other: Speaker = "manager" if here.is_seller else "seller"
        found += [_commitment(turn.speaker, phrase, at) for phrase in own]
        found += [_commitment(other, phrase, at) for phrase in others]
    kept: dict[tuple[str, str], Commitment] = {}
    for one in found:
        kept.setdefault((one.who, one.what.lower()), one)  # each once, where it is said again
    return list(kept.values())


def _exchange(turns: Sequence[Heard], focuses: Sequence[Focus], acts: Sequence[Sequence[Act]], at: int) -> Exchange:
    turn = turns[at]
    is_answer = at > 0 and turns[at - 1].speaker != turn.speaker
    is_resumed = at > 1 and turns[at - 2].speaker == turn.speaker
    return Exchange(
        turn,
        focuses[at],
        acts[at],
        turns[at - 1] if is_answer else None,
        focuses[at - 1] if is_answer else "other",
        acts[at - 1] if is_answer else (),
        [act for act in acts[at - 2] if act.kind is Kind.OFFERED] if is_resumed else (),
    )


def _commitment(who: Speaker, phrase: Phrase, at: int) -> Commitment:
    return Commitment(who, phrase.text, phrase.counted, phrase.quantity, phrase.due, at)


def _dated(one: Commitment, due: str) -> Commitment:
    return replace(one, due_text=one.due_text or due)


def _agreed(here: Exchange) -> tuple[list[Phrase], list[Phrase]]:
    """(what the speaker of a turn commits to by it, what the other's offer becomes by it)."""
    requests = _requests(here)
    promised = [act for act in here.acts if act.kind in PROMISED and is_promise(act, here, has_requests=bool(requests))]
    if not promised and here.is_seller and here.focus == "activity" and asks_for_plan(here):
        promised = [act for act in here.acts if act.kind is Kind.REQUEST and is_doable(act)]
    figures = [act for act in here.acts if act.kind is Kind.FIGURE and not act.is_doubtful]
    topics = [act for act in [*here.asked, *here.offered] if act.kind in {Kind.TOPIC, Kind.OFFERED} and is_doable(act)]
    used: list[Act] = []
    own = [_merged(act, [*requests, *topics], used) for act in promised if not _is_said_again(act, promised)]
    accepts = says_yes(here.turn)
    rest = [act for act in requests if act not in used]
    taken = repeated(rest, here, promised)
    if (accepts and not promised) or is_only_when(here.turn) or says_yes_to_all(here.turn):
        taken = [act for act in rest if act in taken or can_be_accepted(act, here)][:MOST_ACCEPTED]
    own += [_with_answer(act.phrase, here, figures) for act in taken]
    if not own:
        own += _answer_to_when(here) or [act.phrase for act in figures if is_own_figure(act, here)]
    if not own:
        own += plainly_said(here)
    others = [act.phrase for act in here.asked if accepts and is_doable(act) and is_accepted_offer(act, here)]
    return own, others


def _requests(here: Exchange) -> list[Act]:
    """What the other asked for, figures with a day among it: "ten quotes by Friday then"."""
    requests = [act for act in here.asked if act.kind in ASKED and is_doable(act)]
    if here.is_seller and here.before_focus == "activity":
        noted = [act for act in here.asked if act.kind is Kind.FIGURE and not act.is_doubtful]
        requests += [act for act in noted if not here.was_asked or _is_dated_ahead(act)]
    return requests


def _is_dated_ahead(act: Act) -> bool:
    """ "quotes out today?"; "before I ask anything" is no day."""
    return bool(set(act.phrase.due.lower().split()) & listed("days_ahead"))


def _merged(act: Act, requests: Sequence[Act], used: list[Act]) -> Phrase:
    """The promise in the fuller of its own words and those it was asked for by."""
    own = content(act.phrase.words)
    if act.kind is Kind.DELIVERY:
        requests = sorted(requests, key=lambda one: one.phrase.verb not in lemmas("delivered"))
    for request in requests:
        if request in used or not _is_same(act, request, own, is_only=len(requests) == 1):
            continue
        used.append(request)
        is_fuller = act.kind is Kind.DELIVERY or len(content(request.phrase.words)) >= max(len(own), 1)
        first, second = (request.phrase, act.phrase) if is_fuller else (act.phrase, request.phrase)
        return replace(
            first,
            text=_in_both_words(first, second),
            due=act.phrase.due or request.phrase.due,
            quantity=act.phrase.quantity if act.phrase.quantity is not None else request.phrase.quantity,
            counted=act.phrase.counted or request.phrase.counted,
        )
    return act.phrase


def _in_both_words(first: Phrase, second: Phrase) -> str:
    """What was asked for and what was answered, where each says something of its own: "give him a ring (phone him)"."""
    says_more = content(second.words) - content(first.words) - lemmas("times") - lemmas("starts")
    return f"{first.text} ({second.text})" if says_more else first.text


def _is_said_again(act: Act, promised: Sequence[Act]) -> bool:
    """ "I'll take it to Ritu, I'll do it today"."""
    return act is not promised[0] and not content(act.phrase.words) and act.phrase.verb == "do"


def _is_same(act: Act, request: Act, own: frozenset[str], *, is_only: bool) -> bool:
    other = content(request.phrase.words)
    if act.kind is Kind.DELIVERY:
        return request.kind is Kind.WANTED or request.phrase.verb in lemmas("delivered") or bool(own & other)
    if request.kind in {Kind.TOPIC, Kind.OFFERED}:
        return not own or (act.phrase.verb == "do" and len(own) == 1)
    if act.phrase.verb not in {"do", "be", "have"} and _means(request.phrase) == _means(act.phrase):
        return True
    if all(one[0].isdigit() for one in own):
        return True  # "do it", "do five"
    if is_only and not own - {act.phrase.verb} - lemmas("second"):
        return True  # "ring them", in answer to the one thing asked for
    shared = own & other
    return len(shared) >= 2 or (len(own) == 1 and own <= other) or (is_only and any(one[0].isdigit() for one in shared))


def _means(phrase: Phrase) -> str:
    """One verb for those that mean the same; to give a ring is to ring."""
    verb = "call" if phrase.verb == "give" and {word.text for word in phrase.words} & RINGING else phrase.verb
    for alike in phrases("alike"):
        verbs = sorted(lemma_of(next(iter(part))) for part in alike)
        if verb in verbs:
            return verbs[0]
    return verb


def _with_answer(phrase: Phrase, here: Exchange, figures: Sequence[Act]) -> Phrase:
    figure = next((act.phrase for act in figures), None)
    due = due_in(here.turn) or phrase.due
    if figure is None:
        return replace(phrase, due=due)
    if len(content(phrase.words)) < LITTLE <= len(content(figure.words)) and len(here.asked) == 1:
        return replace(figure, due=due)
    if not content(phrase.words) & content(figure.words) and len(here.asked) > 1:
        return replace(phrase, due=due)  # the figure answers something else
    quantity = figure.quantity if figure.quantity is not None else phrase.quantity
    text = _in_both_words(phrase, figure)
    return replace(phrase, text=text, due=due, quantity=quantity, counted=phrase.counted or figure.counted)


def _answer_to_when(here: Exchange) -> list[Phrase]:
    """What was asked when it will be done, with the answer."""
    when = [act.phrase for act in here.asked if act.kind is Kind.WHEN and is_doable(act)]
    if not when or not here.is_seller or here.before_focus not in {"activity", "practice"}:
        return []
    for clause in here.turn.clauses:
        if speaks_of_past(clause.words):
            continue
        for start, end in dues_in(clause.words):
            if {word.text for word in clause.words[start:end]} & listed("ahead"):
                return [replace(when[0], due=said(here.turn, clause.words[start:end]))]
    return []
