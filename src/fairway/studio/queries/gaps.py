"""The gap of one seller, in words: where the result comes short and which driver carries it."""

from fairway.studio.gap import (
    DRIVERS,
    Part,
    carrier_of,
    parts_of,
    projection,
    total_of,
)
from fairway.studio.queries.ground import SPAN, SellerGround, goal_and_so_far
from fairway.studio.types import Driver, Gap, Weight
from fairway.web.words import money, plural

NAMES = {
    "opportunities": "New deals opened",
    "win_rate": "Deals won of those decided",
    "deal_size": "Deal size",
    "speed": "Deals decided for each opened",
}
OBJECTIVES = {
    "opportunities": "opportunities_created",
    "win_rate": "win_rate",
    "deal_size": "average_deal_size",
    "speed": "sales_cycle_days",
}
UNITS = {"opportunities": "per_quarter", "win_rate": "share", "deal_size": "money", "speed": "share"}
HEADLINES = {
    "opportunities": "The gap is in new deals opened",
    "win_rate": "The gap is in deals won",
    "deal_size": "The gap is in deal size",
    "speed": "The gap is in how fast deals are decided",
}


def gap_of(ground: SellerGround) -> tuple[Gap, list[Part]]:
    """The gap with the estimates behind it."""
    key = ground.person.key
    now, usual = ground.tally(key, ground.last), ground.tally(key, ground.before)
    spans = [ground.before[at : at + SPAN] for at in range(0, len(ground.before), SPAN)]
    role = [[ground.tally(peer, span) for span in spans] for peer in ground.peers]
    parts = parts_of(now, usual, role)
    goal, so_far = goal_and_so_far(ground)
    weeks_left = max((ground.quarter.period.end_on - ground.on).days, 0) / 7
    ahead = projection(so_far, now + usual, weeks_left)
    carrier, total = carrier_of(parts), total_of(parts)
    headline, sentence = _words(parts, carrier, goal, ahead.mean)
    return (
        Gap(
            person_key=key,
            as_of_on=ground.on,
            period_end_on=ground.quarter.period.end_on,
            weeks_left=round(weeks_left, 1),
            goal=goal,
            so_far=so_far,
            projected=round(ahead.mean, 2) if usual.won + now.won else None,
            projected_low=round(ahead.low, 2) if usual.won + now.won else None,
            projected_high=round(ahead.high, 2) if usual.won + now.won else None,
            currency=ground.home.currency,
            log_gap=round(total.mean, 4),
            drivers=tuple(_driver(part, ground) for part in parts) if usual.opened or now.opened else (),
            objective_key=OBJECTIVES[carrier.key] if carrier else None,
            headline=headline,
            sentence=sentence,
            peers_count=len(ground.peers),
            is_of_role=ground.is_of_role,
        ),
        parts,
    )


def _driver(part: Part, ground: SellerGround) -> Driver:
    low, high = part.estimate.interval()
    now, usual, peers = part.now, part.usual, part.peers
    if part.key == "opportunities":  # counted by the week, shown by the quarter
        now, usual, peers = (None if value is None else value * SPAN for value in (now, usual, peers))
    return Driver(
        key=part.key,
        name=NAMES[part.key],
        unit=UNITS[part.key],
        objective_key=OBJECTIVES[part.key],
        now=now,
        usual=usual,
        peers=peers,
        events_now=part.events_now,
        events_usual=part.events_usual,
        log_gap=round(part.estimate.mean, 4),
        low=round(low, 4),
        high=round(high, 4),
        share=None if part.share is None else round(part.share, 3),
        weight=part.weight,
        sentence=_sentence(part),
        label_now=_label(part, now, part.events_now, ground),
        label_usual=_label(part, usual, part.events_usual, ground),
    )


def _sentence(part: Part) -> str:
    if part.weight is Weight.TOO_FEW:
        return "Too few deals to tell"
    if part.weight is Weight.AHEAD:
        return "Better than usual"
    if part.weight is Weight.NONE or part.share is None:
        return "None of it"
    return f"About {_in_words(part.share)} of the gap" if part.share >= 0.2 else "A little"


def _in_words(share: float) -> str:
    steps = ((0.95, "all"), (0.7, "three quarters"), (0.6, "two thirds"), (0.45, "half"), (0.3, "a third"))
    return next((words for least, words in steps if share >= least), "a quarter")


def _label(part: Part, value: float | None, events: int, ground: SellerGround) -> str:
    if value is None:
        return ""
    if part.key == "opportunities":
        return f"{value:.0f}"
    if part.key == "deal_size":
        return f"{money(value, ground.home.currency)} ({plural(events, 'deal')})"
    if part.key == "win_rate":
        return f"{round(value * events)} of {events}"
    return f"{value:.0%}"


def _words(parts: list[Part], carrier: Part | None, goal: float | None, projected: float) -> tuple[str, str]:
    if carrier is not None and carrier.share is not None:
        said = f"{NAMES[carrier.key]}: about {_in_words(carrier.share)} of what is missing against the usual."
        return HEADLINES[carrier.key], said
    known = [part for part in parts if part.weight is not Weight.TOO_FEW]
    likely = max(known, key=lambda part: part.share or 0.0, default=None)
    if likely is not None and likely.share and likely.weight is Weight.PART:
        told = f"{NAMES[likely.key]} would be about {_in_words(likely.share)} of it; that may still be chance."
        return HEADLINES[likely.key].replace("is in", "may be in"), told
    if len(known) < len(DRIVERS) / 2:
        return (
            "Too few deals to tell where the gap is",
            "The tests below still hold; choose by what is known of the role.",
        )
    if goal is not None and projected >= goal:
        return "On the way to the goal", "No driver is short of its usual; one activity can protect the next period."
    return "No single driver carries a gap", "All of them stand about where they usually do."
