"""The folder format's promises one by one: a newer row replaces, deletions, clock times, Parquet, repeated keys."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.crm.rejects import listed
from fairway.exchange.models import Coverage
from fairway.exchange.types import Severity
from fairway.execution.actions.refreshing import refresh
from fairway.ledger.models import WeeklyCount
from fairway.people.actions.storing import set_up_organisation
from fairway.people.models import Absence, Identity, Person, ReportingLine, WorkPattern
from fairway.people.queries import all_keys_of
from fairway.plans.models import Plan
from fairway.records.models import RecordLabel
from tests.faults.folders import Folder, Row, made, write, write_parquet
from tests.faults.loading import blank_house, lake_content, load

pytestmark = pytest.mark.django_db


def key(table: str, row: Row) -> str:
    """The id by which a row is named in deleted_ids."""
    keys = {
        "reporting_lines": ("seller_id", "valid_from_on"),
        "work_patterns": ("seller_id", "valid_from_on"),
        "stages": ("pipeline", "stage"),
        "stage_changes": ("opportunity_id", "changed_at", "to_stage"),
        "owner_changes": ("opportunity_id", "changed_at"),
        "coverage": ("seller_id", "type", "from_on"),
        "participants": ("activity_id", "contact_id"),
        "quotas": ("seller_id", "period_start_on", "period_end_on"),
        "absences": ("seller_id", "start_on", "end_on"),
        "plans": ("seller_id", "metric", "starts_on"),
    }
    return "|".join(row[name] for name in keys.get(table, (next(iter(row)),)))


def gone(*named: tuple[str, str]) -> list[Row]:
    return [{"table": table, "id": id_} for table, id_ in named]


def test_it_removes_a_row_of_every_table(house: Path) -> None:
    folder = made(21)
    load(write(folder, house / "crm"))
    refresh()
    before = lake_content()
    chosen = {name: rows[3 if len(rows) > 3 else 0] for name, rows in folder.items()}
    chosen["sellers"] = next(row for row in folder["sellers"] if row["seller_id"] == "spare3")
    chosen["plans"] = folder["plans"][0]
    later: Folder = {"deleted_ids": gone(*((name, key(name, row)) for name, row in chosen.items()))}
    outcome = load(write(later, house / "later"))
    refreshed = refresh()
    assert listed(outcome.rejects) == []
    assert refreshed.plans.deleted == 1
    after = lake_content()
    for table in before:
        went = set(before[table]) - set(after[table])
        direct = {"stage_changes": 1, "owner_changes": 1, "participants": 1}.get(table, 1)
        assert len(went) >= direct, table  # what hangs on a removed record goes along
        assert outcome.tallies[table].deleted == len(went), table
    assert not Identity.objects.filter(native_id="spare3").exists()
    assert ReportingLine.objects.filter(origin="folder:history").count() == len(folder["reporting_lines"]) - 1
    assert Absence.objects.count() == len(folder["absences"]) - 1
    assert WorkPattern.objects.filter(origin="folder").count() == len(folder["work_patterns"]) - 1
    assert Coverage.objects.count() == len(folder["coverage"]) - 1
    assert Plan.objects.count() == len(folder["plans"]) - 1
    assert not RecordLabel.objects.filter(record_id="folder:" + chosen["accounts"]["account_id"]).exists()
    told = outcome.tallies["deleted_ids"]
    assert (told.read, told.deleted, told.rejected) == (len(chosen) - 1, len(chosen) - 1, 0)  # plans are told later


def test_it_changes_nothing_when_a_folder_with_deletions_comes_again(house: Path) -> None:
    folder = made(22)
    chosen = {name: rows[1] for name, rows in folder.items()}
    chosen["sellers"] = next(row for row in folder["sellers"] if row["seller_id"] == "s2")
    folder["deleted_ids"] = gone(*((name, key(name, row)) for name, row in chosen.items()))
    load(write(folder, house / "crm"))
    refresh()
    before, people = lake_content(), list(Identity.objects.values_list("pk", "native_id"))
    second = load(house / "crm")
    assert lake_content() == before
    assert list(Identity.objects.values_list("pk", "native_id")) == people
    for table, tally in second.tallies.items():
        assert (tally.added, tally.changed, tally.deleted) == (0, 0, 0), table
    assert refresh().plans.deleted == 0


def test_it_takes_a_seller_out_with_everything_that_is_theirs(house: Path) -> None:
    folder = made(23)
    load(write(folder, house / "crm"))
    refresh()
    person_key = all_keys_of("folder")["s1"]
    assert WeeklyCount.objects.filter(person_key=person_key).exists()
    load(write({"deleted_ids": gone(("sellers", "s1"))}, house / "later"))
    refresh()
    content = lake_content()
    for table, column in (("activities", "person_key"), ("leads", "owner_key"), ("quotas", "person_key")):
        assert person_key not in {row[column] for row in content[table].values()}
    assert {row["owner_key"] for row in content["opportunities"].values()} >= {None}
    assert len(content["opportunities"]) == len(folder["opportunities"])  # deals belong to the organisation
    assert not WeeklyCount.objects.filter(person_key=person_key).exists()
    assert not Person.objects.filter(pk=person_key).exists()
    assert not Plan.objects.filter(person_id=person_key).exists()


@pytest.mark.parametrize(
    ("table", "id_", "said"),
    [
        ("customers", "c1", "is no table"),
        ("activities", "", "is empty"),
        ("coverage", "s1|call", "write seller_id|type|from_on"),
        ("absences", "s1|soon|2026-04-10", "holds 'soon' as start_on"),
        ("activities", "x1|x2", "write activity_id"),
    ],
)
def test_it_lists_a_deletion_it_cannot_read(table: str, id_: str, said: str, house: Path) -> None:
    folder = made(24, activities=10)
    folder["deleted_ids"] = gone(("activities", "x3"), (table, id_))
    outcome = load(write(folder, house / "crm"))
    (reject,) = listed(outcome.rejects)
    assert (reject.place, reject.line) == ("deleted_ids.csv", 3)
    assert said in reject.reason
    assert outcome.tallies["deleted_ids"].rejected == 1
    assert "folder:x3" not in lake_content()["activities"]


def test_it_reopens_a_plan_that_had_ended_because_another_followed(house: Path) -> None:
    folder = made(25, activities=40)
    first = folder["plans"][0]
    folder["plans"].append({**first, "starts_on": "2026-05-04", "target": "7"})
    load(write(folder, house / "crm"))
    refresh()
    mine = Plan.objects.filter(person_id=all_keys_of("folder")[first["seller_id"]], metric_key=first["metric"])
    assert sorted(mine.values_list("target", "ends_on")) == [(4, date(2026, 5, 3)), (7, None)]
    load(write({"deleted_ids": gone(("plans", f"{first['seller_id']}|{first['metric']}|2026-05-04"))}, house / "later"))
    refresh()
    assert list(mine.values_list("target", "ends_on")) == [(4, None)]


def test_it_leaves_plans_alone_that_were_changed_here(house: Path) -> None:
    from fairway.plans.actions.changing import end_hia

    folder = made(26, activities=40)
    load(write(folder, house / "crm"))
    refresh()
    first = folder["plans"][0]
    person_key = all_keys_of("folder")[first["seller_id"]]
    end_hia(person_key, metric_key=first["metric"], last_on=date(2026, 4, 12), actor_id=None)
    load(house / "crm")
    assert refresh().plans.unchanged == len(folder["plans"])
    assert Plan.objects.get(person_id=person_key, metric_key=first["metric"]).ends_on == date(2026, 4, 12)


def test_it_replaces_a_row_by_a_newer_one_of_the_same_key(house: Path) -> None:
    folder = made(27)
    load(write(folder, house / "crm"))
    later = {name: [dict(row) for row in rows] for name, rows in folder.items()}
    later["activities"][0].update(outcome="won over", status="done", occurred_at="2026-05-05T10:00:00Z")
    later["accounts"][0]["name"] = "Renamed"
    later["opportunities"][2].update(amount="1.25", currency="GBP")
    later["stages"][0]["position"] = "9"
    later["contacts"][4]["title"] = "Chief of things"
    later["quotas"][1]["amount"] = "5"
    later["absences"][2]["kind"] = "parental"
    later["coverage"][3].update(state="no_data", note="Said again")
    outcome = load(write(later, house / "crm"))
    for table in ("activities", "accounts", "opportunities", "stages", "contacts", "quotas", "absences", "coverage"):
        assert outcome.tallies[table].changed == 1, table
        assert outcome.tallies[table].unchanged == len(folder[table]) - 1, table
    row = lake_content()["activities"]["folder:" + folder["activities"][0]["activity_id"]]
    assert (row["outcome"], row["occurred_at"]) == ("won over", datetime(2026, 5, 5, 10, tzinfo=UTC))
    assert RecordLabel.objects.get(table="accounts", record_id="folder:a1").name == "Renamed"


def test_it_keeps_what_a_newer_folder_does_not_mention(house: Path) -> None:
    folder = made(28)
    load(write(folder, house / "crm"))
    before = lake_content()
    load(write({"activities": folder["activities"][:5]}, house / "later"))
    assert lake_content() == before


def test_it_lets_the_later_of_two_lines_with_one_key_count_and_lists_the_earlier(house: Path) -> None:
    """Across the whole file, also where the earlier line was long taken when the later one came."""
    folder = made(29, activities=300)
    folder["activities"].insert(0, {**folder["activities"][250], "outcome": "an older word"})
    folder["activities"].append(dict(folder["activities"][100]))  # word for word the same
    outcome = load(write(folder, house / "crm"))
    (reject,) = listed(outcome.rejects)
    assert (reject.place, reject.line, reject.severity) == ("activities.csv", 2, Severity.REPLACED)
    assert "line 253 has the same key" in reject.reason
    tally = outcome.tallies["activities"]
    assert (tally.read, tally.added, tally.unchanged, tally.rejected) == (302, 300, 1, 1)
    again = load(house / "crm").tallies["activities"]
    assert (again.read, again.added, again.changed, again.unchanged, again.rejected) == (302, 0, 0, 301, 1)


def test_it_reads_a_clock_time_where_its_seller_was(house: Path) -> None:
    set_up_organisation({"timezone": "Pacific/Auckland"})
    folder = made(30, activities=3)
    zones = {"s1": "America/New_York", "s2": "", "s3": "Asia/Tokyo"}
    for row in folder["sellers"]:
        row["timezone"] = zones.get(row["seller_id"], "")
    for row, seller in zip(folder["activities"], zones, strict=True):
        row.update(seller_id=seller, status="done", occurred_at="2026-03-08T23:30:00", completed_at="")
    load(write(folder, house / "crm"))
    rows = lake_content()["activities"]
    for number, zone in enumerate(["America/New_York", "Pacific/Auckland", "Asia/Tokyo"], start=1):
        expected = datetime(2026, 3, 8, 23, 30, tzinfo=ZoneInfo(zone))
        assert rows[f"folder:x{number}"]["occurred_at"] == expected
        assert rows[f"folder:x{number}"]["when_on"] == date(2026, 3, 8)
        assert rows[f"folder:x{number}"]["when_week_on"] == date(2026, 3, 2)


def test_it_moves_records_to_other_days_when_a_sellers_zone_is_corrected(house: Path) -> None:
    folder = made(31, activities=60)
    for row in folder["sellers"]:
        row["timezone"] = "Europe/Berlin"
    for row in folder["activities"]:
        for name in ("scheduled_start_at", "occurred_at", "completed_at", "cancelled_at", "logged_at"):
            row[name] = "2026-03-08T23:30:00Z" if row[name] else ""
    load(write(folder, house / "crm"))
    refresh()
    assert {row["when_on"] for row in lake_content()["activities"].values()} == {date(2026, 3, 9)}
    corrected = [{**row, "timezone": "America/New_York"} for row in folder["sellers"] if row["seller_id"] == "s1"]
    load(write({"sellers": corrected}, house / "later"))
    mine = all_keys_of("folder")["s1"]
    rows = lake_content()["activities"].values()
    assert {row["when_on"] for row in rows if row["person_key"] == mine} == {date(2026, 3, 8)}
    assert {row["when_on"] for row in rows if row["person_key"] != mine} == {date(2026, 3, 9)}
    for row in folder["sellers"]:
        row["timezone"] = "America/New_York" if row["seller_id"] == "s1" else row["timezone"]
    again = load(write(folder, house / "crm")).tallies["activities"]
    assert (again.added, again.changed, again.unchanged) == (0, 0, 60)


def test_it_keeps_an_activity_without_any_time_and_says_so_once(house: Path) -> None:
    folder = made(32, activities=20)
    for row in folder["activities"][4:9]:
        row.update(dict.fromkeys([name for name in row if name.endswith("_at")], ""))
    outcome = load(write(folder, house / "crm"))
    assert outcome.tallies["activities"].added == 20
    (note,) = outcome.rejects
    assert (note.severity, note.line) == (Severity.NOTE, 6)
    assert note.reason.startswith("5 rows: without any time")


def test_it_reads_parquet_as_it_reads_csv(house: Path) -> None:
    """Text columns and typed ones give the same lake, hash for hash."""
    folder = made(33)
    for rows in folder.values():
        for row in rows:
            for name in row:
                if name.endswith("_at") and row[name] and not row[name].endswith("Z"):
                    row[name] = "2026-03-04T10:00:00Z"
    load(write(folder, house / "crm"), source="csv")
    instant = (pa.timestamp("ns", "UTC"), datetime.fromisoformat)
    day, number = (pa.date32(), date.fromisoformat), (pa.float64(), float)
    typed = {
        "changed_at": instant, "created_at": instant, "occurred_at": instant, "completed_at": instant,
        "logged_at": instant, "scheduled_start_at": instant, "cancelled_at": instant, "closed_at": instant,
        "converted_at": instant, "start_on": day, "starts_on": day, "from_on": day, "hired_on": day,
        "expected_close_on": day, "period_start_on": day, "duration_min": number, "position": number,
        "amount": (pa.decimal128(18, 4), Decimal), "is_won": (pa.bool_(), lambda text: text == "true"),
        "type": (pa.dictionary(pa.int32(), pa.string()), str),
    }  # fmt: skip
    outcome = load(write_parquet(folder, house / "parquet", typed), source="par")
    assert listed(outcome.rejects) == []
    content = lake_content()
    for table in ("activities", "opportunities", "accounts"):
        one = _stripped(content[table], "csv")
        other = _stripped(content[table], "par")
        assert one == other
        assert len(one) == len(folder[table])


def _stripped(rows: dict[str, dict[str, object]], source: str) -> dict[str, dict[str, object]]:
    """One source's rows without what names the source or its people."""
    mine = {id_.partition(":")[2]: row for id_, row in rows.items() if id_.startswith(f"{source}:")}
    return {
        id_: {
            name: value.replace(f"{source}:", "") if isinstance(value, str) else value
            for name, value in row.items()
            if name not in {"row_hash", "lead_key"} and not name.endswith(("person_key", "owner_key"))
        }
        for id_, row in mine.items()
    }


