"""From a CRM folder to a likely reason: a word of the organisation, and a metric of that name that asks for more."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from fairway.diagnosis.wording import diagnosis_of
from fairway.execution.actions.refreshing import refused_of_staged
from fairway.people.queries import all_keys_of
from fairway.signs.finding import signs_in
from fairway.signs.queries import cases_of, ground_at
from fairway.signs.types import Cause
from tests.faults.loading import load

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WEEKS = 24
LAST_DAY = date(2026, 6, 28)  # a Sunday
FIRST_ON = LAST_DAY - timedelta(days=7 * WEEKS - 1)
TRIED = [10] * WEEKS
SPOKE = [5] * 20 + [1] * 4  # of those tried
UNMARKED = [0] * 22 + [2, 3]  # beside those tried: past, and nobody said what came of them
METRIC = """
- key: reached
  name: Reached
  class: activity
  records: activities
  where: [{field: word, is: reached}, {field: outcome, is: spoke}]
"""


def write(folder: Path, table: str, rows: Sequence[Sequence[object]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def folder(house: Path) -> Path:
    """One seller who dials as ever and reaches fewer, with other work that goes on."""
    found = house / "crm"
    found.mkdir()
    write(found, "sellers", [["seller_id", "name"], ["s1", "Nora Falk"]])
    write(
        found, "plans", [["seller_id", "metric", "starts_on", "target", "per"], ["s1", "reached", FIRST_ON, 5, "week"]]
    )
    acts: list[list[object]] = []
    for number in range(WEEKS):
        day = FIRST_ON + timedelta(days=7 * number + 1)
        spoke = ["done"] * TRIED[number] + ["unconfirmed"] * UNMARKED[number]
        for place, status in enumerate(spoke):
            outcome = "" if status != "done" else "spoke" if place < SPOKE[number] else "no answer"
            acts.append([f"c{number}-{place}", "s1", "call", "reached", status, f"{day}T09:{place:02}:00Z", outcome])
        acts += [[f"m{number}-{n}", "s1", "email", "mail", "done", f"{day}T11:{n:02}:00Z", ""] for n in range(8)]
    columns = ["activity_id", "seller_id", "type", "subtype", "status", "occurred_at", "outcome"]
    write(found, "activities", [columns, *acts])
    (found / "metrics.yaml").write_text(METRIC, encoding="utf-8")
    return found


def test_it_counts_the_word_and_the_metric_apart_and_says_that_fewer_tries_come_to_it(folder: Path) -> None:
    assert load(folder).rejects == []
    assert refused_of_staged() == []
    ground = ground_at(LAST_DAY, LAST_DAY, is_exact_past=True)
    assert ground is not None
    [case] = cases_of(ground)
    assert case.own(case.measured.words["reached"])[-WEEKS:].tolist() == TRIED
    assert case.own(case.measured.unconfirmed["reached"])[-WEEKS:].tolist() == UNMARKED
    assert case.done[-WEEKS:].tolist() == SPOKE
    assert case.own(case.hia.unconfirmed)[-WEEKS:].tolist() == UNMARKED
    first = diagnosis_of(all_keys_of("folder")["s1"], "reached", signs_in(case)).causes[0]
    assert (first.cause, [sign.pattern for sign in first.signs]) == (Cause.SKILL, ["fewer_qualify"])
