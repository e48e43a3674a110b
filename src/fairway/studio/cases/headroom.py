"""How far a seller is from the best at an activity, and what is at the ceiling already."""

from fairway.studio.cases.profile import CandidateFacts

AT_CEILING = 0.95  # of what the best quarter reaches
WITH_PEERS = 0.92  # of the middle
HIGH_SHARE = 0.88  # of all occasions, where nobody else's level is known


def headroom_of(candidate: CandidateFacts) -> float | None:
    """Share of the way from the seller to the best (or a third above the middle) that is left; None where unknown."""
    if candidate.own is not None:
        best = candidate.top if candidate.top else candidate.middle * 1.3 if candidate.middle else None
        if best:
            return max(0.0, min(1.0, 1 - candidate.own / best))
        if candidate.is_share:
            return max(0.0, min(1.0, (0.95 - candidate.own) / 0.95))
    if candidate.said_high > candidate.said_low:
        return 0.05
    return 0.7 if candidate.said_low > candidate.said_high else None


def no_headroom(candidate: CandidateFacts) -> str:
    """Why there is none; empty where there may be."""
    own, top = candidate.own, candidate.top
    if own is not None and top and own >= AT_CEILING * top:
        return "at the ceiling: already where the best are"
    if own is not None and not top and candidate.middle and own >= 1.1 * candidate.middle:
        return "at the ceiling: more than others do"
    if own is not None and not top and not candidate.middle and candidate.is_share and own >= HIGH_SHARE:
        return f"at the ceiling: done in {own:.0%} of cases"
    if own and candidate.middle == 0 and not top:
        return "others do without it"
    if own == 0 and candidate.middle == 0 and not top:
        return "nobody in this role does it"
    is_open = own is None or (candidate.is_share and own >= 0.75 and not top and not candidate.middle)
    if is_open and candidate.said_high > candidate.said_low:
        return "at the ceiling: already among the best"
    return ""


def as_peers(candidate: CandidateFacts) -> str:
    """Why there is little, beside others; empty where there is enough or nobody else is known."""
    if candidate.own is not None and candidate.middle and candidate.own >= WITH_PEERS * candidate.middle:
        return "as often as others already: little headroom"
    return ""
