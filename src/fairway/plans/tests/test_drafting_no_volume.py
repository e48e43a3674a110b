"""No draft of bare volume, in whatever language a CRM names its calls, e-mails, meetings and tasks."""

import pytest

from fairway.metrics.classing.channels import is_volume_word
from fairway.metrics.words import offered
from fairway.plans.drafting import drafts_for

VOLUME = [
    "Chamada",
    "Chamadas",
    "Chamada telefónica",
    "Ligação",
    "Telefonata",
    "Belletje",
    "Telefoongesprek",
    "Rozmowa telefoniczna",
    "Hovor",
    "Samtal",
    "Opkald",
    "Samtale",
    "Puhelu",
    "Telefon araması",
    "Apel",
    "Hívás",
    "Звонок",
    "Κλήση",
    "電話",
    "Correio eletrónico",
    "E-mail inviata",
    "E-mail verzonden",
    "Mejl",
    "Sähköposti",
    "E-posta",
    "Письмо",
    "メール",
    "Reunião",
    "Riunione",
    "Spotkanie",
    "Schůzka",
    "Möte",
    "Møde",
    "Toplantı",
    "Întâlnire",
    "Встреча",
    "Tarefa",
    "Taak",
    "Zadanie",
    "Úkol",
    "Uppgift",
    "Opgave",
    "Oppgave",
    "Tehtävä",
    "Görev",
    "Sarcină",
]


@pytest.mark.parametrize("word", VOLUME)
def test_it_drafts_no_bare_volume_in_any_language(word: str) -> None:
    assert is_volume_word(word)
    assert drafts_for({"ann": {word: [5.0] * 8}}, {word: offered(word)}, own_words=[word]) == {}


@pytest.mark.parametrize("word", ["LinkedIn", "InMail", "Letter", "Brief", "Telefonanruf"])
def test_it_drafts_no_bare_channel_that_only_sorting_knew(word: str) -> None:
    assert drafts_for({"ann": {word: [5.0] * 8}}, {word: offered(word)}, own_words=[word]) == {}


@pytest.mark.parametrize("word", ["Zorbel", "Grunfeld 2", "おはよう"])
def test_it_drafts_no_word_it_does_not_understand(word: str) -> None:
    assert drafts_for({"ann": {word: [5.0] * 8}}, {word: offered(word)}, own_words=[word]) == {}


@pytest.mark.parametrize("word", ["Plano de visita enviado", "Sample sent", "Angebot gesendet"])
def test_it_still_drafts_an_act_with_something_it_is_about(word: str) -> None:
    assert not is_volume_word(word)
    assert drafts_for({"ann": {word: [5.0] * 8}}, {word: offered(word)}, own_words=[word])
