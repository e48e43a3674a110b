"""How soon and how completely activities entered the CRM equals a count in plain Python, row by row."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fairway.records.entering import FIELDS, WITHIN, Entered, entered_by_week
from fairway.records.schema import TABLES

FIRST = date(2026, 9, 7)
WEEKS = [FIRST + timedelta(weeks=n) for n in range(4)]
PEOPLE = (1, 2)
Row = dict[str, Any]


def at(day: date, minutes: int = 600, seconds: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes, seconds=seconds)


def week(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=day.weekday())


def row(number: int, **said: Any) -> Row:
    """An activity in lake columns with what a sync works out: zones are UTC here."""
    one: Row = dict.fromkeys(TABLES["activities"].columns)
    one |= {"activity_id": f"a{number}", "record_key": f"crm:a{number}", "person_key": 1, "type": "call", **said}
    for source in ("occurred", "completed", "scheduled", "logged"):
        instant = one[f"{'scheduled_start' if source == 'scheduled' else source}_at"]
        if source != "occurred":
            one[f"{source}_on"] = instant.date() if instant else None
            one[f"{source}_week_on"] = week(one[f"{source}_on"])
        if one["when_at"] is None and instant is not None:
            one |= {"when_at": instant, "when_on": instant.date(), "when_source": source}
    one["when_week_on"] = week(one["when_on"])
    return one


def files(folder: Path, **tables: list[Row]) -> dict[str, list[str]]:
    found = {}
    for name, rows in tables.items():
        path = folder / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(rows, TABLES[name].schema), path)
        found[name] = [str(path)]
    return found


def random_rows(chance: Random) -> list[Row]:
    rows = []
    for number in range(700):
        day = FIRST + timedelta(days=chance.randrange(-8, 34))
        happened = at(day, chance.randrange(500, 1100))
        later = chance.choice((0, 0, 0, 1, 2, 3, 5, 9, 14, 22, 30))
        # Few minutes, so that many are entered together, and some in the same second.
        if chance.random() < 0.4:
            later = (4 - day.weekday()) % 7  # Friday
        entered = at(day + timedelta(days=later), chance.choice((1140, 1141, 1143, 1152, 1165)))
        if chance.random() < 0.7:
            entered += timedelta(seconds=chance.randrange(60))
        is_ahead = chance.random() < 0.3
        status = chance.choice(("done", "done", "done", "planned", "cancelled", "no_show", "unconfirmed"))
        logged = at(day - timedelta(days=chance.randrange(1, 5))) if is_ahead else entered
        rows.append(
            row(
                number,
                person_key=chance.choice(PEOPLE),
                type=chance.choice(("call", "meeting", "email", "task")),
                status=status,
                subtype=chance.choice((None, "discovery")),
                direction=chance.choice((None, "outbound", "internal")),
                scheduled_start_at=happened if is_ahead or chance.random() < 0.3 else None,
                occurred_at=happened if status == "done" and chance.random() < 0.9 else None,
                completed_at=entered if status == "done" and chance.random() < (0.8 if is_ahead else 0.4) else None,
                cancelled_at=entered if status == "cancelled" and chance.random() < 0.7 else None,
                logged_at=None if chance.random() < 0.1 else logged,
                duration_min=chance.choice((None, 30.0)),
                outcome=chance.choice((None, "reached")),
                account_id=chance.choice((None, "c1", "c2")),
                is_auto_captured=chance.choice((None, False, False, True)),
            )
        )
    return rows


class Oracle:
    """The same counts, the long way round."""

    def __init__(self, rows: Iterable[Row], tiers: dict[str, str | None], many: dict[str, int]) -> None:
        self.rows, self.tiers, self.many = list(rows), tiers, many
        self.own: dict[int, list[Row]] = defaultdict(list)
        for one in self.rows:
            self.own[one["person_key"]].append(one)
        seconds: dict[tuple[int, datetime], int] = defaultdict(int)
        for one in self.rows:
            if (recorded := self.recorded(one)) is not None:
                seconds[one["person_key"], recorded.replace(microsecond=0)] += 1
        self.seconds = seconds
        self.caught_up = self._caught_up()

    def recorded(self, one: Row) -> datetime | None:
        if one["status"] != "done" or one["is_auto_captured"] or one["logged_at"] is None:
            return None
        if one["when_source"] not in {"occurred", "completed"}:
            return None
        if one["completed_at"] is None and one["logged_at"] < one["when_at"]:
            return None
        return max(instant for instant in (one["logged_at"], one["completed_at"], one["when_at"]) if instant)

    def is_program(self, one: Row) -> bool:
        recorded = self.recorded(one)
        return recorded is not None and self.seconds[one["person_key"], recorded.replace(microsecond=0)] >= 5

    def days(self, one: Row) -> int | None:
        """Local days, as a sync worked them out."""
        if self.recorded(one) is None or self.is_program(one):
            return None
        recorded_on = max(day for day in (one["logged_on"], one["completed_on"], one["when_on"]) if day)
        return int((recorded_on - one["when_on"]).days)

    def _caught_up(self) -> set[str]:
        """Those of which some ten minutes hold five of the same seller that were a day or more late."""
        found: set[str] = set()
        for own in self.own.values():
            late = [
                (when, one["activity_id"]) for one in own if (self.days(one) or 0) > 0 and (when := self.recorded(one))
            ]
            for begins, _ in late:
                inside = [name for when, name in late if begins <= when <= begins + timedelta(minutes=10)]
                if len(inside) >= 5:
                    found |= set(inside)
        return found

    def week(self, person: int, week_on: date) -> Entered:
        last = week_on + timedelta(days=20)
        own = self.own[person]
        done = [
            one
            for one in own
            if one["status"] == "done"
            and one["when_week_on"] == week_on
            and all(one[name] is None or one[name] <= last for name in ("logged_on", "completed_on"))
        ]
        days = {one["activity_id"]: self.days(one) for one in done}
        known = [many for many in days.values() if many is not None]
        diary = [
            one
            for one in own
            if one["scheduled_week_on"] == week_on
            and one["type"] in {"call", "meeting"}
            and (one["logged_on"] is None or one["logged_on"] <= last)
        ]
        return Entered(
            done=len(done),
            by_itself=sum(bool(one["is_auto_captured"]) or self.is_program(one) for one in done),
            timed=len(known),
            within=tuple(sum(many <= most for many in known) for most in WITHIN),
            together=sum(one["activity_id"] in self.caught_up for one in done if days[one["activity_id"]] is not None),
            diary=len(diary),
            marked=sum(self.is_marked(one, last) for one in diary),
            filled=self.filled(done),
        )

    def is_marked(self, one: Row, last: date) -> bool:
        said_at = {"done": "completed_at", "cancelled": "cancelled_at"}
        if one["status"] in said_at:
            instant = one[said_at[one["status"]]]
            return instant is None or instant.date() <= last
        return bool(one["status"] == "no_show")

    def filled(self, done: list[Row]) -> dict[str, tuple[int, int]]:
        talks = [one for one in done if one["type"] in {"call", "meeting"}]
        outside = [one for one in done if one["direction"] != "internal"]
        linked = [one for one in done if one["account_id"]]
        own = {
            "subtype": (done, "subtype"),
            "direction": (done, "direction"),
            "duration_min": (talks, "duration_min"),
            "outcome": (talks, "outcome"),
            "account_id": (outside, "account_id"),
        }
        found = {
            name: (sum(one[column] is not None for one in rows), len(rows)) for name, (rows, column) in own.items()
        }
        found["account.tier"] = (sum(self.tiers[one["account_id"]] is not None for one in linked), len(linked))
        meetings = [one for one in outside if one["type"] == "meeting"]
        found["contacts.count"] = (sum(self.many.get(one["activity_id"], 0) > 0 for one in meetings), len(meetings))
        return found


@pytest.mark.parametrize("seed", range(6))
def test_it_equals_a_count_row_by_row(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    rows = random_rows(chance)
    tiers = {"c1": "A", "c2": None}
    accounts = [
        {**dict.fromkeys(TABLES["accounts"].columns), "account_id": key, "tier": tier, "record_key": f"crm:{key}"}
        for key, tier in tiers.items()
    ]
    many = {one["activity_id"]: chance.choice((0, 1, 2)) for one in rows}
    people = [
        {**dict.fromkeys(TABLES["participants"].columns), "activity_id": key, "contact_key": f"k{number}"}
        for key, count in many.items()
        for number in range(count)
    ]
    lake = files(tmp_path, activities=rows, accounts=accounts, participants=people)
    found, oracle = entered_by_week(lake, PEOPLE, WEEKS[0], WEEKS[-1]), Oracle(rows, tiers, many)
    told = 0
    for person in PEOPLE:
        for week_on in WEEKS:
            said, expected = found[person, week_on], oracle.week(person, week_on)
            for name in ("done", "by_itself", "timed", "within", "together", "diary", "marked"):
                assert getattr(said, name) == getattr(expected, name), (name, person, week_on)
            assert {name: said.filled[name] for name in expected.filled} == expected.filled
            told += said.together > 0
    assert told > 1
    assert {week_on for _, week_on in found} == set(WEEKS)
    assert sum(one.by_itself > 0 for one in found.values()) > 1


@pytest.mark.parametrize("seed", range(3))
def test_a_week_is_the_same_whichever_weeks_are_asked_about(seed: int, tmp_path: Path) -> None:
    lake = files(tmp_path, activities=random_rows(Random(100 + seed)))
    together = entered_by_week(lake, PEOPLE, WEEKS[0], WEEKS[-1])
    alone = {place: one for day in WEEKS for place, one in entered_by_week(lake, PEOPLE, day, day).items()}
    assert alone == together


def test_what_comes_in_later_than_two_weeks_after_a_week_changes_nothing_of_it(tmp_path: Path) -> None:
    """So that a week read years later is counted like one that was read at once."""
    happened = at(FIRST)
    early = row(1, status="done", occurred_at=happened, logged_at=happened + timedelta(hours=1))
    late = row(2, status="done", occurred_at=happened, logged_at=happened + timedelta(days=21))
    unmarked = {"type": "meeting", "scheduled_start_at": happened, "logged_at": happened - timedelta(days=2)}
    held = row(3, status="done", occurred_at=happened, completed_at=happened + timedelta(days=21), **unmarked)
    found = entered_by_week(files(tmp_path, activities=[early, late, held]), [1], FIRST, FIRST)[1, FIRST]
    assert (found.done, found.timed, found.diary, found.marked) == (1, 1, 1, 0)


def test_a_meeting_that_stood_in_the_diary_was_recorded_once_it_was_marked(tmp_path: Path) -> None:
    happened = at(FIRST)
    ahead = {"status": "done", "occurred_at": happened, "logged_at": happened - timedelta(days=5)}
    marked = row(1, completed_at=happened + timedelta(days=3), **ahead)
    unknown = row(2, **ahead)  # nobody knows when it came to stand as done
    found = entered_by_week(files(tmp_path, activities=[marked, unknown]), [1], FIRST, FIRST)[1, FIRST]
    assert (found.done, found.timed) == (2, 1)
    assert found.within[WITHIN.index(2)] == 0
    assert found.within[WITHIN.index(3)] == 1


def test_without_records_there_is_nothing_to_say() -> None:
    assert entered_by_week({}, [1], FIRST, FIRST) == {}
    assert entered_by_week({"activities": []}, [1], FIRST, FIRST) == {}
    assert set(FIELDS) >= {"subtype", "outcome"}
