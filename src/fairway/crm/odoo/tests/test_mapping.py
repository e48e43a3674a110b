"""Odoo's users, contacts, deals and leads as canonical rows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from fairway.crm.odoo.mapping import (
    Standing,
    account_row,
    contact_row,
    deal_state,
    lead_row,
    opportunity_row,
    person_row,
    stage_row,
    was_lead,
)

STAGES = {1: "New", 4: "Won"}
WON = frozenset({4})


def user(**values: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "login": "anna",
        "name": "Anna Brandt",
        "email": "anna@example.com",
        "tz": "Europe/Berlin",
        "active": True,
        "partner_id": [12, "Anna Brandt"],
        "write_date": "2026-04-03 22:30:00",
        **values,
    }


def lead(**values: Any) -> dict[str, Any]:
    return {
        "id": 31,
        "name": "Big deal",
        "type": "opportunity",
        "active": True,
        "user_id": [7, "Anna Brandt"],
        "partner_id": [55, "Ltd"],
        "stage_id": [1, "Neu"],
        "expected_revenue": 1200.5,
        "company_currency": [1, "EUR"],
        "create_date": "2026-03-02 08:00:00",
        "write_date": "2026-03-09 08:00:00",
        "date_conversion": False,
        "date_closed": False,
        "date_deadline": "2026-06-30",
        "won_status": "pending",
        "lost_reason_id": False,
        "source_id": [3, "Fair"],
        **values,
    }


def opportunity(**values: Any) -> Any:
    return opportunity_row(lead(**values), account_id=50, stages=STAGES, won_stages=WON)


def test_a_user_becomes_a_person_with_the_standing_others_state() -> None:
    row = person_row(user(), Standing(manager_id=9, team="North", role="Account Executive"), "")
    assert (row.native_id, row.name, row.email) == ("7", "Anna Brandt", "anna@example.com")
    assert (row.manager_native_id, row.team, row.role) == ("9", "North", "Account Executive")
    assert (row.timezone, row.is_active, row.left_on) == ("Europe/Berlin", True, None)


def test_a_user_without_a_zone_has_the_one_set_for_the_source_or_none() -> None:
    assert person_row(user(tz=False), Standing(), "Asia/Tokyo").timezone == "Asia/Tokyo"
    assert person_row(user(tz=False), Standing(), "").timezone is None


def test_an_archived_user_left_on_their_local_day_of_the_archiving() -> None:
    row = person_row(user(active=False), Standing(), "")
    assert (row.is_active, row.left_on) == (False, date(2026, 4, 4))  # past midnight in Berlin
    assert person_row(user(active=False, tz=False), Standing(), "").left_on == date(2026, 4, 3)


def test_the_last_day_in_the_employee_file_goes_before_the_archiving() -> None:
    assert person_row(user(active=False), Standing(left_on=date(2026, 3, 31)), "").left_on == date(2026, 3, 31)
    assert person_row(user(), Standing(left_on=date(2026, 3, 31)), "").left_on is None


def test_a_company_becomes_an_account() -> None:
    row = account_row(
        {
            "id": 50,
            "name": "Ltd",
            "user_id": [7, "Anna"],
            "industry_id": [2, "Mining"],
            "customer_rank": 3,
            "parent_id": [49, "Group"],
        }
    )
    assert (row.account_id, row.name, row.owner_id, row.segment) == ("50", "Ltd", "7", "Mining")
    assert (row.is_customer, row.parent_id) == (True, "49")


def test_whether_it_is_a_customer_is_not_known_without_invoicing() -> None:
    assert account_row({"id": 50, "name": "Ltd"}).is_customer is None
    assert account_row({"id": 50, "name": "Ltd", "customer_rank": 0}).is_customer is False


def test_a_person_at_a_company_becomes_its_contact() -> None:
    row = contact_row({"id": 51, "commercial_partner_id": [50, "Ltd"], "function": "Buyer"})
    assert (row.contact_id, row.account_id, row.title) == ("51", "50", "Buyer")


def test_a_deal_keeps_its_money_with_its_currency() -> None:
    row = opportunity()
    assert (row.opportunity_id, row.owner_id, row.stage, row.account_id) == ("31", "7", "New", "50")
    assert (row.amount, row.currency) == (Decimal("1200.5"), "EUR")
    assert row.created_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert (row.expected_close_on, row.closed_at, row.is_won) == (date(2026, 6, 30), None, None)


def test_a_deal_that_nobody_owns_is_left_out() -> None:
    assert opportunity(user_id=False) is None
    assert lead_row(lead(user_id=False)) is None


def test_a_deal_that_was_a_lead_was_created_when_it_became_a_deal() -> None:
    converted = lead(date_conversion="2026-03-05 10:00:00")
    row = opportunity_row(converted, account_id=None, stages=STAGES, won_stages=WON)
    assert row is not None
    assert row.created_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    first = lead_row(converted)
    assert first is not None
    assert (first.status, first.converted_opportunity_id) == ("converted", "31")
    assert first.created_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert first.converted_at == datetime(2026, 3, 5, 10, tzinfo=UTC)


def test_a_lead_is_no_deal() -> None:
    assert opportunity(type="lead") is None
    row = lead_row(lead(type="lead", active=False))
    assert row is not None
    assert (row.status, row.converted_at) == ("lost", None)
    assert was_lead(lead(type="lead"))
    assert not was_lead(lead())


@pytest.mark.parametrize(
    ("values", "is_won"),
    [
        ({}, None),
        ({"won_status": "won", "stage_id": [4, "Won"]}, True),
        ({"won_status": "lost", "active": False}, False),
        ({"won_status": "pending", "active": False}, False),  # archived without a word: it left the pipeline
        ({"won_status": None, "stage_id": [4, "Won"]}, True),  # before 19
        ({"won_status": None, "active": False}, False),
        ({"won_status": None}, None),
    ],
)
def test_it_tells_won_lost_and_open_apart_in_every_version(values: dict[str, Any], is_won: bool | None) -> None:
    assert deal_state(lead(**values), WON) is is_won


def test_a_closed_deal_has_its_day_and_a_lost_one_its_reason() -> None:
    won = opportunity(won_status="won", date_closed="2026-05-01 12:00:00", lost_reason_id=[2, "Price"])
    assert (won.is_won, won.closed_at, won.lost_reason) == (True, datetime(2026, 5, 1, 12, tzinfo=UTC), None)
    lost = opportunity(won_status="lost", active=False, lost_reason_id=[2, "Price"])
    assert (lost.is_won, lost.closed_at, lost.lost_reason) == (False, datetime(2026, 3, 9, 8, tzinfo=UTC), "Price")


def test_a_won_stage_is_closed() -> None:
    row = stage_row({"id": 4, "name": "Won", "is_won": True}, 3)
    assert (row.stage, row.position, row.is_closed, row.is_won) == ("Won", 3, True, True)
