"""Output: one JSON document or one plain table on stdout, everything else on stderr. Also what options hold."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table


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
    """A date of the command line; argparse turns the ValueError into wrong use."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        import argparse

        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it like 2026-06-12") from None


def named(text: str) -> str:
    """Whom or what an option names. Empty, from a script's unset variable, it is wrong use and never everybody."""
    if not text.strip():
        import argparse

        raise argparse.ArgumentTypeError("is empty; name one, or leave the option out")
    return text
