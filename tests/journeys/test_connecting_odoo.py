"""The page that connects Odoo: tried first, stored only if it can be read, and the key goes nowhere else."""

from collections.abc import Iterator

import pytest

from fairway.crm.odoo.tests.older import OlderOdoo
from fairway.desk.tests.office import Office, opened, said
from fairway.exchange.actions import connect_source
from fairway.exchange.queries import newest_run_of, secret_of, source
from fairway.lib.tests.listening import Listening, listening

PAGE = "/setup/crm/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    return opened(monkeypatch)


@pytest.fixture
def crm() -> Iterator[Listening]:
    with listening(OlderOdoo()) as server:
        yield server


def form(crm: Listening, **changed: str) -> dict[str, str]:
    return {"url": crm.url, "database": "sales", "login": "anna", "key": "key", **changed}


def post(office: Office, who: str = "op", **data: str) -> str:
    response = office.clients[who].post(PAGE, data, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def test_it_tries_without_storing_anything(office: Office, house: object, crm: Listening) -> None:
    page = post(office, **form(crm), **{"try": "yes"})
    assert "read over JSON-RPC" in page
    assert "Connect and read" in page
    assert source("odoo") is None


def test_it_connects_with_the_key_that_was_tried(office: Office, house: object, crm: Listening) -> None:
    post(office, **form(crm), **{"try": "yes"})
    post(office, **form(crm, key=""), connect="yes")
    stored, run = source("odoo"), newest_run_of("odoo")
    assert stored is not None
    assert run is not None
    assert (stored.settings["url"], stored.settings["drafts"], run.state) == (crm.url, True, "waiting")
    assert secret_of("odoo") == "key"


def test_a_refused_key_is_told_and_not_stored(office: Office, house: object, crm: Listening) -> None:
    page = post(office, **form(crm, key="wrong"), connect="yes")
    assert "does not accept the key" in page
    assert "Connect and read" not in page
    assert source("odoo") is None


def test_it_sends_no_key_to_another_host(office: Office, house: object, crm: Listening) -> None:
    post(office, **form(crm), connect="yes")
    post(office, **form(crm), **{"try": "yes"})
    with listening(OlderOdoo()) as other:
        page = post(office, **form(other, key=""), **{"try": "yes"})
        assert other.asked == []
    assert said(page) == ["Give a key: without one the CRM lets nobody in."]


def test_it_keeps_what_else_was_set_about_the_source(office: Office, house: object, crm: Listening) -> None:
    post(office, **form(crm), connect="yes")
    known = source("odoo")
    assert known is not None
    connect_source(name="odoo", kind="odoo", settings={**known.settings, "timezone": "Asia/Tokyo", "drafts": False})
    post(office, **form(crm, key=""), connect="yes")
    changed = source("odoo")
    assert changed is not None
    assert changed.settings == {**known.settings, "timezone": "Asia/Tokyo", "drafts": False}


@pytest.mark.parametrize("who", ["ann", "mona", "lea"])
def test_it_is_for_operations_alone(office: Office, who: str) -> None:
    assert office.clients[who].get(PAGE).status_code in {403, 404}
