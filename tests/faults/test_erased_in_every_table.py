"""What a source still says about somebody erased is passed over without a word, whichever table of people says it."""

from pathlib import Path

import pytest

from fairway.crm.rejects import listed
from fairway.people.actions.erasing import erase_person
from fairway.people.models import Absence, ReportingLine, WorkPattern
from fairway.people.queries import all_keys_of
from tests.faults.folders import made, write
from tests.faults.loading import load

pytestmark = pytest.mark.django_db
OF_PEOPLE = ("sellers", "reporting_lines", "work_patterns", "absences", "coverage")


def test_it_passes_over_rows_of_somebody_erased(house: Path) -> None:
    folder = made(31, sellers=2, activities=4)
    target = write({name: folder[name] for name in (*OF_PEOPLE, "activities")}, house / "crm")
    load(target)
    gone = all_keys_of("folder")["s1"]
    erase_person(gone, on=Absence.objects.earliest("start_on").start_on)

    again = load(target)
    assert listed(again.rejects) == []
    for table in ("people", *OF_PEOPLE[1:]):
        tally = again.tallies[table]
        assert (tally.added, tally.changed, tally.rejected) == (0, 0, 0), table
        assert tally.read == tally.unchanged == len(folder[table.replace("people", "sellers")]), table
    assert "s1" not in all_keys_of("folder")
    for model in (Absence, ReportingLine, WorkPattern):
        assert not model._default_manager.filter(person_id=gone).exists()
