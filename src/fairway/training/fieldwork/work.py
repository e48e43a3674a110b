"""Work samples: what somebody proposed to sellers in the studio, with what its tests said and what the sellers said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.lib.periods import local_day
from fairway.metrics.queries import definitions
from fairway.people import access
from fairway.people.queries import names_of, organisation
from fairway.people.types import Facet, Viewer
from fairway.studio.proposals.queries import proposals_by
from fairway.studio.proposals.types import Answer, Proposal
from fairway.web.words import number

GATE = ("Measurable", "Manageable", "Helpful", "Room to grow")  # as the studio keeps what it said
SAID = {
    Answer.WAITING: "waits for the seller",
    Answer.ACCEPTED: "the seller accepted",
    Answer.COUNTERED: "the seller said another",
    Answer.WITHDRAWN: "taken back",
}


@dataclass(frozen=True, slots=True)
class WorkSample:
    """One proposal, for whoever made it."""

    person_key: int
    who: str
    what: str
    on: date
    is_accepted: bool
    said: str
    gate: Sequence[tuple[str, str]]
    override: str  # what was written against a test that failed, else empty


@dataclass(frozen=True, slots=True)
class WorkSums:
    """How many were proposed, accepted, and had every binding test passed: for whoever leads their maker."""

    proposed: int
    accepted: int
    passed: int


def work_samples(viewer: Viewer) -> Sequence[WorkSample]:
    """The viewer's own proposals, newest first, about sellers whose choices they may still see."""
    if viewer.user_id is None:
        return []
    made = proposals_by(viewer.user_id)
    seen = access.visible_keys(viewer, {one.person_key for one in made}, Facet.CHOICES) - {viewer.person_key}
    known, names, zone = definitions(), names_of(seen), organisation().timezone

    def sample(one: Proposal) -> WorkSample:
        metric = known.get(one.hypothesis.metric_key)
        name = metric.name if metric else one.hypothesis.metric_key
        return WorkSample(
            person_key=one.person_key,
            who=names[one.person_key],
            what=f"{name}, {number(float(one.hypothesis.target))} a {one.hypothesis.per}",
            on=local_day(one.proposed_at, zone),
            is_accepted=one.answer is Answer.ACCEPTED,
            said=SAID[one.answer],
            gate=[pair for pair in one.reasons if pair[0] in GATE],
            override=one.override,
        )

    return [sample(one) for one in made if one.person_key in seen]


def work_sums(account_key: int | None) -> WorkSums:
    made = proposals_by(account_key) if account_key is not None else []
    accepted = [one for one in made if one.answer is Answer.ACCEPTED]
    return WorkSums(len(made), len(accepted), sum(not one.override for one in accepted))
