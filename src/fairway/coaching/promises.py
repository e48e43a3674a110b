"""Commitments as a session shows them: whose, what, and what became of each, with the reason it can be believed."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairway.coaching.tallying import Sides
from fairway.commitments.types import CommitmentFacts, Kept
from fairway.exchange.outbox.types import EntryFacts, State, Wish
from fairway.web.words import day, first_name, number

MARKS: Mapping[Kept, str] = {Kept.KEPT: "yes", Kept.NOT_KEPT: "no", Kept.CANNOT_TELL: "unknown"}
WORDS: Mapping[Kept, str] = {Kept.KEPT: "Done", Kept.NOT_KEPT: "Not done", Kept.CANNOT_TELL: "Cannot check"}


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One commitment in a session. `mark` is empty while it is open and its day has not come."""

    facts: CommitmentFacts
    who: str
    mark: str
    mark_words: str
    side: str  # what speaks for it
    metric_name: str
    can_say: bool  # whoever looks promised it, and nothing can be counted
    in_crm: str = ""  # how far its task in the CRM is; empty where none was asked for


@dataclass(frozen=True, slots=True)
class Tally:
    """Commitments of somebody that fell due, and how many of them were kept."""

    who: str
    kept: int
    of: int


def line_of(
    one: CommitmentFacts,
    names: Mapping[int, str],
    metrics: Mapping[str, str],
    viewer_key: int | None,
    entry: EntryFacts | None = None,
) -> PromiseLine:
    """One commitment for a viewer. `names` are of people the viewer may name, `entry` is its task in the outbox."""
    is_open = one.kept is Kept.OPEN
    return PromiseLine(
        facts=one,
        who=_who(one, names),
        mark="" if is_open else MARKS.get(one.kept, "unknown"),
        mark_words="" if is_open else WORDS.get(one.kept, ""),
        side=_side(one),
        metric_name=metrics.get(one.metric_key, one.metric_key),
        can_say=is_open and not one.can_be_counted and viewer_key in {one.owner_key} - {None} and not one.obstacle_key,
        in_crm=in_crm(entry) if entry else "",
    )


def in_crm(entry: EntryFacts) -> str:
    """How far a task is, with the CRM's own reason where it refused."""
    if entry.state is State.REJECTED:
        return f"The CRM refused the task: {entry.reason}"
    if entry.state is State.CONFIRMED:
        return "A task in the CRM" if entry.wish is Wish.OPEN else "Closed in the CRM"
    return "On its way to the CRM" + (f": {entry.reason}" if entry.reason else "")


def _who(one: CommitmentFacts, names: Mapping[int, str]) -> str:
    if one.owner_key is None:
        return str(one.role).capitalize()
    name = names.get(one.owner_key)
    return first_name(name) if name else f"A {one.role}"


def _side(one: CommitmentFacts) -> str:
    """`3 of 3 in the CRM by 10 Nov`, `Was done until 12 Nov: records were changed`, `by 24 Nov`."""
    parts = []
    if one.tally and one.quantity is not None:
        parts.append(f"{number(one.tally.done)} of {number(one.quantity)} in the CRM")
        if one.kept is Kept.CANNOT_TELL:
            parts.append("not all days were seen" if not one.tally.is_seen else "some are not confirmed")
    if one.kept is Kept.OPEN:
        parts.append(f"by {day(one.by_on)}")
    elif one.checked_on:
        parts.append(f"{'looked at' if one.can_be_counted else 'said on'} {day(one.checked_on)}")
    if one.was and one.changed_on:
        parts.append(f"was “{WORDS[one.was].lower()}” until records changed on {day(one.changed_on)}")
    return ", ".join(parts)


def tallies(sides: Sides, seller: str, coach: str) -> list[Tally]:
    """What fell due on both sides and what of it was kept, whoever leads first."""
    return [Tally(coach, sides.coach_kept, sides.coach_of), Tally(seller, sides.seller_kept, sides.seller_of)]
