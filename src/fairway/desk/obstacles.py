"""What a seller's page says of obstacles: likely reasons handed down to `commitments`, and what its panel needs."""

from collections.abc import Mapping
from typing import Any

from fairway.commitments.page import panel_of, waits_of
from fairway.commitments.types import Reason
from fairway.diagnosis.queries import stored_diagnoses
from fairway.diagnosis.types import Diagnosis
from fairway.execution.types import SellerStanding, Status
from fairway.people import access
from fairway.people.actions.looking import note_looks
from fairway.people.types import Facet, PersonFacts, Viewer

MOST_OF_ONE = 2  # likely reasons of one HIA that are offered: the seller's own answer, then the strongest sign
ASKED = (Status.BEHIND, Status.CHECK_DATA)


def obstacles_on(viewer: Viewer, person: PersonFacts, standing: SellerStanding) -> dict[str, Any]:
    """What the panel of a seller's page shows this viewer; on one's own page also what one promised to others."""
    is_short = any(hia.status in ASKED for hia in standing.hias)
    is_told = is_short and Facet.DIAGNOSES in access.facets(viewer, person.key)
    reasons = reasons_in(standing, stored_diagnoses([person.key])) if is_told else []
    promised = waits_of(viewer) if viewer.person_key == person.key else None
    if promised:
        note_looks(viewer, promised.seller_keys, "obstacles")
    return {"obstacles": panel_of(viewer, person, reasons), "promised": promised}


def reasons_in(standing: SellerStanding, diagnoses: Mapping[tuple[int, str], Diagnosis]) -> list[Reason]:
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
