"""Rows with traps: what loads, how it stands, and what each refused row is told."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fairway.crm.errors import Terminal
from fairway.crm.report.reader import Reports, open_report
from fairway.crm.report.tests.truth import ANSWERS
from fairway.exchange.intake import Answers, KindAnswer, PersonAnswer
from fairway.exchange.types import Batch, Reject, Severity, SourceFacts
from fairway.people.types import PersonRow
from fairway.records.types import AccountRow, ActivityRow, ActivityStatus, OpportunityRow

HEADER = "Owner,Type,Due date,Status,Company,Created"


def upload(folder: Path, text: str, name: str = "report.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, *lines: str, header: str = HEADER, answers: Answers = ANSWERS) -> list[Batch]:
    usual = [
        f"{name},Call,2026-11-0{day},Done,Orbis GmbH,2026-11-0{day}"
        for name in ("Marcus Bell", "Tom Reed", "Ana Cole")
        for day in (2, 3, 4, 5)
    ]
    rows = usual if header == HEADER else []
    return list(Reports().batches([upload(folder, "\n".join([header, *rows, *lines]) + "\n")], answers))


def activities(batches: list[Batch]) -> list[ActivityRow]:
    return [row for batch in batches for row in batch.rows if isinstance(row, ActivityRow)]


def rejects(batches: list[Batch]) -> list[Reject]:
    return [reject for batch in batches for reject in batch.rejects]


@pytest.mark.parametrize(
    "line,field,value,said",
    [
        (",Call,2026-11-02,Done,Orbis,2026-11-02", "Owner", "", "names no seller"),
        ("Automated Process,Call,2026-11-02,Done,Orbis,2026-11-02", "Owner", "Automated Process", "program"),
        ("Marcus Bell,Call,,Done,Orbis,2026-11-02", "Due date", "", "use 'Created'"),
        ("Marcus Bell,Call,1970-01-01,Done,Orbis,", "Due date", "1970-01-01", "programs write for none"),
        ("Marcus Bell,Call,sometime,Done,Orbis,", "Due date", "sometime", "write it like 2026-11-04"),
        ("Marcus Bell,Call,2206-11-02,Done,Orbis,", "Due date", "2206-11-02", "correct the year"),
        ("Marcus Bell,Call,2026-11-02", "", "Marcus Bell,Call,2026-11-02", "has 3 cells where the table has 6"),
        ('"Marcus Bell,Call,2026-11-02,Done,Orbis,2026-11-02', "", '"Marcus Bell,Call', "close the quote"),
    ],
)
def test_it_refuses_a_row_with_place_value_and_advice(
    line: str, field: str, value: str, said: str, tmp_path: Path
) -> None:
    batches = read(tmp_path, line)
    (reject,) = rejects(batches)
    assert (reject.place, reject.line, reject.field, reject.severity) == ("report.csv", 14, field, Severity.LEFT_OUT)
    assert reject.value.startswith(value)
    assert said in reject.reason
    assert len(activities(batches)) == 12


def test_it_never_evaluates_what_looks_like_a_formula(tmp_path: Path) -> None:
    rows = activities(read(tmp_path, 'Marcus Bell,Call,2026-11-02,Done,"=HYPERLINK(""x"")",2026-11-02'))
    assert rows[-1].account_id == '=hyperlink("x")'


def test_it_credits_the_first_of_several_sellers_and_says_so(tmp_path: Path) -> None:
    batches = read(tmp_path, "Tom Reed; Ana Cole,Call,2026-11-06,Done,Orbis,2026-11-06")
    assert activities(batches)[-1].seller_id == "tom-reed"
    assert [(reject.severity, reject.value) for reject in rejects(batches)] == [(Severity.KEPT, "Tom Reed; Ana Cole")]


def test_it_follows_the_status_and_dates_days_at_noon(tmp_path: Path) -> None:
    rows = activities(
        read(
            tmp_path,
            "Tom Reed,Call,2026-11-06,Open,Orbis,2026-11-01",
            "Tom Reed,Call,2026-11-09,Cancelled,Orbis,2026-11-01",
            "Tom Reed,Call,2026-11-10,No show,Orbis,2026-11-01",
        )
    )
    done, planned, cancelled, no_show = rows[0], *rows[-3:]
    assert (done.status, done.occurred_at) == (ActivityStatus.DONE, datetime(2026, 11, 2, 11, tzinfo=UTC))
    assert [row.status for row in (planned, cancelled, no_show)] == [
        ActivityStatus.PLANNED,
        ActivityStatus.CANCELLED,
        ActivityStatus.NO_SHOW,
    ]
    assert (planned.due_on, planned.occurred_at) == (date(2026, 11, 6), None)


@pytest.mark.parametrize(
    "heading,words,kinds",
    [
        ("What", ("Quote sent", "Sample sent"), {"Quote sent", "Sample sent"}),
        ("Activity", ("Demo held", "Demo held"), {"Demo held"}),
        ("State", ("Sent", "Not sent yet"), {""}),
    ],
)
def test_it_tells_kinds_that_say_done_from_statuses(
    heading: str, words: tuple[str, str], kinds: set[str], tmp_path: Path
) -> None:
    lines = [
        f"{name},{words[day % 2]},2026-11-0{day}"
        for name in ("Marcus Bell", "Tom Reed", "Ana Cole")
        for day in (2, 3, 4, 5)
    ]
    found = activities(read(tmp_path, *lines, header=f"Rep,{heading},Date"))
    assert {row.subtype or "" for row in found} == kinds


def test_it_asks_about_a_status_nobody_lists(tmp_path: Path) -> None:
    path = upload(
        tmp_path,
        f"{HEADER}\n"
        + "".join(
            f"Tom Reed,Call,2026-11-0{day},{word},Orbis,2026-11-01\n"
            for day in (2, 3, 4)
            for word in ("Done", "Phase 2")
        ),
    )
    question = next(
        question for question in Reports().inspect([path], ANSWERS).questions if question.key == "status:phase 2"
    )
    assert question.options[2].consequence == "3 rows count as done."
    said = replace(ANSWERS, questions={"status:phase 2": "cancelled"})
    assert sum(row.status is ActivityStatus.CANCELLED for row in activities(list(Reports().batches([path], said)))) == 3


def test_it_leaves_past_calendar_entries_unconfirmed_until_told(tmp_path: Path) -> None:
    header = "Organizer,Subject,Start,End"
    rows = [f"Marcus Bell,Demo: Orbis,2026-11-0{day} 10:00,2026-11-0{day} 11:00" for day in (2, 3, 4)]
    assert {row.status for row in activities(read(tmp_path, *rows, header=header))} == {ActivityStatus.UNCONFIRMED}
    told = replace(ANSWERS, questions={"event_rule": "done"})
    assert {row.status for row in activities(read(tmp_path, *rows, header=header, answers=told))} == {
        ActivityStatus.DONE
    }


SALESFORCE = (
    "Id,OwnerId,WhatId,ActivityDate,CompletedDateTime,CreatedDate,IsClosed,IsDeleted,IsRecurrence,TaskSubtype,Type"
)


def test_it_passes_over_deleted_rows_series_queues_and_repeats(tmp_path: Path) -> None:
    owner, account = "0051G000005Mun4QAC", "0011G00000jWVWoQAO"
    stamp = "2026-11-03T09:00:00.000Z"

    def task(number: int, seller: str = owner, deleted: str = "false", series: str = "false") -> str:
        flags = f"true,{deleted},{series}"
        return f"00T1G00003Ufap{number}UAB,{seller},{account},2026-11-03,{stamp},{stamp},{flags},Call,Discovery"

    rows = [
        task(1),
        task(2),
        task(2),
        task(3, deleted="true"),
        task(4, series="true"),
        task(5, seller="00G1G000005Mun4QAC"),
    ]
    batches = read(tmp_path, *rows, header=SALESFORCE)
    assert [row.activity_id for row in activities(batches)] == ["00T1G00003Ufap1UAB", "00T1G00003Ufap2UAB"]
    assert [reject.reason.split(";")[0].split(",")[0] for reject in rejects(batches)] == [
        "repeats the activity of line 3",
        "is marked as deleted in the CRM",
        "is the head of a series",
        "belongs to a queue and to nobody",
    ]


def test_it_dates_a_task_logged_as_done_by_the_day_it_was_logged_for(tmp_path: Path) -> None:
    owner, later = "0051G000005Mun4QAC", "2026-11-09T09:00:00.000Z"
    logged = f"00T1G00003Ufap1UAB,{owner},,2026-11-03,{later},{later},true,false,false,Call,Discovery"
    worked = f"00T1G00003Ufap2UAB,{owner},,2026-11-03,{later},2026-10-20T09:00:00.000Z,true,false,false,Call,Discovery"
    days = [
        row.occurred_at.date()
        for row in activities(read(tmp_path, logged, worked, header=SALESFORCE))
        if row.occurred_at
    ]
    assert days == [date(2026, 11, 3), date(2026, 11, 9)]


def test_it_brings_people_first_then_what_activities_point_to(tmp_path: Path) -> None:
    header = "Owner,Owner Email,Manager,Team,Type,Date,Company,Deal,Contact"
    rows = [
        f"Tom Reed,tom.reed@x.com,Ana Cole,North,Call,2026-11-0{day},Orbis,Orbis renewal,Pat Doe" for day in (2, 3, 4)
    ]
    batches = read(tmp_path, *rows, header=header)
    assert [batch.table for batch in batches] == [
        "people",
        "accounts",
        "opportunities",
        "contacts",
        "activities",
        "participants",
    ]
    people = {row.native_id: row for row in batches[0].rows if isinstance(row, PersonRow)}
    assert set(people) == {"tom.reed@x.com", "ana-cole"}
    assert (people["tom.reed@x.com"].manager_native_id, people["tom.reed@x.com"].team) == ("ana-cole", "North")
    assert batches[1].rows == [AccountRow("orbis", name="Orbis")]
    (deal,) = batches[2].rows
    assert isinstance(deal, OpportunityRow)
    assert (deal.owner_id, deal.name, deal.stage, deal.amount) == ("tom.reed@x.com", "Orbis renewal", "unknown", None)
    assert batches[4].places[0] == ("report.csv", 2)


def test_it_survives_answers_in_json(tmp_path: Path) -> None:
    said = replace(
        ANSWERS,
        kinds={"Call": KindAnswer(name="Phone call")},
        people={"Bell": PersonAnswer(is_alone=True)},
        questions={"date_rule": "planned"},
    )
    assert Answers.from_json(said.as_json()) == said
    with pytest.raises(ValueError, match="kinds"):
        Answers.from_json({"kinds": ["Call"]})


def facts(**settings: object) -> SourceFacts:
    return SourceFacts("upload", "report", settings, None, False)


def test_it_is_a_source_like_any_other(tmp_path: Path) -> None:
    path = upload(
        tmp_path,
        f"{HEADER}\nTom Reed,Call,2026-11-02,Done,Orbis,2026-11-02\nAna Cole,Call,2026-11-03,Done,Orbis,2026-11-03\n",
    )
    reader = open_report(facts(paths=[str(path)], answers=ANSWERS.as_json()), "")
    assert [check.is_passed for check in reader.check()] == [True]
    assert len(activities(list(reader.pull({}, is_full=False)))) == 2
    assert reader.link("activities", "1") is None


@pytest.mark.parametrize(
    "settings", [{}, {"paths": []}, {"paths": ["x.csv"], "answers": {"week_starts_on": 9}}, {"paths": "x.csv"}]
)
def test_it_refuses_settings_that_name_nothing(settings: dict[str, object]) -> None:
    with pytest.raises(Terminal) as caught:
        open_report(facts(**settings), "")
    assert caught.value.advice


def test_it_fails_with_advice_when_files_are_gone_or_answers_make_no_sense(tmp_path: Path) -> None:
    gone = open_report(facts(paths=[str(tmp_path / "gone.csv")], answers=ANSWERS.as_json()), "")
    assert [check.is_passed for check in gone.check()] == [False]
    with pytest.raises(Terminal, match=r"gone\.csv"):
        list(gone.pull({}, is_full=True))
    path = upload(tmp_path, f"{HEADER}\nTom Reed,Call,2026-11-02,Done,Orbis,2026-11-02\n")
    for answers in ({"timezone": "Mars/Base"}, {"columns": {"Owner": "wizard"}}, {"questions": {"date_rule": "never"}}):
        with pytest.raises(Terminal):
            list(open_report(facts(paths=[str(path)], answers=answers), "").pull({}, is_full=True))


def test_it_tells_files_of_one_name_apart_and_names_those_it_cannot_use(tmp_path: Path) -> None:
    paths = []
    for folder, seller in (("a", "Tom Reed"), ("b", "Ana Cole")):
        (tmp_path / folder).mkdir()
        paths.append(
            upload(
                tmp_path / folder,
                f"{HEADER}\n{seller},Call,2026-11-02,Done,Orbis,2026-11-02\n{seller},Call,2026-11-03,Done,Orbis,2026-11-02\n",
            )
        )
    paths.append(upload(tmp_path, "Colour,Shape\nred,round\nblue,square\n", "shapes.csv"))
    inspection = Reports().inspect(paths, ANSWERS)
    assert [(file.name, file.role, file.rows) for file in inspection.files] == [
        ("report.csv", "activities", 2),
        ("report.csv (2)", "activities", 2),
        ("shapes.csv", "not read", 3),
    ]
    assert (inspection.rows_read, inspection.rows_readable) == (7, 4)
