"""A name for a kind of activity that people would use: short forms written out, in the language of the word."""

import re

from fairway.crm.report.folding import fold, spellings
from fairway.crm.report.word_tables import paired

LANGUAGES = ("en", "de", "fr", "es")
SIGNS = re.compile(r"[\s/|>·•–—_:;,()\[\]+-]+|\.(?=\s|$)")
# Nouns that stand for something held unless another word says what became of them.
HELD = {"meeting", "appointment", "demo", "workshop", "visit", "presentation", "demonstration"}
# What must stand between a short adjective and a participle: a discovery is requested as a meeting.
MEETING_KINDS = {"discovery", "qualification", "introduction", "review"}
PARTICIPLES = {"requested", "proposed", "held", "booked", "scheduled", "accepted", "asked", "confirmed"}
SENT_PLANS = ("action plan sent", "Action plan proposed")


def expanded(word: str, language: str = "en") -> tuple[str, bool]:
    """The suggested name and whether anything was written out or added. Unknown words stay as they are."""
    parts = [part for part in SIGNS.split(word) if part]
    table, used = _table_for(parts, language)
    written: list[str] = []
    has_changed = False
    for part in parts:
        long = table.get(fold(part).strip("."))
        written.append(long if long else part)
        has_changed = has_changed or bool(long)
    if not has_changed:
        return _sentence(" ".join(word.replace("_", " ").split())), False
    return _sentence(_arranged(written, used)), True


def _table_for(parts: list[str], language: str) -> tuple[dict[str, str], str]:
    """Short forms of the language in which most of the word can be written out, the report's own first."""
    scored = []
    for place, code in enumerate([language or "en", *(code for code in LANGUAGES if code != language)]):
        pairs = paired("short_forms", code).items()
        table = {spelling.strip("."): long for short, long in pairs for spelling in spellings(short)}
        found = sum(1 for part in parts if fold(part).strip(".") in table)
        scored.append((found, -place, table, code))
    _, _, table, code = max(scored, key=lambda item: item[:2])
    return table, code


def _arranged(written: list[str], language: str) -> str:
    """Words in the order people say them: "meeting customer" is a customer meeting held."""
    if language != "en":
        return " ".join(written)
    low = [part.lower() for part in written]
    if len(low) == 2 and low[1] in {"customer", "internal"} and low[0] in HELD:
        return f"customer {low[0]} held" if low[1] == "customer" else f"internal {low[0]}"
    if low and low[-1] in PARTICIPLES and len(low) == 2 and low[0] in MEETING_KINDS:
        return f"{low[0]} meeting {low[1]}"
    text = " ".join(written)
    return SENT_PLANS[1] if text.lower() == SENT_PLANS[0] else text


def _sentence(text: str) -> str:
    """First letter large; capitals of short words (QBR) stay, SHOUTING does not."""
    if text.isupper() and len(text) > 5:
        text = text.lower()
    return text[:1].upper() + text[1:]
