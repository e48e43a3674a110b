"""What a certificate needs, and how it stands. Plain Python.

The shares are those of the field's own practice (domain research C2). Of small numbers a share says little, so that
sessions and promises also need a least number.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil

from fairway.coaching.support.types import Part
from fairway.training.certifying.types import Need, Requirement, Standings
from fairway.web.words import day, first_down, join_words, long_day, number, plural, spelled, weekday

WEEKS = 8
HELD, KEPT, DISCUSSED = 0.8, 0.7, 0.9
LEAST_PLANNED = 8  # sessions in these weeks
LEAST_DUE = 4  # promises in these weeks
LEAST_RATING, LEAST_RATED = 3.5, 4  # mean of the items rated, of how many
RENEWED_WITHIN = timedelta(days=60)  # of the day a certificate expires
NAMES = {
    Need.HELD: "Planned sessions held",
    Need.KEPT: "Commitments kept",
    Need.DISCUSSED: "Misses asked about in 7 days",
    Need.OBSERVED: "Observed session",
    Need.TALK: "Portfolio talk",
    Need.MODULES: "Modules 0 to 12 done",
}
# What can be done soonest comes first.
NEXT = (Need.DISCUSSED, Need.KEPT, Need.HELD, Need.MODULES, Need.OBSERVED, Need.TALK)


def needed(share: float, of: float) -> int:
    """How many of so many make a share: 13 of 16 for 0.8."""
    return ceil(share * of - 1e-9)


def in_a_row(share: float, done: float, of: float) -> int:
    """How many more, all of them done, bring a share to where it has to be."""
    return max(0, ceil((share * of - done) / (1 - share) - 1e-9))


def requirements(found: Standings) -> list[Requirement]:
    """Every need as it stands, in the order of pages."""
    return [_held(found), _kept(found), _discussed(found), _observed(found), _talk(found), _modules(found)]


def is_met(all_of: Sequence[Requirement]) -> bool:
    return all(one.is_met for one in all_of)


def missing(all_of: Sequence[Requirement], *, is_held: bool = False) -> str:
    """What is missing in a sentence, with the one next action; empty where nothing is. `is_held`: of a certificate that
    holds, which the weeks fell below.
    """
    short = {one.need: one for one in all_of if not one.is_met}
    if not short:
        return ""
    first = next(short[need] for need in NEXT if need in short)
    how_many = f"{spelled(len(short))} of {spelled(len(all_of)).lower()}"
    told = "fell below what it took" if is_held else f"{'is' if len(short) == 1 else 'are'} not there yet"
    names = join_words([first_down(one.name) for one in all_of if one.need in short])
    return f"{how_many} {told}: {names}. Next: {first.todo}."


def facts_of(all_of: Sequence[Requirement]) -> Mapping[str, Mapping[str, float]]:
    """What a certificate keeps of what it rested on. Of an observation only that there was one: who sees it rates."""
    return {
        one.need.value: {"done": one.done, "of": one.of, "needs": one.needs} if one.of else {"done": 1.0}
        for one in all_of
    }


def may_renew(expires_on: date, on: date) -> bool:
    return expires_on - RENEWED_WITHIN <= on


def _counted(done: float, of: float, needs: float) -> str:
    return f"{number(done)} of {number(of)}, needs {number(needs)}"


def _next(row: int) -> str:
    """How many in a row are enough, as far as anybody looks ahead."""
    return f"the next {plural(row, 'is', 'are')} enough, or fewer as weeks get older and drop out"


def _held(found: Standings) -> Requirement:
    done, of = found.sums.held
    few = (
        f"{number(done)} held of {number(of)} planned; {LEAST_PLANNED} planned at least",
        f"plan {number(LEAST_PLANNED - of)} more sessions with your sellers, for these eight weeks or the next",
    )
    return _of_enough(Need.HELD, found.sums.held, (HELD, LEAST_PLANNED), few, "hold every session that is planned")


def _kept(found: Standings) -> Requirement:
    done, of = found.sums.kept
    few = (
        f"{number(done)} kept of {number(of)} that fell due; {LEAST_DUE} at least",
        "promise your sellers something in the next 1:1 that you can do within two weeks, and do it",
    )
    return _of_enough(Need.KEPT, found.sums.kept, (KEPT, LEAST_DUE), few, "keep what falls due")


def _of_enough(need: Need, part: Part, least: tuple[float, int], few: tuple[str, str], what_to_do: str) -> Requirement:
    """A share that says something of a least number alone: `least` is both, `few` what is said, and to do, of fewer."""
    (done, of), (share, least_of) = part, least
    needs = needed(share, max(of, least_of))
    is_met = of >= least_of and done >= needs
    said, todo = (
        few if of < least_of else (_counted(done, of, needs), f"{what_to_do}: {_next(in_a_row(share, done, of))}")
    )
    return Requirement(need, NAMES[need], is_met, said, "" if is_met else todo, done, of, needs)


def _discussed(found: Standings) -> Requirement:
    done, of = found.sums.discussed
    needs = needed(DISCUSSED, of)
    name, todo, common = NAMES[Need.DISCUSSED], "", {"done": done, "of": of, "needs": needs}
    if not found.sums.judged:
        said = "Cannot tell, because no activity of your sellers was judged in these weeks"
        return Requirement(Need.DISCUSSED, name, False, said, "agree on an activity with each of your sellers")
    if found.open_misses:
        what = "the miss" if len(found.open_misses) == 1 else f"the {len(found.open_misses)} misses"
        todo = f"ask about {what} nobody spoke of yet, by {weekday(found.open_misses[0])}"
    if not of:
        said = "Nothing to count yet" if found.open_misses else "No activity fell behind"
        return Requirement(Need.DISCUSSED, name, True, said, todo)
    met = done >= needs
    if not met and not todo:
        todo = "ask about every miss within seven days of its week; weeks that get older drop out"
    return Requirement(Need.DISCUSSED, name, met, _counted(done, of, needs), todo, **common)


def _observed(found: Standings) -> Requirement:
    name, ask = NAMES[Need.OBSERVED], "ask whoever leads you to sit beside one of your sessions"
    if not found.is_led:
        said = "Cannot tell, because nobody leads you here who could observe"
        return Requirement(Need.OBSERVED, name, False, said, "ask somebody to lead you in coaching")
    seen = [one for one in found.observed if found.counts_on(one.on)]
    enough = [one for one in seen if one.rated >= LEAST_RATED]
    if not enough:
        few = f"Too few items rated, needs {LEAST_RATED}" if seen else "None within a year"
        return Requirement(Need.OBSERVED, name, False, few, ask)
    best = max(enough, key=lambda one: (one.mean, one.on))
    said = f"{best.mean:.1f} of 5 on {day(best.on)}, needs {LEAST_RATING}"
    met = best.mean >= LEAST_RATING
    return Requirement(
        Need.OBSERVED, name, met, said, "" if met else "try what was asked for, and be observed once more"
    )


def _talk(found: Standings) -> Requirement:
    name, talk = NAMES[Need.TALK], found.talk
    if talk.held_on is not None and found.counts_on(talk.held_on):
        return Requirement(Need.TALK, name, True, f"Held, {long_day(talk.held_on)}")
    if talk.handed_in_on is not None and talk.held_on is None and not talk.is_again:
        said = f"Asked for {day(talk.handed_in_on)}, waits for whoever leads you"
        return Requirement(Need.TALK, name, False, said, "hold the portfolio talk with whoever leads you")
    said = "To be held again" if talk.is_again or talk.held_on else "Not yet"
    return Requirement(Need.TALK, name, False, said, "take the portfolio talk on with whoever leads you")


def _modules(found: Standings) -> Requirement:
    done, of = found.modules_done, found.modules
    met = done >= of
    common = {"done": done, "of": of, "needs": of}
    todo = "" if met else f"go on with the modules: {plural(of - done, 'is', 'are')} left"
    return Requirement(Need.MODULES, NAMES[Need.MODULES], met, f"{done} of {of}, needs {of}", todo, **common)
