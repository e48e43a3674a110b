"""Whose act a candidate is: the seller's, the manager's, a leader's, or somebody else's altogether."""

import re
from collections.abc import Sequence

from fairway.studio.cases.mentions import spoken_of
from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.quantities import folded
from fairway.studio.concepts import concepts_of
from fairway.studio.treasure_map import ActEntry, RoleEntry

LED = frozenset(  # things a manager does for sellers
    [
        "observ",
        "scored",
        "coach",
        "oneonone",
        "obstacle",
        "cause",
        "commitment",
        "practice",
        "session",
        "enablement",
        "assignment",
    ]
)
SELF = re.compile(
    r"\b(?:personally|himself|herself|myself|alone|selbst|selber|lui-meme|elle-meme|el mismo|ella misma)\b"
)
CHECKED = re.compile(  # who looks it over is not who does it
    r"(?:scored|rated|checked|verified|reviewed|graded|assessed|sampled|approved|bewertet|gepruft|note\w*|verifie\w*"
    r"|evaluad\w*|revisad\w*) (?:and \w+ )?(?:by|vom|von|par|por) (?:(?:the|a|her|his|their|le|la|el|der|dem|son) )?"
    r"(?:\w+[ -])?(?:manager|lead|leader|boss|chef|jefe|leiter|finance|legal|operations|ops|quality|marketing)\w*"
)
MANAGERS_ACT = re.compile(
    r"by (?:the|a|her|his|their) (?:sales )?(?:manager|team lead|leader|boss|superior)|manager (?:holds|joins"
    r"|runs|leads)|vom vertriebsleiter|vom manager"
    r"|par le manager|par son manager|por el (?:jefe|gerente)|manager-led|oneonone"
)
OTHERS_ACT = re.compile(
    r"(?<!touched )(?<!answered )(?<!opened )(?<!signed )(?<!read )(?<!owned )"
    r"\bby (?:marketing|the marketing|finance|legal|support|sales ops|operations|the partner|partners"
    r"|the customer|product)\b|marketing (?:sends|team)"
    r"|(?:vom|durch das) marketing|par le marketing|por marketing|sent by the system"
)
# Who is called a manager and leads nobody: what is done "by the manager" is their own act.
MANAGERS_BY_NAME = frozenset({"account_manager", "channel_manager", "customer_success"})
DONE_BY_SELLERS = re.compile(r"^(?:the |her |his |their |all )?(?:sellers?|reps?|verkauf\w*|vendeurs?|vendedor\w*)\b")
TEAM_WORDS = re.compile(
    r"\b(?:coach\w*|oneonone|sellers?|team|observ\w+|scored?|obstacles?|misses|new hires?|practice)\b"
)


def not_own(candidate: CandidateFacts, role: RoleEntry | None, acts: Sequence[ActEntry]) -> str:
    """Why it is not this person's to do; empty where it may be."""
    text = folded(f"{candidate.key}. {candidate.name}. {candidate.text}. {candidate.owner}")
    owner = folded(candidate.owner)
    process = acts[0].process if acts else ""
    is_manager = role is not None and role.key == "manager"
    if process == "leadership":
        return "an act of the manager's own leader"
    if OTHERS_ACT.search(CHECKED.sub("", text)):
        return "somebody else's act, not this seller's"
    if is_manager:
        is_led = bool(concepts_of(spoken_of(candidate)) & LED) or bool(MANAGERS_ACT.search(text))
        is_led = (is_led or process == "enablement") and not SELF.search(text) and not DONE_BY_SELLERS.search(owner)
        return "" if is_led else "an act of the sellers', not of the manager's"
    is_named = re.fullmatch(r"E\d\d", candidate.key) or TEAM_WORDS.search(text)
    is_called_manager = role is not None and role.key in MANAGERS_BY_NAME
    is_led = not is_called_manager and MANAGERS_ACT.search(CHECKED.sub("", text)) is not None
    is_managers = bool(process == "enablement" and is_named and candidate.is_named_act) or is_led
    return "an act of the manager's, not of this seller's" if is_managers else ""
