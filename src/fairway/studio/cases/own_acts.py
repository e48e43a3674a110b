"""Whether a text says that somebody does something: a verb of doing at its head, or a participle of one in it.

"Name the economic buyer", "Einführungsgespräche führen", "Réaliser les actions", "touches to silent contacts".
"""

import re

from fairway.studio.cases.quantities import folded

_DOING = (
    "ask|assign|attach|begin|bring|build|call|chase|close|coach|complete|confirm|decide|deliver|do|find|finish|follow"
    "|give|hold|identify|invite|join|keep|listen|make|name|observe|phone|practi[sc]e|prepare|propose|reach|refresh"
    "|rehearse|remove|renew|respond|run|send|take|tie|try|update|write"
)
_ALSO_THINGS = (  # words of doing that are names of things as well: "plan of the account", "record a cause"
    "book|check|contact|draft|log|map|offer|open|plan|present|record|request|review|ring|role-?play|score|set|share"
    "|show|sit|start|touch|train|visit|walk|work"
)
IMPERATIVE = re.compile(
    rf"^(?:{_DOING})\b(?! (?:plans?|rates?|sizes?|counts?|scores?|accuracy|attainment|dates?|of)\b)(?= \S+)"
    rf"|^(?:{_ALSO_THINGS}) (?:down|up|out|a|an|the|each|every|all|to|with|\d+|problem|tiers)\b"
)
GET = re.compile(r"^(?:get|put|have) .* (?:in place|done|sent|on)\b")
PARTICIPLE = re.compile(
    r"\b(?:asked|assigned|attached|briefed|called|chased|checked|coached|confirmed|contacted|decided|drafted"
    r"|delivered|handed over|filed|evidenced|followed up|identified|invited|mapped|named|observed|offered|phoned"
    r"|practi[sc]ed|prepared|proposed|rehearsed|removed|requested|reviewed|run|saved|scored|sent|started|tied|trained"
    r"|tried|updated|written|touches|attempts|rehearsals|role plays|invitations?|requests?|sessions run|diagnosed"
    r"|re-?planned|by (?:the |an? )?(?:seller|ae|rep|sdr|csm|am|account executive|account manager|manager|me)"
    r"|beilegt|beigelegt|mitgeschickt|verschickt|ubergeben|erbeten|geklart|gestellt|geschickt|gesendet|versandt"
    r"|geschrieben|gefragt|benannt|angeboten|eingeladen|begonnen|durchgefuhrt|beobachtet|bewertet\w*|vorbereitet"
    r"|aktualisiert|besprochen|nachgefasst|angerufen|angesprochen|vorgeschlagen|geubt"
    r"|envoyee?s?|demandee?s?|proposee?s?|preparee?s?|ecrite?s?|redigee?s?|revue?s?|relancee?s?|tentatives|appelee?s?"
    r"|remise?s?|livree?s?|jointe?s? au|planifiee?s?|offerte?s?|invitad[oa]s?|entregad[oa]s?|adjunt[oa]s?"
    r"|adjuntad[oa]s?|solicitad[oa]s?|enviad[oa]s?|pedid[oa]s?|propuest[oa]s?|preparad[oa]s?|escrit[oa]s?|revisad[oa]s?"
    r"|intentos|ofrecid[oa]s?)\b"
)
ROMANCE = re.compile(
    r"^\w{3,}(?:er|ir|re|ar|se|rse) (?:\w+ )?(?:\w+ )?(?:de|du|des|le|la|les|l|un|une|chaque|los|las|el|a|con|una)\b"
)
GERMAN = re.compile(r"\b[a-z]{3,}(?:en|ern|eln)(?:\s*\(.*\))?$")
GERMAN_HINT = re.compile(
    r"[a-zäöüß] [A-ZÄÖÜ][a-zäöüß]+|^[A-ZÄÖÜ][a-zäöüß]{9,}|\b(?:und|der|die|das|zu|bei|von|mit|vor|für)\b"
)
COUNT = re.compile(r"^(?:number|share|average|mean|median|total|sum|anzahl|anteil|nombre|part|taux|numero|tasa)\b")


def is_own_act(text: str) -> bool:
    """Whether a name or definition says what somebody does, by its verb."""
    plain = re.sub(r"[^\w\s'-]+", " ", folded(text)).strip()
    if IMPERATIVE.search(plain) or GET.search(plain) or PARTICIPLE.search(plain):
        return True
    if COUNT.search(plain):
        return False
    is_german = bool(GERMAN_HINT.search(text)) and GERMAN.search(text.strip().rstrip(".")) is not None
    return is_german or ROMANCE.search(plain.replace("'", " ")) is not None


def is_told_to_do(text: str) -> bool:
    """Whether the text begins as an instruction does, or ends so in German: nobody's consent is counted in it."""
    plain = re.sub(r"[^\w\s'-]+", " ", folded(text)).strip()
    return bool(
        IMPERATIVE.search(plain)
        or GET.search(plain)
        or ROMANCE.search(plain.replace("'", " "))
        or (GERMAN_HINT.search(text) and GERMAN.search(text.strip().rstrip(".")))
    )
