"""From labels and commitments to the share, the first topic and the verdict."""

from collections.abc import Sequence

from fairway.coaching.talk.types import Focus, Speaker, Verdict

DOING = frozenset({"activity", "obstacle", "practice"})
ONLY, HEAVY, LITTLE, LED = 0.8, 0.5, 0.25, 0.5  # shares of the manager's turns


def shares_of(speakers: Sequence[Speaker], focuses: Sequence[Focus]) -> tuple[float, float]:
    """Of the manager's turns that are about anything: (share on results, share on activity, obstacle and practice)."""
    counted = [
        focus for speaker, focus in zip(speakers, focuses, strict=True) if speaker == "manager" and focus != "other"
    ]
    if not counted:
        return 0.0, 0.0
    on_results = sum(focus == "result" for focus in counted)
    return on_results / len(counted), sum(focus in DOING for focus in counted) / len(counted)


def first_topic(focuses: Sequence[Focus]) -> Focus:
    """What the first turn of either was about that is about anything."""
    return next((focus for focus in focuses if focus != "other"), "other")


def verdict_of(speakers: Sequence[Speaker], focuses: Sequence[Focus], *, has_commitment: bool) -> Verdict:
    on_results, on_doing = shares_of(speakers, focuses)
    if on_results >= ONLY and not has_commitment:
        return "result_only"
    if on_results > HEAVY:
        return "result_heavy"
    if on_results <= LITTLE and on_doing >= LED and first_topic(focuses) != "result":
        return "activity_led"
    return "balanced"
