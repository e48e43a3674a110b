"""Lines as people really paste them: each is understood or explained, and none is lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.plans.pasting import Known, PastedLine, folded, read_lines

PEOPLE = {
    folded(word): keys
    for word, keys in {
        "Maria Silva": [1],
        "maria@example.com": [1],
        "u-17": [1],
        "Jean-Luc Ménard": [2],
        "Ann Lee": [3, 4],
        "ann.lee@example.com": [3],
        "Weiß, Jörg": [5],
        "O'Neil": [6],
    }.items()
}
METRICS = {
    folded(word): keys
    for word, keys in {
        "Calls": ["calls"],
        "calls_to_tier_a": ["calls_to_tier_a"],
        "Plan proposed": ["plans_proposed"],
        "plans_proposed": ["plans_proposed"],
        "Demo": ["demo", "demo_given"],
    }.items()
}
KNOWN = Known(PEOPLE, METRICS)


def read(text: str) -> list[PastedLine]:
    return read_lines(text, KNOWN)


def taken(text: str) -> list[tuple[int, str, Decimal, str]]:
    """(person, metric, target, per) of everything that was understood; nothing may have been refused."""
    lines = read(text)
    assert [line.problem for line in lines] == [""] * len(lines)
    return [(p.person_key, p.draft.metric_key, p.draft.target, p.draft.per) for line in lines for p in line.plans]


def problem(text: str) -> str:
    [line] = read(text)
    assert not line.plans
    return line.problem


CALLS = (1, "calls", Decimal(5), "week")


@pytest.mark.parametrize(
    "text",
    [
        "Maria Silva\tCalls\t5",
        "Maria Silva\tCalls\t5\tweek",
        "Maria Silva;Calls;5;week",
        "Maria Silva,Calls,5",
        "Maria Silva|Calls|5",
        "Maria Silva   Calls   5",
        '"Maria Silva","Calls","5"',
        "  maria   SILVA ;  CALLS ; 5 ; Weekly ;;; ",
        "maria@example.com\tcalls\t5x",
        "u-17\tCalls\t5 / week",
        "u 17\tCalls\t5 per week",
        "Silva, Maria\tCalls\t5",
        "Silva, Maria;Calls;5",
        "Silva, Maria, Calls, 5",
        '"Silva, Maria",Calls,5',
        "\ufeffMaria Silva\tCalls\t5,0",
        "Maria\u00a0Silva\tCalls\t5.00",
        "\n\n   \nMaria Silva\tCalls\t5\r\n",
    ],
)
def test_it_reads_a_line_however_it_was_cut(text: str) -> None:
    assert taken(text) == [CALLS]


@pytest.mark.parametrize(
    ("text", "target", "per"),
    [
        ("2,5", "2.5", "week"),
        ("2.25", "2.25", "week"),
        ("12\tmonth", "12", "month"),
        ("12/month", "12", "month"),
        ("12 pro Monat", "12", "month"),
        ("3 par semaine", "3", "week"),
        ("4\tmensual", "", ""),
    ],
)
def test_it_reads_targets_and_periods(text: str, target: str, per: str) -> None:
    if not target:
        assert "no activity is called so" in problem(f"Maria Silva\tCalls\t{text}")
    else:
        assert taken(f"Maria Silva\tCalls\t{text}") == [(1, "calls", Decimal(target), per)]


@pytest.mark.parametrize(
    "target", ["-5", "5-7", "1,000", "1.000", "five", "5 or 6", "~5", "5%", "0", "0,0", "5 per day"]
)
def test_it_never_guesses_a_target(target: str) -> None:
    assert "target" in problem(f"Maria Silva\tCalls\t{target}")


def test_it_reads_several_activities_in_one_line() -> None:
    assert taken("Maria Silva\tCalls\t5\tPlan proposed\t2\tmonth\tcalls to tier a\t1") == [
        CALLS,
        (1, "plans_proposed", Decimal(2), "month"),
        (1, "calls_to_tier_a", Decimal(1), "week"),
    ]
    assert taken("Maria Silva\tCalls\t5\t\t\tPlan proposed\t2") == [CALLS, (1, "plans_proposed", Decimal(2), "week")]


def test_it_takes_columns_in_any_order_when_they_are_named_and_passes_over_others() -> None:
    text = (
        "Team\tTarget\tActivity\tSeller\tNote\nNorth\t5\tCalls\tMaria Silva\tsince May\nSouth\t\tCalls\tMaria Silva\t"
    )
    heading, first, second = read(text)
    assert heading.is_heading
    assert [(p.person_key, p.draft.metric_key, p.draft.target) for p in first.plans] == [(1, "calls", Decimal(5))]
    assert second.problem


def test_headings_in_the_usual_order_may_be_followed_by_more_activities() -> None:
    lines = read("Name;HIA;Goal;HIA;Goal\nMaria Silva;Calls;5;Plan proposed;2")
    assert [len(line.plans) for line in lines] == [0, 2]


def test_a_first_line_that_is_no_heading_is_not_passed_over() -> None:
    assert "no seller of yours" in problem("Marja Silva\tCalls\tfive")
    assert "is not a target" in problem("Maria Silva\tCalls\tfive")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Maria Silva", "needs seller, activity and target"),
        ("Maria Silva\tCalls", "needs seller, activity and target"),
        ("Maria Silvia\tCalls\t5", "no seller of yours is called so; did you mean maria silva?"),
        ("Ann Lee\tCalls\t5", "more than one seller is called so; use the e-mail address"),
        ("Maria Silva\tCals\t5", "no activity is called so; did you mean calls?"),
        ("Maria Silva\tDemo\t5", "more than one activity is called so; use one of demo, demo_given"),
        ("Maria Silva\tCalls\t5\tPlan proposed", "its target is missing"),
        ("Maria Silva\tCalls\t5\tquarter", "no activity is called so"),
        ("Maria Silva\tCalls\t5 per month\tweek", "two different periods"),
        ("Maria Silva\t\t5", "needs seller, activity and target"),
        ("Maria Silva\t\t5\tCalls\t5", "an activity is missing"),
    ],
)
def test_it_says_what_is_wrong(text: str, reason: str) -> None:
    assert reason in problem(text)


def test_the_same_thing_twice_is_taken_once_and_said() -> None:
    first, second = read("Maria Silva\tCalls\t5\nu-17\tcalls\t5\tweek")
    assert len(first.plans) == 1
    assert (second.problem, second.is_repeat) == ("says the same as line 1", True)


def test_two_targets_for_the_same_activity_are_both_shown_and_neither_is_taken() -> None:
    lines = read("Maria Silva\tCalls\t5\nAnn.Lee@example.com\tCalls\t5\nMaria Silva\tCalls\t6")
    assert [line.problem for line in lines] == [
        "line 3 gives the same activity another target",
        "",
        "line 1 gives the same activity another target",
    ]


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.tuples(
            st.sampled_from([*PEOPLE, "Nobody Known", ""]),
            st.sampled_from(["\t", ";", ",", "|", "  "]),
            st.sampled_from([*METRICS, "Nothing", ""]),
            st.sampled_from(["5", "5,5", "-1", "x", "", "200"]),
            st.sampled_from(["", "week", "month", "year"]),
        ).map(lambda parts: parts[1].join((parts[0], *parts[2:]))),
    ),
    max_size=12,
)


@given(LINES)
def test_every_line_is_understood_explained_or_a_heading(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = read_lines(text, KNOWN)
    rows = text.lstrip("\ufeff").splitlines()
    assert [line.number for line in found] == [number for number, row in enumerate(rows, start=1) if row.strip()]
    assert all(line.text == rows[line.number - 1] for line in found)
    assert sum(line.is_heading for line in found) <= 1
    assert all(bool(line.plans) != bool(line.problem) for line in found if not line.is_heading)
    pairs = [(plan.person_key, plan.draft.metric_key) for line in found for plan in line.plans]
    assert len(pairs) == len(set(pairs)) or any(len(line.plans) > 1 for line in found)
