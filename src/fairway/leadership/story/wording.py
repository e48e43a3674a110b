"""The story's sentences about activities: verbs follow the evidence, and every number has what it is out of.

That an activity moved an objective is said where the evidence is strong or a pilot decided it, and nowhere else.
"""

from collections.abc import Sequence

from fairway.leadership.story.types import DECIDED, Among, Basis, Changes, Claim, Executed, Span
from fairway.web.words import day, join_words, plural

PATTERN = "A pattern, not an experiment."
PATTERN_UNSURE = "A pattern, not an experiment; how much is uncertain."
TWO_TOGETHER = "It is nearly always done together with another activity; the past cannot tell which of them it is."
HIDDEN = "How many execute it is not shown: it would tell of fewer than five sellers, or was not kept."
QUOTED = "“{}”"
LEAST_SHOWN = 0.005  # a share that rounds to one in a hundred
LONGEST_WAIT = 52  # weeks


def quoted(name: str) -> str:
    return QUOTED.format(name)


def among_words(among: Among) -> str:
    """`among 38 sellers with the role field seller, in 52 weeks up to 4 Oct`."""
    return _among(among, f"with the role {among.role}" if among.role else "of the whole organisation")


def _among(among: Among, of: str) -> str:
    return f"among {plural(among.sellers, 'seller')} {of}, in {plural(among.weeks, 'week')} up to {day(among.until_on)}"


def claim_sentences(claim: Claim) -> list[str]:
    """What may be said of an activity, in one sentence or more."""
    if claim.basis in DECIDED:
        return [_pilot(claim)]
    said = _from_history(claim)
    if claim.is_bundled and claim.basis is not Basis.CANNOT_TELL:
        said.append(TWO_TOGETHER)
    return said


def _from_history(claim: Claim) -> list[str]:
    name, where = quoted(claim.activity), f" {among_words(claim.among)}" if claim.among else ""
    if claim.basis is Basis.STRONG:
        moved = (
            f"{name} moved {'new deals in' if claim.is_on_accounts else 'deals on'}, as far as records tell,{where}."
        )
        return [moved, *_size(claim), PATTERN_UNSURE]
    if claim.basis is Basis.SUGGESTIVE:
        return [f"{name} goes with {_goal(claim)}, not surely,{where}.", *_size(claim), PATTERN]
    if claim.basis is Basis.NONE:
        return [f"No sign that {name} goes with {_goal(claim)},{where}."]
    if claim.basis is Basis.EXPERIMENT_NEEDED:
        lucky = "deals that would have come anyway" if claim.is_on_accounts else "deals that were going well already"
        return [f"Cannot tell of {name}, because it goes with {lucky},{where}; a pilot can tell."]
    return [_cannot_tell(claim)]


def _cannot_tell(claim: Claim) -> str:
    name = quoted(claim.activity)
    if claim.among is None:
        return f"Cannot tell of {name}, because nothing was worked out for it by then."
    where = among_words(claim.among)
    if claim.weeks_needed is None:
        return (
            f"Cannot tell of {name}, because too little of it is recorded {where}, and at this volume it never will "
            "be; a pilot can tell."
        )
    if claim.weeks_needed > LONGEST_WAIT:
        return (
            f"Cannot tell of {name}, because too little of it is recorded {where}, and at this volume it would take "
            "more than a year; a pilot can tell."
        )
    more = plural(claim.weeks_needed, "more week")
    return f"Cannot tell yet of {name}, because too little of it is recorded {where}; about {more} at this volume."


def _goal(claim: Claim) -> str:
    return "more new deals" if claim.is_on_accounts else "deals moving on sooner"


def _size(claim: Claim) -> list[str]:
    """How much more often than now, for how much more of it; nothing where that was not worked out."""
    if claim.size is None or claim.dose is None:
        return []
    what = "New deals" if claim.is_on_accounts else "Moves to the next stage"
    low, high = _often(claim.size.low), _often(claim.size.high)
    range_words = f"{low} than now, which is little" if low == high else f"anywhere from {low} to {high} than now"
    return [
        f"{what} could come {range_words}, with {_rate(claim.dose.high)} of it a week for each seller in place of "
        f"{_rate(claim.dose.low)}."
    ]


