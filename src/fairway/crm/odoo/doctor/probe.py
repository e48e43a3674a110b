"""What all probes share."""

from collections.abc import Callable, Iterator, Sequence

from fairway.crm.odoo.session import Session
from fairway.exchange.types import Check

Probe = Callable[[Session], Iterator[Check]]
NAMES_SHOWN = 5


def some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(names[:NAMES_SHOWN])
    return shown + (f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else "")


def check(name: str, is_passed: bool, detail: str, *, disables: str = "", advice: str = "") -> Check:
    """A check that says what it disables, and what to do, only where it failed."""
    return Check(name, is_passed, detail, "" if is_passed else disables, "" if is_passed else advice)
