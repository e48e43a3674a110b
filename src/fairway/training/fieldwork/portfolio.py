"""The portfolio of one manager, as they print it and bring it to the talk with whoever leads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.people import access
from fairway.people.types import Viewer
from fairway.training.certifying.page import CertificatePage, certificate_page
from fairway.training.certifying.queries import observed_talks
from fairway.training.curriculum.reading import curriculum
from fairway.training.fieldwork.queries import assignments_of
from fairway.training.fieldwork.types import AssignmentFacts
from fairway.training.fieldwork.work import WorkSample, work_samples


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    samples: Sequence[WorkSample]
    assignments: Sequence[tuple[str, AssignmentFacts]]  # those answered done, each with its module's title
    observed: int  # sessions others saw within a year
    certificate: CertificatePage | None  # None of whoever leads nobody

    @property
    def accepted(self) -> int:
        return sum(one.is_accepted for one in self.samples)

    @property
    def is_empty(self) -> bool:
        return not (self.samples or self.assignments or self.observed)


def portfolio_page(viewer: Viewer, person_key: int) -> PortfolioPage:
    known = curriculum()
    done = [one for one in assignments_of([person_key])[person_key].values() if one.is_done]
    return PortfolioPage(
        samples=work_samples(viewer),
        assignments=[(known[one.module].title if one.module in known else one.module, one) for one in done],
        observed=len(observed_talks([person_key], viewer.on).get(person_key, ())),
        certificate=certificate_page(person_key, viewer.on) if access.leads_anyone(viewer) else None,
    )
