"""Words of headings, statuses, kinds, durations: what single cells are taken for."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources

import pytest
import yaml

from fairway.crm.report.durations import minutes_of, unit_of
from fairway.crm.report.headings import heading_scores
from fairway.crm.report.kinds import sense_of, type_of
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.statuses import Standing, direction_of, is_blank, standing_of, yes_or_no
from fairway.crm.report.subjects import rule_of
from fairway.crm.report.words_around import is_notice, is_total
from fairway.exchange.intake import KindClass, Meaning

HEADINGS = {
    Meaning.SELLER: [
        "Assigned",
        "Owner Alias",
        "Wer",
        "Zuständig",
        "Propriétaire",
        "Attribué à",
        "Responsable",
        "Vendedor",
        "Activity assigned to",
        "Account Executive",
        "SLSREP_NM",
        "Kürzel",
    ],
    Meaning.SELLER_ID: ["OwnerId", "owner_id", "property_hubspot_owner_id"],
    Meaning.PLANNED: [
        "Due Date",
        "Fällig am",
        "Faelligkeitsdatum",
        "Date d'échéance",
        "Fecha de vencimiento",
        "Deadline",
    ],
    Meaning.COMPLETED: ["CompletedDateTime", "Erledigt am", "Terminé le", "Marked as done time", "Actual End"],
    Meaning.HAPPENED: ["durchgeführt am", "When did it happen?", "Realizado el"],
    Meaning.CREATED: ["Created Date", "Erstellt am", "Date de création", "property_hs_createdate", "Add time"],
    Meaning.STATUS: ["Status", "Statut", "Estado", "Bearbeitungsstand"],
    Meaning.KIND: ["Type", "Art", "Aktivitätsart", "Type d'activité", "Tipo de actividad", "Call and meeting type"],
    Meaning.ACCOUNT: ["Company / Account", "Kunde", "Société", "Empresa", "CUST_NM"],
    Meaning.DURATION: ["Call Duration", "Dauer (Min.)", "Durée", "Talk Time (sec)"],
    Meaning.ACTIVITY_ID: ["Activity ID", "Task ID", "Record ID"],
}


@pytest.mark.parametrize(
    "meaning,heading", [(meaning, heading) for meaning, headings in HEADINGS.items() for heading in headings]
)
def test_it_knows_headings_in_four_languages(meaning: Meaning, heading: str) -> None:
    scores = heading_scores(heading)
    assert scores.get(meaning, 0.0) == max(scores.values()) >= 0.5


@pytest.mark.parametrize(
    "heading,meaning",
    [
        ("Account Owner", Meaning.SELLER),
        ("Opportunity: Created Date", Meaning.CREATED),
        ("Lead Status", Meaning.STATUS),
        ("Created By", Meaning.SELLER),
    ],
)
def test_it_doubts_headings_of_other_things(heading: str, meaning: Meaning) -> None:
    assert heading_scores(heading).get(meaning, 0.0) <= 0.55


STANDINGS = {
    Standing.DONE: [
        "Completed",
        "Closed",
        "Done",
        "Erledigt",
        "Terminée",
        "Realizada",
        "Held",
        "✔",
        "COMPLETED",
        "Erledigt (Telefon)",
    ],
    Standing.PLANNED: [
        "Open",
        "Not Started",
        "IN_PROGRESS",
        "Nicht begonnen",
        "nicht erledigt",
        "À faire",
        "pas fait",
        "Pendiente",
        "No realizada",
        "Waiting on someone else",
        "Reportée",
    ],
    Standing.CANCELLED: ["Cancelled", "Canceled", "Abgesagt", "Annulé", "Anulada", "Not Held", "Rescheduled"],
    Standing.NO_SHOW: ["No show", "nicht erschienen", "no se presentó", "Done - no show"],
    Standing.UNCONFIRMED: ["Unconfirmed", "à confirmer"],
}


@pytest.mark.parametrize("standing,word", [(standing, word) for standing, words in STANDINGS.items() for word in words])
def test_it_knows_statuses_in_four_languages(standing: Standing, word: str) -> None:
    assert standing_of(word) is standing


def test_it_does_not_invent_a_status() -> None:
    assert standing_of("Phase 2") is standing_of("") is None


def test_it_reads_yes_no_directions_and_blanks() -> None:
    assert [yes_or_no(text) for text in ("TRUE", "ja", "Oui", "x", "0", "nein", "faux", "maybe")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
        None,
    ]
    assert [direction_of(text) for text in ("Outbound", "eingehend", "entrante", "sideways")] == [
        "outbound",
        "inbound",
        "inbound",
        None,
    ]
    assert all(map(is_blank, ("", "  ", "-", "#N/A", "NULL", "(leer)")))


CLASSES = {
    KindClass.ACTIVITY: [
        "Call",
        "Disc. req",
        "MAP sent",
        "Meeting requested",
        "Angebot verschickt",
        "Devis envoyé",
        "Propuesta enviada",
        "Terminanfrage",
        "Reunión solicitada",
        "Relance",
    ],
    KindClass.OBJECTIVE: [
        "Meeting",
        "Mtg – ext",
        "Proposal accepted",
        "Demo done",
        "Kundenbesuch",
        "Termin vereinbart",
        "RDV client",
        "Visita",
        "Conversation",
    ],
    KindClass.RESULT: ["Closed won", "Contract signed", "Commande"],
}


@pytest.mark.parametrize(
    "kind_class,word", [(kind_class, word) for kind_class, words in CLASSES.items() for word in words]
)
def test_it_classes_kinds_by_who_has_to_say_yes(kind_class: KindClass, word: str) -> None:
    assert sense_of(word).kind_class is kind_class


@pytest.mark.parametrize(
    "word,name",
    [
        ("Tel.", "Phone call"),
        ("RDV client", "Rendez-vous client"),
        ("QBR", "Quarterly business review"),
        ("Ang. verschickt", "Angebot verschickt"),
        ("Call", "Call"),
    ],
)
def test_it_writes_short_forms_out_in_their_language(word: str, name: str) -> None:
    assert sense_of(word).name == name
    assert sense_of(word).is_guess is (word != name)


def test_it_says_when_a_kind_is_hygiene_or_unknown() -> None:
    assert not sense_of("CRM update").is_suited
    assert not sense_of("Internal meeting").is_suited
    assert not sense_of("Xyzzy").is_known
    assert [type_of(word) for word in ("Anruf", "E-Mail", "Besuch", "Tâche", "LinkedIn", "Xyzzy")] == [
        "call",
        "email",
        "meeting",
        "task",
        "other",
        None,
    ]


@pytest.mark.parametrize(
    "text,unit,expected",
    [
        ("00:15:00", "m", "15.00"),
        ("15 min", "m", "15.00"),
        ("1h 15m", "m", "75.00"),
        ("0,25", "h", "15.00"),
        ("900", "s", "15.00"),
        ("900000", "ms", "15.00"),
        ("PT15M", "m", "15.00"),
        ("1 Std. 30 Min.", "m", "90.00"),
    ],
)
def test_it_reads_durations(text: str, unit: str, expected: str) -> None:
    assert minutes_of(text, unit) == Decimal(expected)


def test_it_finds_the_unit_of_bare_numbers() -> None:
    assert unit_of("CallDurationInSeconds", ["60", "300"]) == ("s", False)
    assert unit_of("Duration", ["900000", "1200000"]) == ("ms", False)
    assert unit_of("Dauer", ["0,25", "1,5", "0,75"]) == ("h", False)
    assert unit_of("Duration", ["15", "30", "60"]) == ("m", False)
    assert unit_of("Talk time (mm:ss)", ["12:30"]) == ("m", True)
    assert minutes_of("call", "m") is minutes_of("-5", "m") is None


def subjects(*texts: str) -> ColumnProfile:
    profile = ColumnProfile("Subject")
    profile.take([text for text in texts for _ in range(5)])
    return profile


@pytest.mark.parametrize(
    "texts,words",
    [
        (("Call - Orbis", "Call - Acme", "Disc. req: Orbis"), {"call", "disc. req"}),
        (("Orbis: Demo", "Acme: Visit", "Delta: Demo"), {"demo", "visit"}),
        (("Call with Orbis", "Email to Acme", "Call with Delta"), {"call", "email"}),
        (("Mtg - ext", "Mtg - int", "Call"), {"mtg - ext", "mtg - int", "call"}),
    ],
)
def test_it_finds_kinds_in_subjects(texts: tuple[str, ...], words: set[str]) -> None:
    rule = rule_of(subjects(*texts))
    assert rule is not None
    assert set(rule.words) == words


def test_it_finds_no_kinds_in_free_text() -> None:
    assert rule_of(subjects(*(f"{word} is late again" for word in ("Peter", "Paul", "Mary", "Jane")))) is None


def test_it_tells_totals_and_notices_from_rows() -> None:
    assert all(
        map(is_total, ("Grand Totals (134 records)", "Summe: 12", "Total général", "Gesamtergebnis", "Record Count: 4"))
    )
    assert all(
        map(
            is_notice,
            (
                "Confidential Information - Do Not Distribute",
                "Copyright © 2026 Orbis",
                "Exportiert am 4.11.2026",
                "-----",
                "134 rows exported",
            ),
        )
    )
    assert not any(map(is_total, ("Marcus Bell", "Countess Anna")))
    assert not any(map(is_notice, ("Marcus Bell", "Orbis GmbH")))


@pytest.mark.parametrize("name", ["kinds", "roles", "short_forms", "statuses", "names", "headings"])
def test_it_has_each_word_once_in_its_place(name: str) -> None:
    text = resources.files("fairway.crm.report").joinpath("words", f"{name}.yaml").read_text(encoding="utf-8")
    twice = {}
    for section, held in yaml.safe_load(text).items():
        for label, words in held.items() if isinstance(held, Mapping) else [(section, held)]:
            counted = Counter(word.strip() for word in words.split(",") if word.strip())
            twice |= {(section, label, word): times for word, times in counted.items() if times > 1}
    assert twice == {}
