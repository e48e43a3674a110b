"""The list of sellers in the studio: what each needs next, worded once for its template."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from fairway.metrics.types import Definition
from fairway.people.types import PersonFacts
from fairway.plans.types import PlanFacts
from fairway.studio.proposals.rules import agreed, is_review_due
from fairway.studio.proposals.types import Proposal
from fairway.studio.proposals.wording import name_of
from fairway.web.words import day, join_words, number, plural, spelled


class Need(IntEnum):
    """What somebody needs next, the most urgent first: the order of the list."""

    COUNTERED = 0
    REVIEW = 1
    NOTHING_CHOSEN = 2
    NEEDS_YES = 3
    WAITS = 4
    NONE = 5


@dataclass(frozen=True, slots=True)
class Row:
    person: PersonFacts
    need: Need
    words: str
    hias: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    headline: str
    rows: tuple[Row, ...]

    @property
    def has_unchosen(self) -> bool:
        """Whether somebody has nothing yet: a team may be started."""
        return any(row.need is Need.NOTHING_CHOSEN for row in self.rows)

    @property
    def is_new(self) -> bool:
        """Whether nothing is chosen for anybody yet."""
        return all(row.need is Need.NOTHING_CHOSEN for row in self.rows)


def overview_of(
    people: Collection[PersonFacts],
    proposals: Mapping[int, Sequence[Proposal]],
    plans: Mapping[int, Sequence[PlanFacts]],
    definitions: Mapping[str, Definition],
    *,
    on: date,
) -> Overview:
    """One row for each seller, those who need something first, then by name as given."""
    rows = [
        _row(person, proposals.get(person.key, ()), plans.get(person.key, ()), definitions, on) for person in people
    ]
    rows.sort(key=lambda row: row.need)
    return Overview(_headline(rows), tuple(rows))


def _row(
    person: PersonFacts,
    proposals: Sequence[Proposal],
    plans: Sequence[PlanFacts],
    definitions: Mapping[str, Definition],
    on: date,
) -> Row:
    current = [plan for plan in plans if not plan.is_draft]
    newest = {plan.metric_key: plan for plan in sorted(current, key=lambda plan: plan.starts_on)}
    hias = tuple(f"{name_of(key, definitions)}, {number(plan.target)} a {plan.per}" for key, plan in newest.items())
    counters = [one for one in proposals if one.is_waiting and one.is_by_seller]
    waiting = [one for one in proposals if one.is_waiting and not one.is_by_seller]
    due = [one for one in agreed(proposals, plans, on).values() if is_review_due(one, on)]
    names = [name_of(one.hypothesis.metric_key, definitions) for one in counters or due or waiting]
    if counters:
        return Row(person, Need.COUNTERED, f"Counters: {join_words(names)}", hias)
    if due:
        return Row(
            person, Need.REVIEW, f"Review due since {day(due[0].hypothesis.review_on)}: {join_words(names)}", hias
        )
    if waiting:
        return Row(person, Need.WAITS, f"Waits for the answer: {join_words(names)}", hias)
    if not hias:
        return Row(person, Need.NOTHING_CHOSEN, "No HIA in force", hias)
    needs_yes = [name_of(plan.metric_key, definitions) for plan in newest.values() if plan.needs_yes]
    if needs_yes:
        return Row(person, Need.NEEDS_YES, f"Needs the customer’s yes: {join_words(needs_yes)}", hias)
    return Row(person, Need.NONE, "", hias)


def _headline(rows: Sequence[Row]) -> str:
    """The answer: who needs something from their manager."""
    counts = {need: sum(1 for row in rows if row.need is need) for need in Need}
    if not rows:
        return "Nobody to choose with yet"
    parts = []
    if counts[Need.COUNTERED]:
        parts.append(f"{plural(counts[Need.COUNTERED], 'counter')} for you to answer")
    if counts[Need.REVIEW]:
        parts.append(f"{plural(counts[Need.REVIEW], 'review')} due")
    if counts[Need.NOTHING_CHOSEN]:
        parts.append(f"{plural(counts[Need.NOTHING_CHOSEN], 'seller')} without an HIA")
    if counts[Need.WAITS] and not parts:
        parts.append(f"{plural(counts[Need.WAITS], 'seller')} asked, nothing for you to do")
    told = join_words(parts)
    if told:
        return told[:1].upper() + told[1:]
    many = f"{spelled(len(rows))} sellers, all with activities in force"
    return "One seller, with activities in force" if len(rows) == 1 else many
