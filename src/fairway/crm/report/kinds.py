"""What a word for a kind of activity stands for: type, class by the consent test, and a name people would use.

The consent test: if somebody outside the company must say yes for it to happen, it is an objective, not the seller's
own act. A participle outweighs a noun: a meeting requested is the seller's act, a proposal accepted the customer's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fairway.crm.report.folding import fold, tokens
from fairway.crm.report.kind_names import LANGUAGES, expanded
from fairway.crm.report.stems import Stems
from fairway.crm.report.word_tables import labelled, listed, paired
from fairway.exchange.intake import KindClass

TYPES = Stems(labelled("kinds", "types"))
CLASSES = Stems(labelled("kinds", "classes"))
SYSTEM_TYPES = frozenset(listed("kinds", "system_types"))
SHORT_FORMS = frozenset(
    token for language in LANGUAGES for short in paired("short_forms", language) for token in tokens(short)
)
GENERIC = frozenset(listed("kinds", "generic"))
# A type is taken from the first of these that a word names: "Call - meeting" is a call, "Meeting task" a meeting.
TYPE_ORDER = ("meeting", "call", "email", "task", "other")
LONGEST_KIND = 60
TURN_UP = "The customer has to turn up"


@dataclass(frozen=True, slots=True)
class KindSense:
    """What a word was taken for. `is_known` is False where no table had any of its words."""

    name: str
    kind_class: KindClass
    why: str
    activity_type: str
    is_guess: bool
    is_suited: bool
    is_known: bool


@lru_cache(maxsize=8192)
def type_of(word: str) -> str | None:
    """call, email, meeting, task or other; None when no word of it is known."""
    parts = tokens(word)
    if fold(word) in {"task", "tasks", "aufgabe", "tache", "tarea"}:
        return "task"
    for part in parts[:2]:  # what stands first says what it is: "Call: meeting prep"
        found = TYPES.of_word(part)
        if len(found) == 1 and part not in {"follow", "plan"}:
            return next(iter(found))
    found_all, _ = TYPES.of(parts)
    return next((label for label in TYPE_ORDER if label in found_all), None)


@lru_cache(maxsize=8192)
def share_known(word: str) -> float:
    """Share of the words of a value that are words for kinds of activity; 0 for long texts."""
    parts = [part for part in tokens(word) if len(part) > 1 and not part.isdecimal()]
    if not parts or len(word) > LONGEST_KIND:
        return 0.0
    return sum(1 for part in parts if TYPES.of_word(part) or CLASSES.of_word(part) or part in SHORT_FORMS) / len(parts)


def knows(word: str) -> bool:
    """Whether at least half the words of a value are words for kinds of activity."""
    return share_known(word) >= 0.5


@lru_cache(maxsize=4096)
def is_system_type(word: str) -> bool:
    """Whether a word is a CRM's own type ("Call", "Task") and not a customer's kind."""
    return " ".join(tokens(word)) in SYSTEM_TYPES or fold(word) in SYSTEM_TYPES


@lru_cache(maxsize=2048)
def is_generic(word: str) -> bool:
    """Whether a word only says which table of a CRM a row came from: task, event, activity."""
    return " ".join(tokens(word)) in GENERIC


@lru_cache(maxsize=2048)
def sense_of(word: str, stated_type: str | None = None, language: str = "en") -> KindSense:
    """Type, class, reason and name of a kind; `stated_type` is what a type column says of its rows, if anything."""
    name, is_expanded = expanded(word, language)
    parts = (*tokens(word), *tokens(name))
    kind_class, why, is_suited, is_known = _class_of(parts, stated_type)
    activity_type = stated_type or type_of(word) or type_of(name) or "other"
    if kind_class is KindClass.OBJECTIVE and activity_type == "other" and is_known:
        activity_type = "meeting" if set(CLASSES.of(parts)[0]) & {"needs_customer"} else "other"
    if not name.strip():
        name = "No word"
    return KindSense(name, kind_class, why, activity_type, is_expanded or not is_known, is_suited, is_known)


@lru_cache(maxsize=4096)
def is_own_act(word: str) -> bool:
    """Whether a word names what the seller does alone: a meeting requested is no meeting."""
    found, _ = CLASSES.of(tokens(word))
    return "seller_did" in found and "customer_did" not in found


def _class_of(parts: Iterable[str], stated_type: str | None) -> tuple[KindClass, str, bool, bool]:
    found, _ = CLASSES.of(parts)
    held = found - {"hygiene"}
    if "hygiene" in found and not held & {"customer_did", "seller_did", "result"} and not _is_about_customer(parts):
        return KindClass.ACTIVITY, "Keeps the records, sells nothing: not suited for an HIA", False, True
    if "result" in found and not held & {"seller_did"}:
        return KindClass.RESULT, "What comes of the work, not the work", True, True
    if "customer_did" in found:
        return (
            KindClass.OBJECTIVE,
            TURN_UP if "needs_customer" in found else "The customer has to do something",
            True,
            True,
        )
    if "seller_did" in found:
        return KindClass.ACTIVITY, "The seller’s own act", True, True
    if "needs_customer" in found:
        return KindClass.OBJECTIVE, TURN_UP, True, True
    if "own_act" in found:
        return KindClass.ACTIVITY, "The seller’s own act", True, True
    if stated_type == "meeting":
        return KindClass.OBJECTIVE, "Filed as a meeting: the customer has to turn up", True, False
    return KindClass.ACTIVITY, "No word of it is known; taken for the seller’s own act", True, False


def _is_about_customer(parts: Iterable[str]) -> bool:
    return bool({"ext", "external", "customer", "kunde", "kunden", "client", "cliente", "prospect"} & set(parts))
