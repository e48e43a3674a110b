"""The questions put to every finding by themselves, each answered in a sentence with its figure."""

from fairway.evidence.completeness import Logging
from fairway.evidence.grading import AGREES, FINEST, LEANS, STRONG_INSTRUMENT, Evidence
from fairway.evidence.types import Check

ALIKE, STEADY = 0.6, 0.15  # share logged at least; change of a quarter


def checks_on_deals(one: Evidence) -> tuple[Check, ...]:
    """Of acts on deals: whether sellers' own busy weeks show it too, and whether there are weeks enough that differ."""
    shown = one.instrumented if one.instrumented is not None else 0.0
    agrees = shown > AGREES
    leans = "agree" if agrees else "lean that way" if shown > LEANS else "do not show it"
    return (
        Check(
            "busy_weeks",
            agrees and one.strength >= STRONG_INSTRUMENT,
            f"Weeks in which sellers did more of it on all their deals {leans} (z {shown:.1f}).",
        ),
        Check(
            "weeks_differ",
            one.strength >= STRONG_INSTRUMENT,
            f"How much sellers' own weeks differ: F {min(one.strength, 9999):.0f}, at least 10 is asked.",
        ),
        _volume(one),
    )


def checks_on_accounts(one: Evidence, ahead: float, leads: float) -> tuple[Check, ...]:
    """Of acts on accounts: whether acts come before deals and not after, and whether leads come with them anyway."""
    come_after, with_leads = ahead > AGREES, one.doubts
    return (
        Check(
            "placebo_lead",
            not come_after,
            f"Acts of the weeks after {_go(come_after)} together with new deals (z {ahead:.1f}).",
        ),
        Check(
            "leads_nobody_asked_for",
            not with_leads,
            f"They {_go(with_leads)} together with leads that came anyway (z {leads:.1f}).",
        ),
        _volume(one),
    )


def checks_on_logging(logged: Logging) -> tuple[Check, ...]:
    """Whether sellers log alike, and whether logging stayed as it was."""
    even, steady = logged.at_least >= ALIKE, logged.changes <= STEADY
    return (
        Check(
            "logging_alike",
            even,
            f"Sellers differ in how much they log of everything: if those who log most log all, {logged.at_least:.0%} "
            "is logged; an act that is done may bring that part of one that is logged.",
        ),
        Check(
            "logging_steady",
            steady,
            f"A seller's activities all rise or fall together by about {logged.changes:.0%} from quarter to quarter: "
            + ("work and logging stayed as they were." if steady else "work changed, or how much of it is logged."),
        ),
    )


def _go(is_seen: bool) -> str:
    return "go" if is_seen else "do not go"


def _volume(one: Evidence) -> Check:
    return Check(
        "enough_records",
        one.finest <= FINEST,
        f"What could be told from nothing at a quarter more of it: {one.finest:.1%} more.",
    )
