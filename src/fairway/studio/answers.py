"""The studio's answers as JSON, and what it suggests for a seller of this organisation."""

from datetime import date
from typing import Any

from fairway.people.queries import person_facts
from fairway.studio.queries import choice_of
from fairway.studio.types import Candidate, Choice, Rejection, Suggestion, TestState
from fairway.web.words import number


def suggestion_for_seller(person_key: int, seller_id: str, on: date, *, at_its_end: bool = False) -> Suggestion:
    """The studio's choice for one seller, in the form of a suggestion; `at_its_end` as of the end of the day."""
    choice = choice_of(person_facts(person_key, on), on, at_its_end=at_its_end)
    return Suggestion(
        id=seller_id,
        ranking=tuple(one.metric_key for one in choice.offered),
        rejected=tuple(Rejection(one.metric_key, one.refusal) for one in choice.refused),
        reasons={one.metric_key: _reason(one, choice) for one in choice.offered},
        sentence=f"{choice.gap.headline}. {choice.gap.sentence}",
    )


def suggestion_document(suggestion: Suggestion) -> dict[str, Any]:
    """One suggestion as the command line answers it."""
    return {
        "id": suggestion.id,
        "ranking": list(suggestion.ranking),
        "rejected": [{"metric": one.metric, "why": one.why} for one in suggestion.rejected],
        "reasons": dict(suggestion.reasons),
        "gap": suggestion.sentence,
    }


def _reason(one: Candidate, choice: Choice) -> str:
    target = choice.targets.get(one.metric_key)
    said = [one.headroom.sentence]
    if target is not None:
        said.append(f"Proposed: {number(target.target)} a {target.per}.")
        if target.share_of_gap:
            said.append(f"It would close about {target.share_of_gap:.0%} of what is missing against the usual.")
        if target.chance is not None:
            said.append(f"{target.chance:.0%} of comparable weeks reach that.")
    said.append(f"Measurable: {one.measurable.reason}")
    if one.helpful.state is not TestState.UNKNOWN:
        said.append(f"Helpful: {one.helpful.reason}")
    return " ".join(said)
