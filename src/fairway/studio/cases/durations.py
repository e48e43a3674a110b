"""Whether less is better of what a candidate is measured by: a wait is, minutes of practice are not."""

import re

from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.quantities import folded

TIME_UNIT = re.compile(
    r"\W*(?:business |working )?(?:min|minutes?|minuten|minutos|h|hrs?|hours?|days?|tage|jours|dias)\W*$"
)
WAIT = re.compile(  # how long something takes, of which less is better; minutes of practice are none of it
    r"respon|react|speed|time to|delay|wait|until|lag\b|\bage\b|median (?:business |working )?(?:min|hours|days)"
    r"|overdue|reaktion|dauer|warte|\bbis\b|delai|reponse|attente|jusqu|tiempo|respuesta|espera|demora"
    r"|first (?:call|outbound|try)"
)
LESS = re.compile(
    r"(?:lower|less|fewer|shorter|sooner|faster|smaller) (?:is|are) better|weniger ist besser"
    r"|moins (?:est|c'est) mieux|menos es mejor"
)
SPEED_TO_LEAD = "A07"  # the one act of the catalogue that is told as a time


def is_less_better(found: CandidateFacts) -> bool:
    """Whether it is said so, or what is timed is a wait."""
    said = folded(f"{found.name}. {found.text}")
    is_wait = found.is_time and WAIT.search(said) is not None
    is_said = found.is_lower_better or LESS.search(f"{said} {folded(found.evidence)}") is not None
    return is_said or is_wait or found.key == SPEED_TO_LEAD
