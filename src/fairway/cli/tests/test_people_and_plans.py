"""Plans and people from the command line: the same rules as the pages, one line of advice when they say no."""

import json
from datetime import date, timedelta

import pytest

from fairway.audit.models import AuditLine
from fairway.cli.main import main
from fairway.execution.queries import today
from fairway.people.actions.accounts import first_account_token, make_first_account
from fairway.people.models import Absence, Identity, Person, User
from fairway.plans.models import Plan

REASON = "Typed in by hand from now on"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ann(house: object) -> Person:
    person = Person.objects.create(name="Ann Abel", slug="ann", email="ann@example.com")
    Identity.objects.create(person=person, source="crm", native_id="u1")
    return person


def monday() -> date:
    return today() - timedelta(days=today().weekday())


def rows() -> list[tuple[str, int, date, date | None]]:
    values = Plan.objects.order_by("starts_on", "pk").values_list("metric_key", "target", "starts_on", "ends_on")
    return [(metric, int(target), start, end) for metric, target, start, end in values]


def test_it_adds_changes_and_ends_with_whole_weeks() -> None:
    start = monday() - timedelta(days=28)
    assert main(["plan", "add", "u1", "executive_calls", "4", "--from", start.isoformat()]) == 0
    assert main(["plan", "target", "u1", "executive_calls", "6"]) == 0
    following = monday() if today() == monday() else monday() + timedelta(days=7)
    assert rows() == [
        ("executive_calls", 4, start, following - timedelta(days=1)),
        ("executive_calls", 6, following, None),
    ]
    assert main(["plan", "end", "u1", "executive_calls"]) == 0
    assert rows() == [("executive_calls", 4, start, following - timedelta(days=1))]


def test_it_takes_back_what_was_planned_by_mistake_as_if_it_had_never_been() -> None:
    start = monday() - timedelta(days=28)
    assert main(["plan", "add", "u1", "executive_calls", "4", "--from", start.isoformat()]) == 0
    assert main(["plan", "target", "u1", "executive_calls", "6"]) == 0
    assert main(["plan", "end", "u1", "executive_calls", "--from", (start - timedelta(days=1)).isoformat()]) == 1
    assert len(rows()) == 2
    assert main(["plan", "end", "u1", "executive_calls", "--never"]) == 0
    assert rows() == []
    assert main(["plan", "end", "u1", "executive_calls", "--never"]) == 1


def test_an_operators_plan_of_what_is_recorded_nowhere_is_put_in_force_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "add", "u1", "executive_calls", "4"]) == 0
    assert "No record of its kind reached us in 13 weeks" in capsys.readouterr().err
    assert AuditLine.objects.get(action="add_hia").detail["override"] == "an operator's word at the command line"
    assert main(["plan", "add", "u1", "tier_a_meeting_requests", "4", "--override", REASON]) == 0
    assert AuditLine.objects.latest("pk").detail["override"] == REASON


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "u1", "bookings", "3"], 1, "is a result: it can be measured, not managed"),
        (["add", "u1", "meetings_held", "3"], 1, "needs the customer's yes"),
        (["add", "u1", "nothing", "3"], 1, "No metric is called 'nothing'"),
        (["add", "u1", "executive_calls", "many"], 2, "'many' is not a target"),
        (["add", "u1", "executive_calls", "0"], 1, "0 is no target"),
        (["add", "u1", "executive_calls", "0.9949"], 1, "between 1 and 200"),
        (["add", "u1", "executive_calls", "200.006"], 1, "between 1 and 200"),
        (["add", "u1", "executive_calls", "NaN"], 1, "between 1 and 200"),
        (["add", "u1", "executive_calls", "1e999"], 1, "between 1 and 200"),
        (["add", "u9", "executive_calls", "3"], 2, "nobody has the id 'u9'"),
        (["add", "u1", "executive_calls"], 2, "plan add needs SELLER METRIC TARGET"),
        (["target", "u1", "executive_calls", "3"], 1, "executive_calls is not in force"),
        (["end", "u1", "executive_calls"], 1, "executive_calls is not in force"),
        (["end", "u1", "executive_calls", "--never"], 1, "executive_calls was never in force"),
        (["target", "u1", "executive_calls", "3", "--never"], 2, "--never belongs to plan end"),
    ],
)
def test_it_refuses_in_one_line(words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", *words]) == code
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert rows() == []


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "end", "u1", "executive_calls"],
        ["people", "--invite", "u1"],
        ["board", "--manager", "u1"],
        ["explain", "executive_calls", "u1", "2026-W20"],
        ["suggest", "--seller", "u1"],
        ["erase", "u1", "--yes"],
    ],
)
def test_it_says_that_an_id_may_be_another_sources_too(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    other = Person.objects.create(name="Udo", slug="udo", email="udo@example.com")
    Identity.objects.create(person=other, source="odoo", native_id="u1")
    assert main(words) == 2
    assert "nobody has the id 'u1', or more than one source uses it" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["suggest", "--seller", " "], ["explain", "executive_calls", "", "2026-W20"]])
