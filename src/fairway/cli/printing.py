"""Output: one JSON document or one plain table on stdout, everything else on stderr. Also what options hold."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from fairway.lib.periods import KNOWN_YEARS


def say(message: str) -> None:
    """A message for the person at the keyboard."""
    print(message, file=sys.stderr, flush=True)


def answer(document: Any) -> None:
    """The one JSON document."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, to_stderr: bool = False) -> None:
    """A plain table; cells are shown as text and never read as markup."""
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        shown.add_column(column)
    for row in rows:
        shown.add_row(*(Text(str(cell)) for cell in row))
    Console(stderr=to_stderr, width=None if sys.stdout.isatty() else 160).print(shown)


def day(text: str) -> date:
    """A date of the command line, of the years weeks can be asked for; argparse turns the refusal into wrong use."""
    import argparse

    try:
        given = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it like 2026-06-12") from None
    if given.year not in KNOWN_YEARS:
        raise argparse.ArgumentTypeError(f"{text} is not from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}")
    return given


def named(text: str) -> str:
    """Whom or what an option names. Empty, from a script's unset variable, it is wrong use and never everybody."""
    if not text.strip():
        import argparse

        raise argparse.ArgumentTypeError("is empty; name one, or leave the option out")
    return text
