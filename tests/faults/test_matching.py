"""Records matched in Fairway: what counts before and after, again when the source is read, and as it was when taken
back. Numbers are counted by hand, or by plain Python over what was said.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from fairway.audit.queries import changes_about
from fairway.execution.actions.erasing import erase
from fairway.ledger.actions.filling import fill
from fairway.ledger.queries import counts_as_of, records_behind, stored_counts
from fairway.ledger.types import of_week
from fairway.lib.periods import week_of
from fairway.lib.spellings import spellings_of
from fairway.metrics.queries import definitions_for
from fairway.people.actions.storing import store_people
from fairway.people.queries import keys_by_native_id
from fairway.people.types import PersonRow
from fairway.records.actions import matching
from fairway.records.actions.erasing import erase_person_from_lake
from fairway.records.actions.matching import (
    NotThere,
    confirm_matches,
    match_records,
    propose_matches,
    refuse_matches,
    unmatch_records,
)
from fairway.records.actions.publishing import LakeBusy, writing
from fairway.records.actions.relocalising import relocalise
from fairway.records.actions.storing import Storage, storing
from fairway.records.models import RecordMatch
from fairway.records.queries import dirt, lake_rows, matches_kept_about
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType, MatchDraft

pytestmark = pytest.mark.django_db
TODAY = datetime.now(UTC).date()
WEEK = week_of(TODAY) - timedelta(days=14)
PLAN, CHAT = "plan_written", "chat"
BOSS = 77  # an account


@pytest.fixture
def sam(house: Path) -> int:
    store_people([PersonRow("s1", "Sam Sole"), PersonRow("s2", "Sue Snow")], source="crm")
    read(*WEEKS_WORK)
    return keys_by_native_id(["s1"])["s1"]


def act(name: str, day: int, word: str | None = PLAN, *, is_marked: bool = True, seller: str = "s1") -> ActivityRow:
    at = datetime(WEEK.year, WEEK.month, WEEK.day, 10, tzinfo=UTC) + timedelta(days=day)
    status = ActivityStatus.DONE if is_marked else ActivityStatus.UNCONFIRMED
    return ActivityRow(
        name, seller, ActivityType.MEETING, word, status=status, scheduled_start_at=at, logged_at=at,
        occurred_at=at if is_marked else None,
    )  # fmt: skip


# Four as they should be, three under another word, two nobody marked; one is somebody else's.
WEEKS_WORK = (
    *(act(f"p{day}", day) for day in range(4)),
    *(act(f"c{day}", day, CHAT) for day in range(3)),
    *(act(f"u{day}", day, is_marked=False) for day in (1, 2)),
    act("other", 1, CHAT, seller="s2"),
)
CHATS = tuple(MatchDraft(f"crm:c{day}", PLAN, PLAN) for day in range(3))
UNMARKED = tuple(MatchDraft(f"crm:u{day}", PLAN, took_place=True) for day in (1, 2))


def read(*rows: ActivityRow) -> Storage:
    """What a source states, into the lake."""
    with storing("crm") as storage:
        assert storage.put("activities", rows) == []
        storage.publish()
    return storage


def count(person_key: int, word: str = PLAN) -> tuple[float, float]:
    """Done and unconfirmed of the week, from the lake as it is published."""
    counts = counts_as_of(TODAY, [WEEK], definitions_for([word]).values(), with_all_words=False)
    found = of_week(counts, person_key, word, WEEK)
    return found.done, found.unconfirmed


def test_the_ledger_counts_the_weeks_again_that_a_match_moved(sam: int) -> None:
    fill()
    assert of_week(stored_counts([sam], WEEK, WEEK), sam, PLAN, WEEK).done == 4
    match_records(sam, CHATS, actor_id=BOSS)
    assert {week for _, week in dirt().weeks} == {WEEK}
    fill()
    assert of_week(stored_counts([sam], WEEK, WEEK), sam, PLAN, WEEK).done == 7
    unmatch_records(sam, [draft.record_id for draft in CHATS], actor_id=BOSS)
    fill()
    assert of_week(stored_counts([sam], WEEK, WEEK), sam, PLAN, WEEK).done == 4


def test_what_is_matched_counts_at_once_and_as_before_when_taken_back(sam: int) -> None:
    assert (count(sam), count(sam, CHAT)) == ((4, 2), (3, 0))
    assert match_records(sam, CHATS, actor_id=BOSS) == 3
    assert (count(sam), count(sam, CHAT)) == ((7, 2), (0, 0))
    assert match_records(sam, UNMARKED, actor_id=BOSS) == 2
    assert count(sam) == (9, 0)
    assert unmatch_records(sam, ["crm:c0", "crm:u1"], actor_id=BOSS) == 2
    assert (count(sam), count(sam, CHAT)) == ((7, 1), (1, 0))
    unmatch_records(sam, [draft.record_id for draft in (*CHATS, *UNMARKED)], actor_id=BOSS)
    assert (count(sam), count(sam, CHAT)) == ((4, 2), (3, 0))


def test_the_lake_is_as_the_source_says_it_once_everything_is_taken_back(sam: int) -> None:
    before = {str(row["record_key"]): row for row in lake_rows("activities")}
    match_records(sam, (*CHATS, *UNMARKED), actor_id=BOSS)
    assert {str(row["record_key"]): row for row in lake_rows("activities")} != before
    unmatch_records(sam, [draft.record_id for draft in (*CHATS, *UNMARKED)], actor_id=BOSS)
    assert {str(row["record_key"]): row for row in lake_rows("activities")} == before


def test_reading_the_source_again_keeps_the_match(sam: int) -> None:
    match_records(sam, (*CHATS, *UNMARKED), actor_id=BOSS)
    assert read(*WEEKS_WORK).tallies["activities"].changed == 0
    assert count(sam) == (9, 0)
    changed = [replace(row, outcome="went well") for row in WEEKS_WORK]
    assert read(*changed).tallies["activities"].changed == len(changed)
    assert count(sam) == (9, 0)
    unmatch_records(sam, [draft.record_id for draft in (*CHATS, *UNMARKED)], actor_id=BOSS)
    assert (count(sam), count(sam, CHAT)) == ((4, 2), (3, 0))
    assert {row["outcome"] for row in lake_rows("activities")} == {"went well"}


def test_somebody_who_corrects_the_record_in_the_crm_wins(sam: int) -> None:
    match_records(sam, (*CHATS, *UNMARKED), actor_id=BOSS)
    read(replace(WEEKS_WORK[4], subtype="coffee"), replace(WEEKS_WORK[7], status=ActivityStatus.CANCELLED))
    assert (count(sam), count(sam, "coffee")) == ((7, 0), (1, 0))
    unmatch_records(sam, ["crm:c0", "crm:u1"], actor_id=BOSS)
    assert (count(sam), count(sam, "coffee")) == ((7, 0), (1, 0))


def test_a_match_survives_days_worked_out_anew(sam: int) -> None:
    match_records(sam, (*CHATS, *UNMARKED), actor_id=BOSS)
    relocalise()
    assert count(sam) == (9, 0)


def test_a_proposal_changes_nothing_before_it_is_confirmed(sam: int) -> None:
    assert propose_matches(sam, CHATS, actor_id=BOSS) == 3
    assert count(sam) == (4, 2)
    read(*(replace(row, outcome="again") for row in WEEKS_WORK))
    assert count(sam) == (4, 2)
    assert confirm_matches(sam, ["crm:c0", "crm:c1"], actor_id=None) == 2
    assert refuse_matches(sam, ["crm:c2"], actor_id=None) == 1
    assert (count(sam), count(sam, CHAT)) == ((6, 2), (1, 0))
    unmatch_records(sam, ["crm:c0", "crm:c1"], actor_id=None)
    assert (count(sam), count(sam, CHAT)) == ((4, 2), (3, 0))


def test_matching_twice_loses_no_way_back(sam: int) -> None:
    match_records(sam, CHATS, actor_id=BOSS)
    assert match_records(sam, CHATS, actor_id=BOSS) == 0
    assert propose_matches(sam, CHATS, actor_id=BOSS) == 0
    unmatch_records(sam, [draft.record_id for draft in CHATS], actor_id=BOSS)
    assert count(sam) == (4, 2)


def test_a_button_pressed_twice_loses_no_way_back(sam: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as twice:  # what the first press does while the second one waits for the lake
        twice.setattr(matching, "bring_up_to_date", lambda: twice.undo() or match_records(sam, CHATS, actor_id=BOSS))
        assert match_records(sam, CHATS, actor_id=BOSS) == 0
    assert count(sam) == (7, 2)
    unmatch_records(sam, [draft.record_id for draft in CHATS], actor_id=BOSS)
    assert (count(sam), count(sam, CHAT)) == ((4, 2), (3, 0))


def test_a_proposal_leaves_a_match_that_came_first_alone(sam: int, monkeypatch: pytest.MonkeyPatch) -> None:
    match_records(sam, CHATS[:1], actor_id=None)
    monkeypatch.setattr(matching, "_not_yet_matched", lambda drafts: {one.record_id: one for one in drafts})
    propose_matches(sam, CHATS[:1], actor_id=BOSS)
    [kept] = RecordMatch.objects.all()
    assert (kept.confirmed_at is not None, kept.stated_word) == (True, CHAT)


@pytest.mark.parametrize("record", ["crm:other", "crm:nothing"])
def test_nobody_matches_what_is_not_theirs(sam: int, record: str) -> None:
    with pytest.raises(NotThere):
        match_records(sam, [CHATS[0], MatchDraft(record, PLAN, PLAN)], actor_id=BOSS)
    assert (count(sam), RecordMatch.objects.count()) == ((4, 2), 0)


def test_a_kill_between_lake_and_database_leaves_everything_as_it_was(
    sam: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise InterruptedError

    with monkeypatch.context() as dying:
        dying.setattr(matching, "publish", killed)
        with pytest.raises(InterruptedError):
            match_records(sam, CHATS, actor_id=BOSS)
    assert (count(sam), RecordMatch.objects.count()) == ((4, 2), 0)
    assert read(act("late", 4)).notes  # what was written and never published is undone
    assert count(sam) == (5, 2)
    match_records(sam, CHATS, actor_id=BOSS)
    assert count(sam) == (8, 2)


def test_it_waits_for_nobody_who_is_writing(sam: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "PATIENCE", timedelta(0))
    with writing(), pytest.raises(LakeBusy):
        match_records(sam, CHATS, actor_id=BOSS)
    assert not RecordMatch.objects.exists()


def test_it_is_told_by_whom_and_when_and_handed_out(sam: int) -> None:
    match_records(sam, CHATS[:1], actor_id=BOSS)
    definition = definitions_for([PLAN])[PLAN]
    told = {one.record_id: one.matched for one in records_behind(definition, sam, WEEK, TODAY)}
    assert [key for key, match in told.items() if match] == ["crm:c0"]
    match = told["crm:c0"]
    assert match is not None
    assert (match.confirmed_by, match.stated_word, match.at.date()) == (BOSS, CHAT, timezone.now().date())
    [row] = matches_kept_about(sam)["matches"]
    assert row["record_id"] == "crm:c0"
    assert changes_about(sam)[0].action == "match_records"


@pytest.mark.django_db(transaction=True)
def test_matches_go_with_their_person(sam: int) -> None:
    match_records(sam, CHATS, actor_id=BOSS)
    erase(sam)
    assert not RecordMatch.objects.exists()


def test_a_word_that_names_somebody_erased_is_not_gone_back_to(sam: int) -> None:
    read(act("n1", 0, "talk of Sue Snow"))
    match_records(sam, [MatchDraft("crm:n1", PLAN, PLAN)], actor_id=BOSS)
    gone = keys_by_native_id(["s2"])["s2"]
    erase_person_from_lake(gone, spellings=spellings_of(["Sue Snow"], []), also=lambda words: None)
    unmatch_records(sam, ["crm:n1"], actor_id=BOSS)
    [row] = [row for row in lake_rows("activities") if row["record_key"] == "crm:n1"]
    assert (row["word"], row["subtype"]) == ("meeting", None)


def lives(rng: Random, person_key: int) -> Iterator[tuple[float, float]]:
    """A random life of records and matches, and after each step what plain Python counts."""
    rows = {f"crm:{row.activity_id}": row for row in WEEKS_WORK if row.seller_id == "s1"}
    held: dict[str, tuple[str | None, MatchDraft]] = {}
    for _ in range(8):
        key = rng.choice(sorted(rows))
        step = rng.choice(("match", "unmatch", "read", "rename", "cancel"))
        if step == "match" and key not in held:
            draft = MatchDraft(key, PLAN, PLAN, took_place=rows[key].status is ActivityStatus.UNCONFIRMED)
            match_records(person_key, [draft], actor_id=BOSS)
            held[key] = (rows[key].subtype, draft)
        elif step == "unmatch":
            unmatch_records(person_key, [key], actor_id=BOSS)
            held.pop(key, None)
        elif step in {"rename", "cancel"}:
            more: dict[str, Any] = {"subtype": rng.choice((CHAT, PLAN, "coffee"))}
            rows[key] = replace(rows[key], **(more if step == "rename" else {"status": ActivityStatus.CANCELLED}))
            read(rows[key])
        else:
            read(*rows.values())
        yield _by_hand(rows, held)


def _by_hand(rows: dict[str, ActivityRow], held: dict[str, tuple[str | None, MatchDraft]]) -> tuple[float, float]:
    done = unconfirmed = 0
    for key, row in rows.items():
        said, draft = held.get(key, (None, None))
        holds = draft is not None and said == row.subtype
        if (PLAN if holds else row.subtype) != PLAN:
            continue
        is_waiting = row.status is ActivityStatus.UNCONFIRMED
        done += row.status is ActivityStatus.DONE or (is_waiting and holds and draft is not None and draft.took_place)
        unconfirmed += is_waiting and not (holds and draft is not None and draft.took_place)
    return done, unconfirmed


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_read_matched_and_taken_back_it_counts_what_was_said(sam: int, seed: int) -> None:
    for expected in lives(Random(seed), sam):
        assert count(sam) == expected
