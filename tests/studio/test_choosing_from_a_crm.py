"""From CRM records to a choice: six sellers of a role over 70 weeks, one of whom wins a quarter of what they used to
since a quarter, and hardly writes to the people with a say in open deals.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps

from fairway.cli.main import main
from fairway.people.queries import keys_by_native_id, person_facts
from fairway.records.queries import published_files
from fairway.records.recording import recordings
from fairway.studio.proposals.rules import failed_tests
from fairway.studio.queries import choice_of, failing_tests
from fairway.studio.queries.starting import chosen_sets
from fairway.studio.types import Choice, TestState, Weight
from tests.faults.folders import Folder, Row, write

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AS_OF = date(2025, 9, 29)  # a Monday
FIRST = AS_OF - timedelta(days=7 * 71)
SELLERS = ("low", "ann", "ben", "cem", "dia", "eva")
OUTREACH = "stakeholder_outreach"


def at(day: date, hour: int = 10) -> str:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC).isoformat()


def deals(seller: str) -> Iterator[Row]:
    """Two a week, decided after five weeks; every third is won, of the short seller every twelfth in the last 13."""
    for week in range(71):
        for number in range(2):
            opened = FIRST + timedelta(days=7 * week + number)
            closed = opened + timedelta(days=35)
            count = 2 * week + number
            is_short = seller == "low" and closed >= AS_OF - timedelta(days=91)
            won = count % (12 if is_short else 3) == 0
            row = {
                "opportunity_id": f"{seller}-{count}",
                "owner_id": seller,
                "account_id": f"a-{seller}",
                "created_at": at(opened),
                "pipeline": "p",
                "stage": "Talk",
                "amount": "20000",
                "closed_at": "",
                "is_won": "",
            }
            if closed < AS_OF:
                row |= {"closed_at": at(closed), "is_won": str(won).lower(), "stage": "Won" if won else "Lost"}
            yield row


def touches(seller: str) -> Iterator[tuple[Row, Row]]:
    """Calls to the buyer of the newest open deal: five a week, one of the short seller; and a mail a week."""
    for week in range(71):
        for number in range(2 if seller == "low" else 6):
            is_mail = number == 0
            day = FIRST + timedelta(days=7 * week + 1 + number % 4)
            key = f"{seller}-{week}-{number}"
            yield (
                {
                    "activity_id": key,
                    "seller_id": seller,
                    "type": "email" if is_mail else "call",
                    "direction": "inbound" if is_mail else "outbound",
                    "status": "done",
                    "occurred_at": at(day),
                    "logged_at": at(day + timedelta(days=4 if is_mail else 0), 12),
                    "account_id": f"a-{seller}",
                    "opportunity_id": f"{seller}-{2 * week}",
                    "duration_min": "6",
                },
                {"activity_id": key, "contact_id": f"c-{seller}"},
            )


def folder_of() -> Folder:
    calls = [pair for seller in SELLERS for pair in touches(seller)]
    return {
        "sellers": [
            {"seller_id": "boss", "name": "Bo Boss", "manager_id": "", "role": "Sales manager"},
            *(
                {"seller_id": key, "name": f"{key.title()} Last", "manager_id": "boss", "role": "Account executive"}
                for key in SELLERS
            ),
        ],
        "accounts": [{"account_id": f"a-{key}", "name": f"Account {key}", "tier": "A"} for key in SELLERS],
        "contacts": [
            {"contact_id": f"c-{key}", "account_id": f"a-{key}", "buying_role": "economic_buyer"} for key in SELLERS
        ],
        "opportunities": [row for seller in SELLERS for row in deals(seller)],
        "stages": [
            {"pipeline": "p", "stage": "Talk", "position": "1", "is_closed": "false", "is_won": "false"},
            {"pipeline": "p", "stage": "Won", "position": "2", "is_closed": "true", "is_won": "true"},
            {"pipeline": "p", "stage": "Lost", "position": "3", "is_closed": "true", "is_won": "false"},
        ],
        "activities": [call for call, _ in calls],
        "participants": [contact for _, contact in calls],
        "quotas": [
            {
                "seller_id": key,
                "period_start_on": "2025-07-01",
                "period_end_on": "2025-09-30",
                "amount": "180000",
            }
            for key in SELLERS
        ],
    }


def choice(seller: str) -> Choice:
    return choice_of(person_facts(keys_by_native_id([seller])[seller], AS_OF), AS_OF)


def test_it_goes_from_records_to_a_choice(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(write(folder_of(), house / "crm"))]) == 0
    the_gap_the_act_and_a_target()
    what_records_say_of_it()
    no_gap_and_no_room_at_the_top()
    how_it_is_recorded()
    many_at_once_are_told_the_same_as_each_on_their_page()
    which_set_each_begins_with()
    of_a_manager_who_logs_nothing()
    capsys.readouterr()
    assert main(["suggest", "--seller", "low", "--as-of", AS_OF.isoformat(), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["id"] == "low"
    assert OUTREACH in document["ranking"][:4]
    assert {one["metric"] for one in document["rejected"]} & {"outbound_calls", "emails_sent"}
    assert all(one["why"] for one in document["rejected"])
    of_a_manager_who_logs_talks(house)


def which_set_each_begins_with() -> None:
    """Deals of account executives took 35 days here; the sales manager leads six of them."""
    keys = keys_by_native_id(["boss", *SELLERS])
    found = chosen_sets([person_facts(key, AS_OF) for key in keys.values()], AS_OF)
    assert found[keys["boss"]].role_set.key == "manager"
    assert {found[keys[seller]].role_set.key for seller in SELLERS} == {"smb_ae"}
    won = sum(
        row["is_won"] == "true" and AS_OF - timedelta(days=364) <= datetime.fromisoformat(row["closed_at"]).date()
        for row in deals("low")
    )
    assert found[keys["low"]].reason.startswith(f"The middle one of {won} deals won in a year took 35 days: below 70")


def of_a_manager_who_logs_nothing() -> None:
    """What only internal talks would show is not called recorded because sellers log calls."""
    refused = {one.metric_key: one for one in choice("boss").refused}
    assert refused["early_deal_talks_held"].failed == "measurable"
    assert "No internal meeting or call reached us" in refused["early_deal_talks_held"].measurable.reason
    assert refused["joint_meetings_planned"].measurable.state is TestState.NO
    assert refused[OUTREACH].failed == "process"
    assert "early_deal_talks_held" not in {one.metric_key for one in choice("low").offered}


def of_a_manager_who_logs_talks(house: Path) -> None:
    """Two talks a week about deals of the short seller, one of them followed by a joint meeting two days later."""
    talks: list[Row] = []
    for week in range(58, 71):
        for number in range(2):
            day = FIRST + timedelta(days=7 * week + 2)
            about = {"seller_id": "boss", "opportunity_id": f"low-{2 * week + number}", "status": "done"}
            talk = {"activity_id": f"t-{week}-{number}", "type": "meeting", "direction": "internal", **about}
            talks.append({**talk, "occurred_at": at(day), "logged_at": at(day, 12), "duration_min": "30"})
        joint = {**talks[-2], "activity_id": f"j-{week}", "direction": "outbound", "occurred_at": at(day, 15)}
        talks.append({**joint, "logged_at": at(day, 16)})
    assert main(["import", str(write({"sellers": folder_of()["sellers"], "activities": talks}, house / "later"))]) == 0
    found = choice("boss")
    offered = {one.metric_key: one for one in found.offered}
    # Without a history of stages a deal that was lost since stands where it ended: of eight weeks five count as early.
    usually = {"early_deal_talks_held": 1.25, "deal_talks_held": 2.0, "joint_meetings_planned": 1.0}
    for key, usual in usually.items():
        assert offered[key].measurable.state is TestState.YES, offered[key].measurable
        assert offered[key].headroom.usual == pytest.approx(usual)
    assert offered["early_deal_talks_held"].objective_key == "deal_talks_acted_on"
    assert found.targets["early_deal_talks_held"].objective_from is not None


def many_at_once_are_told_the_same_as_each_on_their_page() -> None:
    """The tests that bind, for a set or a sheet: every seller and activity of which the studio says anything."""
    keys = keys_by_native_id(SELLERS)
    people = [person_facts(keys[seller], AS_OF) for seller in SELLERS]
    candidates = {
        (keys[seller], one.metric_key): one
        for seller in SELLERS
        for one in (*choice(seller).offered, *choice(seller).refused)
    }
    planned = {key: [metric for person, metric in candidates if person == key] for key in keys.values()}
    failed = failing_tests(people, planned, AS_OF)
    assert failed.keys() == {place for place, one in candidates.items() if failed_tests(one)}
    assert 0 < len(failed) < len(candidates)
    for place, reason in failed.items():
        assert reason == " ".join(answer.reason for answer in failed_tests(candidates[place]).values())


def the_gap_the_act_and_a_target() -> None:
    found = choice("low")
    gap = found.gap
    assert gap.objective_key == "win_rate"
    assert {d.key: d.weight for d in gap.drivers}["win_rate"] is Weight.CARRIES
    assert gap.goal == pytest.approx(180_000)
    assert gap.peers_count == 5
    best = next(one for one in found.offered[:4] if one.metric_key == OUTREACH)
    assert (best.measurable.state, best.manageable.state) == (TestState.YES, TestState.YES)
    assert best.helpful.state is TestState.UNKNOWN
    assert best.headroom.usual == pytest.approx(1.0)
    assert best.headroom.peers_top == pytest.approx(5.0)
    target = found.targets[OUTREACH]
    assert 1 < target.target <= 5
    assert target.chance is not None
    assert target.hours_per_week <= found.capacity.hours_free
    assert target.review_on > target.starts_on


def what_records_say_of_it() -> None:
    """Stored findings answer the third test: those of the role where it was asked, else those of everybody."""
    findings = apps.get_model("evidence.GroupFindings").objects
    sides = {"week_on": AS_OF - timedelta(days=7), "sellers": 24, "weeks": 51}
    chain = {"objective": "stage_progress", "effect_mean": 0.1, "low": 0.0, "high": 0.2}
    none = {"metric": OUTREACH, "grade": "none", "weeks_needed": None, "chain": chain, "checks": []}
    before = [one.metric_key for one in choice("low").offered]
    findings.create(group="", candidates=[none], **sides)
    told = choice("low")
    assert told.asked_of is not None
    assert not told.asked_of.is_of_role
    assert [one.metric_key for one in told.offered] == before
    assert next(one for one in told.offered if one.metric_key == OUTREACH).helpful.word == "No sign so far"
    findings.create(group="account executive", candidates=[none], **sides)
    told = choice("low")
    assert told.asked_of is not None
    assert told.asked_of.is_of_role
    assert {one.metric_key: one.failed for one in told.refused}[OUTREACH] == "helpful"
    findings.update(candidates=[{**none, "grade": "strong"}])
    best = choice("low").offered[0]
    assert (best.metric_key, best.helpful.state) == (OUTREACH, TestState.YES)
    findings.all().delete()


def no_gap_and_no_room_at_the_top() -> None:
    found = choice("ann")
    assert found.gap.objective_key is None
    refused = {one.metric_key: one for one in found.refused}
    assert refused[OUTREACH].failed == "headroom"
    assert refused["outbound_calls"].failed == "manageable"
    assert not refused["outbound_calls"].can_override


def how_it_is_recorded() -> None:
    """Calls were entered the same day, mails four days later; every call names a contact whose role is known."""
    people = list(keys_by_native_id(SELLERS).values())
    seen_at = datetime(2025, 9, 30, tzinfo=UTC)
    found = recordings(published_files(), people, AS_OF - timedelta(days=91), AS_OF - timedelta(days=1), seen_at)
    calls, mails = found["call"], found["email"]
    assert calls.within_a_day == calls.timed == calls.seen == 13 * 26
    assert calls.filled["contacts.buying_role"] == (calls.seen, calls.seen)
    assert calls.filled["account.tier"] == (calls.seen, calls.seen)
    assert calls.filled["account.is_target"] == (0, calls.seen)
    assert (mails.within_a_day, mails.seen) == (0, 13 * len(SELLERS))


@pytest.mark.usefixtures("house")
def test_it_says_who_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--seller", "nobody"]) == 2
    assert "nobody has the id 'nobody'" in capsys.readouterr().err


@pytest.mark.usefixtures("house")
def test_it_answers_cases_line_by_line_or_as_one_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cases = Path(__file__).with_name("cases_dev.jsonl")
    lines = cases.read_text(encoding="utf-8").splitlines()[:3]
    some, one = tmp_path / "some.jsonl", tmp_path / "one.json"
    some.write_text("\n".join(lines), encoding="utf-8")
    one.write_text(lines[0], encoding="utf-8")
    assert main(["suggest", "--case", str(some)]) == 0
    answered = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [document["id"] for document in answered] == ["s1-01", "s1-02", "s1-03"]
    assert main(["suggest", "--case", str(some), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == answered
    assert main(["suggest", "--case", str(one), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == answered[0]


@pytest.mark.usefixtures("house")
def test_it_names_the_line_that_is_no_case(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a"}\n{"id": \n', encoding="utf-8")
    assert main(["suggest", "--case", str(broken)]) == 2
    assert "line 2" in capsys.readouterr().err
