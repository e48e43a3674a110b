"""What a seller's page says of obstacles: likely reasons handed down to `commitments`, and what its panel needs."""

from typing import Any

from fairway.commitments.page import panel_of, waits_of
from fairway.commitments.types import Reason
from fairway.desk.reasons import Diagnoses
from fairway.execution.types import SellerStanding, Status
from fairway.people.actions.looking import note_looks
from fairway.people.types import PersonFacts, Viewer

MOST_OF_ONE = 2  # likely reasons of one HIA that are offered: the seller's own answer, then the strongest sign
ASKED = (Status.BEHIND, Status.CHECK_DATA)


def obstacles_on(viewer: Viewer, person: PersonFacts, standing: SellerStanding, diagnoses: Diagnoses) -> dict[str, Any]:
    """What the panel of a seller's page shows this viewer, with reasons from the diagnoses they may know; on one's own
    page also what one promised to others.
    """
    reasons = reasons_in(standing, diagnoses)
    promised = waits_of(viewer) if viewer.person_key == person.key else None
    if promised:
        note_looks(viewer, promised.seller_keys, "obstacles")
    return {"obstacles": panel_of(viewer, person, reasons), "promised": promised}


def reasons_in(standing: SellerStanding, diagnoses: Diagnoses) -> list[Reason]:
    """The likely reasons of every HIA that is behind or in doubt, the seller's own answer before any sign."""
    found = []
    for hia in standing.hias:
        diagnosis = diagnoses.get((standing.person_key, hia.metric_key))
        if hia.is_draft or hia.status not in ASKED or diagnosis is None:
            continue
        said = [diagnosis.answer.cause] if diagnosis.answer and diagnosis.answer.cause else []
        causes = dict.fromkeys([*said, *(ranked.cause for ranked in diagnosis.causes)])
        found += [Reason(hia.metric_key, hia.name, cause) for cause in list(causes)[:MOST_OF_ONE]]
    return found
