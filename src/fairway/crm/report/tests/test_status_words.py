"""Statuses in many languages, and words no table knows: never taken for done without somebody's word."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fairway.crm.report.reader import Reports
from fairway.crm.report.statuses import Standing, standing_of
from fairway.exchange.intake import Answers
from fairway.records.types import ActivityRow

WORDS = {
    Standing.PLANNED: "Planeada, Marcada, Em curso, Ingepland, Zaplanowana, Planlagd, Planert, Suunniteltu, Beklemede, "
    "Programată, Ütemezett, Προγραμματισμένη, Планирана, Planirano, Načrtovano, Plaanitud, Suplanuota, מתוכנן, مخطط, "
    "Naplánovaná, Запланована, Terjadwal",
    Standing.DONE: "Concluída, Efetuada, Encerrado, Uitgevoerd, Zakończone, Genomfört, Afholdt, Utført, Tehty, "
    "Tamamlandı, Încheiată, Megtörtént, Ολοκληρώθηκε, Завършена, Obavljeno, Opravljeno, Tehtud, Atlikta, הושלם, مكتمل, "
    "Ukončená, Виконано, Selesai",
    Standing.CANCELLED: "Anulada, Cancelado, Geannuleerd, Anulowane, Inställt, Aflyst, Avlyst, Peruttu, İptal edildi, "
    "Anulată, Törölt, Ακυρώθηκε, Отказана, Otkazano, Preklicano, Tühistatud, Atšaukta, בוטל, ملغاة, Zrušená",
}


@pytest.mark.parametrize("standing,word", [(s, word) for s, words in WORDS.items() for word in words.split(", ")])
def test_it_knows_how_things_stand_in_many_languages(standing: Standing, word: str) -> None:
    assert standing_of(word) is standing


def statuses(path: Path, **questions: str) -> Counter[tuple[str, bool]]:
    """How rows stand, and whether their day is ahead of 15 September."""
    said = Answers(today=date(2026, 9, 15), questions={f"status:{word}": option for word, option in questions.items()})
    rows = [row for batch in Reports().batches([path], said) for row in batch.rows if isinstance(row, ActivityRow)]
    return Counter((str(row.status), row.occurred_at is None and row.status == "planned") for row in rows)


def test_it_takes_nothing_for_done_that_stands_under_an_unknown_word(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    lines = [f"Ada Lind;Sample sent;{day:02d}.09.2026;{'Done' if day % 2 else 'Zorbel'}" for day in range(1, 29)]
    path.write_text("\n".join(["Owner;Activity type;Date;Status", *lines]) + "\n")
    (question,) = [
        q for q in Reports().inspect([path], Answers(today=date(2026, 9, 15))).questions if "status" in q.key
    ]
    assert (question.guess.key, question.about) == ("unsure", "Zorbel")
    assert statuses(path)["unconfirmed", False] == 7
    assert statuses(path)["planned", True] == 7
    assert statuses(path, zorbel="unsure") == statuses(path)
    assert statuses(path, zorbel="by_date")["unconfirmed", False] == 0
    assert statuses(path, zorbel="by_date")["done", False] == statuses(path)["done", False] + 7


def test_it_comes_to_every_unknown_word_however_the_first_ones_are_answered(tmp_path: Path) -> None:
    words = [f"Zorb{letter}" for letter in "abcdefghij"]
    path = tmp_path / "log.csv"
    lines = [
        f"Ada Lind;Sample sent;{day:02d}.09.2026;{word if day % 2 else word.upper()}"
        for place, word in enumerate(words)
        for day in range(1, 13 - place)
    ]
    held = [f"Ada Lind;Sample sent;{day % 14 + 1:02d}.08.2026;Done" for day in range(100)]
    path.write_text("\n".join(["Owner;Activity type;Date;Status", *held, *lines]) + "\n")
    said: dict[str, str] = {}

    def looked() -> tuple[dict[str, str | None], dict[str, int]]:
        found = Reports().inspect([path], Answers(today=date(2026, 9, 15), questions=said))
        asked = {question.key: question.answered for question in found.questions if question.key.startswith("status:")}
        return asked, {problem.reason: problem.rows for problem in found.problems}

    assert looked()[1] == {f"{len(lines)} rows under 10 status words nobody knows are unconfirmed": len(lines)}
    for answer in ("unsure", "by_date", "done", "planned", "cancelled", "unsure", "by_date", "done", "done", "done"):
        asked, _ = looked()
        still_open = [key for key, answered in asked.items() if answered is None]
        assert len(still_open) == min(6, 10 - len(said)), "six are asked about at a time"
        assert {key: answered for key, answered in asked.items() if answered} == said, "an answer can be changed"
        said[still_open[-1]] = answer
    assert set(said) == {f"status:{word.lower()}" for word in words}
    unsure = [key.removeprefix("status:") for key, answer in said.items() if answer == "unsure"]
    left = sum(line.lower().endswith(tuple(unsure)) for line in lines)
    assert looked()[1] == {f"{left} rows under 2 status words nobody knows are unconfirmed": left}
