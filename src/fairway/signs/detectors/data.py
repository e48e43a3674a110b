"""Done but not seen: unconfirmed, left planned, under another word, a source off, logging stopped while deals move."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.beside import work_besides
from fairway.signs.comparing import Change, change_of, goes_on, peers_ratio, surely
from fairway.signs.types import Case, Cause, Grid, Sign

FAINTEST = 0.1  # weight below which another word is not told of
LEAST_MISSING = 0.75  # acts; where less is missing there is nothing to find
BARE = 0.25  # usual records a week below which a word is as good as new to a seller
SILENT = 0.1  # of the usual
HALF_LOGGED = (0.25, 0.65)  # of the usual in a week: neither logged as ever nor stopped
SAME_TYPE, BARE_WORD, OTHER_TYPE = 1.0, 1.0, 0.8


def find(case: Case) -> Iterator[Sign]:
    if case.missing < LEAST_MISSING and not case.blind_weeks:
        return
    yield from source_off(case)
    yield from left_unmarked(case)
    yield from under_another_word(case)
    yield from one_type_silent(case)
    yield from logging_stopped(case)


def source_off(case: Case) -> Iterator[Sign]:
    """The source itself says that it did not show days of the recent weeks."""
    hidden = [place for place in case.recent_places.tolist() if place in case.blind_weeks]
    late = [place for place in case.blind_weeks if place >= len(case.weeks) - 4]
    if hidden or late:
        weeks = sorted({*hidden, *late})
        weight = 0.97 if len(case.weeks) - 1 in weeks else 0.8
        numbers = {"weeks": len(weeks), "note": case.blind_note}
        yield Sign(
            Cause.DATA,
            "source_off",
            weight,
            numbers,
            (case.hia.metric_key,),
            tuple(case.weeks[place] for place in weeks),
        )


def left_unmarked(case: Case) -> Iterator[Sign]:
    """Records of this activity whose day has passed and of which nobody said whether they took place."""
    for pattern, grid in (("unconfirmed", case.hia.unconfirmed), ("left_open", case.hia.left_open)):
        values = case.own(grid)
        now = float(values[case.recent_places].sum())
        usual = change_of(case, values).usual
        excess = now - usual
        if excess < 1.0 or case.missing <= 0:
            continue
        explained = min(1.0, excess / case.missing)
        weight = explained * surely(excess, half=1.0, steep=1.2) * (1.0 if pattern == "unconfirmed" else 0.8)
        numbers = {"now": now, "usual": usual, "missing": case.missing, "weeks": case.recent}
        yield Sign(Cause.DATA, pattern, weight, numbers, (case.hia.metric_key,), case.recent_weeks)


def under_another_word(case: Case) -> Iterator[Sign]:
    """Another word rose by about as much as this activity fell."""
    if len(case.before) < 3 or not case.hia.own_words:
        return
    best: tuple[float, str, Change] | None = None
    for word, grid in case.measured.words.items():
        if word in case.hia.own_words:
            continue
        found = _as_other_word(case, word, grid)
        if found is not None and (best is None or found[0] > best[0]):
            best = (found[0], word, found[1])
    if best is not None and best[0] > FAINTEST:
        weight, word, change = best
        numbers = {"word": word, "now": change.now, "usual": change.usual, "missing": case.missing}
        yield Sign(Cause.DATA, "other_word", weight, numbers, (word, case.hia.metric_key), case.recent_weeks)


def _as_other_word(case: Case, word: str, grid: Grid) -> tuple[float, Change] | None:
    """How surely that word took the place of the activity's own, and how it changed; None where it did not rise."""
    change = change_of(case, case.own(grid) + case.own(case.measured.unconfirmed[word]))
    excess = change.now - change.usual
    if excess < 1.0:
        return None
    kind = case.measured.word_types.get(word, "")
    is_bare = word == kind
    rate_before = change.before / max(float(case.shares[case.before].sum()), 1e-9)
    nearness = BARE_WORD if is_bare else SAME_TYPE if kind == case.hia.activity_type else OTHER_TYPE
    novelty = 1.0 if rate_before < BARE else 0.85 if is_bare else 0.7
    own = change_of(case, case.done)
    fit = max(_near(excess, max(own.usual - own.now, 0.25)), _near(excess, max(case.missing, 0.25)))
    # A word that is new to everybody is a change of the CRM; one that peers hardly use tells nothing of them.
    is_told_by_peers = len(case.peer_rows) and float(np.median(grid[case.peer_rows].sum(axis=1))) >= 3
    by_peers = max(1.0, peers_ratio(case, grid)) if is_told_by_peers else 1.0
    closeness = fit**0.6 if rate_before < BARE else fit**1.5
    weight = nearness * novelty * closeness * surely(change.z - np.log(by_peers), half=1.8, steep=1.5)
    return float(weight * _rest_is_as_before(case, word)) if weight > FAINTEST else 0.0, change


