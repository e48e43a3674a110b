"""`metrics.yaml` in a folder, and another one later: only what changed is counted again, and what is wrong is told."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fairway.cli.main import main
from fairway.ledger.corrections.queries import corrections
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.metrics.actions import define_metric
from fairway.metrics.queries import definitions, versions_of
from fairway.people.models import Person
from fairway.studio.corrections.queries import corrections_of

SELLERS = [{"seller_id": "s1", "name": "Ada Example"}]
FIRST = """
- key: long calls
  name: Long calls
  class: activity
  records: activities
  where: [{field: type, is: call}, {field: duration_min, at_least: 20}]
- key: talks
  name: Talks
  class: objective
  records: activities
  where: [{field: type, is: meeting}]
"""
LATER = (
    FIRST.replace("at_least: 20", "at_least: 5")
    + "- key: broken\n  name: Broken\n  class: deed\n  records: activities\n"
)


def write_folder(folder: Path, metrics: str) -> Path:
    folder.mkdir(exist_ok=True)
    rows = [
        {
            "activity_id": f"a{number}",
            "seller_id": "s1",
            "type": "call" if number < 6 else "meeting",
            "occurred_at": f"2026-06-{1 + number:02d}T10:00:00Z",
            "completed_at": f"2026-06-{1 + number:02d}T10:00:00Z",
            "duration_min": 5 * number,
        }
        for number in range(8)
    ]
    for name, table in (("sellers", SELLERS), ("activities", rows)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    (folder / "metrics.yaml").write_text(metrics, encoding="utf-8")
    return folder


def done(key: str) -> float:
    return sum(WeeklyCount.objects.filter(metric__key=key).values_list("done", flat=True))


def test_it_counts_what_a_file_defines_and_again_only_what_a_later_one_changes(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write_folder(house / "crm", FIRST))]) == 0
    assert (done("long calls"), done("talks")) == (2, 2)
    talks = CountedMetric.objects.get(key="talks")
    WeeklyCount.objects.filter(metric=talks).update(quality=7)  # would be gone if talks were counted again

    main(["import", str(write_folder(house / "crm", LATER))])
    told = capsys.readouterr()
    assert (done("long calls"), done("talks")) == (5, 2)
    assert set(WeeklyCount.objects.filter(metric=talks).values_list("quality", flat=True)) == {7}
    assert "none of activity, objective, result" in told.out + told.err + rejects(house)

    assert main(["metrics", "long calls", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["class"], one["version"], one["where"][1]["at_least"]) == ("activity", 2, 5)
    (told,) = corrections()  # what a file changes for closed weeks is a correction, too
    assert (told.metric_key, told.version, told.people) == ("long calls", 2, 1)
    (weeks,) = corrections_of(Person.objects.get().pk, ["long calls"], date.min)["long calls"]
    assert weeks.by == "the source folder"
    assert sum(week.after.done - week.before.done for week in weeks.weeks) == 3


def test_it_leaves_what_people_changed_until_the_file_says_something_else(house: Path) -> None:
    main(["import", str(write_folder(house / "crm", FIRST))])
    define_metric(replace(definitions()["talks"], name="Visits"))
    main(["import", str(write_folder(house / "crm", FIRST))])
    assert definitions()["talks"].name == "Visits"
    main(["import", str(write_folder(house / "crm", FIRST.replace("name: Talks", "name: Conversations")))])
    assert definitions()["talks"].name == "Conversations"
    assert [version.origin for version in versions_of("talks")] == ["folder", "fairway", "folder"]


def rejects(house: Path) -> str:
    return "".join(
        file.read_text(encoding="utf-8") for file in (house / "home").rglob("*rejects*") if file.is_file()
    ) + ("".join(file.read_text(encoding="utf-8") for file in (house / "home" / "rejects").glob("*")))
