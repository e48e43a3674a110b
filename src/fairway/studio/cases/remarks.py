"""What a remark says an activity is for, and whether it says that nobody needs it here."""

import re

from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.quantities import folded

_IS_FOR = (
    r"(?:helps?|serves?|works?|acts?|aims?|belongs?|feeds?|concerns?|affects?|fills?|is|are|meant|made|only|dient|hilft"
    r"|betrifft|wirkt|gehort|gilt|sert|aide|concerne|agit|touche|vise|sirve|ayuda|afecta|actua|atane|es)"
)
FOR = re.compile(
    rf"(?:^|\. |; |, |\bbut )(?:it |he |she |this |das |es |cela |ca |eso )?{_IS_FOR} (?:\w+ )?"
    r"(?:to|for|on|at|towards|fur|bei|zu|zum|zur|auf|a|pour|sur|para|sobre|con) ([^.;]{4,70})"
    r"|(?:^|\. |; )(?:only |nur |solo )?(?:for|fur|pour|para) ([^.;]{4,70})"
)
VERB = re.compile(rf"(?:^|\. |; )(?:it |this |das |es |cela |ca |eso )?{_IS_FOR} (?:only )?([^.;]{{4,70}})")
NOT_NEEDED = re.compile(
    r"\b(?:do(?:es)?|will|would) not (?:need|help|touch|change|matter)|\bneeds? no (?:help|more)"
    r"|\bnot (?:where )?(?:the|his|her|their|a) (?:gap|problem|issue|trouble|bottleneck)"
    r"|\bof which (?:\w+ ){1,3}(?:has|have) (?:plenty|enough|many)|\b(?:has|have|had) (?:plenty|enough) of"
    r"|\bno longer counts?\b|\bcan(?:not| no longer) count\b|\btoo young (?:for|to)"
    r"|\bwhere (?:\w+ ){1,5}(?:as (?:well|often|good|many) as|fine|plenty|enough|normal|usual|on par)"
    r"|\balready (?:fine|good|healthy|in order)|\b(?:is|are|works?|runs?) (?:fine|healthy|normal|in order|on plan)\b"
    r"|\b(?:step|stage|part|schritt|etape|paso)\b[^.;]{0,10}\b(?:where|in which|wo|ou|donde)\b[^.;]{0,25}"
    r"\b(?:au niveau|level|on par|fine|good|gut|bien|like)\b"
    r"|nicht das problem|braucht (?:er|sie|es) nicht|genug (?:hat|davon)|zahlen? nicht mehr|\bwo alles"
    r"|\bwo (?:er|sie) (?:\w+ )?(?:gut|wie|ebenso)|ne compte(?:nt)? plus|tout va bien|n'en (?:a|ont) pas besoin"
    r"|dont (?:il|elle) a (?:assez|deja)|pas le probleme|\bou (?:il|elle) est (?:deja )?(?:au niveau|bon)"
    r"|ya no cuentan?|\bva bien|no (?:lo )?necesita|le sobran?|de sobra|no es el problema"
    r"|\bdonde (?:ya )?(?:va|esta|todo)"
)


def take_purpose(found: CandidateFacts) -> None:
    """What the remarks after the definition say it is for, where no field does."""
    told = _after_first(found.text)
    said = VERB.search(told) or FOR.search(told)
    if said is not None and not found.serves:
        found.serves = next(filter(None, said.groups()))


def not_needed(candidate: CandidateFacts) -> str:
    """Why it serves what is fine already or counts no more, as is said of it; empty where nothing is."""
    told = _after_first(candidate.text)
    return "serves what is not short here, as is said" if NOT_NEEDED.search(told) else ""


def _after_first(text: str) -> str:
    """The sentences after the one that defines it; all of them where the first holds figures alone."""
    plain = folded(text)
    parts = re.split(r"(?<=[a-z)\d%])[.;]\s", plain)
    first = 0 if FOR.match(parts[0]) else 1
    return ". ".join(parts[first:])
