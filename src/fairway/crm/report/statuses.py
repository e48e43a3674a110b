"""How an activity stands, from a status word, a yes or no, or an outcome.

What the words leave open, dates decide later.
"""

from enum import StrEnum
from functools import lru_cache

from fairway.crm.report.folding import fold, spellings, tokens
from fairway.crm.report.stems import Stems
from fairway.crm.report.word_tables import labelled, listed


class Standing(StrEnum):
    DONE = "done"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    UNCONFIRMED = "unconfirmed"


STATUS_WORDS = labelled("statuses", "statuses")
NEGATIONS = frozenset(listed("statuses", "negations"))
YES = frozenset(listed("statuses", "said_yes"))
NO = frozenset(listed("statuses", "said_no"))
STATUSES = Stems(STATUS_WORDS)
WAYS = Stems(labelled("statuses", "directions"))
RESULTS_OF_CALLS = Stems({"outcome": listed("statuses", "outcomes")})
FOLDED_BLANKS = {"", *(fold(word) for word in listed("statuses", "blanks"))}
# Where several ideas meet in one phrase ("open - no show"), the first of these counts.
STRONGEST = (Standing.NO_SHOW, Standing.CANCELLED, Standing.UNCONFIRMED, Standing.PLANNED, Standing.DONE)
WHOLE: dict[str, Standing] = {
    spelling: Standing(standing)
    for standing, words in STATUS_WORDS.items()
    for word in words
    if "*" not in word
    for spelling in spellings(word)
}


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, `#N/A`, `null`."""
    return not text or text.isspace() or (len(text) <= 16 and fold(text) in FOLDED_BLANKS)


@lru_cache(maxsize=8192)
def standing_of(word: str) -> Standing | None:
    """What a status word says; None when no table knows it."""
    folded = fold(word)
    if not folded or len(folded) > 80:
        return None
    exact = WHOLE.get(folded)
    if exact is not None:
        return exact
    words = tokens(word)
    found, _ = STATUSES.of(words)
    standings = {Standing(label) for label in found}
    if Standing.DONE in standings and NEGATIONS & set(words) and not standings & {Standing.NO_SHOW, Standing.CANCELLED}:
        return Standing.PLANNED
    if standings == {Standing.PLANNED, Standing.DONE}:
        return standing_of(words[0]) if words[0] != folded else Standing.DONE
    return next((standing for standing in STRONGEST if standing in standings), None)


def is_deed(text: str) -> bool:
    """Whether it says of something that it was done (`Quote sent`), rather than only that (`Sent`, `Not completed`)."""
    if standing_of(text) is not Standing.DONE or fold(text) in WHOLE:
        return False
    return any(standing_of(word) is None for word in tokens(text))


@lru_cache(maxsize=1024)
def yes_or_no(text: str) -> bool | None:
    """A cell that is a yes or a no in any of the languages; None for anything else, empty cells too."""
    folded = fold(text)
    if folded in YES:
        return True
    return False if folded in NO else None


@lru_cache(maxsize=4096)
def direction_of(text: str) -> str | None:
    """inbound, outbound or internal; None when the text names none or several of them."""
    words = tokens(text)
    found, _ = WAYS.of(words) if len(words) <= 3 else (set(), 0)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def is_outcome(text: str) -> bool:
    """Whether the text is a usual outcome of a call or meeting."""
    found, known = RESULTS_OF_CALLS.of(tokens(text))
    return bool(found) and known * 2 >= len(tokens(text))
