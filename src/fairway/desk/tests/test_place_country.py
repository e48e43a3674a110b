"""The country somebody works in is chosen by its name, so that none is cut short to another's letters."""

from fairway.desk.tests.office import Office
from fairway.people.models import WorkPattern


def test_it_offers_countries_by_name_and_shows_the_one_chosen(office: Office) -> None:
    page = office.get("op", "/sellers/ann/place/")
    assert '<option value="PT">Portugal</option>' in page
    assert 'maxlength="2"' not in page
    WorkPattern.objects.create(person=office.people["ann"], country="PT")
    assert '<option value="PT" selected>Portugal</option>' in office.get("op", "/sellers/ann/place/")