@pytest.mark.once
@given(data=st.data())
@settings(max_examples=max(5, settings.default.max_examples // 4))
def test_it_ends_where_the_last_version_of_every_row_says(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any sequence of folders that add, change and delete leaves what a plain dictionary would hold."""
    place = tmp_path_factory.mktemp("sequence")
    people = [{"seller_id": f"s{n}", "name": f"Seller {n}"} for n in (1, 2)]
    model: dict[str, tuple[str, str]] = {}
    steps = data.draw(
        st.lists(
            st.lists(
                st.tuples(st.integers(1, 6), st.sampled_from(["s1", "s2", ""]), st.integers(0, 2)),
                min_size=1,
                max_size=6,
            ),
            min_size=1,
            max_size=4,
        )
    )
    with blank_house(place / "home"):
        for number, step in enumerate(steps):
            rows: dict[str, Row] = {}
            dropped = {f"x{n}" for n, seller, _ in step if not seller}
            for n, seller, shift in step:
                if seller:
                    at = datetime(2026, 3, 30, 12, tzinfo=UTC) + timedelta(days=2 * shift)
                    rows[f"x{n}"] = {
                        "activity_id": f"x{n}", "seller_id": seller, "type": "call", "occurred_at": at.isoformat(),
                    }  # fmt: skip
            for id_, row in rows.items():
                if id_ not in dropped:
                    model[id_] = (row["seller_id"], row["occurred_at"])
            for id_ in dropped:
                model.pop(id_, None)
            folder: Folder = {"sellers": people}
            if rows:
                folder["activities"] = list(rows.values())
            if dropped:
                folder["deleted_ids"] = gone(*(("activities", id_) for id_ in sorted(dropped)))
            target = write(folder, place / f"crm{number}")
            if not rows:
                (target / "activities.csv").write_text("activity_id,seller_id,type\n")
            load(target)
        keys = {key: native_id for native_id, key in all_keys_of("folder").items()}
        stands = {
            id_.partition(":")[2]: (keys[row["person_key"]], row["occurred_at"].isoformat())
            for id_, row in lake_content()["activities"].items()
        }
        assert stands == model
