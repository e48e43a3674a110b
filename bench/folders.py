"""A simulated organisation written as a CRM folder, as a user would hand it over. The truth stays outside."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from fairway.crm.demo.mapping import tables_of
from fairway.crm.folder.columns import COLUMNS, PEOPLE_COLUMNS
from fairway.crm.folder.writing import write_table
from fairway.simulation.types import SimOrganisation

CURRENCY = "EUR"
NOT_GIVEN = frozenset({"email", "region", "parent_id"})
WRITTEN: Mapping[str, Sequence[str]] = {
    **PEOPLE_COLUMNS,
    **COLUMNS,
    "plans": ("seller_id", "metric", "starts_on", "target", "per", "ends_on"),
}
# A column's field in a canonical row, where it is not called the same; by table where tables differ.
PERSON_FIELDS = {"seller_id": "native_id", "manager_id": "manager_native_id"}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "sellers": PERSON_FIELDS,
    "reporting_lines": PERSON_FIELDS,
    "absences": PERSON_FIELDS,
    "coverage": {"seller_id": "native_seller_id", "type": "activity_type"},
    "plans": {"seller_id": "native_seller_id"},
}


def write_crm_folder(organisation: SimOrganisation, outcomes: Mapping[str, str], target: Path) -> None:
    """Every table that has rows. `outcomes` are words whose records count with that outcome alone: they make a
    metrics.yaml.
    """
    target.mkdir(parents=True, exist_ok=True)
    for canonical, rows in tables_of(organisation):
        table = "sellers" if canonical == "people" else canonical
        fields = FIELDS.get(table, {})
        columns = [column for column in WRITTEN[table] if column not in NOT_GIVEN]
        told = [row for row in rows if table != "reporting_lines" or getattr(row, "manager_native_id", None)]
        values = (
            [CURRENCY if column == "currency" else getattr(row, fields.get(column, column)) for column in columns]
            for row in told
        )
        write_table(target, table, columns, values, keeps_empty=table == "activities")
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
