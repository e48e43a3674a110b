"""Guess and defaults reproduce the known truth, seller by week by kind by status, without a single answer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fairway.crm.report.tests import crm_styles, salesforce_styles, sheet_styles, text_styles, tool_styles
from fairway.crm.report.tests.truth import accuracy, differences
from fairway.crm.report.tests.writing import Written

MODULES = (salesforce_styles, crm_styles, sheet_styles, text_styles, tool_styles)
STYLES = {name: write for module in MODULES for name, write in module.STYLES.items()}


@pytest.mark.parametrize("write", STYLES.values(), ids=STYLES.keys())
def test_it_reproduces_the_truth_without_answers(write: Callable[[Path], Written], tmp_path: Path) -> None:
    written = write(tmp_path)
    assert accuracy(written.paths, written.rows) == 1.0, list(differences(written.paths, written.rows))
