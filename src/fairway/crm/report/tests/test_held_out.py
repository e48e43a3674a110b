"""Styles written after the rules. First readings, before any rule was touched because of them:

first set 9 of 10 right and one (`tasks_and_events`) at 0.66; second set 6 of 8 right, `german_hand_kept` and
`wide_api_table` at 0. The three rules at fault (which part of a subject names the kind; a weekday in front of a day
with dots; headings above mostly empty columns) were then mended in general, so these sets no longer measure: they
guard. A fresh measure needs fresh styles.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from fairway.crm.report.tests import held_out, held_out_again
from fairway.crm.report.tests.truth import accuracy, differences
from fairway.crm.report.tests.writing import Written

STYLES = {**held_out.STYLES, **held_out_again.STYLES}


@pytest.mark.parametrize("write", STYLES.values(), ids=STYLES.keys())
def test_it_reads_styles_it_was_not_made_for(write: Callable[[Path], Written], tmp_path: Path) -> None:
    written = write(tmp_path)
    assert accuracy(written.paths, written.rows) == 1.0, list(differences(written.paths, written.rows))
