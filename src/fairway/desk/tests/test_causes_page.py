"""The cause budget as its viewers get it: who sees what, that it stays as published, and that it tells of nobody."""

import csv
import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from fairway.diagnosis.budget.actions import drop_blocks_before, publish_causes
from fairway.diagnosis.budget.blurring import Blur, published
from fairway.diagnosis.budget.counting import BLOCK, block_of
from fairway.diagnosis.budget.queries import facts_of_block
from fairway.diagnosis.budget.removing import words
from fairway.diagnosis.budget.tests.attacking import Recorded, cells_of, nothing
from fairway.diagnosis.budget.types import Cell, Counted
from fairway.diagnosis.models import PublishedBlock, PublishedCauses, SellerAnswer, WeeklyDiagnosis
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine

pytestmark = pytest.mark.django_db
NEWEST = block_of(date.today()) - 2 * BLOCK  # noqa: DTZ011  (over for more than a week, whatever today is)
TEAMS = {"mona": ("North", 8), "max": ("South", 7), "nell": ("Harbour", 3)}
LEADERS = {"mona": "lea", "max": "lea", "nell": "lars", "lea": "cleo", "lars": "cleo"}
VIEWERS = ("ola", "cleo", "lea", "lars", "mona", "nell")


def person(name: str, **more: object) -> Person:
    made: Person = Person.objects.create(
        name=name.title(), slug=name, email=f"{name}@example.com", has_read_notice=True, **more
    )
    return made


@pytest.fixture
def firm(db: None) -> SimpleNamespace:
    """Two leaders under one; eighteen sellers in three teams, all behind for two blocks: mostly too much at once."""
    Organisation.objects.create(name="Budget Works")
    people = {name: person(name) for name in (*TEAMS, "lea", "lars", "cleo")}
    people["ola"] = person("ola", is_operations=True)
    for name, leader in LEADERS.items():
        ReportingLine.objects.create(person=people[name], manager=people[leader])
    for manager, (team, size) in TEAMS.items():
        for number in range(size):
            people[f"{manager}-{number}"] = seller = person(f"{manager}-{number}")
            ReportingLine.objects.create(person=seller, manager=people[manager], team=team)
            for block_on in (NEWEST, NEWEST - BLOCK):
                missed(seller, block_on, "capacity" if number < 6 else "skill")
    rebuild_spans()
    clients = {}
    for name in (*VIEWERS, "mona-0"):
        clients[name] = Client()
        clients[name].force_login(account_of(people[name].pk))
    return SimpleNamespace(people=people, clients=clients)


def missed(seller: Person, block_on: date, cause: str) -> None:
    WeeklyDiagnosis.objects.bulk_create(
        WeeklyDiagnosis(
            person=seller,
            week_on=block_on + timedelta(days=7 * week),
            metric_key=metric_key,
            status="behind" if metric_key == "executive_calls" else "on_pace",
            first_cause=cause,
        )
        for week in range(4)
        for metric_key in ("executive_calls", "discovery_calls")
    )


def text_of(firm: SimpleNamespace, who: str, asked: str = "") -> str:
    response = firm.clients[who].get(f"/causes/{asked}")
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]).split())


def answers(firm: SimpleNamespace) -> dict[str, object]:
    """Everything every viewer is shown: pages as they stand, and both files."""
    found: dict[str, object] = {}
    for who in VIEWERS:
        client = firm.clients[who]
        found[f"{who} page"] = text_of(firm, who)
        found[f"{who} json"] = client.get("/causes/?format=json").json()
        found[f"{who} csv"] = client.get("/causes/?format=csv").content
    return found


def groups_of(firm: SimpleNamespace, who: str) -> set[tuple[str, str]]:
    found = firm.clients[who].get("/causes/?format=json").json()["causes"]
    return {(one["by"], one["group"]) for one in found}


def test_it_says_what_will_stand_there_before_anything_is_published(firm: SimpleNamespace) -> None:
    assert "Nothing is published yet" in text_of(firm, "ola")
    assert "at the earliest" not in text_of(firm, "lea")  # its day has come: with the next night
    WeeklyDiagnosis.objects.all().delete()
    missed(firm.people["mona-0"], block_of(timezone.now().date()), "capacity")
    assert "at the earliest" in text_of(firm, "lea")


def test_operations_see_everybody_and_leaders_only_what_is_below_them(firm: SimpleNamespace) -> None:
    publish_causes(blur=nothing)
    # Harbour has three sellers: it stands with the nearest other team, under whoever is above both.
    assert groups_of(firm, "ola") == {
        ("team", "North"),
        ("team", "2 teams together under Cleo"),
        ("hia", "Calls to executives"),
    }
    assert groups_of(firm, "cleo") == groups_of(firm, "ola")
    assert groups_of(firm, "lea") == groups_of(firm, "mona") == {("team", "North")}
    assert groups_of(firm, "lars") == groups_of(firm, "nell") == set()
    assert firm.clients["mona-0"].get("/causes/").status_code == 404


def test_the_page_says_sentence_count_and_who_can_remove_it(firm: SimpleNamespace) -> None:
    publish_causes(blur=nothing)
    text = text_of(firm, "cleo")
    assert "About 30 of 35 misses are yours to remove" in text
    assert "8 closed weeks" in text
    capacity = words()[Counted.CAPACITY]
    assert f"{capacity} Misses about 30 of 35, about 85%" in text
    assert f"The most frequent reason: {capacity.lower()}, about 30 of 35." in text
    assert "No sign: fewer than 10 each, not shown" in text
    assert "Skill" not in text
    ours = text_of(firm, "ola")
    assert "No reason that is yours to remove stands out" in ours
    assert "Calls to executives" in ours
    assert "Calls to executives" not in text_of(firm, "lea")


