"""Loading a folder in the test's own process and looking at what stands in lake and database then."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from fairway.crm.folder.reader import FolderReader
from fairway.crm.sync import pull_into_lake
from fairway.crm.taking import Outcome
from fairway.exchange.actions import connect_source
from fairway.records.queries import lake_rows
from fairway.records.schema import TABLES


@contextmanager
def blank_house(home: Path) -> Iterator[None]:
    """An empty home and database, for one example among many in one test. Whatever was stored is taken back."""
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("FAIRWAY_HOME", str(home))
        yield
        transaction.set_rollback(True)


def load(folder: Path, source: str = "folder") -> Outcome:
    """Everything of a folder into lake and database; what rooms above take in stays staged."""
    connect_source(name=source, kind="folder", settings={"path": str(folder)})
    outcome = Outcome()
    pull_into_lake(FolderReader(folder, source=source), source, outcome)
    return outcome


def lake_content() -> dict[str, dict[str, dict[str, Any]]]:
    """Every published row of every table, by record key."""
    return {table: {row["record_key"]: row for row in lake_rows(table)} for table in TABLES}
