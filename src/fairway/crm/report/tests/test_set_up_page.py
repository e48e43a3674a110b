"""What the set-up page says about the file of its own drawing: columns, a question, kinds to name, rows to look at."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fairway.crm.report.reader import Reports
from fairway.crm.report.tests.truth import ANSWERS, counted
from fairway.exchange.intake import Confidence, Inspection, KindAnswer, KindClass, Meaning, PersonAnswer

NAMES = [
    f"{first} {last}"
    for first in ("Marcus", "Tom", "Elena", "Priya", "Mei", "Aisha")
    for last in ("Bell", "Reed", "Cole", "Shaw")
]
TODAY = date(2026, 11, 16)
ASKED = replace(ANSWERS, today=TODAY)


def lines() -> Iterator[str]:
    rng = random.Random(7)
    yield "Assigned,Type,Due date,Status,Company,Created,Colour"
    for number in range(4849):
        day = date(2026, 5, 18) + timedelta(days=rng.randrange(26) * 7 + rng.randrange(5))
        status = rng.choices(["Done", "Open", "Cancelled"], [90, 5, 5])[0]
        seller, due = rng.choice(NAMES), f"{day}"
        if number % 118 == 5:
            day, status = TODAY + timedelta(days=rng.randrange(1, 30)), "Open"
            due = f"{day}"
        if 200 <= number < 221:
            seller = "Sync User"
        elif 1900 <= number < 1911:
            due = ""
        elif 3375 <= number < 3380:
            due = "1970-01-01"
        kind = rng.choices(
            ["Disc. req", "MAP sent", "Mtg - ext", "Call", "Email", "CRM update"], [25, 7, 34, 20, 10, 4]
        )[0]
        created = min(day + timedelta(days=rng.choice([0, 0, 0, 1, 6])), TODAY)
        account = rng.choice(["Hartwell Industries", "Orbis", "Lumen Foods"])
        yield f"{seller},{kind},{due},{status},{account},{created},{rng.choice(['red', 'blue'])}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("upload") / "activities-2026.csv"
    file.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def inspection(path: Path) -> Inspection:
    return Reports().inspect([path], ASKED)


def test_it_knows_every_column(inspection: Inspection) -> None:
    assert {column.header: column.meaning for column in inspection.columns} == {
        "Assigned": Meaning.SELLER,
        "Type": Meaning.KIND,
        "Due date": Meaning.PLANNED,
        "Status": Meaning.STATUS,
        "Company": Meaning.ACCOUNT,
        "Created": Meaning.CREATED,
        "Colour": Meaning.LEAVE_OUT,
    }
    sure = {column.header: column.confidence for column in inspection.columns}
    assert sure.pop("Due date") is Confidence.NOT_SURE
    assert sure.pop("Company") in {Confidence.LIKELY, Confidence.SURE}
    assert set(sure.values()) == {Confidence.SURE}
    said = {column.header: column.summary for column in inspection.columns}
    assert (said["Assigned"], said["Type"], said["Colour"]) == ("25 names", "6 values", "Not read, not stored")
    assert said["Due date"].endswith("lie ahead")


def test_it_asks_one_question_and_says_what_each_answer_would_do(inspection: Inspection) -> None:
    assert [question.text for question in inspection.questions] == [
        "Is “Due date” when it was planned, or when it happened?"
    ]
    guess, always, planned = inspection.questions[0].options
    assert guess.is_guess
    assert guess.label == "When it happened, if the status is Done; planned otherwise"
    assert guess.consequence.startswith("Fits 4,8")
    assert always.consequence.endswith("rows would have happened in the future.")
    assert "“Created” is the best date we have" in planned.consequence
    assert "activities move to another week." in planned.consequence


def test_it_counts_what_can_be_read_and_what_needs_a_look(inspection: Inspection) -> None:
    assert (inspection.rows_read, inspection.rows_readable, inspection.rows_left_out) == (4849, 4812, 37)
    assert (inspection.sellers, inspection.closed_weeks) == (24, 26)
    assert [(problem.rows, problem.reason, problem.action) for problem in inspection.problems] == [
        (21, "21 belong to “Sync User”", "Say who it is"),
        (11, "11 have no date", "Use “Created”"),
        (5, "5 are dated 1 Jan 1970", "See the rows"),
    ]
    assert inspection.problems[0].example.startswith("Row 202: Sync User, ")


def test_it_suggests_names_and_classes_for_kinds(inspection: Inspection) -> None:
    kinds = {kind.word: kind for kind in inspection.kinds}
    to_name = {word: (kind.suggested_name, kind.kind_class, kind.why) for word, kind in kinds.items() if kind.is_guess}
    assert to_name == {
        "Disc. req": ("Discovery meeting requested", KindClass.ACTIVITY, "The seller’s own act"),
        "MAP sent": ("Action plan proposed", KindClass.ACTIVITY, "The seller’s own act"),
        "Mtg - ext": ("Customer meeting held", KindClass.OBJECTIVE, "The customer has to turn up"),
    }
    assert [kind.rows for kind in inspection.kinds] == sorted((kind.rows for kind in inspection.kinds), reverse=True)
    assert not kinds["CRM update"].is_suited
    assert kinds["Call"].activity_type == "call"


def test_it_shows_five_rows_as_it_reads_them(inspection: Inspection) -> None:
    assert len(inspection.examples) == 5
    assert any(row.status == "Open, so planned" for row in inspection.examples)
    assert all(row.seller and row.kind and row.account and row.on for row in inspection.examples)


def test_it_takes_an_answer_and_changes_the_weeks(path: Path, inspection: Inspection) -> None:
    moved = inspection.questions[0].options[2].consequence
    told = int(next(word for word in moved.replace(",", "").split() if word.isdigit()))
    plain = counted(Reports().batches([path], ASKED))
    planned = counted(Reports().batches([path], replace(ASKED, questions={"date_rule": "planned"})))
    assert sum((plain - planned).values()) <= told <= 4812
    assert plain != planned
    again = Reports().inspect([path], replace(ASKED, questions={"date_rule": "planned"}))
    assert again.questions[0].answered == "planned"


def test_it_dates_rows_by_when_they_were_logged_if_told_to(path: Path) -> None:
    again = Reports().inspect([path], replace(ASKED, questions={"no_date": "created"}))
    assert (again.rows_readable, again.rows_left_out) == (4849 - 21, 21)


def test_it_learns_who_a_program_stands_for(path: Path) -> None:
    said = {"Sync User": PersonAnswer(is_person="Tom Reed")}
    again = Reports().inspect([path], replace(ASKED, people=said))
    assert again.rows_left_out == 16
    assert again.sellers == 24
    tom = next(person for person in again.people if person.name == "Tom Reed")
    assert "Sync User" in tom.spellings


def test_it_counts_a_kind_as_another_or_leaves_it_out(path: Path) -> None:
    said = {
        "CRM update": KindAnswer(is_left_out=True),
        "Email": KindAnswer(same_as="Call"),
        "Call": KindAnswer(name="Phone call"),
    }
    again = Reports().inspect([path], replace(ASKED, kinds=said))
    assert any(problem.reason.endswith("of the kind “CRM update” stay out") for problem in again.problems)
    assert next(kind for kind in again.kinds if kind.word == "Call").suggested_name == "Phone call"
    words = {kind for _, _, kind, _ in counted(Reports().batches([path], replace(ASKED, kinds=said)))}
    assert words == {"disc. req", "map sent", "mtg - ext", "call"}


def test_it_takes_another_meaning_for_a_column(path: Path) -> None:
    again = Reports().inspect(
        [path], replace(ASKED, columns={"Due date": "happened", "activities-2026.csv|Colour": "team"})
    )
    given = {column.header: (column.meaning, column.is_answered) for column in again.columns}
    assert given["Due date"] == (Meaning.HAPPENED, True)
    assert given["Colour"] == (Meaning.TEAM, True)
