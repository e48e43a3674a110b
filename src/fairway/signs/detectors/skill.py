"""Attempts that no longer become the qualifying activity: tries as many as before, fewer of them come to something."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.beside import grown_most
from fairway.signs.comparing import Change, change_of, surely
from fairway.signs.tries import tries_for
from fairway.signs.types import Case, Cause, Sign, Vector

LEAST_TRIES = 4.0  # usual ones in the recent weeks; of fewer nobody can tell what comes of them
NEARLY_AS_SURE = 0.1  # likeness; words that differ by less are asked alike


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0 or len(case.before) < 3:
        return
    yield from fell_through(case)
    best: tuple[float, str, Change, Change] | None = None
    surest = max((likeness for _, likeness in tries_for(case)), default=0.0)
    for word, likeness in tries_for(case):
        # Where the surest tries fell as well, work that only resembles a try does not tell of what comes of tries.
        if likeness < surest - NEARLY_AS_SURE:
            continue
        tries = change_of(case, case.measured.words[word][case.row])
        found = _conversion(case, tries, case.done)
        if found is not None and (best is None or found * likeness > best[0]):
            best = (found * likeness, word, tries, change_of(case, case.done))
    if best is not None and best[0] > 0.05:
        weight, word, tries, done = best
        # Tries that nobody cut back do not tell a lack of skill from time that went to other work.
        weight *= 1.0 - 0.5 * grown_most(case).weight
        numbers = {"word": word, **_rates(tries, done)}
        yield Sign(Cause.SKILL, "fewer_per_try", weight, numbers, (word, case.hia.metric_key), case.recent_weeks)


def fell_through(case: Case) -> Iterator[Sign]:
    """More of what was scheduled fell through, or records of its words no longer meet its conditions."""
    lost = case.own(case.hia.lost)
    tries, done = change_of(case, lost + case.done), change_of(case, case.done)
    more = change_of(case, lost)
    weight = _conversion(case, tries, case.done) or 0.0
    excess = more.now - more.usual
    weight *= surely(excess, half=1.2, steep=1.8) * min(1.0, excess / max(case.missing, 1e-9) + 0.35)
    if weight > 0.05:
        numbers = {"lost": more.now, "lost_usual": more.usual, **_rates(tries, done)}
        yield Sign(Cause.SKILL, "fell_through", float(weight), numbers, (case.hia.metric_key,), case.recent_weeks)
    if not case.hia.is_plain_word and case.hia.own_words:
        grids = [case.measured.words[word][case.row] for word in case.hia.own_words if word in case.measured.words]
        if grids:
            raw = change_of(case, np.sum(grids, axis=0))
            weight = _conversion(case, raw, case.done) or 0.0
            if weight > 0.05:
                numbers = _rates(raw, done)
                yield Sign(Cause.SKILL, "fewer_qualify", weight, numbers, (case.hia.metric_key,), case.recent_weeks)


def _conversion(case: Case, tries: Change, done: Vector) -> float | None:
    """How surely fewer tries come to something, while there are about as many of them."""
    if tries.usual < LEAST_TRIES or tries.now < 2:
        return None
    of_done = change_of(case, done)
    now = (of_done.now + 0.5) / (tries.now + 1.0)
    before = (of_done.before + 0.5) / (tries.before + 1.0)
    if before <= 0 or before > 1.2:
        return None
    ratio = now / before
    error = np.sqrt(1.0 / (of_done.now + 0.7) + 1.0 / (of_done.before + 0.7))
    as_many = surely(tries.ratio, half=0.72, steep=14)
    return float(surely(-np.log(max(ratio, 1e-3)) / error, half=1.3, steep=2.0) * as_many)


def _rates(tries: Change, done: Change) -> dict[str, float]:
    return {
        "tries": tries.now,
        "tries_usual": tries.usual,
        "done": done.now,
        "done_usual": done.usual,
    }
