"""The one place that decides a status. The rules, in order, stand in docs/explanation/status-rules.md and on a page.

1. No HIA in force, or only a draft: no_plan. Nobody is behind on a draft.
2. No working time in the running week, or none in the last closed one: away.
3. The last closed week did not reach us (its source was off, or nothing at all of a usually busy seller): check_data.
4. Two closed weeks or more too low for somebody on target, exactly reckoned (plausibility.py), and low without the
   lowest of them too: behind - unless what is unconfirmed, or a strong sign in the data, would explain it: check_data.
5. Closed weeks that are low, but not as implausible as that: behind or check_data only where a stored sign says why.
6. Closed weeks too high for somebody on target: ahead. Otherwise on pace.

Only closed weeks count. The running week is shown and never judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.execution.plausibility import MOST_WEEKS, SHORT_LOOKS, implausible_looks
from fairway.execution.types import HiaStanding, SellerState, Status, WeekMark, WeekState
from fairway.signs.types import Cause, Sign

FALSE_ALARMS = 0.05  # per seller-week, over all of a seller's HIAs together
# The lines alone would call somebody on target behind a little more often. That weeks must be low without the lowest of
# them as well takes the rest away, as measured: bench/status.py.
LINES_AT = 0.051
USUALLY_BUSY = 5.0  # records of any kind in a usual week, below which silence says nothing
SHORTEST_JUDGED = 0.1  # expected acts in a week; less cannot be missed
FEWEST_UNSUPPORTED = 2  # weeks: one low week, with nothing in the records that tells why, may be nothing but noise
LOW_WITHOUT_THE_LOWEST = 0.05  # part of what is expected that must lack without the lowest week too
# A count that chance alone brings more often than in one week of twenty is short only with a reason seen beside it in
# the records, and never one that chance brings in every second week. What that comes to was measured: bench/why.py.
SUPPORTED_FALSE_ALARMS = 0.5
SUPPORTS_FROM = 0.5  # weight of a sign
# How many weeks must be low together before a sign supports it: one for those that would be there without the
# shortfall, two for those made of it, three for standing facts, true in good weeks as well. Days away are in the
# expectation already.
SEEN_ELSEWHERE = frozenset({Cause.DATA, Cause.ABSENCE, Cause.CAPACITY, Cause.OPPORTUNITY})
STANDING = frozenset({"new_hire", "new_role", "beyond_best", "few_accounts"})
SUPPORTS_NOTHING = frozenset({"days_away"})
DOUBTS_FROM = 0.6  # weight of a sign in the data from which the records come before the person


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one decision rests on. `weeks` are oldest first, the running one last."""

    weeks: Sequence[WeekMark]
    is_away_now: bool  # no working time in the running week
    is_draft: bool
    alpha: float
    dispersion: float
    silent_since_weeks: int  # closed weeks at the end without any record at all of a usually busy seller
    blind_note: str = ""
    supported_alpha: float = 0.0  # as alpha, for counts that a sign supports
    signs: Sequence[Sign] = ()

    @property
    def fewest_supported(self) -> int | None:
        """How many weeks must be low together for the signs to support it; None where none does."""
        return min((_fewest_weeks(sign) for sign in self.signs if _supports(sign)), default=None)

    @property
    def data_doubt(self) -> float:
        """The heaviest sign that more was done than is seen, 0 without one."""
        return max((sign.weight for sign in self.signs if sign.cause is Cause.DATA), default=0.0)


@dataclass(frozen=True, slots=True)
class Decision:
    status: Status
    reason: str


def decide(facts: Facts) -> Decision:
    """The status of one HIA, with the reason in one sentence."""
    if facts.is_draft:
        return Decision(Status.NO_PLAN, "A draft, not agreed yet: nobody is behind on a draft.")
    closed = [mark for mark in facts.weeks if mark.is_closed]
    if facts.is_away_now or (closed and closed[-1].state is WeekState.AWAY):
        return Decision(Status.AWAY, "Away: the target is paused, and the weeks are neither met nor missed.")
    if not closed:
        return Decision(Status.ON_PACE, "No closed week yet; this one counts once it has closed.")
    if closed[-1].is_blind:
        return Decision(Status.CHECK_DATA, facts.blind_note or "The source did not show the last closed week.")
    if facts.silent_since_weeks:
        weeks = _weeks(facts.silent_since_weeks)
        return Decision(
            Status.CHECK_DATA,
            f"Nothing of any kind reached us from this seller in {weeks}: not recorded is not the same as not done.",
        )
    return _judge(facts, [mark for mark in closed if mark.expected >= SHORTEST_JUDGED and not mark.is_blind])


def _supports(sign: Sign) -> bool:
    return sign.weight >= SUPPORTS_FROM and sign.pattern not in SUPPORTS_NOTHING


def _fewest_weeks(sign: Sign) -> int:
    if sign.pattern in STANDING:
        return 3
    return 1 if sign.cause in SEEN_ELSEWHERE else FEWEST_UNSUPPORTED


