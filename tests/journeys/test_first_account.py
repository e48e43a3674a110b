"""An empty home lets whoever started it in, once, and nobody else."""

import pytest
from django.core import signing
from django.test import Client

from fairway.people.actions.accounts import FIRST_SALT, first_account_token
from fairway.people.queries import organisation

GIVEN = {
    "name": "Nadia Ferrer",
    "email": "nadia@brightwater.example",
    "password": "swing before score",
    "organisation": "Brightwater",
    "timezone": "America/Chicago",
}


@pytest.mark.django_db
def test_it_says_on_the_log_in_page_where_the_first_account_comes_from() -> None:
    page = Client().get("/log-in/").content.decode()
    assert "Nobody has an account yet" in page
    assert "fairway up" in page
    assert first_account_token() not in page


@pytest.mark.django_db
def test_it_makes_the_first_account_and_leads_to_a_first_file() -> None:
    browser = Client()
    answer = browser.post(f"/welcome/{first_account_token()}/", GIVEN)
    assert (answer.status_code, answer["Location"]) == (302, "/setup/")
    assert browser.get("/setup/").status_code == 200
    home = organisation()
    assert (home.name, home.timezone, home.country) == ("Brightwater", "America/Chicago", "US")


@pytest.mark.django_db
def test_it_closes_that_door_behind_the_first_one() -> None:
    token = first_account_token()
    Client().post(f"/welcome/{token}/", GIVEN)
    for path in (f"/welcome/{token}/", f"/welcome/{first_account_token()}/"):
        for spent in (Client().get(path), Client().post(path, {**GIVEN, "email": "eve@brightwater.example"})):
            assert spent.status_code == 410
            assert "This link is used up" in spent.content.decode()
    assert "Nobody has an account yet" not in Client().get("/log-in/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "token",
    ["", "x", signing.dumps({}, salt="fairway.invitation"), signing.dumps({}, salt=FIRST_SALT) + "x"],
    ids=["none", "nonsense", "an invitation's", "one letter more"],
)
def test_it_opens_with_no_other_token(token: str) -> None:
    assert Client().get(f"/welcome/{token or 'none'}/").status_code == 404


@pytest.mark.django_db
def test_it_asks_again_for_a_weak_password_and_makes_nothing() -> None:
    answer = Client().post(f"/welcome/{first_account_token()}/", {**GIVEN, "password": "short"})
    assert answer.status_code == 200
    assert "too short" in answer.content.decode()
    assert organisation().name != "Brightwater"
    assert Client().get(f"/welcome/{first_account_token()}/").status_code == 200
