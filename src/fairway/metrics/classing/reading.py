"""A metric's name as words: accents and case gone, field names taken apart, thresholds and signs named.

What a sign means is written as a word of its own: `§money` a currency, `§pct` a per cent, `§count` a number sign,
`§within` a limit of time, `§over` any other threshold (it says which deals, not what is counted), `§time` a span,
`§n` a number, `§per` a slash, `§to` an arrow, `§sep` what separates phrases.
"""

import re
import unicodedata

TIME = (
    r"(?:h|hr|hrs|hour|hours|std|stunden?|stdn|heures?|horas?|hs|min|mins|minutes?|minuten|minutos?|d|day|days|t|tage?n?"
    r"|at|wd|bd|wt|j|jours?|dias?|wk|wks|weeks?|wo|wochen?|w|sem|semaines?|semanas?|mon|mths?|months?|monate?n?|mois"
    r"|mes|meses|m|werktagen?|arbeitstagen?|jo|jrs|quarters?|q|ans?|anos?|years?|yrs?|jahre?n?)"
)
MONEY = (
    r"(?:k€|m€|t€|€|\$|£|¥|k\$|m\$|eur|euros?|usd|gbp|chf|mxn|keur|teur|meur|kusd|musd|k|m|mio|mln|mrd|mn|bn|tsd|ke|me)"
)
NUMBER = r"\d+(?:[.,  ]\d+)*"
MORE = (
    r"(?:>=|=>|>|≥|\bover|\babove|\bmore than|\buber|\bab|\bmehr als|\bplus de|\bau dela de|\bmas de"
    r"|\bsuperior(?:es)? a|\bmayor(?:es)? a|\bmin\.?|\bmind\.?)"
)
LESS = r"(?:<=|=<|<|≤)"
SIGNS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:1\s?[:/]\s?1|1\s?-\s?1|1\s?on\s?1|one[\s-]on[\s-]one|one[\s-]to[\s-]one|1\s?a\s?1|1-2-1|121|o3)(?:s|'s|er)?\b",
        " oneonone ",
    ),
    (
        r"\b(?!(?:time|days|months|weeks|hours|speed|face|up|one|go|day|door|peer|back|list|how|next|end|follow)-)"
        r"([a-z0-9]+)-(?:to|zu|a)-([a-z0-9]+)",
        r"\1 §to \2",
    ),
    (r"\bd'", " d "),
    (r"\bl'", " l "),
    (r"\b(?:w/|w\.)", " with "),
    (r"\bc/", " con "),
    (r"\bs/", " sobre "),
    (r"\bp/", " por "),
    (rf"{LESS}\s*{NUMBER}\s*{TIME}\b", " §within "),
    (rf"\bmin(?:d|imum)?\.?\s*{NUMBER}\s*{TIME}\b", " §n "),
    (rf"{MORE}\s*{NUMBER}\s*%", " §over §pct "),
    (
        rf"{MORE}\s*{NUMBER}\s*(?:mil\b|mille\b|millones\b|millions?\b|tausend\b|thousand\b)?\s*(?:{MONEY}|{TIME})?(?![\w])(?:\s*{MONEY}(?![\w]))?",
        " §over ",
    ),
    (rf"{LESS}\s*{NUMBER}\s*(?:{MONEY}|%)?(?![\w])", " §below "),
    (rf"\b{NUMBER}\s*%", " §pct "),
    (rf"(?:{MONEY})?\s*\b{NUMBER}\s?(?:k€|m€|t€|€|\$|£|k\b|eur\b|usd\b|teur\b|m\$)", " §sum "),
    (rf"\b{NUMBER}\s?-?\s?{TIME}\b", " §time "),
    (r"(?:k|m|t|mio\.?|mrd\.?|tsd\.?)?\s?[€$£¥]k?", " §money "),
    (r"\b(?:keur|teur|meur|kusd|mio eur|eur|usd|gbp|chf)\b", " §money "),
    (r"%", " §pct "),
    (r"#", " §count "),
    (r"(?:->|→|=>|⇒|»)", " §to "),
    (r"\s[>]\s", " §to "),
    (r"(\d)\+", r"\1 §over "),
    (r"[>]", " §gt "),
    (r"\+", " §plus "),
    (r"[/÷]", " §per "),
    (r"(?<=\w):(?=\w)", " §per "),
    (r"[,;:()\[\]|–—•!?\"“”«]", " §sep "),
    (r"\s-+\s", " §sep "),
    (r"\.(?=\s|$)", " "),
)
BRANDS = re.compile(
    r"\b(?:LinkedIn|WhatsApp|YouTube|HubSpot|InMails?|PowerPoint|SalesLoft|ZoomInfo|WeChat|QuickBooks|eMails?|SaaS|PaaS)\b"
)
_COMPILED = tuple((re.compile(pattern), word) for pattern, word in SIGNS)


