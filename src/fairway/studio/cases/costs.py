"""What an activity would take of the week, and whether that is there."""

import re

from fairway.studio.cases.headroom import headroom_of
from fairway.studio.cases.profile import CandidateFacts, Profile
from fairway.studio.cases.quantities import folded

MOST_HOURS_EACH = 0.6  # of the week's free hours, for one occurrence whose number is unknown

OCCASION = re.compile(
    r"^(?:share|percent|anteil|part|proporcion)\b|\b(?:per|je|pro|par|por|for each|of each) "
    r"(?!(?:the )?(?:day|week|month|quarter|year|half|seller|rep|tag|woche|monat|jahr|semaine|mois|jour|semana|mes"
    r"|dia)\b)"
)


def more_hours(candidate: CandidateFacts) -> float | None:
    """Hours a week more than today at the level of the best; None where that cannot be worked out."""
    if candidate.hours is not None:
        return candidate.hours
    if candidate.minutes is None:
        return None
    rest = headroom_of(candidate)
    if candidate.units is not None:
        return candidate.units * candidate.minutes / 60 * (rest if rest is not None else 1.0)
    target = candidate.top or candidate.middle
    if target and not candidate.is_share and not _is_per_occasion(candidate):
        return max(0.0, target - (candidate.own or 0.0)) * candidate.minutes / 60
    return None


def too_costly(candidate: CandidateFacts, profile: Profile) -> str:
    """Why it does not fit into the free hours; empty where it may."""
    if profile.hours_free is None:
        return "too costly: more than four hours each" if (candidate.minutes or 0) > 240 else ""
    hours = more_hours(candidate)
    if hours is not None and hours > 1.1 * profile.hours_free:
        return f"too costly: about {hours:.0f} more hours a week, {profile.hours_free:g} are free"
    each = (candidate.minutes or 0) / 60 if candidate.hours is None else 0.0
    if each > profile.hours_free or (hours is None and each > max(2.4, MOST_HOURS_EACH * profile.hours_free)):
        return f"too costly: {each:.0f} hours each, {profile.hours_free:g} a week are free"
    return ""


def _is_per_occasion(candidate: CandidateFacts) -> bool:
    """Whether the levels are parts of occasions ("one page per lead") whose number is not known."""
    levels = [level for level in (candidate.own, candidate.middle, candidate.top) if level is not None]
    text = folded(f"{candidate.name} {candidate.text}")
    return max(levels, default=2.0) <= 1 and bool(OCCASION.search(text))
