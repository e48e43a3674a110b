"""What speaks against a candidate of a case, each with its reason; empty where it does not."""

import re
from collections.abc import Sequence

from fairway.studio.cases.aiming import Aim
from fairway.studio.cases.counted import is_done_by_us
from fairway.studio.cases.gaps import CaseGap
from fairway.studio.cases.profile import CandidateFacts, Profile
from fairway.studio.treasure_map import ActEntry, RoleEntry, treasure_map

FILLED = 0.5  # recorded less often than this cannot be managed by
TIMELY = 0.35
CATALOGUE_ACT = re.compile(r"A\d\d")
SAME = 0.005  # of a figure
CONTRARY = -0.05  # of a correlation found here


def the_figure_itself(candidate: CandidateFacts, profile: Profile, gap: CaseGap) -> str:
    """What a driver measures is no act, whatever it is called: both sides of the two are the same figures."""
    if candidate.own is None or candidate.middle is None or CATALOGUE_ACT.fullmatch(candidate.key):
        return ""
    measured = [(driver.name, driver.own, driver.middle) for driver in profile.drivers]
    for name, own, others in [*measured, *((step.name, step.own, step.others) for step in gap.steps)]:
        if own is None or others is None or own == others:
            continue
        if _same(candidate.own, own) and _same(candidate.middle, others):
            return f"what the gap is measured by, {name}, and no act"
    return ""


def _same(one: float, other: float) -> bool:
    return any(abs(one * scale - other) <= SAME * abs(other) for scale in (1, 100, 0.01))


def takes_nothing(candidate: CandidateFacts) -> str:
    """What is said to take no time happens to somebody; whoever acts spends some."""
    is_free = candidate.hours == 0 or (candidate.hours is None and candidate.minutes == 0)
    if not is_free or CATALOGUE_ACT.fullmatch(candidate.key) or is_done_by_us(candidate.name):
        return ""
    return "takes no time, as is said: it is what comes of something else"


def not_seen(candidate: CandidateFacts) -> str:
    if candidate.is_blocked:
        return "cannot be done or seen here, as is said"
    if candidate.is_gamed:
        return "logged in a way that cannot be trusted: the number has stopped meaning what it says"
    if candidate.fill is not None and candidate.fill < FILLED:
        return f"not measurable here: recorded in {candidate.fill:.0%} of cases"
    if candidate.timely is not None and candidate.timely < TIMELY:
        return f"not measurable in time: {candidate.timely:.0%} are logged within a day"
    return ""


def spoken_against(effect: float | None) -> str:
    if effect is not None and effect <= CONTRARY:
        return "what was found here speaks against it"
    return ""


def too_late(candidate: CandidateFacts, profile: Profile) -> str:
    if candidate.lag_weeks and profile.weeks_left is not None and candidate.lag_weeks[0] > profile.weeks_left:
        return (
            f"too late: it shows after about {candidate.lag_weeks[0]:.0f} weeks and {profile.weeks_left:.0f} are left"
        )
    return ""


def step_is_fine(aim: Aim) -> str:
    return "" if aim.step.weight else f"acts on {aim.step.name}, which is not where the gap is"


def wrong_process(candidate: CandidateFacts, role: RoleEntry | None, acts: Sequence[ActEntry]) -> str:
    """Conversations are everybody's; other acts belong to the roles whose process they are."""
    if role is None or role.key == "manager" or not acts or not CATALOGUE_ACT.fullmatch(candidate.key):
        return ""
    if any(act.process in {*role.processes, "call"} for act in acts[:2]):
        return ""
    return f"belongs to another process than this role's ({acts[0].process})"


def not_at_gap(gap: CaseGap, acts: Sequence[ActEntry], fit: float) -> str:
    if not acts or not gap.short or fit > 0.05:
        return ""
    aims = [treasure_map().objectives[key].name for key in list(acts[0].moves)[:1]]
    return f"aims at {aims[0]}, which is not where the gap is" if aims else ""


def nothing_known(candidate: CandidateFacts, acts: Sequence[ActEntry]) -> str:
    is_bare = candidate.own is None and candidate.said_low <= candidate.said_high
    return "nothing is known that speaks for it" if candidate.kind is None and not acts and is_bare else ""