# Titles and set phrases that misread: a plant manager is a customer, "sales" in "sales cycle" is no money.
BUYERS = (
    "hiring|plant|facility|purchasing|procurement|category|product|project|it|brand|store|fleet|office|site|general"
    "|operations|factory|works|supply chain"
)
AFTER_SALES = (
    "teams?|managers?|directors?|leaders?|heads?|reps?|force|persons?|people|calls?|meetings?|visits?|cycle|stages?"
    "|process|engineers?|ops|operations|enablement|activit(?:y|ies)|leads?|training|plays?|talks?|tools?"
)
COMPRADORES = (
    "general(?:es)?|de (?:planta|compras|operaciones|produccion|ti|sistemas|mantenimiento|logistica|calidad)|medicos?"
    "|financieros?"
)
DE_VENTAS = (
    "jefe|gerente|director|fuerza|equipo|reunion|reuniones|junta|ciclo|llamada|visita|plan|proceso|ingeniero"
    "|representante|lider|responsable|punto|area|zona"
)
TITLES = tuple(
    (re.compile(rf"(?<= )(?:{pattern})(?= )"), instead)
    for pattern, instead in (
        (rf"(?:{BUYERS}) managers?", "decision maker"),
        (r"sales (meetings?|huddles?|stand ?ups?|kick ?offs?|trainings?)", r"team \1"),
        (rf"(?:sales|commercial|revenue) ({AFTER_SALES})", r"\1"),
        (rf"(?:gerentes?|directore?s?) (?:{COMPRADORES})", "decisor"),
        (rf"((?:{DE_VENTAS})s?(?: medio)?)(?: de)?(?: l[ao]s?)? ventas?", r"\1 §dept"),
        (r"plan §per ist", "§plan"),
        (r"(?:go|bid) (?:§per )?no (?:go|bid)", "gonogo"),
    )
)


def words_of(text: str) -> str:
    """The words of a text between single spaces, with a space at both ends: " meetings held §per seller "."""
    plain = _plain(_field_name(text))
    for pattern, word in _COMPILED:
        plain = pattern.sub(word, plain)
    tokens = re.findall(r"§[a-z]+|[a-z0-9]+", plain)
    tokens = [_number(one) if one.isdecimal() else one for one in tokens]
    words = f" {' '.join(tokens)} "
    for pattern, instead in TITLES:
        words = pattern.sub(instead, words)
    return words


def _number(digits: str) -> str:
    """A year stays, for a plan of 2026 is no count of 2026."""
    return digits if len(digits) == 4 and digits.startswith(("19", "20")) else "§n"


def _field_name(text: str) -> str:
    """Salesforce's `__c`, HubSpot's `hs_`, camelCase and snake_case taken apart."""
    text = re.sub(r"__[crx]\b", " ", text)
    text = BRANDS.sub(lambda match: match[0].lower(), text)
    text = re.sub(r"\b(?:hs_v2_|hs_|hubspot_|sfdc_|I_|msdyn_|num_)", lambda m: "num " if m[0] == "num_" else "", text)
    text = text.replace("_", " ")
    if re.search(r"[a-z][A-Z]", text) and " " not in text.strip():
        text = text.replace(".", " ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text)
    return re.sub(r"(?<=[A-Za-z])\.(?=[A-Za-z]{3})", " ", text)


def _plain(text: str) -> str:
    spread = unicodedata.normalize(
        "NFKD",
        text.casefold()
        .replace("'", "'")
        .replace("’", "'")
        .replace("ø", "avg ")
        .replace("№", "#")
        .replace("nº", "# ")
        .replace("n°", "# ")
        .replace("€", "€"),
    )
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
