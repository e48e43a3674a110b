"""A simulated organisation written as a CRM folder, as a user would hand it over. The truth stays outside."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from fairway.crm.folder.writing import cell_of
from fairway.lib.periods import show_working_days
from fairway.simulation.types import SimOrganisation

CURRENCY = "EUR"
Rows = Iterable[Sequence[object]]


def write_crm_folder(organisation: SimOrganisation, outcomes: Mapping[str, str], target: Path) -> None:
    """Every table that has rows. `outcomes` are words whose records count with that outcome alone: they make a
    metrics.yaml.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in _tables(organisation):
        written = [[cell_of(value) for value in row] for row in rows]
        if written or name in ("sellers", "activities"):
            with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(columns.split())
                writer.writerows(written)
    planned = {row.kind for row in organisation.plans}
    definitions = [_definition(word, outcome) for word, outcome in outcomes.items() if word in planned]
    if definitions:
        text = yaml.safe_dump(definitions, sort_keys=False, allow_unicode=True)
        (target / "metrics.yaml").write_text(text, encoding="utf-8")


def _definition(word: str, outcome: str) -> dict[str, object]:
    return {
        "key": word,
        "name": word,
        "class": "activity",
        "records": "activities",
        "where": [{"field": "word", "is": word}, {"field": "outcome", "is": outcome}],
    }


def _tables(organisation: SimOrganisation) -> Iterator[tuple[str, str, Rows]]:
    yield from _people(organisation)
    yield from _customers(organisation)
    yield (
        "activities",
        "activity_id seller_id type subtype direction status scheduled_start_at occurred_at completed_at cancelled_at"
        " logged_at duration_min outcome account_id opportunity_id lead_id is_auto_captured",
        (
            (
                *(row.activity_id, row.seller_id, row.type, row.subtype, row.direction, str(row.status)),
                *(row.scheduled_at, row.occurred_at, row.completed_at, row.cancelled_at, row.logged_at, row.minutes),
                *(row.outcome, row.account_id, row.deal_id, row.lead_id, row.is_auto_captured),
            )
            for row in organisation.activities
        ),
    )
    yield (
        "participants",
        "activity_id contact_id role response",
        ((row.activity_id, row.contact_id, row.role, row.response) for row in organisation.participants),
    )


def _people(organisation: SimOrganisation) -> Iterator[tuple[str, str, Rows]]:
    yield (
        "sellers",
        "seller_id name manager_id team role hired_on left_on timezone country fte working_days",
        (
            (
                *(row.person_id, row.name, row.manager_id, row.team, row.role, row.hired_on, row.left_on),
                *(row.timezone, row.country, row.fte, show_working_days(frozenset(row.working_days))),
            )
            for row in organisation.people
        ),
    )
    yield (
        "reporting_lines",
        "seller_id valid_from_on manager_id team role valid_to_on",
        (
            (row.person_id, row.from_on, row.manager_id, row.team, row.role, row.to_on)
            for row in organisation.lines
            if row.manager_id
        ),
    )
    yield (
        "absences",
        "seller_id start_on end_on kind",
        ((row.person_id, row.start_on, row.end_on, row.kind) for row in organisation.absences),
    )
    yield (
        "quotas",
        "seller_id period_start_on period_end_on amount currency",
        ((row.person_id, row.start_on, row.end_on, row.amount, CURRENCY) for row in organisation.quotas),
    )
    yield (
        "coverage",
        "seller_id type from_on to_on state note",
        ((row.person_id, row.type, row.from_on, row.to_on, row.state, row.note) for row in organisation.coverage),
    )
    yield (
        "plans",
        "seller_id metric starts_on target per ends_on",
        ((row.person_id, row.kind, row.starts_on, row.target, row.per, row.ends_on) for row in organisation.plans),
    )


def _customers(organisation: SimOrganisation) -> Iterator[tuple[str, str, Rows]]:
    yield (
        "accounts",
        "account_id name owner_id tier segment potential_amount is_customer is_target",
        (
            (
                *(row.account_id, row.name, row.owner_id, row.tier, row.segment, row.potential_amount),
                *(row.is_customer, row.is_target),
            )
            for row in organisation.accounts
        ),
    )
    yield (
        "contacts",
        "contact_id account_id title seniority buying_role",
        ((row.contact_id, row.account_id, row.title, row.seniority, row.buying_role) for row in organisation.contacts),
    )
    yield (
        "leads",
        "lead_id owner_id created_at source is_inbound status converted_at converted_opportunity_id",
        (
            (
                *(row.lead_id, row.owner_id, row.created_at, row.source, row.is_inbound, row.status),
                *(row.converted_at, row.converted_deal_id),
            )
            for row in organisation.leads
        ),
    )
    yield (
        "stages",
        "pipeline stage position is_closed is_won",
        ((row.pipeline, row.stage, row.position, row.is_closed, row.is_won) for row in organisation.stages),
    )
    yield (
        "opportunities",
        "opportunity_id owner_id created_at stage account_id name pipeline type amount currency expected_close_on"
        " closed_at is_won source lost_reason next_step next_step_on",
        (
            (
                *(row.deal_id, row.owner_id, row.created_at, row.stage, row.account_id, row.name, row.pipeline),
                *(row.type, row.amount, CURRENCY, row.expected_close_on, row.closed_at, row.is_won, row.source),
                *(row.lost_reason, row.next_step, row.next_step_on),
            )
            for row in organisation.deals
        ),
    )
    yield (
        "stage_changes",
        "opportunity_id changed_at from_stage to_stage",
        ((row.deal_id, row.changed_at, row.from_stage, row.to_stage) for row in organisation.stage_changes),
    )
    yield (
        "owner_changes",
        "opportunity_id changed_at owner_id",
        ((row.deal_id, row.changed_at, row.owner_id) for row in organisation.owner_changes),
    )
