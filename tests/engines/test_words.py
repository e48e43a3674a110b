"""Whatever an organisation calls its activities becomes a metric of that name, with an address of its own."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fairway.desk.urls import urlpatterns
from fairway.ledger.actions.filling import fill
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.queries import definition_for, definitions
from fairway.metrics.types import MetricClass
from fairway.metrics.words import PAGES_OF_A_SELLER, address_of, all_meant_by, offered
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType
from tests.engines.ledger_house import House, stored_numbers, today_is
from tests.engines.world import World

AT = datetime(2026, 3, 11, 10, tzinfo=UTC)
WORDS = (
    "Erstgespräch / Vor-Ort",
    "Demo",
    "demo",
    "DEMO ",
    'it\'s "quoted"; --',
    "商談",
    "встреча",
    "لقاء",
    "plan",
    "50%",
    "meetings_held",
    "a" * 60,
)
FACTS = {"status": ActivityStatus.DONE, "occurred_at": AT, "logged_at": AT}


def house_with(*words: str | None) -> House:
    world = World(timezone="UTC")
    for number, word in enumerate(words):
        for copy in range(number + 1):
            row = ActivityRow(f"a{number}-{copy}", "s0", ActivityType.MEETING, subtype=word, **FACTS)  # type: ignore[arg-type]
            world.rows.put("activities", row)
    return House(world)


def done_by_metric(house: House) -> dict[str, float]:
    found = stored_numbers(house, list(definitions().values()))
    return {metric: sum(parts[0] for parts in cells.values()) for metric, cells in found.items() if cells}


def test_it_counts_any_word_under_itself_and_tells_spellings_apart(house: Path) -> None:
    home = house_with(*WORDS)
    with today_is(AT.date(), "UTC"):
        home.move_in()
        fill()
    done, known = done_by_metric(home), definitions()
    for number, word in enumerate(WORDS, start=1):
        key = word.strip()
        assert done[key] == number, word
        assert known[key].key == key
    assert known["Demo"].metric_class is MetricClass.ACTIVITY


def test_it_lets_the_organisations_own_word_stand_before_the_catalogue_and_keeps_the_class(house: Path) -> None:
    home = house_with("meetings_held", "something else")
    with today_is(AT.date(), "UTC"):
        home.move_in()
        fill()
    assert done_by_metric(home)["meetings_held"] == 1
    assert definitions()["meetings_held"].metric_class is MetricClass.OBJECTIVE


def test_it_counts_a_type_that_is_nobodys_word_for_a_plan_that_names_it(house: Path) -> None:
    home = house_with("first", "second")
    with today_is(AT.date(), "UTC"):
        home.move_in()
        fill()
        assert done_by_metric(home)["meeting"] == 3
        home.store([("activities", ActivityRow("bare", "s0", ActivityType.MEETING, **FACTS))])  # type: ignore[arg-type]
        fill()
    assert done_by_metric(home)["meeting"] == 1, "now it is a word, and counts what carries no other"


def test_it_finds_what_is_meant_in_another_case_or_spelling_when_only_one_is_alike(house: Path) -> None:
    home = house_with("Discovery Meeting", "Demo", "demo", "ＦＵＬＬ width")
    with today_is(AT.date(), "UTC"):
        home.move_in()
    assert definition_for("discovery_meeting") == offered("Discovery Meeting")
    assert definition_for("full WIDTH") == offered("ＦＵＬＬ width")
    assert definition_for("Demo") == offered("Demo")
    assert definition_for("DEMO") is None
    assert {d.key for d in all_meant_by("DEMO", definitions())} == {"Demo", "demo"}
    assert definition_for("no such thing") is None


@given(one=st.text(min_size=1, max_size=150), other=st.text(min_size=1, max_size=150))
def test_it_gives_no_two_words_one_address(one: str, other: str) -> None:
    assert (address_of(one) == address_of(other)) == (one == other)
    assert set(address_of(one)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    assert len(address_of(one)) < 80


def test_it_gives_addresses_that_no_page_of_a_seller_has() -> None:
    routes = [str(pattern.pattern).rstrip("/").split("/") for pattern in urlpatterns]
    pages = {parts[2] for parts in routes if parts[0] == "sellers" and len(parts) == 3 and "<" not in parts[2]}
    assert pages
    assert not pages & {address_of(page) for page in pages}
    assert {page for page in pages if "-" not in page} == PAGES_OF_A_SELLER


def test_it_keeps_the_addresses_of_the_catalogue_readable() -> None:
    assert [address_of(key) for key in catalogue()] == list(catalogue())
    assert address_of("Demo") != address_of("demo") == "demo"
    assert address_of("Demo Call") != address_of("demo_call") != address_of("demo-call")
