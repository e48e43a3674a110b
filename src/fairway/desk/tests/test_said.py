"""What a set-up form says, told from what it only repeats."""

from pathlib import Path

import pytest

from fairway.desk.said import answers_from
from fairway.exchange.intake import Answers, Inspection, KindAnswer, PersonAnswer
from fairway.exchange.ports import report_reader

LINES = ["Owner,Type,Due Date,Status,Company,Colour"] + [
    f"{seller},{kind},{day:02d}/{month:02d}/2026,{status},Alder,red"
    for seller in ("Ana Moss", "Ben Reed")
    for kind in ("Disc. req", "Mtg - ext")
    for month in (9, 10)
    for day, status in ((3, "Done"), (14, "Done"), (22, "Open"))
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    file = tmp_path_factory.mktemp("said") / "log.csv"
    file.write_text("\n".join(LINES), encoding="utf-8")
    return report_reader().inspect([file], Answers())


def fields(shown: Inspection) -> dict[str, list[str]]:
    """Everything the page would post if nobody touched it."""
    found = {f"column:{column.file}|{column.header}": [str(column.meaning)] for column in shown.columns}
    found |= {f"question:{question.key}": [question.guess.key] for question in shown.questions}
    for kind in shown.kinds:
        found[f"kind_name:{kind.word}"] = [kind.suggested_name]
        found[f"kind_class:{kind.word}"] = [str(kind.kind_class)]
    return found | {"timezone": ["UTC"], "csrfmiddlewaretoken": ["x"]}


def test_it_takes_a_page_nobody_touched_for_no_answer(shown: Inspection) -> None:
    assert answers_from(fields(shown), Answers(), shown) == Answers()


def test_it_takes_what_differs_and_nothing_else(shown: Inspection) -> None:
    said = {**fields(shown), "column:log.csv|Colour": ["team"], "kind_name:Disc. req": ["Discovery asked"]}
    found = answers_from({**said, "timezone": ["Asia/Tokyo"]}, Answers(), shown)
    assert found == Answers(
        timezone="Asia/Tokyo",
        columns={"log.csv|Colour": "team"},
        kinds={"Disc. req": KindAnswer(name="Discovery asked")},
    )


def test_it_keeps_an_answer_and_takes_it_back_to_the_guess(shown: Inspection) -> None:
    changed = answers_from({"kind_class:Mtg - ext": ["activity"]}, Answers(), shown)
    assert changed.kinds["Mtg - ext"].kind_class == "activity"
    again = answers_from(fields(shown), changed, shown)
    assert again.kinds["Mtg - ext"].kind_class == "objective"


def test_it_leaves_kinds_and_people_out_and_lets_them_in_again(shown: Inspection) -> None:
    out = answers_from({"kind_class:Mtg - ext": ["leave_out"], "person:Ben Reed": ["leave_out"]}, Answers(), shown)
    assert out.kinds["Mtg - ext"].is_left_out
    assert out.people == {"Ben Reed": PersonAnswer(is_left_out=True)}
    back = answers_from({"take_back:kinds:Mtg - ext": ["yes"], "take_back:people:Ben Reed": ["yes"]}, out, shown)
    assert back == Answers()


def test_it_tells_who_somebody_is(shown: Inspection) -> None:
    assert answers_from({"person:B. R.": ["ben-reed"]}, Answers(), shown).people["B. R."].is_person == "ben-reed"
    assert answers_from({"person:Bot": ["alone"]}, Answers(), shown).people["Bot"].is_alone
    assert answers_from({"person:Bot": [""]}, Answers(), shown).people == {}


def test_it_asks_once_about_files_that_name_the_same_columns(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.csv").write_text("\n".join(LINES), encoding="utf-8")
    both = report_reader().inspect([tmp_path / "1.csv", tmp_path / "2.csv"], Answers())
    said = answers_from({"column:1.csv|Colour": ["team"]}, Answers(), both)
    assert said.columns == {"1.csv|Colour": "team", "2.csv|Colour": "team"}


def test_it_passes_over_what_it_does_not_know() -> None:
    assert answers_from({"next": ["/board/"], "sheet:log.xlsx": ["*"]}, Answers()) == Answers()
