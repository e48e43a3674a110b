"""Telling the tables of a CRM folder from other files."""

import csv
from collections.abc import Iterable
from pathlib import Path

# The two tables every CRM folder has, with the columns that no other file of that name has by chance.
NEEDED = {"sellers": {"seller_id", "name"}, "activities": {"activity_id", "seller_id", "type"}}


def is_crm_folder(paths: Iterable[Path]) -> bool:
    """Whether the files are tables of a CRM folder: its two required ones, by name and by columns."""
    found = {path.stem.lower(): path for path in paths if path.suffix.lower() in {".csv", ".parquet"}}
    return all(name in found and columns <= _columns(found[name]) for name, columns in NEEDED.items())


def _columns(path: Path) -> set[str]:
    """A table's column names; none where it cannot be read."""
    if path.suffix.lower() == ".parquet":
        import pyarrow.parquet

        try:
            return set(pyarrow.parquet.read_schema(path).names)
        except (OSError, ValueError):
            return set()
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            return {cell.strip() for cell in next(csv.reader(file), [])}
        except csv.Error:
            return set()
