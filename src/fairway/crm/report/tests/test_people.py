"""Who is who among the spellings of sellers."""

import pytest

from fairway.crm.report.people import Listed, People, Spelling
from fairway.crm.report.people_names import first_of_several, is_system_user, looks_like_person, name_of
from fairway.crm.report.who_is_who import who_is_who
from fairway.exchange.intake import PersonAnswer


def people(
    *spellings: Spelling | str, listed: tuple[Listed, ...] = (), answers: dict[str, PersonAnswer] | None = None
) -> People:
    counted = {Spelling(name=one) if isinstance(one, str) else one: 1 for one in spellings}
    return who_is_who(counted, listed, answers or {})


def together(found: People) -> set[frozenset[str]]:
    return {frozenset(spelling.shown for spelling in person.spellings) for person in found.everyone if person.spellings}


@pytest.mark.parametrize(
    "text,words",
    [
        ("Bell, Marcus", ("marcus", "bell")),
        ("DUPONT Marie", ("marie", "dupont")),
        ("Dr. Elena Kovač (inactive)", ("elena", "kovac")),
        ("Marcus Bell <m@x.com>", ("marcus", "bell")),
        ("Van der Berg, Ludwig", ("ludwig", "van", "der", "berg")),
    ],
)
def test_it_takes_names_apart(text: str, words: tuple[str, ...]) -> None:
    assert name_of(text).words == words


def test_it_takes_spellings_of_one_person_together() -> None:
    found = people(
        "Bell, Marcus",
        "Marcus Bell",
        "BELL Marcus",
        "M. Bell",
        "mbell",
        Spelling(email="marcus.bell@x.com"),
        "Tom Whitfield",
        "Tom",
    )
    assert together(found) == {
        frozenset({"Bell, Marcus", "Marcus Bell", "BELL Marcus", "M. Bell", "mbell", "marcus.bell@x.com"}),
        frozenset({"Tom Whitfield", "Tom"}),
    }
    assert {person.native_id for person in found.everyone} == {"marcus.bell@x.com", "tom-whitfield"}
    assert {person.name for person in found.everyone} == {"Marcus Bell", "Tom Whitfield"}


def test_it_asks_when_a_spelling_fits_two() -> None:
    found = people("Anna Meyer", "Axel Meyer", "A. Meyer")
    assert len(found.everyone) == 3
    assert [(doubt.spelling.name, doubt.names) for doubt in found.doubts] == [
        ("A. Meyer", ("Anna Meyer", "Axel Meyer"))
    ]


def test_it_keeps_two_people_of_one_name_apart_by_address_or_id() -> None:
    found = people(
        Spelling("Anna Meyer", "anna.meyer@x.com"),
        Spelling("Anna Meyer", "a.meyer2@x.com"),
        Spelling("Tom Reed", id="7"),
        Spelling("Tom Reed", id="8"),
    )
    assert len(found.everyone) == 4


def test_it_finds_people_of_a_list_by_id_in_both_lengths() -> None:
    listed = Listed("0051G000005Mun4QAC", "Elena Kovač", "elena@x.com")
    found = people(
        Spelling(id="0051G000005Mun4QAC"),
        Spelling(id="0051G000005Mun4"),
        Spelling(id="0059Z00000XXXX9QAC"),
        listed=(listed,),
    )
    assert found.of(Spelling(id="0051G000005Mun4")) is found.of(Spelling(id="0051G000005Mun4QAC"))
    assert {person.native_id for person in found.everyone} == {"elena@x.com", "0059Z00000XXXX9QAC"}


def test_it_lets_answers_win() -> None:
    said = {
        "Sync User": PersonAnswer(is_person="tom-reed"),
        "M. Bell": PersonAnswer(is_alone=True),
        "Anna": PersonAnswer(name="Anna Schmidt"),
        "Bot": PersonAnswer(is_left_out=True),
    }
    found = people("Tom Reed", "Sync User", "Marcus Bell", "M. Bell", "Anna", "Bot", answers=said)
    assert frozenset({"Tom Reed", "Sync User"}) in together(found)
    assert frozenset({"M. Bell"}) in together(found)
    assert "Anna Schmidt" in {person.name for person in found.everyone}
    assert {spelling.name for spelling in found.left_out} == {"Bot"}


@pytest.mark.parametrize(
    "text",
    [
        "Sync User",
        "Automated Process",
        "HubSpot",
        "Integration User",
        "noreply@x.com",
        "API",
        "Systembenutzer",
        "Nicht zugewiesen",
        "Utilisateur système",
        "Sin asignar",
        "Unassigned",
    ],
)
def test_it_knows_programs(text: str) -> None:
    assert is_system_user(text)


@pytest.mark.parametrize(
    "text",
    [
        "Marcus Bell",
        "Sam Einstein",
        "Maria Cola",
        "Tim Batch",
        "marcus.bell@x.com",
        "Sales Team North",
        "System Integrators Ltd Anna",
    ],
)
def test_it_takes_no_person_for_a_program(text: str) -> None:
    assert not is_system_user(text)


def test_it_tells_people_from_companies_and_finds_several_in_one_cell() -> None:
    assert looks_like_person("Hélène Lefèvre")
    assert not looks_like_person("Hartwell Industries")
    assert not looks_like_person("Orbis GmbH")
    assert first_of_several("Marcus Bell; Tom Whitfield") == ("Marcus Bell", "Tom Whitfield")
    assert first_of_several("Bell, Marcus") == ("Bell, Marcus", "")
