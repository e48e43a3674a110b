"""What the board and the seller's page say, from standings written by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fairway.desk.board import cell_of, groups_of, headline, summary
from fairway.desk.effects import Ground
from fairway.desk.hia import hia_page
from fairway.desk.seller import SellerPage, seller_page
from fairway.diagnosis.states import Concluded
from fairway.execution.types import (
    HiaStanding,
    NextStep,
    ObjectiveFigure,
    SellerStanding,
    SellerState,
    Status,
    StepKind,
    WeekMark,
    WeekState,
)
from fairway.people.types import PersonFacts

MONDAY = date(2026, 6, 8)
WEEKS = [MONDAY - timedelta(days=7 * back) for back in range(12, -1, -1)]
STATES = {
    SellerState.EXECUTING: (Status.ON_PACE, StepKind.SEE_IF_HELPING),
    SellerState.BEHIND: (Status.BEHIND, StepKind.ASK_WHY),
    SellerState.CHECK_DATA: (Status.CHECK_DATA, StepKind.MATCH_RECORDS),
    SellerState.AWAY: (Status.AWAY, StepKind.NONE),
}


def hia(key: str = "plan", status: Status = Status.ON_PACE, *, began: int = 12, done: float = 5.0) -> HiaStanding:
    """An HIA of five a week that began so many closed weeks ago."""
    marks = [WeekMark(week, done, 5.0, 5.0, WeekState.MET if done >= 5 else WeekState.MISSED) for week in WEEKS[:-1]]
    running = WeekMark(MONDAY, 2.0, 5.0, 5.0, WeekState.PARTIAL, is_closed=False)
    figure = ObjectiveFigure("step", "reply|replies", 1.0, "Replies", (1.0,) * began)
    weeks = (*marks[12 - began :], running)
    return HiaStanding(
        metric_key=key, name=key.capitalize(), qualifier="", target=5.0, per="week", status=status, reason="Because.",
        done=2.0, expected_by_now=3.0, unconfirmed=0.0, weeks=weeks, starts_on=weeks[0].week_on, objective=figure,
    )  # fmt: skip


def standing(state: SellerState, *hias: HiaStanding, key: int = 1) -> SellerStanding:
    status, kind = STATES.get(state, (Status.NO_PLAN, StepKind.NONE))
    shown = hias or (() if state is SellerState.NO_PLAN else (hia(status=status),))
    return SellerStanding(key, state, NextStep(kind, "Do it"), shown)


def person(name: str, key: int = 1, team: str = "North") -> PersonFacts:
    return PersonFacts(key, f"s{key}", name, f"s{key}", "", team, None, None, None, "UTC")


def page_of(whose: PersonFacts, shown: SellerStanding, *, is_own: bool = False) -> SellerPage:
    """Their page before anything was concluded about them."""
    return seller_page(shown, WEEKS, Ground(whose, is_own), Concluded(), on=MONDAY)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((SellerState.EXECUTING,) * 5 + (SellerState.BEHIND, SellerState.CHECK_DATA, SellerState.AWAY), "5 of 7"),
        ((SellerState.EXECUTING, SellerState.BEHIND), "1 of 2 sellers is executing"),
        ((SellerState.EXECUTING, SellerState.AWAY), "Everyone is executing"),
        ((SellerState.BEHIND, SellerState.BEHIND), "None of 2 sellers is executing yet"),
        ((SellerState.AWAY, SellerState.AWAY), "Everyone is away"),
        ((SellerState.NO_PLAN,), "No activities chosen yet"),
        ((), "No activities chosen yet"),
    ],
)
def test_it_answers_the_boards_question_in_under_eight_words(states: tuple[SellerState, ...], words: str) -> None:
    said = headline([standing(state) for state in states])
    assert said.startswith(words)
    assert len(said.split()) < 8


def test_it_calls_nobody_anything_on_drafts() -> None:
    draft = replace(hia(status=Status.NO_PLAN), is_draft=True)
    drafts = [standing(SellerState.NO_PLAN, draft)] * 3
    assert headline(drafts) == "Drafts for 3 sellers, none agreed yet"
    assert summary(drafts) == "Three sellers with drafts."


def test_it_calls_nobody_executing_before_a_week_has_closed() -> None:
    new = standing(SellerState.EXECUTING, hia("plan", began=0), hia("call", began=0))
    assert headline([new] * 7) == "Nothing has closed yet"
    assert summary([new] * 7) == "Seven sellers in a first week. This week counts once it has closed."
    (group,) = groups_of([person("Ann")], {1: new}, WEEKS, lambda person, standing: None)
    (row,) = group.rows
    assert (row.state, row.state_words, row.calm_words) == (
        SellerState.EXECUTING, "First week runs", "Two activities, first week runs"
    )  # fmt: skip
    cell = row.cells[0]
    assert cell is not None
    assert (cell.done, cell.expected, cell.is_first_week) == (2.0, 5.0, True)
    assert "last closed week" not in cell.count_label
    assert cell.mark == ("no_plan", "First week runs") == row.mark
    page = page_of(person("Ann"), new, is_own=True)
    assert page.headline == "Your first week runs"
    assert page.line == "Plan and Call: nothing has closed yet; this week counts once it has."


def test_it_leaves_first_weeks_out_of_who_executes() -> None:
    old, new = standing(SellerState.EXECUTING), standing(SellerState.EXECUTING, hia(began=0))
    assert headline([old, new]) == "Everyone is executing"
    assert headline([standing(SellerState.BEHIND), old, new, new]) == "1 of 2 sellers is executing"
    back = standing(SellerState.EXECUTING, hia("plan", Status.AWAY), hia("call", began=0))
    assert headline([back]) == "Nothing has closed yet"
    mixed = standing(SellerState.EXECUTING, hia("plan"), hia("call", began=0))
    assert headline([mixed]) == "Everyone is executing"
    page = page_of(person("Ann"), mixed)
    assert page.headline == "Ann is executing"
    assert page.line == "On pace: Plan. Call: nothing has closed yet; this week counts once it has."


def test_it_counts_conversations_records_and_people_away_in_one_line() -> None:
    states = (SellerState.BEHIND, SellerState.BEHIND, SellerState.CHECK_DATA, SellerState.AWAY)
    said = summary([standing(state) for state in states])
    assert said.startswith("Two conversations, one set of records to check, one person away.")
    assert said.endswith("This week counts once it has closed.")


def test_it_puts_who_needs_a_talk_first_and_everybody_by_name_whatever_the_accents() -> None:
    names = {"Zoe": SellerState.BEHIND, "Łuk": SellerState.EXECUTING, "Mann": SellerState.AWAY,
             "Çelik": SellerState.EXECUTING, "Danner": SellerState.EXECUTING,
             "Abel": SellerState.CHECK_DATA}  # fmt: skip
    people = [person(name, key) for key, name in enumerate(names)]
    standings = {key: standing(state, key=key) for key, state in enumerate(names.values())}
    (group,) = groups_of(people, standings, WEEKS, lambda person, standing: None)
    assert [row.person.name for row in group.rows] == ["Abel", "Zoe", "Çelik", "Danner", "Łuk", "Mann"]


def test_it_names_an_activity_in_its_cell_where_it_is_not_the_teams() -> None:
    people = [person(name, key) for key, name in enumerate(("Ann", "Ben", "Cy"))]
    mixes = ((hia("plan"), hia("call")), (hia("plan"), hia("call")), (hia("plan"), hia("sketch"), hia("visit")))
    standings = {key: standing(SellerState.EXECUTING, *mix, key=key) for key, mix in enumerate(mixes)}
    (group,) = groups_of(people, standings, WEEKS, lambda person, standing: None)
    assert [column.name for column in group.columns] == ["Plan", "Call", "Own activity"]
    last = group.rows[2].cells
    assert [(cell.hia.name, cell.is_own) for cell in last if cell] == [
        ("Plan", False),
        ("Sketch", True),
        ("Visit", True),
    ]
    assert all(len(row.cells) == 3 for row in group.rows)


def test_it_leaves_the_weeks_before_an_hia_began_blank() -> None:
    columns = cell_of(hia(began=4), WEEKS).columns
    assert [column is None for column in columns] == [True] * 8 + [False] * 5
    assert columns[-1] is not None
    assert columns[-1].is_pale


def test_it_shows_no_nought_where_the_source_was_off() -> None:
    seen = hia(status=Status.CHECK_DATA)
    blind = seen.weeks[-2]._replace(done=0.0, is_blind=True, state=WeekState.PARTIAL)
    figure = replace(seen.objective, done=None) if seen.objective else None
    cell = cell_of(replace(seen, weeks=(*seen.weeks[:-2], blind, seen.weeks[-1]), objective=figure), WEEKS)
    assert cell.done is None
    assert cell.side == "– replies"


def test_it_hides_the_customers_side_of_somebody_away() -> None:
    assert cell_of(hia(status=Status.AWAY), WEEKS).side == ""
    assert cell_of(hia(), WEEKS).side == "1 reply"
    assert cell_of(hia(), WEEKS).side_in_all == "12 replies"


@pytest.mark.parametrize(
    ("state", "hias", "theirs", "own"),
    [
        (SellerState.EXECUTING, 3, "Nils is executing all three", "You are executing all three"),
        (SellerState.EXECUTING, 2, "Nils is executing both", "You are executing both"),
        (SellerState.EXECUTING, 1, "Nils is executing", "You are executing"),
        (SellerState.CHECK_DATA, 1, "Check Nils’s records first", "Check your records first"),
        (SellerState.AWAY, 1, "Nils is away", "You are away"),
        (SellerState.NO_PLAN, 0, "Nils has no activities in force", "You have no activities in force"),
    ],
)
def test_it_heads_a_sellers_page_with_the_answer(state: SellerState, hias: int, theirs: str, own: str) -> None:
    status = STATES.get(state, (Status.NO_PLAN, StepKind.NONE))[0]
    shown = standing(state, *(hia(f"act {number}", status) for number in range(hias)))
    for is_own, words in ((False, theirs), (True, own)):
        page = page_of(person("Nils Aaberg"), shown, is_own=is_own)
        assert page.headline == words


def test_it_says_how_many_are_executed_when_one_is_behind() -> None:
    shown = standing(SellerState.BEHIND, hia("plan", Status.BEHIND, done=1.0), hia("call"), hia("visit"))
    page = page_of(person("Nils Aaberg"), shown)
    assert page.headline == "Nils is executing two of three"
    assert page.line == "Plan: missed for 12 closed weeks. On pace: Call and Visit."


def test_it_tells_a_reason_once_for_all_activities_that_share_it() -> None:
    doubted = [replace(hia(name, Status.CHECK_DATA), reason="The source was off.") for name in ("plan", "call")]
    page = page_of(person("Uma"), standing(SellerState.CHECK_DATA, *doubted))
    assert page.line == "Plan and Call: the source was off."
    assert page.doubts == [(["Plan", "Call"], "The source was off.")]


def test_it_sets_the_customers_side_then_beside_now_before_anything_was_concluded() -> None:
    old = page_of(person("Nils"), standing(SellerState.EXECUTING, hia()))
    new = page_of(person("Nils"), standing(SellerState.EXECUTING, hia(began=3)))
    assert (old.helping[0].figure, old.helping[0].since) == ("6 replies in 6 weeks, was 6", "")
    assert old.helping[0].said.first == "Wait: nothing has been worked out yet."
    assert new.helping[0].figure == "3 replies in 3 weeks"
    assert (new.helping[0].said.first, new.helping[0].said.more) == ("Wait: too early to tell.", "By 13 Jul we can.")
    assert new.helping[0].since == "In force since 18 May."


def test_it_never_adds_up_over_weeks_what_stands_at_each_weeks_end() -> None:
    covered = ObjectiveFigure("coverage", "covered", 12.0, "Coverage", (9.0,) * 6 + (12.0,) * 6, stands=True)
    old, new = replace(hia(), objective=covered), replace(hia(began=3), objective=replace(covered, weeks=(12.0,) * 3))
    assert (cell_of(old, WEEKS).side, cell_of(old, WEEKS).side_in_all) == ("12 covered", "12 covered")
    pages = [page_of(person("Nils"), standing(SellerState.EXECUTING, one)) for one in (old, new)]
    assert [page.helping[0].figure for page in pages] == ["12 covered, was 9 six weeks before", "12 covered"]


def test_it_shows_a_week_of_one_activity_with_its_count_and_doubt() -> None:
    shown = hia(done=1.0)
    doubted = shown.weeks[-2]._replace(unconfirmed=3.0)
    page = hia_page(replace(shown, weeks=(*shown.weeks[:-2], doubted, shown.weeks[-1])), WEEKS[-2], [], WEEKS)
    assert page.headline == "Plan: 1 of 5"
    assert page.week_words == "1 to 5 Jun, closed"
    assert [row.words for row in page.weeks[:3]] == ["Running", "3 not confirmed", "Missed"]
    assert [row.is_shown for row in page.weeks[:3]] == [False, True, False]
