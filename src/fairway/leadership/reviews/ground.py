"""What both of a review may read of the manager's people, gathered through the access door."""

from collections.abc import Sequence
from datetime import date, timedelta

from fairway.commitments.dating import age_in_words
from fairway.commitments.queries import waiting_for
from fairway.commitments.types import ObstacleFacts
from fairway.diagnosis.budget.queries import groups_seen, published_blocks
from fairway.diagnosis.budget.reading import reading
from fairway.diagnosis.budget.removing import words
from fairway.diagnosis.budget.types import Counted, Table
from fairway.leadership.choosing import shown_around
from fairway.leadership.figures import figures, of_half
from fairway.leadership.queries.seeing import Seen, sums_seen
from fairway.leadership.reviews.agenda import Asked, Ground, seen_by_both
from fairway.leadership.reviews.kinds import WEEKLY
from fairway.leadership.reviews.types import ReviewFacts
from fairway.leadership.rows import NOTHING
from fairway.leadership.types import Half
from fairway.leadership.waiting import BLOCKS_TOGETHER
from fairway.leadership.wording import NOTHING_SHORT, Shown, figure_view, first_question
from fairway.people import access
from fairway.people.queries import direct_managers, keys_managed_directly
from fairway.people.types import Viewer

LOOKS_BACK = timedelta(weeks=4)  # a quarterly review is about the quarter that was running then
MOST_OBSTACLES = 5
MOVED_ON = "Figures of these sellers are shown no more, because the manager reports to somebody else by now."


def ground_of(facts: ReviewFacts, on: date, today: date) -> Ground:
    """What the agenda is made of. `on` is the day the review is about: today, or the day it was held.

    Each of the two is asked for as themselves, without what operations see beside it; only what both are answered is
    in it, so that the page is the same for both.
    """
    if facts.leader_key not in direct_managers(facts.manager_key, today):
        return Ground(why=MOVED_ON)
    leader, manager = (Viewer(0, key, is_operations=False, on=today) for key in facts.both)
    shown = shown_on(facts.kind, on)
    seen = seen_by_both(_seen(leader, facts.manager_key, shown), _seen(manager, facts.manager_key, shown))
    question = first_question(seen, shown, of_half(Half.SUPPORT)) if seen.weeks else NOTHING_SHORT
    waiting = _waiting(leader, facts.manager_key) if facts.is_to_come else []
    return Ground(
        figures={one.key: figure_view(one, seen, shown) for one in figures()},
        question="" if question == NOTHING_SHORT else question,
        span_words=f"closed weeks {shown.span_words}" if shown.weeks else shown.span_words,
        obstacles=[_asked(one, leader.on) for one in waiting[:MOST_OBSTACLES]],
        waiting=len(waiting),
        causes=_causes(leader, manager) if facts.is_to_come else (),
    )


def shown_on(kind: str, on: date) -> Shown:
    """The weeks of the running quarter, as the leadership page has them; for a review of a quarter those of the quarter
    that was running four weeks before.
    """
    return shown_around(on if kind == WEEKLY else on - LOOKS_BACK, on)


def _seen(viewer: Viewer, manager_key: int, shown: Shown) -> Seen:
    try:
        quarters = {shown.quarter.starts_on: shown.quarter.weeks}
        return sums_seen(viewer, {manager_key}, set(shown.weeks), quarters).get(manager_key, NOTHING)
    except access.Hidden:  # the manager leads nobody any more
        return NOTHING


def _waiting(leader: Viewer, manager_key: int) -> list[ObstacleFacts]:
    """What waits for the leader of sellers the manager leads directly, the oldest first: both know of it."""
    led = keys_managed_directly(manager_key, leader.on)
    return [one for one in waiting_for(leader) if one.person_key in led]


def _asked(one: ObstacleFacts, on: date) -> Asked:
    return Asked(one.key, one.commitment.what, age_in_words(one.commitment.age(on)))


def _causes(leader: Viewer, manager: Viewer) -> Sequence[str]:
    """Published reasons of the newest twelve weeks, of groups that are all under the manager."""
    blocks = published_blocks(limit=BLOCKS_TOGETHER)
    if not blocks:
        return ()
    try:
        both = [groups_seen(one, since_on=blocks[-1]) for one in (manager, leader)]
    except access.Hidden:
        return ()
    known = [one for one in both[0] if one in both[1] and one.group.table is Table.PLACE]
    whole = reading(one.group for one in known)
    told = [cause for cause in whole.shown if cause.counted is not Counted.NO_SIGN]
    return [f"{words()[one.counted]}: about {one.count} of {whole.misses} misses in twelve weeks" for one in told]
