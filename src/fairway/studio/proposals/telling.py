"""Proposals in words, for the pages that show them: the studio, and the seller's own week."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairway.metrics.types import Definition
from fairway.studio.proposals.types import Hypothesis, Proposal
from fairway.studio.proposals.wording import name_of, sentence_of
from fairway.web.words import number


@dataclass(frozen=True, slots=True)
class Told:
    """One proposal in words."""

    proposal: Proposal
    name: str
    sentence: str
    letting_go: str  # name of what would go
    often: str  # `4 a week`
    differs: str = ""  # a counter: what it says otherwise


@dataclass(frozen=True, slots=True)
class Telling:
    """How proposals about one person are put into words, for them or for somebody else."""

    who: str
    definitions: Mapping[str, Definition]
    currency: str
    is_own: bool

    @property
    def whose(self) -> str:
        return "your" if self.is_own else f"{self.who}’s"

    def told(self, proposal: Proposal, before: Proposal | None) -> Told:
        hypothesis = proposal.hypothesis
        retired = name_of(hypothesis.retired_key, self.definitions) if hypothesis.retired_key else ""
        name = name_of(hypothesis.metric_key, self.definitions)
        said = sentence_of(hypothesis, self.who, self.definitions, self.currency, is_own=self.is_own)
        return Told(proposal, name, said, retired, _often(hypothesis), _difference(name, proposal, before))


def _difference(name: str, proposal: Proposal, before: Proposal | None) -> str:
    """What a counter, or the answer to one, says otherwise than what it answers."""
    if before is None:
        return ""
    mine, theirs = proposal.hypothesis, before.hypothesis
    if mine.metric_key != theirs.metric_key:
        return f"{name} instead"
    if (mine.target, mine.per) != (theirs.target, theirs.per):
        return f"{_often(mine)} instead of {_often(theirs)}"
    return "another rule for how it is done" if mine.quality != theirs.quality else ""


def _often(hypothesis: Hypothesis) -> str:
    return f"{number(float(hypothesis.target))} a {hypothesis.per}"
