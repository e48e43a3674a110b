"""A rating is its giver's: of several managers each reads and is told of their own."""

import re

import pytest

from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine
from fairway.studio.models import Sample
from fairway.studio.tests.office import Office
from fairway.studio.tests.samples import both_rated, page_of, told

pytestmark = pytest.mark.django_db


def led_by_ben_as_well(office: Office) -> None:
    line = {"kind": "acting", "team": ""}
    ReportingLine.objects.create(person=office.people["ann"], manager=office.people["ben"], **line)
    rebuild_spans()


def test_a_new_manager_reads_nothing_of_how_alike_another_rated(week: Office) -> None:
    led_by_ben_as_well(week)
    for number in range(6):
        both_rated(week, "mona", number)
    page = told(week, "ben")
    assert "How alike" not in page
    assert "Talk about:" not in page  # it is Mona's and Ann's to talk about
    assert "Nothing to rate</h1>" in page
    assert page.count("Rated otherwise by the two: Purpose") == 6
    both_rated(week, "ben", 6, alike="yes")
    assert "4 of 4 criteria, 1 sample" in told(week, "ben")
    assert "18 of 24 criteria, 6 samples" in told(week, "mona")
    own = told(week, "ann")
    assert "22 of 28 criteria, 7 samples" in own
    assert "How alike you and your managers rate" in own
    for who in ("ann", "mona", "ben"):
        assert "the two of you" not in told(week, who)


def test_a_record_says_you_only_of_what_the_viewer_gave(week: Office) -> None:
    led_by_ben_as_well(week)
    both_rated(week, "mona", 0)
    both_rated(week, "mona", 1, alike="yes")
    first, second = (page_of(Sample.objects.get(record_id=f"crm:o{number}")) for number in range(2))
    heads = {"ann": ["You", "Mona"], "mona": ["Ann", "You"], "ben": ["Ann", "Mona"]}
    for who, called in heads.items():
        page = told(week, who, first)
        found = re.findall(r'<th scope="col">([^<]*)</th>', page)
        assert found[1:3] == called
        assert ("Talk about it" in page) is (who != "ben")
        assert ("You rated all of it alike" in told(week, who, second)) is (who != "ben")
