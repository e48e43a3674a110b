"""Lists of people in any words: told by what they hold, with managers and teams; other lists are none."""

import sys
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase
from types import FrameType

import pytest

from fairway.crm.report.reader import Reports
from fairway.exchange.intake import Answers
from fairway.people.types import PersonRow

ROWS = [
    ("Ana Duarte", "ana@brisa.example", "Rui Matos", "Norte"),
    ("Nuno Leal", "nuno@brisa.example", "Rui Matos", "Norte"),
    ("Vera Pinto", "vera@brisa.example", "Eva Sousa", "Sul"),
    ("Igor Reis", "igor@brisa.example", "Eva Sousa", "Sul"),
]
WANTED = {(name, email, manager, team) for name, email, manager, team in ROWS}
HEADINGS = [
    "Nome completo;Correio eletrónico;Chefe;Equipa",
    "Nome;E-mail;Gestor;Equipa",
    "Nome;Email;Responsabile;Squadra",
    "Naam;E-mailadres;Leidinggevende;Team",
    "Imię i nazwisko;Adres e-mail;Przełożony;Zespół",
    "Jméno;E-mail;Nadřízený;Tým",
    "Namn;E-post;Närmaste chef;Avdelning",
    "Nimi;Sähköposti;Esihenkilö;Tiimi",
    "Ad Soyad;E-posta;Yönetici;Takım",
    "Nume;Adresă de e-mail;Șef;Echipă",
    "Ονοματεπώνυμο;Ηλεκτρονικό ταχυδρομείο;Προϊστάμενος;Ομάδα",
    "Имя;Почта;Руководитель;Отдел",
    "Wer;Anschrift;Bei wem;Wo",
    "c1;c2;c3;c4",
]


TELL_APART = ("people.py", "staffing.py", "who_is_who.py", "<string>")  # the last one compares records


def people_in(path: Path, answers: Answers | None = None) -> set[tuple[str, str | None, str, str | None]]:
    """Everybody with an address: name, address, manager's name, team."""
    batches = Reports().batches([path], answers or Answers())
    rows = [row for batch in batches for row in batch.rows if isinstance(row, PersonRow)]
    names = {row.native_id: row.name for row in rows}
    return {(row.name, row.email, names.get(row.manager_native_id or "", ""), row.team) for row in rows if row.email}


