"""What a heading alone says about its column: ideas in its words, and how well they fit each meaning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fairway.crm.report.folding import tokens
from fairway.crm.report.stems import Stems
from fairway.crm.report.word_tables import labelled, listed
from fairway.exchange.intake import Meaning as M

EXTRA_IDEA = 0.4  # what one idea too many costs: "Call start" is less a kind than "Call"
OTHER_THING = (
    0.75  # what it costs if that idea is another thing: "Lead status" and "Opportunity: created" are not the activity's
)
THINGS = frozenset({"account", "opportunity", "contact", "lead"})
# Parts of headings, technical ones among them, that say nothing.
SKIPPED = frozenset(listed("headings", "skipped"))


@dataclass(frozen=True, slots=True)
class Rule:
    """Ideas a heading must hold, the score it then has, and further ideas that take nothing from it."""

    needs: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class Fitting:
    rules: tuple[Rule, ...]
    harmless: frozenset[str]


def _fitting(harmless: str, *rules: tuple[str, float]) -> Fitting:
    made = tuple(Rule(frozenset(needs.split()), score) for needs, score in rules)
    return Fitting(made, frozenset(harmless.split()))


FITTINGS: Mapping[M, Fitting] = {
    M.ACTIVITY_ID: _fitting("activity record kind", ("id", 0.75), ("id activity", 1.0), ("id record", 0.9)),
    M.SELLER: _fitting(
        "name activity by happened direction",
        ("owner", 0.95),
        ("owner name", 1.0),
        ("by", 0.45),
        ("by created", 0.5),
        ("by completed", 0.65),
        ("name", 0.4),
        ("owner account", 0.5),
        ("owner opportunity", 0.45),
    ),
    M.SELLER_FIRST: _fitting("name owner", ("first_name", 0.6), ("first_name owner", 1.0)),
    M.SELLER_LAST: _fitting(
        "name owner", ("last_name", 0.6), ("last_name owner", 1.0), ("last name", 0.5), ("last name owner", 0.9)
    ),
    M.SELLER_EMAIL: _fitting("name activity owner", ("email owner", 1.0), ("email", 0.5)),
    M.SELLER_ID: _fitting("activity name", ("owner id", 1.0)),
    M.MANAGER: _fitting("name owner", ("manager", 0.9), ("manager owner", 0.95)),
    M.TEAM: _fitting("name owner", ("team", 0.9)),
    M.KIND: _fitting(
        "activity type subtype name",
        ("subtype", 0.95),
        ("type activity", 0.95),
        ("type", 0.85),
        ("kind", 1.0),
        ("activity", 0.5),
        ("activity name", 0.5),
    ),
    M.TYPE: _fitting(
        "activity type subtype",
        ("type activity", 0.9),
        ("subtype activity", 0.95),
        ("type", 0.8),
        ("subtype", 0.7),
        ("activity", 0.4),
    ),
    M.SUBJECT: _fitting(
        "activity name subject", ("subject", 0.95), ("activity name", 0.75), ("activity", 0.5), ("text", 0.35)
    ),
    M.DATE: _fitting(
        "activity time record",
        ("date", 0.85),
        ("date activity", 0.95),
        ("date time", 0.85),
        ("time", 0.35),
        ("activity", 0.3),
    ),
    M.PLANNED: _fitting("date time activity due", ("due", 0.93), ("due date", 1.0), ("planned", 1.0)),
    M.START: _fitting("date time activity due", ("start", 0.9), ("start date", 1.0)),
    M.HAPPENED: _fitting("date time activity", ("happened", 0.85), ("happened date", 1.0)),
    M.COMPLETED: _fitting(
        "date time activity done happened", ("completed", 0.75), ("completed date", 1.0), ("completed time", 1.0)
    ),
    M.TIME: _fitting("activity start due happened", ("time", 0.9), ("time start", 0.92), ("time due", 0.92)),
    M.END: _fitting("date time activity due", ("end", 0.9), ("end date", 1.0), ("end time", 1.0)),
    M.CREATED: _fitting("date time activity record", ("created", 0.88), ("created date", 1.0)),
    M.MODIFIED: _fitting("last date time record activity", ("modified", 0.9), ("modified last", 1.0)),
    M.STATUS: _fitting("activity name done", ("status", 0.95)),
    M.IS_DONE: _fitting("activity completed happened status", ("done", 0.85)),
    M.OUTCOME: _fitting("activity", ("outcome", 0.95), ("outcome activity", 1.0)),
    M.DIRECTION: _fitting("activity", ("direction", 0.95), ("type activity", 0.4)),
    M.DURATION: _fitting("activity time date", ("duration", 0.95), ("duration activity", 1.0)),
    M.ACCOUNT: _fitting(
        "name related", ("account", 0.9), ("account name", 1.0), ("related", 0.5), ("account lead", 0.85)
    ),
    M.ACCOUNT_ID: _fitting("related name record", ("account id", 1.0)),
    M.OPPORTUNITY: _fitting("name related", ("opportunity", 0.9), ("opportunity name", 1.0), ("related", 0.3)),
    M.OPPORTUNITY_ID: _fitting("related name record", ("opportunity id", 1.0)),
    M.CONTACT: _fitting("name related activity", ("contact", 0.85), ("contact name", 0.95)),
    M.CONTACT_ID: _fitting("related name record", ("contact id", 1.0)),
    M.LEAD: _fitting("name related", ("lead", 0.85), ("lead name", 0.95)),
    M.LEAD_ID: _fitting("related name record", ("lead id", 1.0)),
    M.RELATED_ID: _fitting("record", ("related id", 1.0), ("related", 0.7)),
    M.WHO_ID: _fitting("", ("who", 1.0)),
    M.IS_AUTO: _fitting("activity source", ("auto", 0.85), ("source", 0.4)),
    M.IS_DELETED: _fitting("record activity", ("deleted", 0.95)),
    M.IS_SERIES: _fitting("", ("series", 0.95)),
}


# Ideas of columns that are never read.
ELSEWHERE = {
    "noise",
    "private",
    "text",
    "priority",
    "place",
    "phone",
    "amount",
    "web",
    "week",
    "record_type",
    "last",
    "source",
    "series",
    "by",
}
STEMS = Stems(labelled("headings", "ideas"), labelled("headings", "phrases"))


@lru_cache(maxsize=4096)
def ideas_of(heading: str) -> tuple[frozenset[str], float]:
    """The ideas in a heading and the share of its words that carry one."""
    words = tokens(heading)
    kept = [word for word in words if word not in SKIPPED and not word.isdecimal()] or list(words)
    found, known = STEMS.of(words, SKIPPED if len(words) > 1 else frozenset())
    return frozenset(found), min(known / len(kept), 1.0) if kept else 0.0


@lru_cache(maxsize=4096)
def heading_scores(heading: str) -> Mapping[M, float]:
    """How well a heading fits each meaning, 0 to 1; meanings it says nothing about are left out."""
    ideas, known = ideas_of(heading)
    scores = {}
    for meaning, fitting in FITTINGS.items():
        score = max(
            (_score(rule, fitting.harmless, ideas) for rule in fitting.rules if rule.needs <= ideas), default=0.0
        )
        if score > 0:
            scores[meaning] = score * (0.6 + 0.4 * known)
    return scores


def _score(rule: Rule, harmless: frozenset[str], ideas: frozenset[str]) -> float:
    extras = ideas - rule.needs - harmless
    if rule.needs & THINGS and "owner" in extras:
        return 0.0  # who owns the account is no account
    others = 0 if rule.needs & THINGS else len(extras & THINGS)
    return max(rule.score - EXTRA_IDEA * (len(extras) - others) - OTHER_THING * others, 0.0)


@lru_cache(maxsize=4096)
def says_something_else(heading: str) -> bool:
    """Whether a heading names something no meaning covers (a phone, a city, an amount): its values then prove
    nothing.
    """
    ideas, _ = ideas_of(heading)
    return bool(ideas & ELSEWHERE) and max(heading_scores(heading).values(), default=0.0) < 0.35


def likeness_to_headings(cells: Iterable[str]) -> float:
    """Share of filled cells that hold an idea of a heading: high for a heading line, low for a row."""
    filled = [cell for cell in cells if cell.strip()]
    known = sum(1 for cell in filled if len(cell) <= 60 and max(heading_scores(cell).values(), default=0.0) >= 0.35)
    return known / len(filled) if filled else 0.0