def test_a_leader_whose_teams_are_too_small_is_told_so_in_words(firm: SimpleNamespace) -> None:
    publish_causes(blur=nothing)
    assert "Fewer than five sellers missed an activity here in any four weeks: not shown." in text_of(firm, "lars")


def test_a_published_block_stays_as_it_was_whatever_happens_afterwards(firm: SimpleNamespace) -> None:
    assert publish_causes() == [NEWEST - BLOCK, NEWEST]
    before = answers(firm)
    seller = firm.people["mona-3"]
    answer(seller, NEWEST, "skill")
    WeeklyDiagnosis.objects.filter(person=firm.people["mona-1"]).update(first_cause="data")
    firm.people["max-2"].delete()
    ReportingLine.objects.filter(person=firm.people["mona-5"]).update(manager=firm.people["nell"])
    rebuild_spans()
    late = person("late-comer")
    missed(late, NEWEST, "opportunity")
    assert publish_causes() == []
    assert answers(firm) == before


def test_a_block_is_not_published_again_once_its_old_rows_and_itself_are_gone(firm: SimpleNamespace) -> None:
    publish_causes()
    drop_blocks_before(NEWEST)  # the older block goes with the diagnoses of its weeks
    assert list(PublishedBlock.objects.values_list("block_on", flat=True)) == [NEWEST]
    assert publish_causes() == []
    assert set(PublishedCauses.objects.values_list("block_id", flat=True)) == {NEWEST}


def test_a_block_is_not_published_before_its_time(firm: SimpleNamespace) -> None:
    WeeklyDiagnosis.objects.all().delete()
    missed(firm.people["mona-0"], block_of(timezone.now().date()), "capacity")
    assert publish_causes() == []
    assert not PublishedBlock.objects.exists()


def answer(seller: Person, block_on: date, cause: str) -> None:
    for week in range(4):
        SellerAnswer.objects.update_or_create(
            person=seller,
            metric_key="executive_calls",
            week_on=block_on + timedelta(days=7 * week),
            defaults={"cause": cause, "said_at": timezone.now()},
        )


def test_what_the_seller_says_is_counted_and_nothing_ranked(firm: SimpleNamespace) -> None:
    for number in range(6):
        answer(firm.people[f"mona-{number}"], NEWEST, "opportunity")
    publish_causes(blur=nothing)
    north = PublishedCauses.objects.get(block_id=NEWEST, name="North")
    assert (north.counts["opportunity"], north.counts["capacity"], north.counts["skill"]) == (6, 0, 2)


def test_nothing_any_viewer_sees_would_be_another_had_one_seller_another_reason(firm: SimpleNamespace) -> None:
    """The promise itself, through the database, the pages and the files, with blurs that are nearly as likely."""
    with rolled_back():
        publish_causes(blur=Recorded(3))
        seen = answers(firm)
    truth = exact(NEWEST)
    for counted in ("data", "skill", "opportunity", "own_words"):
        with rolled_back():
            answer(firm.people["mona-3"], NEWEST, "" if counted == "own_words" else counted)
            other = exact(NEWEST)
            needed = {cell: truth[cell] - other[cell] for cell in truth}
            assert sum(abs(more) for more in needed.values()) == 4  # two numbers of each table, by one
            publish_causes(blur=by_block({NEWEST: Recorded(3, needed), NEWEST - BLOCK: Recorded(3)}))
            assert answers(firm) == seen


def exact(block_on: date) -> dict[Cell, int]:
    return cells_of(published(facts_of_block(block_on), nothing))


def by_block(blurs: dict[date, Blur]) -> Blur:
    """Blocks are published oldest first, each from its first cell on."""
    order = iter(sorted(blurs))
    state = SimpleNamespace(now=None, seen=set())

    def blur(cell: Cell) -> int:
        if state.now is None or cell in state.seen:
            state.now, state.seen = next(order), set()
        state.seen.add(cell)
        return blurs[state.now](cell)

    return blur


class rolled_back(transaction.Atomic):  # noqa: N801  (reads as a statement)
    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *problem: object) -> None:
        transaction.set_rollback(True)
        super().__exit__(*problem)  # type: ignore[arg-type]


def test_the_files_hold_the_published_lattice_rounded_and_nothing_else(firm: SimpleNamespace) -> None:
    publish_causes()
    found = firm.clients["ola"].get("/causes/?format=json").json()["causes"]
    assert found
    for one in found:
        assert set(one) == {"from", "to", "by", "group", "misses", "least_shown", "causes"}
        assert set(one["causes"]) == {str(counted) for counted in Counted}
        assert all(count is None or (count >= 5 and count % 5 == 0) for count in one["causes"].values())
        assert list(one["causes"].values()).count(None) != 1
    lines = list(csv.DictReader(firm.clients["ola"].get("/causes/?format=csv").content.decode().splitlines()))
    assert [(line["from"], line["group"], line["misses"]) for line in lines] == [
        (one["from"], one["group"], str(one["misses"])) for one in found
    ]


def test_there_is_nothing_to_choose(firm: SimpleNamespace) -> None:
    publish_causes()
    plain = text_of(firm, "ola")
    for asked in ("?from=2026-01-01", "?team=North&hia=executive_calls", "?by=seller", "?format=xml"):
        assert text_of(firm, "ola", asked) == plain


def test_a_team_whose_name_looks_like_a_formula_is_text_in_the_file(firm: SimpleNamespace) -> None:
    ReportingLine.objects.filter(team="North").update(team="=1+1")
    publish_causes()
    assert "'=1+1" in firm.clients["ola"].get("/causes/?format=csv").content.decode()
