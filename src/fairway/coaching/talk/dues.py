"""The words for when: "by Friday noon", "straight after", "before the budget round"."""

from collections.abc import Sequence

from fairway.coaching.talk.forms import DAY, NUMBER, forms
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.types import Word

AT_A_TIME = frozenset({"by", "at", "before", "until", "till", "after", "from"})
BEFORE_AN_EVENT = frozenset({"before", "until", "till", "after"})
TIED = frozenset({"when", "as"})  # "when I am on site", "as soon as we hang up"
ALONE = frozenset({"today", "tomorrow", "tonight", "now"})
SPANS = frozenset({"hour", "hours", "minute", "minutes"})
LONGEST, LONGEST_TIED, LONGEST_EVENT = 9, 7, 5


def dues_in(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Every stretch of words for when, in order."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = due_span(words, at)
        if end > at:
            spans.append((at, end))
        at = max(end, at + 1)
    return spans


def is_ahead(due: str) -> bool:
    """Whether words for when speak of what is to come."""
    return bool(set(due.lower().split()) & listed("ahead"))


def due_span(words: Sequence[Word], at: int) -> int:
    """Where the words for when end that begin here; `at` where none do."""
    first = words[at].text
    if first not in listed("starts") and first not in listed("begins_alone"):
        return at
    if at and words[at - 1].text == "good":
        return at  # "good evening"
    after = words[at + 1].text if at + 1 < len(words) else ""
    if (
        first in TIED
        or (first in {"the", "once"} and _is_moment(words, at))
        or (first in BEFORE_AN_EVENT and after in listed("persons"))
    ):
        return _tied(words, at)
    end = _end_of_time(words, at)
    if end > at and not _is_loose(words[at:end]) and not _tells_which(words, at, end):
        return end
    return _event(words, at) if first in BEFORE_AN_EVENT else at


def _is_moment(words: Sequence[Word], at: int) -> bool:
    """ "the minute we are done", "once I am back"."""
    texts = [word.text for word in words[at : at + 3]]
    if texts[0] == "once":
        return len(texts) > 1 and texts[1] in listed("persons")
    return len(texts) > 2 and texts[1] in {"minute", "moment", "second", "day"} and texts[2] in listed("persons")


def _end_of_time(words: Sequence[Word], at: int) -> int:
    first = words[at].text
    end = last = at
    while end < len(words) and end - at < LONGEST:
        word = words[end]
        is_clock = word.lemma == NUMBER and end > at and words[end - 1].text in AT_A_TIME
        is_span = word.text in SPANS and first in {"in", "within"}
        is_time = word.text in listed("times") or word.lemma == DAY or (end == at and first in ALONE)
        if is_time or is_clock or is_span or _is_ordinal(words, at, end):
            last = end + 1
        elif not (word.lemma == NUMBER and _is_time(words, end + 1)) and not _may_join(word):
            break
        end += 1
    return last


def _may_join(word: Word) -> bool:
    return word.text in listed("joins") or word.text in listed("starts") or word.text == "an"


def _is_ordinal(words: Sequence[Word], at: int, end: int) -> bool:
    """ "by the eleventh"."""
    return end > at + 1 and words[end].text in forms().ordinals and words[end - 1].text == "the" != words[at].text


def _is_time(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].text in listed("times") | SPANS | {"o", "clock"}


def _is_loose(words: Sequence[Word]) -> bool:
    """ "the week", "in the last two weeks": no answer to when it will be."""
    if any(word.text in {"last", "past"} for word in words):
        return True
    return words[0].text in {"the", "over", "first", "right", "morning"} and not any(
        word.text.endswith("day") or word.lemma == DAY or word.text in {"thing", "away", "morning"} for word in words
    )


def _tells_which(words: Sequence[Word], at: int, end: int) -> bool:
    """ "the Tuesday ones", "Thursday stand-up": which of them, not when."""
    first = words[at].text
    if end >= len(words) or first in ALONE or first not in listed("begins_alone") | {"the"}:
        return False
    after = words[end]
    return after.text not in listed("after_a_day") and after.value is None and after.text not in listed("starts")


def _event(words: Sequence[Word], at: int) -> int:
    """ "before the budget round", "after each visit"."""
    end = at + 1
    stops = listed("no_event") | {"and", "so", "then"}
    while end < len(words) and end - at < LONGEST_EVENT and words[end].text not in stops:
        end += 1
    if end > at + 1:
        return end
    if end < len(words) and words[end].text in {"that", "it"}:
        return at + 2
    return at + 1 if words[at].text == "after" and end == len(words) else at


def _tied(words: Sequence[Word], at: int) -> int:
    texts = [word.text for word in words[at : at + 3]]
    if texts[0] == "when" and texts[1:2] and texts[1] not in listed("persons") | {"the"}:
        return at
    if texts[0] == "as" and texts != ["as", "soon", "as"]:
        return at
    return min(len(words), at + LONGEST_TIED) if len(words) - at > 2 else at
