"""The treasure map: whole, consistent, and found again in what people write."""

import pytest

from fairway.studio.treasure_map import acts_in, objectives_in, role_in, treasure_map


def test_it_names_only_objectives_and_processes_it_knows() -> None:
    atlas = treasure_map()
    processes = {process for role in atlas.roles.values() for process in role.processes} | {"leadership"}
    for act in atlas.acts.values():
        assert set(act.moves) <= set(atlas.objectives), act.key
        assert act.process in processes, act.key
        assert act.phrases, act.key


def test_it_has_an_act_for_every_objective() -> None:
    moved = {key for act in treasure_map().acts.values() for key, weight in act.moves.items() if weight >= 2}
    assert set(treasure_map().objectives) <= moved | {"partner_active"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mutual action plan sent on stage 3 deals", "A21"),
        ("Gemeinsamer Plan an den Kunden geschickt", "A21"),
        ("Relance des devis sous deux jours", "A14"),
        ("Seguimiento de la oferta en dos días", "A14"),
        ("Nächster Schritt mit Datum", "A13"),
        ("1:1s held as planned", "E01"),
        ("White-space grid updated", "A32"),
        ("stakeholderMapping", "A19"),
    ],
)
def test_it_finds_an_act_in_four_languages_and_any_spelling(text: str, key: str) -> None:
    assert acts_in(text)[0].key == key


@pytest.mark.parametrize("text", ["Team lunch", "Expense reports", "Kilometres driven", ""])
def test_it_finds_nothing_in_what_is_no_act(text: str) -> None:
    assert not acts_in(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Enterprise Account Executive", "enterprise_ae"),
        ("Außendienst, Gebiet Süd", "field"),
        ("Vertriebsleiterin mit acht Verkäufern", "manager"),
        ("SDR, inbound team", "sdr_inbound"),
        ("Sales Development Representative", "sdr_outbound"),
        ("Customer success manager for accounts in retail", "customer_success"),
        ("Account executive", "seller"),
    ],
)
def test_it_reads_a_role_as_people_write_it(text: str, key: str) -> None:
    role = role_in(text)
    assert role is not None
    assert role.key == key


def test_it_reads_what_a_driver_is_about() -> None:
    assert objectives_in("win rate of decided deals")[0].key == "win_rate"
    assert objectives_in("Tage bis zum Abschluss, Zyklus")[0].key == "cycle"
    assert objectives_in("renewals signed on time")[0].key == "renewals"