def test_it_takes_an_empty_name_for_nobodys(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "is empty" in capsys.readouterr().err


def test_it_reads_a_target_with_a_comma() -> None:
    assert main(["plan", "add", "u1", "executive_calls", "4,5"]) == 0
    assert [str(target) for target in Plan.objects.values_list("target", flat=True)] == ["4.50"]


def test_it_answers_with_the_plans_as_they_are_then(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["add", "u1", "executive_calls", "4"], ["target", "u1", "executive_calls", "6"]):
        assert main(["plan", *words, "--json"]) == 0
        changed = capsys.readouterr().out
        assert main(["plan", "--json"]) == 0
        assert json.loads(changed) == json.loads(capsys.readouterr().out)
    assert [(plan["seller_id"], plan["target"]) for plan in json.loads(changed)][-1] == ("u1", 6)


def test_what_has_counted_cannot_be_ended_before_it_began(capsys: pytest.CaptureFixture[str]) -> None:
    start, coming = monday() - timedelta(days=28), monday() + timedelta(days=28)
    assert main(["plan", "add", "u1", "executive_calls", "4", "--from", start.isoformat()]) == 0
    assert main(["plan", "add", "u1", "early_stage_conversations", "4", "--from", coming.isoformat()]) == 0
    before = rows()
    day_before = (start - timedelta(days=1)).isoformat()
    assert main(["plan", "end", "u1", "executive_calls", "--from", day_before]) == 1
    assert f"executive_calls began on {start:%-d %b %Y}" in capsys.readouterr().err
    assert rows() == before
    assert main(["plan", "end", "u1", "early_stage_conversations"]) == 0  # never held: it goes without a trace
    assert main(["plan", "end", "u1", "executive_calls", "--from", start.isoformat()]) == 0
    assert rows() == [("executive_calls", 4, start, start)]


def test_a_fourth_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    keys = ("executive_calls", "second_stakeholders_invited", "tier_a_meeting_requests", "early_stage_conversations")
    assert [main(["plan", "add", "u1", key, "3"]) for key in keys] == [0, 0, 0, 1]
    assert "There are 3 HIAs in force" in capsys.readouterr().err


def test_an_invitation_is_printed_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "--invite", "u1", "--address", "https://fairway.example.com/"]) == 0
    out = capsys.readouterr()
    assert out.out.startswith("https://fairway.example.com/invitation/")
    assert out.out.count("\n") == 1
    assert not User.objects.get().has_usable_password()
    for words in (["--invite", "u1"], ["--add-operator", "Otto Ops", "otto@example.com"]):
        assert main(["people", *words, "--json"]) == 0
        assert "/invitation/" in json.loads(capsys.readouterr().out)["link"]
    assert main(["people", "--operations", "u1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"id": "u1", "is_operations": True}


@pytest.mark.parametrize(
    "words",
    [
        ["board", "--manager", ""],
        ["board", "--team", " "],
        ["people", "--kept", ""],
        ["people", "--invite", ""],
        ["people", "--operations", ""],
        ["metrics", ""],
        ["connect", "folder", "--name", "", "--path", "."],
    ],
)
def test_an_empty_name_is_wrong_use_and_never_everybody(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main([*words, "--json"])
    except SystemExit as stopped:  # argparse
        code = int(str(stopped.code))
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err


def test_somebody_without_an_address_cannot_be_invited(ann: Person, capsys: pytest.CaptureFixture[str]) -> None:
    Person.objects.filter(pk=ann.pk).update(email="")
    assert main(["people", "--invite", "u1"]) == 1
    assert "has no e-mail address" in capsys.readouterr().err


def test_it_prints_all_that_is_kept_about_somebody(ann: Person, capsys: pytest.CaptureFixture[str]) -> None:
    Absence.objects.create(person=ann, start_on=today(), end_on=today(), kind="a kind")
    assert main(["people", "--kept", "u1"]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert kept["person"][0]["name"] == "Ann Abel"
    assert kept["days_off"][0]["kind"] == "a kind"
    assert main(["people", "--kept", "u9"]) == 2


@pytest.mark.parametrize(
    ("name", "email", "code", "said"),
    [
        ("", "", 2, "'' is no name"),
        ("  ", "ops@example.com", 2, "'' is no name"),
        ("N" * 201, "ops@example.com", 2, "is no name"),
        ("Otto Ops", "", 2, "'' is no e-mail address"),
        ("Otto Ops", "notanemail", 2, "'notanemail' is no e-mail address"),
        ("Otto Ops", "ANN@example.com", 1, "use `fairway people --operations u1`"),
        ("Otto Ops", "old@example.com", 2, "has the address of Ann Abel's account"),
    ],
)
def test_an_operator_who_cannot_be_leaves_nothing_behind(
    ann: Person, name: str, email: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Person.objects.filter(pk=ann.pk).update(user=User.objects.create(username="ann", email="old@example.com"))
    assert main(["people", "--add-operator", name, email]) == code
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert list(Person.objects.values_list("name", "is_operations")) == [("Ann Abel", False)]
    assert User.objects.count() == 1


def test_an_operator_gets_another_link_when_asked_again(ann: Person, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["people", "--add-operator", "Otto Ops", "otto@example.com"]) == 0
        assert "/invitation/" in capsys.readouterr().out
    assert list(Person.objects.filter(is_operations=True).values_list("name", flat=True)) == ["Otto Ops"]


def test_a_seller_may_be_the_one_who_sets_up(ann: Person) -> None:
    token = first_account_token()
    user = make_first_account(token, name="Ann", email="Ann@example.com", password="a long enough phrase")
    assert user is not None
    assert list(Person.objects.values_list("name", "is_operations", "user")) == [("Ann Abel", True, user.pk)]
