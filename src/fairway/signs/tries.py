"""Which other words count tries at an activity: by what they are called, and by how they go together.

Somebody who calls to get a meeting logs the calls under one word and the meetings under another. Words that say "try"
in any of four languages, share a stem with the activity, or rise and fall with it over everybody's weeks are such.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from fairway.signs.types import Case, Grid, once_a_case

TRYING = re.compile(
    r"attempt|tried|tries|\btry|dial|request|invit|asked|outreach|cold|prospect|proposed|offered|no.?answer|voicemail"
    r"|versuch|anfrage|angefragt|eingeladen|akquise|kalt"
    r"|tentativ|essai|demand|propos|prospec|froid"
    r"|intent|solicit|frio|invitac|propuest"
)
LEAST_TOGETHER = 0.25  # correlation; a weaker one busy weeks alone may bring
STOP = frozenset(
    {"the", "and", "of", "mit", "der", "die", "das", "de", "la", "el", "le", "du", "meeting", "call", "email"}
)


@once_a_case
def tries_for(case: Case) -> Sequence[tuple[str, float]]:
    """(word, likeness 0 to 1) of words that may be tries, rarer ones than the activity itself left out."""
    return tuple(_tries_for(case))


def _tries_for(case: Case) -> Iterator[tuple[str, float]]:
    for word, grid in case.measured.words.items():
        if word in case.hia.own_words or word == case.hia.metric_key:
            continue
        own, done = grid[case.row], case.done
        if own[case.before].sum() < 0.9 * done[case.before].sum() or own[case.before].sum() < 3:
            continue
        together = _together(case, grid)
        named = _named(word, case.hia.metric_key)
        by_both = min(1.0, _as_likeness(together) + 0.15 * named)  # a name makes what goes together surer
        likeness = max(named * (0.75 + 0.25 * max(together, 0.0)), by_both if together > LEAST_TOGETHER else 0.0)
        if likeness > 0.1:
            yield word, likeness


def _as_likeness(together: float) -> float:
    return float(np.clip((together - LEAST_TOGETHER) / 0.35, 0.0, 0.9))


def _together(case: Case, grid: Grid) -> float:
    """Correlation of weekly counts with the activity's within people, each person's own mean taken out, over weeks
    before the shortfall.
    """
    rows = np.append(case.peer_rows, case.row)
    places = case.before
    if len(places) < 6:
        return 0.0
    some = _centred(grid[rows][:, places], case.measured.shares[rows][:, places])
    other = _centred(case.hia.done[rows][:, places], case.measured.shares[rows][:, places])
    scale = float(np.sqrt((some**2).sum() * (other**2).sum()))
    return float((some * other).sum() / scale) if scale > 0 else 0.0


def _centred(values: Grid, shares: Grid) -> Grid:
    worked = shares > 0.7
    rates = np.where(worked, values / np.maximum(shares, 0.2), np.nan)
    with np.errstate(all="ignore"):
        means = np.nansum(rates, axis=1, keepdims=True) / np.maximum(worked.sum(axis=1, keepdims=True), 1)
    centred: Grid = np.where(worked, rates - means, 0.0)
    return centred


@lru_cache(maxsize=4096)
def _named(word: str, metric_key: str) -> float:
    plain, own = _folded(word), _folded(metric_key)
    is_try = bool(TRYING.search(plain))
    shared = (set(re.findall(r"[a-z]{4,}", plain)) & set(re.findall(r"[a-z]{4,}", own))) - STOP
    if is_try and shared:
        return 1.0
    return 0.7 if is_try else 0.35 if shared else 0.0


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("_", " ")