def _judge(facts: Facts, judged: Sequence[WeekMark]) -> Decision:
    newest = list(reversed(judged))[:MOST_WEEKS]
    for level in _levels(facts):
        look = _short_look(newest, facts, level)
        if look is not None:
            return _short(newest, look, facts, level)
    if _is_ahead(newest, facts):
        weeks = min(len(newest), max(SHORT_LOOKS))
        return Decision(Status.AHEAD, f"{_of(newest, weeks)}: more than chance brings somebody on target.")
    return Decision(Status.ON_PACE, _on_pace(newest, facts))


@dataclass(frozen=True, slots=True)
class _Level:
    """How implausible counts must be, and in how many weeks together at least."""

    alpha: float
    fewest_weeks: int
    is_supported: bool = False


def _levels(facts: Facts) -> list[_Level]:
    alone = _Level(facts.alpha, FEWEST_UNSUPPORTED)
    fewest = facts.fewest_supported
    return [alone] if fewest is None else [alone, _Level(facts.supported_alpha, fewest, is_supported=True)]


def _short_look(
    newest: Sequence[WeekMark], facts: Facts, level: _Level, *, with_unconfirmed: bool = False
) -> int | None:
    """The fewest newest weeks whose sum is too low for somebody on target, and that are low without the lowest of them
    as well: one noisy week does not make two or three. None when all are plausible.
    """
    counts = [mark.done + (mark.unconfirmed if with_unconfirmed else 0.0) for mark in newest]
    expected = [mark.expected for mark in newest]
    looks = implausible_looks(
        counts, expected, alpha=level.alpha, dispersion=facts.dispersion, fewest_weeks=level.fewest_weeks
    )
    return next((look for look in looks if look == 1 or _is_more_than_one_week(counts, expected, look)), None)


def _is_more_than_one_week(counts: Sequence[float], expected: Sequence[float], look: int) -> bool:
    """Whether the weeks of a look are low without the lowest of them as well."""
    lacking = [due - done for done, due in zip(counts[:look], expected[:look], strict=True)]
    lowest = lacking.index(max(lacking))
    rest = sum(expected[:look]) - expected[lowest]
    return sum(lacking) - lacking[lowest] > LOW_WITHOUT_THE_LOWEST * rest


def _short(newest: Sequence[WeekMark], look: int, facts: Facts, level: _Level) -> Decision:
    if _short_look(newest, facts, level, with_unconfirmed=True) is None:
        return Decision(Status.CHECK_DATA, f"Unconfirmed records of {_weeks(look)} may make up the difference.")
    if facts.data_doubt >= DOUBTS_FROM:
        return Decision(
            Status.CHECK_DATA, f"{_of(newest, look)}, and the records themselves are in doubt: look at them first."
        )
    return Decision(Status.BEHIND, _supported(newest, look) if level.is_supported else _shortfall(newest, look))


def _is_ahead(newest: Sequence[WeekMark], facts: Facts) -> bool:
    """More than somebody on target would do by chance, over up to three weeks: the mirror of the short looks."""
    weeks = newest[: max(SHORT_LOOKS)]
    done, expected = sum(mark.done for mark in weeks), sum(mark.expected for mark in weeks)
    spread = (expected * facts.dispersion) ** 0.5
    return bool(weeks) and weeks[0].done >= weeks[0].expected and done > expected + 2.0 * spread


def _shortfall(newest: Sequence[WeekMark], look: int) -> str:
    return f"{_of(newest, look)}: somebody on target has so few in fewer than one week of twenty."


def _supported(newest: Sequence[WeekMark], look: int) -> str:
    return f"{_of(newest, look)}: low, and the records show a likely reason."


def _on_pace(newest: Sequence[WeekMark], facts: Facts) -> str:
    if not newest:
        return "No closed week with working time yet."
    counts = _of(newest, 1)
    if newest[0].done + 1e-9 >= newest[0].expected:
        return f"{counts}."
    done, expected = [newest[0].done], [newest[0].expected]
    if implausible_looks(done, expected, alpha=facts.alpha, dispersion=facts.dispersion):
        return f"{counts}: one low week is shown and not judged."
    return f"{counts}: no fewer than chance alone explains."


def _of(newest: Sequence[WeekMark], look: int) -> str:
    done, expected = sum(mark.done for mark in newest[:look]), sum(mark.expected for mark in newest[:look])
    return f"{_count(done)} of {_count(expected)} in {_weeks(look)}"


def _weeks(number: int) -> str:
    return "the last closed week" if number == 1 else f"the last {number} closed weeks"


def _count(value: float) -> str:
    return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"


def seller_state(hias: Sequence[HiaStanding]) -> SellerState:
    """One seller's state from their HIAs. A doubt outranks a verdict: the records come first in any talk about them."""
    judged = [hia.status for hia in hias if hia.status is not Status.NO_PLAN]
    if not judged:
        return SellerState.NO_PLAN
    if Status.CHECK_DATA in judged:
        return SellerState.CHECK_DATA
    if Status.BEHIND in judged:
        return SellerState.BEHIND
    if all(status is Status.AWAY for status in judged):
        return SellerState.AWAY
    return SellerState.EXECUTING
