"""Who of a list of people still belongs to the organisation: by a yes or no, or by words like "Active" and "Left"."""

import re
from collections.abc import Mapping, Sequence

from fairway.crm.report.folding import fold, tokens
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.statuses import yes_or_no
from fairway.crm.report.word_tables import listed

# Headings that mean how somebody stands, or where they live: only what the column holds can tell.
EITHER = frozenset({"status", "state", "userstatus", "accountstatus", "userstate", "statut", "estado", "stato"})
ACTIVE = frozenset(map(fold, listed("names", "active")))
INACTIVE = frozenset(map(fold, listed("names", "inactive")))
MOST = 0.5
FURTHER = re.compile(r"\s*[(\[,;:/–]|\s+-\s")  # begins what is said beside the word: "Inactive (2024)"


def places_of_standing(profiles: Sequence[ColumnProfile]) -> list[int]:
    """Columns whose heading may mean how people stand and most of whose rows say so; the list of a Mexican team has
    "Baja California" under "Estado", and nobody left.
    """
    return [
        place
        for place, profile in enumerate(profiles)
        if "".join(tokens(profile.header)) in EITHER and profile.share(_says_how_they_stand) > MOST
    ]


def is_active(stated: Mapping[str, str]) -> bool:
    """Whether a line of users is about somebody who still is one."""
    said = stated.get("active", "")
    is_said = _word_of(said) in ACTIVE  # "Active, former SDR": what stands behind the word is about something else
    if yes_or_no(said) is False or _word_of(said) in INACTIVE or (not is_said and INACTIVE & set(tokens(said))):
        return False
    return yes_or_no(stated.get("inactive", "")) is not True


def _says_how_they_stand(text: str) -> bool:
    return yes_or_no(text) is not None or _word_of(text) in ACTIVE | INACTIVE


def _word_of(text: str) -> str:
    return fold(FURTHER.split(text.strip(), maxsplit=1)[0])
