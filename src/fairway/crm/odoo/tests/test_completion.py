"""Done messages and activities find each other, also after merges and edits."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from fairway.crm.odoo.completion import Archived, DoneMessage, OpenAgain, is_undone, matched, named_assignee

DEAL = ("crm.lead", 31)
CREATED = datetime(2026, 3, 2, 8, tzinfo=UTC)
NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)
MERGED = datetime(2026, 4, 1, 9, tzinfo=UTC)
ANNA, BO = 12, 13


def done(key: int, at: datetime, *, written_at: datetime | None = None, who: int = ANNA, **values: Any) -> Archived:
    facts: dict[str, Any] = {
        "record": DEAL,
        "type_id": 2,
        "done_on": at.date(),
        "created_at": CREATED,
        "written_at": written_at or at,
        "assignee": {ANNA: "Anna Brandt", BO: "Bo Reyes"}[who],
        "assignee_partner_id": who,
        "summary": None,
        "feedback": None,
    }
    return Archived(key, **{**facts, **values})


def told(key: int, at: datetime, words: str = "Call done", *, by: int = ANNA, **values: Any) -> DoneMessage:
    facts: dict[str, Any] = {
        "record": DEAL,
        "type_id": 2,
        "at": at,
        "created_at": at,
        "author_partner_id": by,
        "words": words,
    }
    return DoneMessage(key, **{**facts, **values})


def pairs(archived: list[Archived], messages: list[DoneMessage]) -> dict[int, int]:
    found = {
        (tuple(sorted((a, m.message_id) for a, m in matched(one, two).by_activity.items())))
        for one in permutations(archived)
        for two in permutations(messages)
    }
    assert len(found) == 1, "the order things are read in must not matter"
    return dict(found.pop())


def test_an_untouched_activity_shares_its_messages_second() -> None:
    one, two = NOON, NOON + timedelta(hours=3)
    assert pairs([done(1, one), done(2, two)], [told(11, one), told(12, two)]) == {1: 11, 2: 12}


def test_it_looks_at_the_day_in_utc_and_not_at_the_hour() -> None:
    late = datetime(2026, 3, 8, 23, 59, 59, tzinfo=UTC)
    assert pairs([done(1, late)], [told(11, late)]) == {1: 11}
    just_after = done(1, late, done_on=date(2026, 3, 9), written_at=late + timedelta(seconds=1))
    assert pairs([just_after], [told(11, late)]) == {1: 11}


def test_what_was_undone_and_done_again_counts_the_last_time() -> None:
    again = NOON + timedelta(hours=5)
    assert pairs([done(1, again)], [told(11, NOON), told(12, again)]) == {1: 12}
    next_day = NOON + timedelta(days=1)
    assert pairs([done(1, next_day, written_at=MERGED)], [told(11, NOON), told(12, next_day)]) == {1: 12}


def test_archived_without_done_takes_nobody_elses_message() -> None:
    off = NOON + timedelta(hours=2)
    assert pairs([done(1, NOON), done(2, off)], [told(11, NOON)]) == {1: 11}


def test_a_message_of_another_type_record_or_later_change_is_none_of_its() -> None:
    assert pairs([done(1, NOON)], [told(11, NOON, type_id=3)]) == {}
    assert pairs([done(1, NOON)], [told(11, NOON, record=("crm.lead", 32))]) == {}
    assert pairs([done(1, NOON)], [told(11, NOON + timedelta(hours=1))]) == {}
    assert pairs([done(1, NOON, created_at=NOON)], [told(11, NOON - timedelta(hours=1))]) == {}


def test_after_a_merge_who_is_named_tells_them_apart() -> None:
    """Two sellers' calls on one UTC day, on deals that were merged: every activity has the date of the merge."""
    early, late = NOON, NOON + timedelta(hours=11)
    archived = [done(1, early, written_at=MERGED, who=BO), done(2, late, written_at=MERGED, who=ANNA)]
    assert pairs(archived, [told(11, early, by=BO), told(12, late, by=ANNA)]) == {1: 11, 2: 12}
    on_behalf = [told(11, early, "Call done (originally assigned to Bo Reyes )", by=99), told(12, late, by=ANNA)]
    assert pairs(archived, on_behalf) == {1: 11, 2: 12}


def test_after_an_edit_what_is_quoted_tells_them_apart() -> None:
    early, late = NOON, NOON + timedelta(hours=11)
    archived = [
        done(1, early, written_at=MERGED, summary="price  list"),
        done(2, late, written_at=MERGED, feedback="they agreed"),
    ]
    messages = [told(11, early, "Call done : price list"), told(12, late, "Call done Feedback: they agreed")]
    assert pairs(archived, messages) == {1: 11, 2: 12}


def test_a_change_in_the_same_second_as_another_completion_is_coincidence() -> None:
    edited = done(1, NOON, written_at=MERGED)
    other = told(12, MERGED)
    assert pairs([edited], [told(11, NOON), other]) == {1: 11}


def test_messages_without_an_activity_are_left() -> None:
    found = matched([done(1, NOON)], [told(11, NOON), told(12, NOON + timedelta(days=2))])
    assert [message.message_id for message in found.left] == [12]


def still_open(**values: Any) -> OpenAgain:
    facts: dict[str, Any] = {
        "record": DEAL,
        "type_id": 2,
        "created_at": CREATED,
        "written_at": NOON + timedelta(days=1),
        "summary": None,
    }
    return OpenAgain(**{**facts, **values})


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        (still_open(), True),
        (still_open(summary="price list"), False),  # the message would quote it
        (still_open(written_at=CREATED), False),  # untouched since before the message
        (still_open(created_at=NOON + timedelta(hours=1)), False),
        (still_open(type_id=3), False),
        (still_open(record=("crm.lead", 32)), False),
    ],
)
def test_it_tells_what_was_opened_again(activity: OpenAgain, expected: bool) -> None:
    assert is_undone(told(11, NOON), [activity]) is expected


def test_an_activity_a_merge_did_not_touch_was_never_where_the_moved_message_was() -> None:
    moved = told(11, NOON, moved_at=MERGED)
    assert not is_undone(moved, [still_open(written_at=MERGED - timedelta(days=3))])
    assert is_undone(moved, [still_open(written_at=MERGED)])


NAMES = {"Anna Brandt": 7, "Lee": 8, "Ann Lee": 9}


@pytest.mark.parametrize(
    ("words", "user_id"),
    [
        ("Call done (originally assigned to Ann Lee ) : about (Anna Brandt)", 9),
        ("Anruf erledigt (ursprünglich zugewiesen an Anna Brandt )", 7),
        ("Call (outbound) done (originally assigned to Lee )", 8),
        ("Call done : for (Anna Brandt)", None),
        ("Call done", None),
        ("", None),
        ("Call done (originally assigned to Somebody Else )", None),
    ],
)
def test_it_reads_the_assignee_odoo_prints(words: str, user_id: int | None) -> None:
    assert named_assignee(told(11, NOON, words), NAMES) == user_id
