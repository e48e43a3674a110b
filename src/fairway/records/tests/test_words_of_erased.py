"""A source's own words enter the lake, but for those that name somebody erased: in every column that holds words."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fairway.lib.spellings import spellings_of
from fairway.people.erased import ErasedIds, digests_of
from fairway.records.localising import LocalCalendar
from fairway.records.shaping import WORDS, Frame, shaped
from fairway.records.types import (
    AccountRow,
    ActivityRow,
    ActivityStatus,
    ActivityType,
    ContactRow,
    LeadRow,
    OpportunityRow,
    ParticipantRow,
)

AT = datetime(2026, 6, 8, 9, tzinfo=UTC)
ROWS: dict[str, Any] = {
    "activities": ActivityRow("x1", "s1", ActivityType.CALL, status=ActivityStatus.DONE, occurred_at=AT),
    "accounts": AccountRow("a1"),
    "contacts": ContactRow("c1"),
    "leads": LeadRow("l1", "s1", AT),
    "opportunities": OpportunityRow("o1", "s1", AT, "new"),
    "participants": ParticipantRow("x1", "c1"),
}


@pytest.fixture
def frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Frame:
    monkeypatch.setenv("FAIRWAY_HOME", str(tmp_path))
    gone = digests_of(spellings_of(["Ottokar Quillvexer"]))
    calendar = LocalCalendar(home_zone="UTC", week_starts_on=0, zones={})
    return Frame("crm", {"s1": 7}, calendar, ErasedIds(frozenset(gone)))


@pytest.mark.parametrize("table,column", [(table, column) for table, columns in WORDS.items() for column in columns])
def test_it_takes_a_word_unless_it_names_somebody_erased(frame: Frame, table: str, column: str) -> None:
    row = ROWS[table]
    assert shaped(table, replace(row, **{column: "quarterly"}), frame)[column] == "quarterly"
    assert shaped(table, replace(row, **{column: "for Ottokar Quillvexer"}), frame)[column] is None
