"""Commitments as activities in a real Odoo, with the key of a sales manager who is no administrator: 200 of them sent
by processes that are killed time and again, then closed the same way; and what Odoo says when it will not.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.odoo.floor import DUE_ON, SELLERS, Floor, opened, promise
from tests.odoo.server import missing

pytestmark = [pytest.mark.odoo, pytest.mark.xdist_group("odoo")]

TASKS, KILLS, KILLS_WHILE_CLOSING = 200, 30, 12
FURTHEST_CALL = 8  # a process is killed at one of its first so many writing calls


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Floor:
    if missing():
        pytest.skip(missing())
    return opened(tmp_path_factory.mktemp("outbox"))


@dataclass
class Kills:
    """Where kills hit, as house and Odoo tell it afterwards."""

    at: Counter[str] = field(default_factory=Counter)
    unconfirmed: int = 0  # Odoo had carried it out, and the house did not know


def moments(chance: random.Random, count: int) -> list[tuple[str, int]]:
    """A third of the kills at each moment, at a random call."""
    kinds = ["before", "after", "during"] * (count // 3)
    return [
        (f"{kind}:{chance.randint(0, 120)}" if kind == "during" else kind, chance.randint(1, FURTHEST_CALL))
        for kind in kinds
    ]


@pytest.fixture(scope="module")
def sent(floor: Floor) -> tuple[Kills, dict[str, dict[str, Any]]]:
    """The 200, sent under kills."""
    floor.put([promise(floor, number) for number in range(TASKS)])
    seed = int(os.environ.get("FAIRWAY_ODOO_SEED", "0")) or random.randrange(10**6)
    print(f"FAIRWAY_ODOO_SEED={seed}")
    kills = Kills()
    for moment, number in moments(random.Random(seed), KILLS):
        assert floor.killed(moment, number)
        kills.at[moment.partition(":")[0]] += 1
        known = floor.known_tokens()
        in_hand = [entry["token"] for entry in floor.entries().values() if entry["state"] == "sent"]
        assert len(in_hand) <= 1, "a process has one entry in hand, or is between two"
        kills.unconfirmed += sum(token in known for token in in_hand)
    confirmed = sum(entry["state"] == "confirmed" for entry in floor.entries().values())
    assert 0 < confirmed < TASKS, "kills came on the way"
    floor.drain()
    print(f"{kills.at}, {kills.unconfirmed} carried out and not confirmed, {confirmed} confirmed under kills")
    return kills, floor.entries()


def test_kills_hit_between_sending_and_confirming(sent: tuple[Kills, dict[str, Any]]) -> None:
    kills, _ = sent
    assert kills.at == {"before": KILLS // 3, "during": KILLS // 3, "after": KILLS // 3}
    assert kills.unconfirmed >= KILLS // 3  # each `after`, and those of `during` that Odoo finished


def test_exactly_two_hundred_activities_stand_in_odoo(floor: Floor, sent: tuple[Kills, dict[str, Any]]) -> None:
    _, entries = sent
    assert {entry["state"] for entry in entries.values()} == {"confirmed"}
    found = floor.activities()
    assert len(found) == TASKS
    assert {one["summary"] for one in found} == {f"Promise {number:03d}" for number in range(TASKS)}
    assert {str(one["id"]) for one in found} == {entry["native_id"] for entry in entries.values()}
    assert floor.known_tokens() == {entry["token"] for entry in entries.values()}


def test_each_is_a_to_do_of_its_owner_on_the_record_it_is_about(
    floor: Floor, sent: tuple[Kills, dict[str, Any]]
) -> None:
    partners = {
        user["id"]: user["partner_id"][0]
        for user in floor.odoo.admin("res.users", "read", ids=list(floor.sellers.values()), fields=["partner_id"])
    }
    for one in floor.activities():
        number = int(one["summary"].split()[1])
        login = SELLERS[number % len(SELLERS)]
        owner = floor.sellers[login]
        about = ("crm.lead", floor.deals[login]) if number % 2 else ("res.partner", partners[owner])
        assert (one["user_id"][0], one["date_deadline"], one["active"]) == (owner, DUE_ON, True)
        assert (one["res_model"], one["res_id"], one["activity_type_id"][1]) == (*about, "To-Do")
        assert "As said &lt;on Monday&gt;" in one["note"]


def test_nobody_gets_a_mail_about_it(floor: Floor, sent: tuple[Kills, dict[str, Any]]) -> None:
    assert floor.odoo.admin("mail.message", "search_count", domain=[["subject", "like", "Promise"]]) == 0


def test_closing_marks_done_once_and_withdrawing_removes_whatever_is_killed(
    floor: Floor, sent: tuple[Kills, dict[str, Any]]
) -> None:
    done, withdrawn = range(60), range(60, 100)
    floor.take_back({f"commitment:{number}": number in done for number in (*done, *withdrawn)})
    chance = random.Random(7)
    for moment, number in moments(chance, KILLS_WHILE_CLOSING):
        assert floor.killed(moment, number)
    floor.drain()
    found = {one["summary"]: one["active"] for one in floor.activities()}
    assert found == {f"Promise {n:03d}": n not in done for n in range(TASKS) if n not in withdrawn}
    said = floor.odoo.admin(
        "mail.message", "search_read", domain=[["body", "like", "Promise "]], fields=["body", "mail_activity_type_id"]
    )
    assert len(said) == len(done)  # one message each, as when a person presses Done
    assert {entry["state"] for entry in floor.entries().values()} == {"confirmed"}


def test_a_changed_commitment_changes_its_activity(floor: Floor, sent: tuple[Kills, dict[str, Any]]) -> None:
    before = {one["summary"]: one["id"] for one in floor.activities()}["Promise 150"]
    floor.put([promise(floor, 150, due_on="2026-12-18", owner=str(floor.sellers["lou"]))])
    floor.drain()
    [after] = [one for one in floor.activities() if one["summary"] == "Promise 150"]
    assert (after["id"], after["date_deadline"]) == (before, "2026-12-18")
    assert after["user_id"][0] == floor.sellers["lou"]


def test_what_was_done_in_odoo_is_not_begun_again(floor: Floor, sent: tuple[Kills, dict[str, Any]]) -> None:
    by_summary = {one["summary"]: one["id"] for one in floor.activities()}
    floor.odoo.admin("mail.activity", "action_done", ids=[by_summary["Promise 151"]])
    floor.odoo.admin("mail.activity", "unlink", ids=[by_summary["Promise 152"]])
    floor.put([promise(floor, number, due_on="2026-12-18") for number in (151, 152)])
    floor.drain()
    entries = floor.entries()
    assert entries["commitment:151"]["reason"] == "the activity was marked done in Odoo"
    assert entries["commitment:152"]["reason"].startswith("the activity is no longer in Odoo")
    found = {one["summary"]: one["active"] for one in floor.activities()}
    assert found["Promise 151"] is False
    assert "Promise 152" not in found


def test_our_own_tasks_read_back_are_nobodys_work(floor: Floor, sent: tuple[Kills, dict[str, Any]]) -> None:
    floor.house.sync("--full")
    told = floor.house.answer("board")
    assert all(not seller["logged"] for seller in told["sellers"])


def test_a_refusal_says_why_and_holds_up_nothing_else(floor: Floor, sent: tuple[Kills, dict[str, Any]]) -> None:
    odd = {
        300: {"owner": "999999"},
        301: {"owner": str(floor.archived)},
        302: {"table": "opportunities", "record_id": "999999"},
        303: {"table": "people", "record_id": "2"},
    }
    floor.put([promise(floor, number, **more) for number, more in odd.items()])
    floor.put([promise(floor, 304)])
    floor.drain()
    assert floor.said(*odd, 304) == {
        300: ("rejected", "there is no user 999999 in Odoo"),
        301: ("rejected", f"user {floor.archived} is archived in Odoo"),
        302: ("rejected", "crm.lead 999999 is no longer in Odoo, or cannot be seen with this key"),
        303: ("rejected", "Odoo has no people 2"),
        304: ("confirmed", ""),
    }


def test_without_rights_odoo_says_so_and_with_them_connecting_again_sends_it(
    floor: Floor, sent: tuple[Kills, dict[str, Any]]
) -> None:
    with floor.without_rights():
        floor.put([promise(floor, number) for number in (310, 311)])
        floor.drain()
        said = floor.said(310, 311)
        assert said[310][0] == "rejected"
        assert said[310][1].startswith("The requested operation cannot be completed due to security restrictions.")
        assert said[311] == ("rejected", said[311][1])
        assert "crm.lead" in said[311][1]
    floor.house.connect("--writes")
    floor.drain()
    assert floor.said(310, 311) == {310: ("confirmed", ""), 311: ("confirmed", "")}
    assert floor.said(300)[300][0] == "rejected"  # asked again, and refused again


def test_a_lost_deal_takes_a_promise_as_any_other_for_odoo_shows_it_in_its_owners_list(
    floor: Floor, sent: tuple[Kills, dict[str, Any]]
) -> None:
    floor.odoo.admin("crm.lead", "action_set_lost", ids=[floor.deals["jon"]])
    floor.put([promise(floor, 321)])
    floor.drain()
    assert floor.said(321) == {321: ("confirmed", "")}
