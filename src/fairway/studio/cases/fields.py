"""What a field name of somebody else's case means: by families of words, in any spelling and four languages.

Names are cut into words (camelCase, snake_case, kebab-case) and compared by their beginnings; names of the fields
around belong to them ("level.self", "peers.median").
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from fairway.studio.cases.quantities import folded


class Field(StrEnum):
    ID = "id"
    NAME = "name"
    TEXT = "text"
    OWN = "own"
    MIDDLE = "middle"
    TOP = "top"
    FILL = "fill"
    TIMELY = "timely"
    LAG = "lag"
    MINUTES = "minutes"
    UNITS = "units"  # occurrences a week at the target
    HOURS = "hours"  # a week at the target
    GAMING = "gaming"
    UNIT = "unit"
    ROLE = "role"
    WEEKS_LEFT = "weeks_left"
    HOURS_FREE = "hours_free"
    CANDIDATES = "candidates"
    DRIVERS = "drivers"
    GAP = "gap"  # a sentence or key that names the gap
    OWNER = "owner"


# Families are tried in this order; a stem of three letters or fewer must be the whole word.
_FAMILIES: tuple[tuple[Field, str], ...] = (
    (Field.GAMING, "gaming game gamed fake faking faked manipulat goodhart abuse cheat suspic schummel trich tramp"),
    (
        Field.TIMELY,
        "24h timel timely sameday punctual prompt promptly rechtzeitig zeitnah taggleich ponctual puntual "
        "mismodia 24 48h",
    ),
    (
        Field.FILL,
        "fill filled fillrate logged logging captur capturerate recorded recording completeness complete "
        "datenqualitat "
        "erfass erfasst gepflegt ausgefullt dokumentiert saisi saisie renseign rempli registr cumplimentad "
        "dataquality measurab messbar mesurable medible crm data",
    ),
    (
        Field.LAG,
        "lag lead leadtime payoff latency effect wirk wirkung wirkdauer verzog delai effet plazo retraso efecto "
        "shows "
        "visible pays impact delay wirksam moves",
    ),
    (Field.HOURS, "hours hrs stunden heures horas h"),
    (
        Field.MINUTES,
        "minutes minute min mins minuten minutos effort aufwand duree dauer duracion esfuerzo cost time tiempo "
        "temps zeit",
    ),
    (Field.UNITS, "units volume occurrences attarget times stuck anzahl nombre cantidad unidades"),
    (
        Field.TOP,
        "top best p75 p80 p90 q3 upper leaders leader quartile topquartile beste bester besten oberes meilleur mejor "
        "mejores benchmark top25 strongest",
    ),
    (
        Field.MIDDLE,
        "peer peers median middle team p50 q2 others other average avg mean colleagues kolleg vergleich pairs equipe "
        "companeros mediana mediane gruppe norm typical usual role them moyenne media equipo",
    ),
    (
        Field.OWN,
        "own self current currently mine now actual level baseline ist heute aktuell seller her his him hers me "
        "today "
        "rate value wert eigen actuel actuelle propio propia hoy nivel niveau per last recent frequency does "
        "performance",
    ),
)
_CASE_FAMILIES: tuple[tuple[Field, str], ...] = (
    (
        Field.CANDIDATES,
        "candidate candidates option options shortlist ideas idea choices menu activities possible proposals "
        "kandidaten auswahl vorschlage optionen aktivitaten candidats candidatos opciones metriken metrics "
        "metric pool "
        "longlist considered levers hebel leviers palancas actions",
    ),
    (
        Field.DRIVERS,
        "driver drivers performance numbers kpis kpi funnel scorecard results figures kennzahlen zahlen treiber "
        "indicateurs indicadores chiffres cifras objectives objective stats position treiber ziele dashboard",
    ),
    (Field.GAP, "gap luecke lucke ecart brecha shortfall problem diagnosis behind"),
    (
        Field.ROLE,
        "role position title job who rolle rol funktion fonction poste puesto cargo profession funcion seller",
    ),
    (
        Field.WEEKS_LEFT,
        "left remaining ends horizon endsin timeleft weeksleft rest restwochen verbleib verbleibend restant "
        "restantes "
        "quedan faltan period deadline runway until wochen",
    ),
    (
        Field.HOURS_FREE,
        "free spare capacity available timefree hoursfree frei freie kapazitat verfugbar libre libres disponible "
        "budget "
        "disponibles capacite capacidad hours",
    ),
    (Field.ID, "id caseid case nr ref reference"),
)
NAME_WORDS = frozenset(
    [
        "key",
        "name",
        "label",
        "title",
        "metric",
        "kpi",
        "id",
        "code",
        "driver",
        "bezeichnung",
        "nom",
        "nombre",
        "titel",
        "metrik",
        "kennzahl",
        "objective",
        "indicator",
        "indicateur",
        "indicador",
        "activity",
        "candidate",
        "factor",
    ]
)
KEY_WORDS = (
    "key",
    "metric",
    "id",
    "code",
    "slug",
    "ref",
    "kennung",
    "cle",
    "clave",
    "candidate",
    "name",
    "label",
    "title",
)
UNIT_WORDS = frozenset(["unit", "einheit", "unite", "unidad", "uom"])
TEXT_WORDS = frozenset(
    [
        "definition",
        "what",
        "how",
        "about",
        "description",
        "desc",
        "note",
        "notes",
        "comment",
        "detail",
        "details",
        "meaning",
        "text",
        "explanation",
        "remark",
        "beschreibung",
        "definicion",
        "descripcion",
        "bemerkung",
    ]
)


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a field name: "peersP75" is peers, p75; "logged_within_24h" is logged, within, 24h."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    plain = folded(re.sub(r"[_\-./]+", " ", spaced))
    return tuple(re.findall(r"[a-z0-9]+", plain))


@lru_cache(maxsize=4096)
def field_of(path: tuple[str, ...]) -> Field | None:
    """What a field of a candidate or driver means, from its own name and those around it, outermost first."""
    parts = [part for name in path for part in name_parts(name)]
    last = name_parts(path[-1]) if path else ()
    if not last:
        return None
    if set(last) & UNIT_WORDS and not set(last) & {"units", "minutes", "per", "week"}:
        return Field.UNIT
    if set(last) & TEXT_WORDS:
        return Field.TEXT
    joined = "".join(last)
    if ("same" in parts and "day" in parts) or "sameday" in joined or {"within", "24h"} <= set(parts):
        return Field.TIMELY
    if {"gap", "headroom"} & set(last):
        return None
    for field, family in _FAMILIES:
        if field in {Field.MINUTES, Field.HOURS} and {"per", "week"} <= set(last) and "minutes" not in last:
            if field is Field.HOURS and {"hours", "hrs", "stunden", "heures", "horas", "h"} & set(last):
                return Field.HOURS
            continue
        if field is Field.HOURS and {"each", "per"} & set(last) and not {"week", "woche"} & set(last):
            continue
        if _meets(last, family):
            return field if field is not Field.LAG or "leader" not in last else Field.TOP
    return next((field for field, family in _FAMILIES if _meets(parts, family)), None)


@lru_cache(maxsize=4096)
def case_field_of(name: str) -> Field | None:
    """What a field of the case as a whole means."""
    parts = name_parts(name)
    return next((field for field, family in _CASE_FAMILIES if _meets(parts, family)), None)


def _meets(parts: Sequence[str], family: str) -> bool:
    stems = family.split()
    return any(part == stem or (len(stem) > 4 and part.startswith(stem)) for part in parts for stem in stems)
