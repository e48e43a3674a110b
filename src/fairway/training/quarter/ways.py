"""Ways to run a quarter, each written as a rule: nothing different, by result, and by activities.

Both rules see what a manager sees, have the same hours, and spend all of them.

- By result: no activity is chosen; all hours go into reviews of deals. Three hours a week with each of the two who won
  least of what their role won last quarter, two with the next, one with each of the others.
- By activities: two for each seller. The first where the funnel is short: at the step furthest below the role, and at
  the next one where it has none, the activity done less than two thirds as often as in the role. The second by records:
  the one whose split in the role is widest. Targets are a quarter above what is usual in the role, or above what the
  seller does already. Two hours a week with each: on practice where tries at the first seldom come about, else on why.
  After three weeks what asking has shown decides; what is executed is practised.
"""

from collections.abc import Sequence
from math import ceil

from fairway.simulation.quarters.coaching import STRETCH_WEEKS
from fairway.simulation.quarters.living import lived_quarter
from fairway.simulation.quarters.types import BUDGET, SELLERS, STRETCHES, Begun, Choice, Stretch
from fairway.simulation.scenario import Cause
from fairway.training.quarter.seen import ActSeen, SellerSeen, team_seen

BY_RESULT_HOURS = (3, 3, 2, 1, 1)
SELDOM = 0.4  # of tries come about: practice first
EXECUTED = 0.8  # of the target
MORE = 1.25  # times what is usual


def nothing() -> Sequence[Stretch]:
    return [[Choice()] * SELLERS]


def by_result(start: Begun) -> Sequence[Stretch]:
    seen = team_seen(start.team.seed, start.team.level)
    order = sorted(seen, key=lambda one: (one.won / max(one.others_won, 1.0), one.place))
    hours = {one.place: many for one, many in zip(order, BY_RESULT_HOURS, strict=True)}
    return [[Choice(review=hours[place]) for place in range(SELLERS)]]


def by_activities(start: Begun) -> Sequence[Stretch]:
    seen = team_seen(start.team.seed, start.team.level)
    acts = [chosen_acts(one) for one in seen]
    stretches: list[Stretch] = [_stretch(acts, [_first_kind(own) for own in acts])]
    for number in range(1, len(STRETCHES)):
        stretches.append(_stretch(acts, _next_kinds(start, stretches, acts, STRETCHES[number] - 1)))
    return stretches


def chosen_acts(seen: SellerSeen) -> Sequence[ActSeen]:
    """One by the funnel gap where something is done little, and by records up to two in all."""
    first = _where_short(seen)
    by_records = sorted(seen.acts, key=lambda act: (-act.split.ratio, act.slot))
    return [*first, *(act for act in by_records if act not in first)][:2]


def _where_short(seen: SellerSeen) -> Sequence[ActSeen]:
    for step in sorted(range(len(seen.steps)), key=lambda step: seen.steps[step].gap):
        little = [act for act in seen.acts_at(step) if act.is_little]
        if little:
            return [max(little, key=lambda act: (act.split.ratio, -act.slot))]
    return []


def target_of(act: ActSeen) -> int:
    return max(1, ceil(MORE * max(act.others, act.own)))


def _stretch(acts: Sequence[Sequence[ActSeen]], kinds: Sequence[str]) -> Stretch:
    hours = BUDGET // SELLERS
    return [
        Choice(hias=tuple((act.slot, target_of(act)) for act in own), **{kind: hours})
        for own, kind in zip(acts, kinds, strict=True)
    ]


def _first_kind(own: Sequence[ActSeen]) -> str:
    return "practice" if own[0].came_about.of and own[0].came_about.share < SELDOM else "why"


def _next_kinds(
    start: Begun, stretches: Sequence[Stretch], acts: Sequence[Sequence[ActSeen]], weeks: int
) -> Sequence[str]:
    """From what asking has shown, and from what was executed in the last three weeks."""
    done = lived_quarter(start, [stretches], 1).counts.acts[0, 0]
    kinds = []
    for place, own in enumerate(acts):
        due = STRETCH_WEEKS * target_of(own[0])
        executed = done[place, own[0].slot, weeks - STRETCH_WEEKS : weeks].sum() >= EXECUTED * due
        is_known = was_asked(stretches, place)
        needs_no_asking = is_known and start.team.sellers[place].cause in {None, Cause.SKILL}
        kinds.append("practice" if executed or needs_no_asking else "why")
    return kinds


def was_asked(stretches: Sequence[Stretch], place: int) -> bool:
    return any(stretch[place].why for stretch in stretches)
