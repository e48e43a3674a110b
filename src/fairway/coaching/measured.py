"""What is kept of a conversation that was read: counts, a verdict with its reason, questions. No word of a turn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fairway.coaching.talk.instead import Instead
from fairway.coaching.talk.types import FOCUSES, Conversation, Focus, Reading, Speaker, Verdict
from fairway.coaching.types import TalkFocus
from fairway.web.words import plural

IN_BALANCE: Mapping[Focus, TalkFocus] = {
    "result": TalkFocus.RESULTS,
    "activity": TalkFocus.ACTIVITIES,
    "obstacle": TalkFocus.ACTIVITIES,
    "practice": TalkFocus.ACTIVITIES,
    "objective": TalkFocus.OTHER,
    "other": TalkFocus.OTHER,
}
DOING: tuple[Focus, ...] = ("activity", "obstacle", "practice")
HEADS: Mapping[Verdict, str] = {
    "result_only": "A talk about results only",
    "result_heavy": "A talk mostly about results",
    "balanced": "Results, and what leads to them",
    "activity_led": "A talk led by activities",
}
ABOUT: Mapping[Focus, str] = {
    "result": "results",
    "objective": "objectives",
    "activity": "activities",
    "obstacle": "obstacles",
    "practice": "practice",
    "other": "something else",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one conversation. Turns by focus for each side; `said` counts the words of both."""

    turns: Mapping[Speaker, Mapping[Focus, int]]
    said: Mapping[TalkFocus, int]
    asks: int  # turns of whoever led it
    tells: int
    first_topic: Focus
    verdict: Verdict
    agreed: int  # commitments found
    instead: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def head(self) -> str:
        return HEADS[self.verdict]

    def shares(self) -> dict[TalkFocus, float]:
        """Of the words of both, between 0 and 1."""
        total = sum(self.said.values())
        return {focus: self.said.get(focus, 0) / total if total else 0.0 for focus in TalkFocus}

    def lines(self) -> list[tuple[str, int, int]]:
        """(what it was about, turns of whoever led it, turns of the seller), without what nobody spoke of."""
        found = [(ABOUT[f], self.turns["manager"].get(f, 0), self.turns["seller"].get(f, 0)) for f in FOCUSES]
        return [line for line in found if line[1] or line[2]]

    def reason(self, coach: str) -> str:
        """Why the verdict is what it is, in one sentence."""
        own = self.turns["manager"]
        counted = sum(count for focus, count in own.items() if focus != "other")
        found = plural(self.agreed, "commitment was", "commitments were") + " found"
        agreed = found if self.agreed else "nothing was agreed"
        if not counted:
            return f"{coach} said nothing about the work, and {agreed}."
        on_results, doing = own.get("result", 0), sum(own.get(focus, 0) for focus in DOING)
        were = "was" if on_results == 1 else "were"
        return (
            f"Of {plural(counted, 'turn')} in which {coach} spoke of the work, {on_results} {were} about results "
            f"and {doing} about activities, obstacles or practice; {agreed}."
        )

    def opening(self) -> str:
        return "" if self.first_topic == "other" else f"It began with {ABOUT[self.first_topic]}."


def measured_of(conversation: Conversation, reading: Reading, instead: Sequence[Instead]) -> Measured:
    """The figures of a reading. Of the questions only what to ask is taken, not the words they answer."""
    turns: dict[Speaker, Counter[Focus]] = {"manager": Counter(), "seller": Counter()}
    said: Counter[TalkFocus] = Counter()
    for turn, label in zip(conversation.turns, reading.labels, strict=True):
        turns[turn.speaker][label.focus] += 1
        said[IN_BALANCE[label.focus]] += len(turn.text.split())
    modes = Counter(label.mode for label in reading.labels)
    return Measured(
        turns={side: dict(counts) for side, counts in turns.items()},
        said={focus: said[focus] for focus in TalkFocus},
        asks=modes["ask"],
        tells=modes["tell"],
        first_topic=reading.first_topic,
        verdict=reading.verdict,
        agreed=len(reading.commitments),
        instead=[one.ask for one in instead],
    )


def measured_from(stored: Mapping[str, Any]) -> Measured:
    return Measured(**{**stored, "said": {TalkFocus(focus): count for focus, count in stored["said"].items()}})


def words_of(conversation: Conversation, reading: Reading) -> list[dict[str, str]]:
    """What was said, turn by turn, with each label and its reason: only for where both keep the words."""
    return [
        {"who": turn.speaker, "text": " ".join(turn.text.split()), "about": ABOUT[label.focus], "why": label.why}
        for turn, label in zip(conversation.turns, reading.labels, strict=True)
    ]
