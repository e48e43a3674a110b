"""Guessing the class of an organisation's own word by the consent test: would somebody outside have to say yes?

A few stems in English, German, French and Spanish. It is a guess for a first draft; the organisation's word wins.
"""

import re
import unicodedata

from fairway.metrics.types import MetricClass

# The customer has to do something: come, answer, agree, accept.
OBJECTIVE_STEMS = (
    "held",
    "met",
    "attended",
    "accepted",
    "agreed",
    "replied",
    "reply",
    "response",
    "connected",
    "conversation",
    "demo",
    "showed",
    "signed",
    "approved",
    "confirmed",
    "converted",
    "gehalten",
    "stattgefunden",
    "getroffen",
    "angenommen",
    "vereinbart",
    "zugesagt",
    "geantwortet",
    "tenu",
    "tenue",
    "accepte",
    "repondu",
    "rencontre",
    "realizada",
    "celebrada",
    "aceptad",
    "respondid",
    "acordad",
    "meeting",
    "mtg",
    "termin",
    "besuch",
    "visit",
    "reunion",
    "rdv",
    "appointment",
    "lunch",
)
# The seller can do it alone: ask, write, send, plan, call.
ACT_STEMS = (
    "request",
    "req",
    "sent",
    "send",
    "propos",
    "invit",
    "written",
    "plan",
    "prepar",
    "call",
    "dial",
    "email",
    "mail",
    "attempt",
    "outreach",
    "follow",
    "offer",
    "quote",
    "research",
    "map",
    "review",
    "angefragt",
    "anfrage",
    "gesendet",
    "verschickt",
    "angeboten",
    "eingeladen",
    "geschrieben",
    "anruf",
    "vorbereit",
    "nachfass",
    "demande",
    "envoy",
    "appel",
    "prepare",
    "relance",
    "solicit",
    "enviad",
    "llamada",
    "propuest",
    "invitad",
    "letter",
    "note",
)
RESULT_STEMS = (
    "won",
    "revenue",
    "bookings",
    "closed",
    "umsatz",
    "gewonnen",
    "gagne",
    "ventas",
    "ganad",
    "quota",
    "pipeline",
)
# What every CRM calls its own types: a count of them says neither whom nor what for.
CHANNELS = (
    "activities activity aktivitat aktivitaten activite activites actividad actividades all and anruf anrufe appel "
    "appels attempt attempts aufgabe aufgaben ausgehend autre autres call called calling calls chat cold correo "
    "correos courriel courriels de dial dialed dials do done e eingehend email emailed emails entrant entrante fax "
    "gesendet inbound incoming ligacao llamada llamadas log logged mail mailed mails made message messages "
    "nachricht nachrichten nota notas note notes notiz notizen other otra otro out outbound outgoing par per phone "
    "saliente sales sent sms sonstige sonstiges sortant tache taches tarea tareas task tasks tel telefon telefonat "
    "telefonate telefonata telephone text texts the to todo touch touches und voicemail voicemails whatsapp "
)
VOLUME_WORDS = frozenset(CHANNELS.split())
HYGIENE_STEMS = ("crm", "update", "admin", "cleanup", "data", "internal", "intern", "training", "forecast", "report")


def class_of_word(*texts: str) -> MetricClass:
    """The likely class of a word: an act beside a meeting ("meeting requested") is still an act."""
    parts = {part for text in texts for part in _parts(text)}
    if _any(parts, RESULT_STEMS):
        return MetricClass.RESULT
    if _any(parts, ACT_STEMS):
        return MetricClass.ACTIVITY
    return MetricClass.OBJECTIVE if _any(parts, OBJECTIVE_STEMS) else MetricClass.ACTIVITY


def is_volume_word(text: str) -> bool:
    """Whether a word only says through which channel somebody was active ("Call", "E-mail sent", "To do")."""
    parts = _parts(text)
    return bool(parts) and all(part in VOLUME_WORDS or part.isdecimal() for part in parts)


def is_hygiene_word(*texts: str) -> bool:
    """Whether a word sounds like keeping the CRM in order rather than working with a customer."""
    return _any({part for text in texts for part in _parts(text)}, HYGIENE_STEMS)


def _parts(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [part for part in re.split(r"[^a-z0-9]+", plain) if part]


def _any(parts: set[str], stems: tuple[str, ...]) -> bool:
    return any(part.startswith(stem) for part in parts for stem in stems)