def written(path: Path, heading: str, rows: list[tuple[str, ...]]) -> Path:
    path.write_text("\n".join([heading, *(";".join(row) for row in rows)]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("heading", HEADINGS)
def test_it_reads_a_list_of_people_in_any_words(tmp_path: Path, heading: str) -> None:
    path = written(tmp_path / "x.csv", heading, ROWS)
    shown = Reports().inspect([path], Answers())
    assert [file.role for file in shown.files] == ["people"]
    assert people_in(path) == WANTED


@pytest.mark.parametrize(
    "heading", ["Nombre;Apellidos;Correo;Jefe", "Prénom;Nom;Courriel;Chef", "Jméno;Příjmení;E-mail;Vedoucí"]
)
def test_it_puts_halves_of_a_name_together(tmp_path: Path, heading: str) -> None:
    rows = [(*name.split(), email, manager) for name, email, manager, _ in ROWS]
    rows[0] = ("Ana Sofia", *rows[0][1:])
    found = people_in(written(tmp_path / "x.csv", heading, rows))
    assert {(name, manager) for name, _, manager, _ in found} == {
        (name.replace("Ana", "Ana Sofia"), manager) for name, _, manager, _ in ROWS
    }


@pytest.mark.parametrize(
    "heading,rows",
    [
        ("Nome;E-mail;Empresa", [(n, f"info@firma{i}.example", f"Firma {i}") for i, (n, *_) in enumerate(ROWS)]),
        ("Nome;E-mail;Nota", [(n, f"x@kunde{i}.example", "vip") for i, (n, *_) in enumerate(ROWS)]),
        ("Vendedor;Chamadas;Visitas", [(n, str(9 + i), str(i)) for i, (n, *_) in enumerate(ROWS)]),
        ("Quem;E-mail;Quando;O quê", [(n, e, f"0{i + 1}.09.2026", "Visita") for i, (n, e, *_) in enumerate(ROWS)]),
    ],
)
def test_it_takes_no_other_list_for_people(tmp_path: Path, heading: str, rows: list[tuple[str, ...]]) -> None:
    path = written(tmp_path / "x.csv", heading, rows)
    assert "people" not in {file.role for file in Reports().inspect([path], Answers()).files}


def test_it_believes_what_somebody_says_a_file_is(tmp_path: Path) -> None:
    rows = [(name, f"a@{name.split()[0].lower()}.example", "x") for name, *_ in ROWS]
    path = written(tmp_path / "x.csv", "Nome;E-mail;Nota", rows)
    assert people_in(path, Answers(questions={"role:x.csv": "people"})) == {
        (name, email, "", None) for name, email, _ in rows
    }


def test_it_tells_an_address_that_is_none_and_keeps_the_person(tmp_path: Path) -> None:
    rows = [*ROWS, ("Olga Neto", "olga@brisa", "Eva Sousa", "Sul")]
    path = written(tmp_path / "x.csv", HEADINGS[1], rows)
    (problem,) = Reports().inspect([path], Answers()).problems
    assert (problem.rows, problem.example, problem.is_left_out) == (1, "Row 6: olga@brisa", False)
    batches = list(Reports().batches([path], Answers()))
    assert [(r.line, r.field, r.value) for b in batches for r in b.rejects] == [(6, "email", "olga@brisa")]
    assert "Olga Neto" in {row.name for b in batches for row in b.rows if isinstance(row, PersonRow)}


def test_it_takes_where_people_live_for_no_word_about_whether_they_left(tmp_path: Path) -> None:
    states = ("Sonora", "Baja California", "Jalisco", "Baja California")
    rows = [(*row[:3], state) for row, state in zip(ROWS, states, strict=True)]
    path = written(tmp_path / "x.csv", "Nombre;Correo;Jefe;Estado", rows)
    batches = list(Reports().batches([path], Answers()))
    people = [row for batch in batches for row in batch.rows if isinstance(row, PersonRow) and row.email]
    assert {row.name for row in people} == {name for name, *_ in ROWS}
    assert all({"is_active", "left_on"} <= row.unsaid for row in people)  # nobody who left here comes back by it
    assert not Reports().inspect([path], Answers()).problems


@pytest.mark.parametrize("heading", ["Estado", "Status", "Stato", "Statut"])
@pytest.mark.parametrize(
    "here,gone",
    [
        ("Activo", "Baja"),
        ("Actif", "Désactivé"),
        ("Attivo", "Inattivo"),
        ("Active", "Inactive (2024)"),
        ("Active, former SDR", "Left"),
        ("1", "0"),
    ],
)
def test_it_leaves_out_who_left_and_says_so(tmp_path: Path, heading: str, here: str, gone: str) -> None:
    rows = [(*row[:3], gone if row[0] == "Vera Pinto" else here) for row in ROWS]
    path = written(tmp_path / "x.csv", f"Nombre;Correo;Jefe;{heading}", rows)
    assert {name for name, *_ in people_in(path)} == {"Ana Duarte", "Nuno Leal", "Igor Reis"}
    (problem,) = Reports().inspect([path], Answers()).problems
    assert (problem.rows, problem.example, problem.lines) == (1, "Row 4: Vera Pinto", (("x.csv", 4),))
    assert "not added" in problem.reason


def test_it_takes_no_more_work_for_each_person_where_there_are_more(tmp_path: Path) -> None:
    """Work is counted in calls of what tells people apart, which no other load on the machine changes."""

    def calls(count: int) -> int:
        family = "Duarte" if count % 3 else "Pereira"  # other names each time: what a text is taken for is kept
        names = [f"An{''.join(ends)} {family}" for ends in islice(product(ascii_lowercase, repeat=3), count)]
        rows = [(name, f"a{number}@brisa.example", names[number // 8], "Norte") for number, name in enumerate(names)]
        path = written(tmp_path / f"{count}.csv", HEADINGS[1], rows)
        made = 0

        def count_call(frame: FrameType, event: str, _arg: object) -> None:
            nonlocal made
            made += event == "call" and frame.f_code.co_filename.endswith(TELL_APART)

        sys.setprofile(count_call)
        try:
            found = people_in(path)
        finally:
            sys.setprofile(None)
        assert len(found) == count
        return made

    few, many = calls(100), calls(210)
    assert many < 2.5 * few, (few, many)
