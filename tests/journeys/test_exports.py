"""Exports nobody wrote code for come out as what was truly done, seller by seller, kind by kind, week by week."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fairway.crm.report.people_names import name_of
from fairway.crm.report.reader import Reports
from fairway.exchange.intake import Answers
from fairway.lib.periods import local_day, week_of
from fairway.people.types import PersonRow
from fairway.records.types import ActivityRow
from tests.journeys import exports_odd, exports_sheets, exports_text
from tests.journeys.acts import Cell, weekly
from tests.journeys.exports_text import Export

TODAY = date(2026, 11, 26)
STYLES = {**exports_text.STYLES, **exports_sheets.STYLES, **exports_odd.STYLES}
STATES = {"done": "done", "unmarked": "unconfirmed"}  # what nobody marked is asked about, never counted


def alike(cells: Counter[Cell]) -> Counter[Cell]:
    """Without regard to case and spelling of names."""
    found: Counter[Cell] = Counter()
    for (seller, kind, week), times in cells.items():
        found[name_of(seller).key, kind.casefold(), week] += times
    return found


def told(export: Export, status: str) -> Counter[Cell]:
    """What the reader makes of the files."""
    names: dict[str, str] = {}
    found: Counter[Cell] = Counter()
    for batch in Reports().batches(export.files, Answers(timezone=export.zone, today=TODAY)):
        for row in batch.rows:
            if isinstance(row, PersonRow):
                names[row.native_id] = row.name
            elif isinstance(row, ActivityRow) and str(row.status) == status:
                at = row.occurred_at or row.completed_at or row.scheduled_start_at
                day = local_day(at, export.zone) if at else row.due_on
                assert day is not None
                found[names[row.seller_id], row.subtype or str(row.type), week_of(day)] += 1
    return found


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_it_counts_what_was_truly_done(style: Callable[[Path, date], Export], tmp_path: Path) -> None:
    export = style(tmp_path, TODAY)
    for truly, status in STATES.items():
        assert alike(told(export, status)) == alike(weekly(export.acts, truly))
