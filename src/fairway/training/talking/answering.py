"""What the seller says, and what a turn does to how openly they speak.

A clue is told to an open question or to their own words taken up, never to a question with the answer in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fairway.training.talking.scenarios import manners
from fairway.training.talking.types import (
    LEAST_TRUST,
    MOST_TRUST,
    Act,
    Clue,
    Exchange,
    Gave,
    Mood,
    Move,
    Reply,
    Talk,
)
from fairway.training.talking.understanding import asks_for_more, asks_for_number, understood
from fairway.training.talking.wording import content, count_said, first_said, first_sentence, marked, words_of

MOVES_TRUST: Mapping[Act, int] = {
    Act.INVITES: 1,
    Act.LISTENS: 1,
    Act.SUMS_UP: 2,
    Act.ASKS_YES_OR_NO: 0,
    Act.STATES: 0,
    Act.UNCLEAR: 0,
    Act.CHATS: 0,
    Act.LEADS: -1,
    Act.ADVISES: -1,
    Act.RESULT: -1,
    Act.BLAMES: -3,
}
LED_NOWHERE = frozenset({Gave.AROUND, Gave.NOTHING})  # nobody opens up to a question that touches nothing
WHY_NOT = -2  # "why have you not" charges, and still asks
CLOSE = 6  # trust that a clue needs from which it is close to the seller
HELPS = frozenset({"help"})
# Ruled out or not, what a seller says of these holds whatever else was told.
PARTICULAR = frozenset({"logging", "target", "clarity", "skill", "feeling", "belief"})
GENERAL = frozenset({"week", "way", "change", "time"})  # topics that ask for whatever there is
# What of a clue a question touched counts: its own words, the words it follows from, its topics.
BY_WORD, BY_FOLLOWING, BY_TOPIC = 3, 2, 1


def after_turn(talk: Talk, text: str) -> Talk:
    """The talk once the manager has said something and the seller has answered."""
    move = understood(text, talk.scenario, talk.exchanges)
    trust = min(MOST_TRUST, max(LEAST_TRUST, talk.trust + _trust_moved(talk, move)))
    reply, used = _reply(replace(talk, trust=trust), move)
    if move.act is Act.INVITES and reply.gave in LED_NOWHERE and not move.taken_up:
        trust = min(trust, talk.trust)
    exchange = Exchange(move, reply, talk.trust, trust)
    return replace(talk, trust=trust, exchanges=[*talk.exchanges, exchange], used=used)


def _trust_moved(talk: Talk, move: Move) -> int:
    """Listening twice in a row, or small talk again, moves nothing more."""
    quiet = {Act.LISTENS, Act.SUMS_UP, Act.CHATS}
    if move.act in quiet and talk.exchanges and talk.exchanges[-1].move.act in quiet:
        return 0
    if move.act is Act.CHATS:
        return 0 if talk.exchanges else 1
    if move.act is Act.INVITES and (_is_bare_again(talk, move) or _was_told(talk, move)):
        return 0
    if move.act is Act.BLAMES and move.word.startswith("why "):
        return WHY_NOT
    return MOVES_TRUST[move.act]


def _reply(talk: Talk, move: Move) -> tuple[Reply, Mapping[str, int]]:
    scenario, mood = talk.scenario, talk.mood
    if move.act is Act.INVITES:
        return _invited(talk, move)
    pools: Mapping[Act, tuple[str, Sequence[str]]] = {
        Act.LISTENS: ("listened", manners()["listened"]),
        Act.SUMS_UP: ("summed", manners()["summed"]),
        Act.ASKS_YES_OR_NO: _short(talk, move),
        Act.LEADS: _vague(mood),
        Act.ADVISES: ("advised", [*scenario.advised, *manners()["advised"]]),
        Act.RESULT: ("result", [scenario.result, *manners()["result"]]),
        Act.BLAMES: ("blamed", manners()["blamed"]),
        Act.CHATS: ("small", manners()["small"]),
        Act.STATES: ("stated", manners()["stated"]),
        Act.UNCLEAR: ("unclear", manners()["unclear"]),
    }
    text, used = said_next(talk, *pools[move.act])
    if move.act is Act.LISTENS and mood is not Mood.CLOSED and not talk.heard and scenario.around not in talk.told:
        return Reply(f"{text} {scenario.around}", Gave.NOTHING), used
    return Reply(text, Gave.NOTHING), used


def _vague(mood: Mood) -> tuple[str, Sequence[str]]:
    name = "vague_closed" if mood is Mood.CLOSED else "vague"
    return name, manners()[name]


def _short(talk: Talk, move: Move) -> tuple[str, Sequence[str]]:
    """To a closed question: nothing new, and nothing that is not so. What was told or ruled out is said in short."""
    aside = next((name for name in talk.scenario.others if name in move.topics & PARTICULAR), "")
    if aside:
        return f"aside {aside}", [first_sentence(talk.scenario.others[aside])]
    told = [talk.scenario.clues[key] for key in talk.heard]
    again = max(told, key=lambda clue: _in_common(talk, clue, move), default=None)
    if again is not None and _in_common(talk, again, move) and again.again not in talk.told:
        return f"again {again.key}", [again.again]
    if HELPS & move.topics:
        return "helped", manners()["helped"]
    name = "short_number" if asks_for_number(move.words) else "short"
    return name, manners()[name]


def _in_common(talk: Talk, clue: Clue, move: Move) -> int:
    """How much of a question is about what a clue told, but for the activity itself, which all are about."""
    words = [word for word in move.words if not first_said(talk.scenario.agree.doing, [word])]
    return count_said(clue.words, words) + len(content(words) & content(words_of(f"{clue.open} {clue.again}")))


def _is_bare_again(talk: Talk, move: Move) -> bool:
    """Whether "go on" comes right after "go on", or was heard more often than questions that brought something."""
    if not move.is_bare or not talk.exchanges:
        return False
    brought = [one.move.is_bare for one in talk.exchanges if one.reply.gave is Gave.CLUE]
    return talk.exchanges[-1].move.is_bare or brought.count(True) > brought.count(False)


def _was_told(talk: Talk, move: Move) -> bool:
    """Whether the very same question was answered."""
    return any(one.move.words == move.words and one.reply.gave in {Gave.CLUE, Gave.AGAIN} for one in talk.exchanges)


def _invited(talk: Talk, move: Move) -> tuple[Reply, Mapping[str, int]]:
    """To an open question. Closed up, a seller tells nothing whatever is asked."""
    if _is_bare_again(talk, move) and talk.mood is not Mood.CLOSED:
        text, used = said_next(talk, "which", manners()["which"])
        return Reply(text, Gave.NOTHING), used
    if _was_told(talk, move) and talk.mood is not Mood.CLOSED:
        return _without_clue(talk, move)
    clue, is_closed = touched(talk, move), talk.mood is Mood.CLOSED
    if clue is not None and not is_closed and talk.trust >= clue.trust:
        return Reply(clue.open if talk.mood is Mood.OPEN else clue.guarded, Gave.CLUE, clue.key), talk.used
    if clue is None and not is_closed:
        clue = _too_deep(talk, move)
        if clue is None:
            return _without_clue(talk, move)
    name = "closed_mood" if is_closed else "held"
    text, used = said_next(talk, name, manners()[name])
    return Reply(text, Gave.HELD if clue else Gave.NOTHING, clue.key if clue else ""), used


def _too_deep(talk: Talk, move: Move) -> Clue | None:
    """What is close to the seller, asked about before what leads there was told."""
    return next(
        (
            clue
            for clue in talk.scenario.clues.values()
            if clue.trust >= CLOSE and not set(clue.after) <= {*talk.heard} and count_said(clue.words, move.words)
        ),
        None,
    )


def _without_clue(talk: Talk, move: Move) -> tuple[Reply, Mapping[str, int]]:
    """An open question that leads to nothing new: something ruled out, said before, or near it."""
    scenario = talk.scenario
    told = [scenario.clues[key] for key in talk.heard]
    again = max(told, key=lambda clue: _touches(talk, clue, move), default=None)
    strength = _touches(talk, again, move) if again is not None else 0
    aside = next((name for name in scenario.others if name in move.topics), "")
    if again is not None and strength >= BY_FOLLOWING:
        return _again(talk, again)
    if aside and not _was_ruled_out(talk, aside):
        return Reply(scenario.others[aside], Gave.RULED_OUT, aside), talk.used
    if again is not None and strength:
        return _again(talk, again)
    if move.is_known and not aside and not talk.heard and scenario.around not in talk.told:
        return Reply(scenario.around, Gave.AROUND), talk.used
    text, used = said_next(talk, *_aside(talk, move))
    return Reply(text, Gave.NOTHING), used


def _again(talk: Talk, clue: Clue) -> tuple[Reply, Mapping[str, int]]:
    """The same fact in short, once; then that it was told."""
    if clue.again not in talk.told:
        return Reply(clue.again, Gave.AGAIN, clue.key), talk.used
    text, used = said_next(talk, "had_that", manners()["had_that"])
    return Reply(text, Gave.AGAIN, clue.key), used


def _aside(talk: Talk, move: Move) -> tuple[str, Sequence[str]]:
    """What there is to say to an open question that touches nothing."""
    if "tried" in move.words:
        return "advised", talk.scenario.advised
    name = "elsewhere" if talk.open_clues else "told_all"
    name = name if move.is_known else "unclear"
    name = "helped" if "help" in move.topics and name == "elsewhere" else name
    return name, manners()[name]


def touched(talk: Talk, move: Move) -> Clue | None:
    """The clue an open question touches most, of those that can be told next. What asks for nothing in particular
    ("what else gets in the way") touches the first of them.
    """
    open_ones = talk.open_clues
    best = max(open_ones, key=lambda clue: _touches(talk, clue, move), default=None)
    if best is None or _touches(talk, best, move):
        return best
    is_particular = any(name in talk.scenario.others for name in move.topics)
    is_known = any(count_said(talk.scenario.clues[key].words, move.words) for key in talk.heard)
    is_general = bool(move.topics & GENERAL) and not is_particular and not is_known
    return open_ones[0] if is_general or (talk.heard and asks_for_more(move.words)) else None


def _touches(talk: Talk, clue: Clue, move: Move) -> int:
    by_words = BY_WORD * count_said(clue.words, move.words)
    is_particular = any(name in talk.scenario.others for name in move.topics)
    by_topics = BY_TOPIC * len((move.topics - GENERAL if is_particular else move.topics) & set(clue.topics))
    follows = clue.key not in talk.heard and bool(move.taken_up) and _comes_from(talk, clue, move.taken_up)
    return by_words + by_topics + BY_FOLLOWING * follows


def _comes_from(talk: Talk, clue: Clue, mark: str) -> bool:
    """Whether marked words stand in what a clue follows on, or in what was said near it."""
    sources = [talk.scenario.clues[key] for key in clue.after]
    if not sources:
        return mark in marked(talk.scenario.around)
    own = content(words_of(mark))
    return any(own <= content(words_of(f"{one.open} {one.guarded}")) for one in sources)


def _was_ruled_out(talk: Talk, topic: str) -> bool:
    return any(one.reply.gave is Gave.RULED_OUT and one.reply.key == topic for one in talk.exchanges)


def said_next(talk: Talk, name: str, pool: Sequence[str]) -> tuple[str, Mapping[str, int]]:
    """The next of a pool, begun at a place of the seed's and gone through before one comes again."""
    turn = talk.used.get(name, 0)
    offset = 0 if name in {"advised", "result"} else talk.seed
    text = pool[(offset + turn) % len(pool)].replace("{things}", talk.scenario.things)
    return text, {**talk.used, name: turn + 1}