def _often(share: float) -> str:
    """In whole percent; what rounds to none is less than one, and not nothing."""
    size = f"{abs(share) * 100:.0f}%" if abs(share) >= LEAST_SHOWN else "less than 1%"
    return f"{size} {'more' if share >= 0 else 'less'} often"


def _rate(value: float) -> str:
    """How many a week, to two places where it is rare: 0.25 to 0.31 is a change, and 0.3 to 0.3 none."""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def _pilot(claim: Claim) -> str:
    name, outcome = quoted(claim.activity), quoted(claim.objective)
    over = f" ({_among(claim.among, 'of the pilot')})" if claim.among else ""
    if claim.basis is Basis.PILOT_NOTHING:
        return f"A pilot drawn by lot saw no change of {outcome} from {name} that would be worth having{over}."
    size = f": {_more(claim.size)} a week for each seller than without it" if claim.size else ""
    if claim.basis is Basis.PILOT_AGAINST:
        return f"A pilot drawn by lot showed that {name} moved {outcome} the wrong way{size}{over}."
    if claim.basis is Basis.PILOT_LITTLE:
        little = f", by less than the {claim.worth * 100:.0f}% of today’s that would be worth having"
        return f"A pilot drawn by lot showed that {name} moved {outcome}{little}{over}."
    return f"A pilot drawn by lot showed that {name} moved {outcome}{size}{over}."


def _more(size: Span) -> str:
    low, high = sorted((abs(size.low), abs(size.high)))
    return f"{_rate(low)} to {_rate(high)} {'more' if size.low > 0 else 'fewer'}"


def executed_sentence(name: str, executed: Executed | None) -> str:
    """How many of the sellers here execute an activity, and of how many that is in doubt."""
    if executed is None:
        return HIDDEN
    does = "executes" if executed.done == 1 else "execute"
    doubt = f"; of {executed.doubt} of the {executed.of} the logging is in doubt" if executed.doubt else ""
    return f"{executed.done} of {plural(executed.of, 'seller')} here who have {quoted(name)} {does} it{doubt}."


def change_sentences(what: str, changes: Changes) -> list[str]:
    """What was decided about an activity in a quarter, and where it began or ended. `what` names it."""
    said = []
    if changes.decisions:
        shown = [
            (changes.keep, "keep"),
            (changes.tune, "change the number"),
            (changes.raise_quality, "raise the quality"),
            (changes.swap, "swap"),
            (changes.retire, "retire"),
        ]
        parts = ", ".join(f"{words} in {count}" for count, words in shown if count)
        said.append(f"Of {plural(changes.decisions, 'decision')} about {what}: {parts}.")
    if changes.had_it:
        said.append(
            f"Of {plural(changes.had_it, 'seller')} who had {what} in the quarter, {changes.begun} began with it and "
            f"for {changes.ended} it ended."
        )
    return said


def kept_sentence(changes: Changes) -> list[str]:
    """What records said of what was kept."""
    if not changes.keep:
        return []
    return [f"Of the {changes.keep} to keep it, {changes.kept_helping} had the verdict “helping” when it was decided."]


def stopped_sentences(name: str, changes: Changes | None) -> list[str]:
    """That an activity was stopped, and what records said of it then."""
    if changes is None or not changes.stops:
        return []
    return [
        f"Of {plural(changes.decisions, 'decision')} about {quoted(name)}, {changes.stops} stopped it.",
        f"Of the {changes.stops} that stopped it, {changes.stopped_no_sign} had the verdict “no sign that it helps”.",
    ]


def together(claims: Sequence[Claim]) -> str:
    """`“A” (field seller), “B” and “C”`: each activity once, with the roles of whose records it is said."""
    roles: dict[str, list[str]] = {}
    for claim in claims:
        own = roles.setdefault(claim.activity, [])
        own += [claim.among.role] if claim.among and claim.among.role else []
    return join_words([quoted(name) + (f" ({', '.join(own)})" if own else "") for name, own in roles.items()])
