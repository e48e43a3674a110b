"""Words that only say through which channel somebody was active: a count of them says neither whom nor what for."""

import re
import unicodedata

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


def is_volume_word(text: str) -> bool:
    """Whether a word only says through which channel somebody was active ("Call", "E-mail sent", "To do")."""
    parts = _parts(text)
    return bool(parts) and all(part in VOLUME_WORDS or part.isdecimal() for part in parts)


def _parts(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [part for part in re.split(r"[^a-z0-9]+", plain) if part]
