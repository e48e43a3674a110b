"""Cells of files that spreadsheets open."""


def guarded(cell: object) -> str:
    """A cell no spreadsheet will run as a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
