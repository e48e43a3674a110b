"""Executing: is it helping? What the pages of a seller read of what was concluded, and where their viewer may go on."""

from collections.abc import Sequence

from fairway.desk.effects import EffectCard, Ground
from fairway.desk.lands import LandingCard, landing_card
from fairway.diagnosis.states import Concluded
from fairway.evidence.conclusions.queries import findings_about
from fairway.evidence.pilots.queries import may_propose
from fairway.execution.actions.daily import EVIDENCE
from fairway.execution.queries import done_on
from fairway.execution.types import EXECUTED, SellerStanding
from fairway.people import access
from fairway.people.queries import organisation
from fairway.people.types import Facet, PersonFacts, Viewer


def ground_of(viewer: Viewer, person: PersonFacts, standing: SellerStanding) -> Ground:
    """What cards rest on: two statements, none where nothing is executed."""
    is_own = viewer.person_key == person.key
    if not any(hia.status in EXECUTED for hia in standing.hias):
        return Ground(person, is_own)
    return Ground(person, is_own, findings_about(person.role, viewer.on), done_on(EVIDENCE))


def what_next(viewer: Viewer, cards: Sequence[EffectCard], person: PersonFacts) -> dict[str, object]:
    """Where the viewer may go on from cards: to the studio, to pairs, to a pilot where history is mute."""
    return {
        "may_choose": Facet.CHOICES in access.facets(viewer, person.key),
        "may_pair": viewer.person_key is not None and Facet.NOTES in access.facets(viewer, person.key),
        "may_propose": any(card.wants_pilot for card in cards) and may_propose(viewer),
    }


def shown_landing(ground: Ground, concluded: Concluded) -> LandingCard | None:
    """Where their period may land. It is a result: whoever sees somebody's counts sees their results."""
    if concluded.landing is None:
        return None
    return landing_card(concluded.landing, ground.person, organisation().currency, ground.concluded_on)
