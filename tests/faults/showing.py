"""What stands in a house, as JSON on stdout, in the source's own ids: two houses can be compared whatever numbers their
databases gave out.

    FAIRWAY_HOME=... python -m tests.faults.showing
"""

import json
from typing import Any


def shown() -> dict[str, Any]:
    """Lake rows by table and record key, everything about people and plans, and what is published."""
    from fairway.people.models import Identity

    names = {
        key: f"{source}:{native_id}"
        for source, native_id, key in Identity.objects.values_list("source", "native_id", "person_id")
    }
    return {"lake": _lake(names), **_people(names), **_published(names)}


def _lake(names: dict[int, str]) -> dict[str, Any]:
    """Lake rows by table and record key, with people's own ids in the place of their numbers."""
    from fairway.records.queries import lake_rows
    from fairway.records.schema import TABLES

    def named(row: dict[str, Any]) -> dict[str, Any]:
        return {
            name: names.get(value, value) if name.endswith(("person_key", "owner_key")) else value
            for name, value in row.items()
            if name != "row_hash"
        }

    tables: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        rows = list(lake_rows(table))
        tables[table] = {row["record_key"]: named(row) for row in rows}
        assert len(tables[table]) == len(rows), f"{table} holds a record twice"
    quotas = {  # a quota's key holds the person's number
        f"{row['person_key']}|{row['period_start_on']}": {k: v for k, v in row.items() if k != "record_key"}
        for row in tables["quotas"].values()
    }
    assert len(quotas) == len(tables["quotas"]), "a quota stands twice"
    return {**tables, "quotas": quotas}


def _people(names: dict[int, str]) -> dict[str, Any]:
    from fairway.people.models import Absence, Identity, ReportingLine, WorkPattern

    return {
        "people": sorted(
            (source, native_id, sorted(stated.items(), key=str))
            for source, native_id, stated in Identity.objects.values_list("source", "native_id", "stated")
        ),
        "lines": sorted(
            [names.get(person), names.get(manager), team, str(start), str(end)]
            for person, manager, team, start, end in ReportingLine.objects.values_list(
                "person_id", "manager_id", "team", "valid_from_on", "valid_to_on"
            )
        ),
        "patterns": sorted(
            [str(names.get(person)), zone, str(fte)]
            for person, zone, fte in WorkPattern.objects.values_list("person_id", "timezone", "fte")
        ),
        "absences": sorted(
            [str(names.get(person)), str(start), str(end), kind]
            for person, start, end, kind in Absence.objects.values_list("person_id", "start_on", "end_on", "kind")
        ),
    }


def _published(names: dict[int, str]) -> dict[str, Any]:
    from fairway.exchange.models import Coverage, Cursor
    from fairway.plans.models import Plan
    from fairway.records.models import ActivityWord, RecordLabel

    return {
        "labels": sorted(RecordLabel.objects.values_list("table", "record_id", "native_id", "name")),
        "words": sorted(ActivityWord.objects.values_list("word", flat=True)),
        "coverage": sorted(
            [str(names.get(person)), kind, str(start), state]
            for person, kind, start, state in Coverage.objects.values_list(
                "person_id", "activity_type", "from_on", "state"
            )
        ),
        "plans": sorted(
            [str(names.get(person)), metric, str(start), str(end), str(target)]
            for person, metric, start, end, target in Plan.objects.values_list(
                "person_id", "metric_key", "starts_on", "ends_on", "target"
            )
        ),
        "positions": sorted([c.source.name, c.stream, c.position] for c in Cursor.objects.select_related("source")),
    }


def main() -> None:
    from fairway.cli.main import open_home, start_django
    from fairway.lib.home import secret

    start_django()
    open_home()
    for key in ("pseudonyms.key", "credentials.key"):
        secret(key)  # drawn now, so that copies of this house share them
    print(json.dumps(shown(), default=str, sort_keys=True))


if __name__ == "__main__":
    main()
