"""Settings of a source, read or refused, and addresses of records."""

from datetime import date, timedelta

import pytest

from fairway.crm.errors import Terminal
from fairway.crm.odoo.links import link_to
from fairway.crm.odoo.options import SALES_MODELS, options_from

URL = "https://odoo.example.com"


def test_an_address_is_enough() -> None:
    options = options_from({"url": URL + "/"})
    assert (options.url, options.database, options.models) == (URL, "", SALES_MODELS)
    assert options.overlap == timedelta(minutes=30)


def test_a_hosted_odoo_names_its_database_in_its_address() -> None:
    assert options_from({"url": "https://acme.odoo.com"}).database == "acme"
    assert options_from({"url": "https://acme.odoo.com", "database": "other"}).database == "other"


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("odoo.example.com", URL),
        (URL + "/odoo/crm/5?debug=1", URL),
        (URL + "/web#id=31&model=crm.lead", URL),
        (URL + "/erp/web/login", URL + "/erp"),
        ("http://127.0.0.1:8069/", "http://127.0.0.1:8069"),
        (URL + "/webshop", URL + "/webshop"),
    ],
)
def test_an_address_copied_from_the_browser_serves(stated: str, address: str) -> None:
    assert options_from({"url": stated}).url == address


def test_it_reads_what_is_set() -> None:
    options = options_from(
        {
            "url": URL,
            "login": "anna",
            "timezone": "Asia/Tokyo",
            "models": "crm.lead, project.task",
            "overlap_minutes": "60",
            "whole_below": 0,
            "done_messages_until": "2026-02-01",
            "version": 19,
        }
    )
    assert (options.login, options.timezone, options.models) == ("anna", "Asia/Tokyo", ("crm.lead", "project.task"))
    assert (options.overlap, options.whole_below, options.version) == (timedelta(hours=1), 0, 19)
    assert options.done_messages_until_on == date(2026, 2, 1)
    assert options_from({"url": URL, "models": ["crm.lead"]}).models == ("crm.lead",)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"url": "ftp://odoo.example.com"},
        {"url": "https://anna:secret@odoo.example.com"},
        {"url": "https://"},
        {"url": URL, "timezone": "Mars/Base"},
        {"url": URL, "models": 5},
        {"url": URL, "overlap_minutes": 1},
        {"url": URL, "overlap_minutes": "soon"},
        {"url": URL, "done_messages_until": "June"},
    ],
)
def test_it_says_what_is_wrong_with_a_setting(settings: dict[str, object]) -> None:
    with pytest.raises(Terminal) as caught:
        options_from(settings)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("table", "native_id", "path"),
    [
        ("opportunities", "31", "/odoo/crm.lead/31"),
        ("leads", "31", "/odoo/crm.lead/31"),
        ("people", "7", "/odoo/res.users/7"),
        ("accounts", "50", "/odoo/res.partner/50"),
        ("activities", "123", "/odoo/mail.activity/123"),
        ("activities", "event-45", "/odoo/calendar.event/45"),
    ],
)
def test_records_have_addresses(table: str, native_id: str, path: str) -> None:
    assert link_to(table, native_id, url=URL, version=19) == URL + path


def test_the_older_form_serves_every_version() -> None:
    older = f"{URL}/web#id=31&model=crm.lead&view_type=form"
    assert link_to("opportunities", "31", url=URL, version=17) == older
    assert link_to("opportunities", "31", url=URL, version=None) == older


@pytest.mark.parametrize(
    ("table", "native_id"),
    [
        ("stages", "New"),
        ("activities", "message-9"),
        ("activities", "event-x"),
        ("accounts", "../7"),
    ],
)
def test_some_things_have_no_page(table: str, native_id: str) -> None:
    assert link_to(table, native_id, url=URL, version=19) is None
