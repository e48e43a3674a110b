"""What a field name of somebody else's case means: by families of words, in any spelling and four languages.

Names are cut into words (camelCase, snake_case, kebab-case) and compared by their beginnings; names of the fields
around belong to them ("level.self", "peers.median").
"""

from collections.abc import Sequence
from functools import lru_cache

from fairway.studio.cases.field_names import Field, meets, name_parts
from fairway.studio.cases.said_fields import EFFECT, said_field_of

# Families are tried in this order; a stem of three letters or fewer must be the whole word.
_FAMILIES: tuple[tuple[Field, str], ...] = (
    (
        Field.BEFORE,
        "ly lastyear 12m prior previous before earlier history histor historial historique historie vorjahr vorher "
        "prec precedent anterior antes avant 4q py past bisher fruher vorjahreswerte",
    ),
    (Field.GAMING, "gaming game gamed fake faking faked manipulat goodhart abuse cheat suspic schummel trich tramp"),
    (
        Field.TIMELY,
        "24h timel timely sameday punctual prompt promptly rechtzeitig zeitnah taggleich ponctual puntual "
        "mismodia 24 48h",
    ),
    (
        Field.FILL,
        "fill filled fillrate logged logging captur capturerate recorded recording completeness complete "
        "datenqualitat dq completud completude exhaustiv registro recorded inthecrm "
        "erfass erfasst gepflegt ausgefullt dokumentiert saisi saisie renseign rempli registr cumplimentad "
        "dataquality measurab messbar mesurable medible crm data enregistr aufzeich",
    ),
    (
        Field.LAG,
        "lag lead leadtime payoff latency effect wirk wirkung wirkdauer wirkt verzog delai delais effet plazo retraso "
        "efecto efectos shows show visible visibles pays impact delay wirksam moves wks until sichtbar nota",
    ),
    (Field.HOURS, "hours hrs hr std stunden heures horas h workload"),
    (
        Field.MINUTES,
        "minutes minute min mins minuten minutos effort aufwand duree dauer duracion esfuerzo cost time tiempo "
        "temps zeit",
    ),
    (Field.UNITS, "units volume occurrences attarget times stuck anzahl nombre cantidad unidades"),
    (
        Field.TOP,
        "top best gute guten good strong buenos buenas bons p75 p80 p90 q3 upper leaders leader quartile topquartile "
        "beste bester besten oberes viertel meilleur mejor mejores benchmark top25 strongest sup superior cuartil alto "
        "haut",
    ),
    (
        Field.MIDDLE,
        "peer peers median middle team p50 q2 others other average avg mean colleagues kolleg vergleich pairs equipe "
        "companeros colegas collegues mediana mediane group gruppe equipo norm typical usual role them moyenne media",
    ),
    (
        Field.OWN,
        "own self current currently cur val rep ae sdr csm vendeur vendedor stand level elle ella el il mine now "
        "actual baseline ist heute aktuell seller her his him hers me today rate value wert eigen actuel actuelle "
        "propio propia hoy nivel niveau per last recent frequency does performance",
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
        "left remaining togo weekstogo restzeit ends horizon endsin timeleft weeksleft rest restwochen verbleib "
        "verbleibend restant restantes quedan faltan period deadline runway until wochen",
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
    "k",
    "metric",
    "id",
    "code",
    "slug",
    "ref",
    "kennung",
    "schluessel",
    "schlussel",
    "cle",
    "clave",
    "candidate",
)
KEY_ENDINGS = ("key", "code", "id")  # "metric_id", before what something is called
CALLED = ("name", "label", "title")
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


WEEK_WORDS = frozenset("week weekly wk wkly w wo woche wochentlich sem semaine semana semanal".split())  # noqa: SIM905
HOUR_WORDS = frozenset({"hours", "hour", "hrs", "hr", "std", "stunden", "heures", "horas", "h"})
MINUTE_WORDS = frozenset({"min", "mins", "minutes", "minuten", "minutos"})
OWN_WORDS = frozenset({"own", "eigen", "eigener", "eigene", "propre", "propio", "propia", "herself", "himself"})
AVERAGES = frozenset({"average", "avg", "mean", "median", "schnitt", "mittel", "moyenne", "media"})
EARLIER_PERIODS = frozenset({"year", "years", "quarter", "quarters", "half", "halves", "4q", "12m"})


@lru_cache(maxsize=4096)
def field_of(path: tuple[str, ...]) -> Field | None:
    """What a field of a candidate or driver means, from its own name and those around it, outermost first."""
    parts = [part for name in path for part in name_parts(name)]
    last = name_parts(path[-1]) if path else ()
    if not last or ({"gap", "headroom", "n"} & set(last) and not EFFECT & set(last)):
        return None
    by_form = said_field_of(parts, last) or _by_form(parts, last)
    if by_form is not None:
        return by_form
    for field, family in _FAMILIES:
        if field in {Field.MINUTES, Field.HOURS} and {"per", "week"} <= set(last) and "minutes" not in last:
            continue
        if field is Field.HOURS and {"each", "per"} & set(last) and not WEEK_WORDS & set(last):
            continue
        if meets(last, family):
            return field if field is not Field.LAG or "leader" not in last else Field.TOP
    return next((field for field, family in _FAMILIES if meets(parts, family)), None)


def _by_form(parts: Sequence[str], last: Sequence[str]) -> Field | None:
    """What a name means by words that have to stand together in it."""
    own = set(last)
    if own & UNIT_WORDS and not own & {"units", "minutes", "per", "week"}:
        return Field.UNIT
    if own & TEXT_WORDS:
        return Field.TEXT
    if ("same" in parts and "day" in parts) or "sameday" in "".join(last) or {"within", "24h"} <= set(parts):
        return Field.TIMELY
    if ("last" in own and EARLIER_PERIODS & own) or (OWN_WORDS & own and AVERAGES & own):
        return Field.BEFORE
    return Field.HOURS if WEEK_WORDS & own and (HOUR_WORDS | MINUTE_WORDS) & own else None


@lru_cache(maxsize=4096)
def case_field_of(name: str) -> Field | None:
    """What a field of the case as a whole means."""
    parts = name_parts(name)
    return next((field for field, family in _CASE_FAMILIES if meets(parts, family)), None)
