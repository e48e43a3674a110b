"""The questions put to every finding by themselves, each answered in a sentence with its figure."""

from fairway.evidence.grading import AGREES, FINEST, LEANS, STRONG_INSTRUMENT, Evidence
from fairway.evidence.types import Check


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


def _go(is_seen: bool) -> str:
    return "go" if is_seen else "do not go"


def _volume(one: Evidence) -> Check:
    return Check(
        "enough_records",
        one.finest <= FINEST,
        f"What could be told from nothing at a quarter more of it: {one.finest:.1%} more.",
    )
