"""Three ways to go on: one that leads toward the cause, one that does no harm, one that leads away from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from fairway.training.talking.scenarios import manners
from fairway.training.talking.types import Act, Clue, Talk
from fairway.training.talking.wording import topics_to_ask

OPENING = 2  # questions of the first clue that take up nothing
QUIET = frozenset({Act.LISTENS, Act.SUMS_UP})


@dataclass(frozen=True, slots=True)
class Suggestions:
    """In the order in which they are shown; `toward` and `away` are places in it."""

    texts: Sequence[str]
    toward: int
    away: int


def suggestions(talk: Talk) -> Suggestions:
    """Worked out from where the talk stands; the same seed and turns give the same three."""
    toward = _toward(talk)
    beside = next(text for text in [*_beside(talk), *talk.scenario.opens] if text != toward)
    away = _next_of(talk, talk.scenario.away, further=len(talk.exchanges))
    order = [toward, beside, away]
    Random(talk.seed * 31 + len(talk.exchanges)).shuffle(order)  # noqa: S311  (an order of three)
    return Suggestions(order, order.index(toward), order.index(away))


def picks(talk: Talk) -> list[str]:
    """Proposals on offer once the cause is out, in an order of the seed's."""
    order = list(talk.scenario.agree.picks)
    Random(talk.seed * 17).shuffle(order)  # noqa: S311  (an order of three)
    return order


def next_clue(talk: Talk) -> Clue | None:
    """The one to go for: what follows from the newest clue before all others."""
    heard = talk.heard
    following = [clue for clue in talk.open_clues if heard and heard[-1] in clue.after]
    return next(iter([*following, *talk.open_clues]), None)


def _toward(talk: Talk) -> str:
    clue = next_clue(talk)
    if clue is None:
        return _next_of(talk, talk.scenario.opens)
    if talk.trust + 1 < clue.trust and not _was_quiet(talk):
        return _next_of(talk, manners()["listens"])
    is_opening = not talk.heard and talk.scenario.around not in talk.told
    return _next_of(talk, clue.asks[:OPENING] if is_opening else clue.asks)


def _beside(talk: Talk) -> list[str]:
    """To listen after an answer that told something, else a question that rules something out."""
    told = [_next_of(talk, manners()["listens"])] if talk.exchanges and not _was_quiet(talk) else []
    asked = _asked(talk)
    rules_out = [
        topics_to_ask()[topic].format(things=talk.scenario.things, target=talk.scenario.board.target)
        for topic in talk.scenario.others
        if topic in topics_to_ask()
    ]
    open_ones = [text for text in rules_out if text not in asked]
    offset = talk.seed % max(len(open_ones), 1)
    turned = [*open_ones[offset:], *open_ones[:offset]]
    return [*told, *turned] if (len(talk.exchanges) + talk.seed) % 2 else [*turned, *told]


def _next_of(talk: Talk, pool: Sequence[str], *, further: int = 0) -> str:
    """The first of a pool that was not said yet, begun at the seed's place or further on."""
    offset = (talk.seed + further) % len(pool)
    turned = [*pool[offset:], *pool[:offset]]
    asked = _asked(talk)
    return next((text for text in turned if text not in asked), turned[len(talk.exchanges) % len(turned)])


def _asked(talk: Talk) -> set[str]:
    return {one.move.text for one in talk.exchanges}


def _was_quiet(talk: Talk) -> bool:
    return bool(talk.exchanges) and talk.exchanges[-1].move.act in QUIET