def _near(one: float, other: float) -> float:
    return min(one, other) / max(one, other)


def _rest_is_as_before(case: Case, word: str) -> float:
    """A name that is wrong changes nothing else: where all other work grew or fell as well, more than names changed."""
    rest = work_besides(case, word)
    if rest.usual < 2:
        return 1.0
    return 1.0 - surely(abs(float(np.log(rest.ratio))), half=0.28, steep=14) * surely(abs(rest.z), half=2.2, steep=2)


def one_type_silent(case: Case) -> Iterator[Sign]:
    """Everything of this activity's type stopped at once while other types went on: a source that nobody reported."""
    kind = case.hia.activity_type
    types = case.measured.word_types
    same = [grid for word, grid in case.measured.words.items() if types.get(word) == kind]
    other = [grid for word, grid in case.measured.words.items() if types.get(word) not in {kind, None}]
    others_of_type = [w for w in case.measured.words if types.get(w) == kind and w not in case.hia.own_words]
    if not kind or not same or not other or not others_of_type:
        return
    fell = change_of(case, np.sum([grid[case.row] for grid in same], axis=0))
    beside = change_of(case, np.sum([case.measured.words[w][case.row] for w in others_of_type], axis=0))
    went_on = change_of(case, np.sum([grid[case.row] for grid in other], axis=0))
    if fell.usual < 2 or beside.usual < 1.5 or went_on.usual < 2:
        return
    share_left = fell.now / fell.usual
    weight = (
        surely(-goes_on(beside, SILENT), half=1.5, steep=2)
        * surely(0.12 - share_left, half=0.0, steep=40)
        * surely(went_on.ratio, half=0.6, steep=10)
    )
    if weight > 0.1:
        numbers = {"type": kind, "now": fell.now, "usual": fell.usual, "others": went_on.now}
        yield Sign(Cause.DATA, "type_silent", float(weight), numbers, (case.hia.metric_key,), case.recent_weeks)


def logging_stopped(case: Case) -> Iterator[Sign]:
    """Hardly anything is logged by hand, while this seller's opportunities move on as before."""
    by_hand = change_of(case, case.series("acts_by_hand"))
    moves = change_of(case, case.series("stage_moves") + case.series("new_deals"))
    if by_hand.usual < 3 or moves.usual < 1.0:
        return
    weight = surely(-np.log(by_hand.ratio), half=0.5, steep=6) * surely(-by_hand.z, half=1.5, steep=2)
    weight *= surely(goes_on(moves, by_hand.ratio), half=0.6, steep=1.2) * _is_next_to_nothing(case)
    if weight > 0.1:
        numbers = {
            "now": by_hand.now,
            "usual": by_hand.usual,
            "moves": moves.now,
            "moves_usual": moves.usual,
            "weeks": case.recent,
        }
        yield Sign(Cause.DATA, "logging_stopped", float(weight), numbers, ("acts_by_hand",), case.recent_weeks)


def _is_next_to_nothing(case: Case) -> float:
    """Whether what was logged by hand in the last two weeks is a small part of the usual, and became so at once: who
    works less still logs what is left, and who slackens passes through weeks of half as much.
    """
    values, last = case.series("acts_by_hand"), case.now[-2:]
    time = float(case.shares[case.before].sum())
    if not len(last) or time <= 0:
        return 0.0
    usual = float(values[case.before].sum()) / time * case.shares
    left = (float(values[last].sum()) + 0.5) / (float(usual[last].sum()) + 0.5)
    parts = values[case.now[1:]] / np.maximum(usual[case.now[1:]], 0.5)  # the first week may hold some of both
    halves = float(((parts > HALF_LOGGED[0]) & (parts < HALF_LOGGED[1])).mean()) if len(parts) else 0.0
    return surely(-np.log(left), half=1.4, steep=5) * surely(0.35 - halves, half=0.0, steep=15)
