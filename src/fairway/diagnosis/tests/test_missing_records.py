"""Which records a sign of missing ones offers to match: only what would count, and why the rest cannot be."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fairway.diagnosis.missing import MIXED, NO_RECORDS, NO_WORD, missing_records, records_doubted, target_of
from fairway.diagnosis.types import Diagnosis, RankedCause, SaidSign, Strength
from fairway.lib.periods import week_of
from fairway.metrics.types import Condition, Definition, MetricClass
from fairway.people.actions.storing import store_people
from fairway.people.queries import keys_by_native_id
from fairway.people.types import PersonRow
from fairway.records.actions.storing import storing
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType
from fairway.signs.types import Cause

pytestmark = pytest.mark.django_db
TODAY = datetime.now(UTC).date()
WEEK = week_of(TODAY) - timedelta(days=14)
PLAN, CHAT = "plan_written", "chat"
WORD_TYPES = {PLAN: "meeting", CHAT: "call"}


def act(name: str, word: str | None, **more: Any) -> ActivityRow:
    given: dict[str, Any] = {"status": ActivityStatus.DONE, "seller": "s1", "kind": ActivityType.CALL, "day": 1, **more}
    at = datetime(WEEK.year, WEEK.month, WEEK.day, 10, tzinfo=UTC) + timedelta(days=given["day"])
    return ActivityRow(
        name, given["seller"], given["kind"], word, status=given["status"], scheduled_start_at=at, logged_at=at,
        duration_min=Decimal(given.get("minutes", 30)),
    )  # fmt: skip


ROWS = (
    act("good", CHAT),
    act("short", CHAT, minutes=5),
    act("open", CHAT, status=ActivityStatus.UNCONFIRMED),
    act("gone", CHAT, status=ActivityStatus.CANCELLED),
    act("theirs", CHAT, seller="s2"),
    act("later", CHAT, day=8),
    act("own", PLAN, kind=ActivityType.MEETING),
    act("own-open", PLAN, kind=ActivityType.MEETING, status=ActivityStatus.UNCONFIRMED),
    act("to-do", PLAN, kind=ActivityType.TASK, status=ActivityStatus.PLANNED),
)


@pytest.fixture
def sam(house: Path) -> int:
    store_people([PersonRow("s1", "Sam"), PersonRow("s2", "Sue")], source="crm")
    with storing("crm") as storage:
        assert storage.put("activities", ROWS) == []
        storage.publish()
    return keys_by_native_id(["s1"])["s1"]


def is_(field: str, value: str) -> Condition:
    return Condition(test="is", field=field, values=(value,))


LONG = Condition(test="at_least", field="duration_min", values=(20.0,))


def metric(*where: Condition, records: str = "activities") -> Definition:
    return Definition(PLAN, "Plan written", MetricClass.ACTIVITY, records, where=where)


def doubted(person_key: int, *patterns: str) -> Diagnosis:
    numbers = {"now": 3, "usual": 1, "missing": 4}
    signs = tuple(
        SaidSign(name, name, numbers, (CHAT, PLAN) if name == "other_word" else (PLAN,), (WEEK,)) for name in patterns
    )
    return Diagnosis(person_key, PLAN, (RankedCause(Cause.DATA, Strength.STRONG, 0.9, signs, "Which?"),))


def offered(person_key: int, definition: Definition, *patterns: str) -> dict[str, tuple[str, str, bool]]:
    found = missing_records(
        definition, doubted(person_key, *patterns), WORD_TYPES, on=TODAY, link=lambda source, table, key: None
    )
    return {one.record.native_id: (one.draft.word, one.draft.type, one.draft.took_place) for one in found.records}


def test_it_offers_what_would_count_once_it_had_the_word(sam: int) -> None:
    assert offered(sam, metric(is_("word", PLAN), LONG), "other_word") == {
        "good": (PLAN, "", False),
        "open": (PLAN, "", True),
    }
    assert set(offered(sam, metric(is_("word", PLAN)), "other_word")) == {"good", "short", "open"}


def test_it_gives_the_type_that_the_activity_asks_for(sam: int) -> None:
    found = offered(sam, metric(is_("word", PLAN), is_("type", "meeting")), "other_word")
    assert found["good"] == (PLAN, "meeting", False)


def test_it_offers_what_nobody_marked(sam: int) -> None:
    assert offered(sam, metric(is_("word", PLAN)), "unconfirmed") == {"own-open": ("", "", True)}
    assert offered(sam, metric(is_("word", PLAN)), "left_open") == {"to-do": ("", "", True)}
    assert records_doubted(doubted(sam, "unconfirmed", "left_open")) == 6


@pytest.mark.parametrize(
    ("definition", "why_not"),
    [
        (metric(is_("type", "meeting"), LONG), NO_WORD),
        (metric(Condition(test="any", parts=(is_("word", PLAN), LONG))), MIXED),
        (metric(records="opportunities"), NO_RECORDS),
    ],
)
def test_it_says_why_what_has_no_word_cannot_be_matched(sam: int, definition: Definition, why_not: str) -> None:
    found = missing_records(
        definition, doubted(sam, "other_word"), WORD_TYPES, on=TODAY, link=lambda source, table, key: None
    )
    assert (found.records, found.why_not) == ((), why_not)


def test_other_signs_offer_nothing_to_match(sam: int) -> None:
    assert offered(sam, metric(is_("word", PLAN)), "source_off", "logging_stopped") == {}


def test_of_several_words_it_takes_one_of_the_same_type() -> None:
    several = metric(Condition(test="in", field="word", values=("a_meeting", "b_call")))
    assert target_of(several, "call", {"a_meeting": "meeting", "b_call": "call"}) == ("b_call", "")
    assert target_of(several, "email", {"a_meeting": "meeting", "b_call": "call"}) == ("a_meeting", "")
