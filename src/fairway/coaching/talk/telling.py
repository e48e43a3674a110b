"""A reading as a JSON document, and in words for a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import Any

from fairway.coaching.talk.instead import Instead
from fairway.coaching.talk.types import FOCUSES, Commitment, Conversation, Focus, Reading, Verdict

WIDTH = 100
ABOUT: dict[Focus, str] = {
    "result": "results",
    "objective": "objectives",
    "activity": "activities",
    "obstacle": "obstacles",
    "practice": "practice",
    "other": "something else",
}
VERDICTS: dict[Verdict, str] = {
    "result_only": "results only: of what can be done nearly nothing was said, and nothing was agreed",
    "result_heavy": "mostly results: more than half of what the manager said is measured and cannot be done",
    "balanced": "balanced: results, and what leads to them",
    "activity_led": "led by activities: it began with what can be done and stayed there",
}


def document_of(reading: Reading, instead: Sequence[Instead]) -> dict[str, Any]:
    """The conversation's answer, as the contract names its fields; `why`, `about` and `instead` come on top."""
    return {
        "id": reading.id,
        "turns": [
            {
                "focus": label.focus,
                "mode": label.mode,
                "why": label.why,
                **({"why_mode": label.why_mode} if label.mode else {}),
            }
            for label in reading.labels
        ],
        "share_of_manager_turns_on_results": reading.share_of_manager_turns_on_results,
        "first_topic": reading.first_topic,
        "commitments": [_commitment(one) for one in reading.commitments],
        "verdict": reading.verdict,
        "instead": [{"turn": one.turn, "about": one.about, "ask": one.ask} for one in instead],
    }


def _commitment(one: Commitment) -> dict[str, Any]:
    return {
        "who": one.who,
        "what": one.what,
        "metric_word": one.metric_word,
        "quantity": _number(one.quantity),
        "due_text": one.due_text,
        "turn": one.turn,
    }


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value


def in_words(conversation: Conversation, reading: Reading, instead: Sequence[Instead]) -> str:
    return "\n".join(_lines(conversation, reading, instead)) + "\n"


def _lines(conversation: Conversation, reading: Reading, instead: Sequence[Instead]) -> Iterator[str]:
    speakers = [turn.speaker for turn in conversation.turns]
    counts = Counter(
        label.focus for label, speaker in zip(reading.labels, speakers, strict=True) if speaker == "manager"
    )
    counted = sum(count for focus, count in counts.items() if focus != "other")
    yield f"{reading.id}: {VERDICTS[reading.verdict]}."
    spoken = ", ".join(f"{ABOUT[focus]} {counts[focus]}" for focus in FOCUSES if counts[focus])
    yield f"  The manager's turns were about: {spoken or 'nothing'}."
    share = reading.share_of_manager_turns_on_results
    yield f"  Results: {counts['result']} of {counted} turns that were about the work ({share:.0%})."
    yield f"  First topic: {ABOUT[reading.first_topic]}."
    yield f"  Agreed: {'nothing.' if not reading.commitments else ''}".rstrip()
    yield from (f"    {_in_words(one)}" for one in reading.commitments)
    if instead:
        yield "  Instead it could be asked:"
        for one in instead:
            yield _wrapped(f"turn {one.turn + 1}, “{one.about}” - {one.ask}", "    ")
    yield "  Turn by turn:"
    for at, (turn, label) in enumerate(zip(conversation.turns, reading.labels, strict=True), start=1):
        mode = f", {label.mode}s" if label.mode in {"ask", "tell"} else ""
        yield _wrapped(f"{at} {turn.speaker}{mode}, {label.focus}: {' '.join(turn.text.split())}", "    ")
        why = f"{label.why}; {label.why_mode}" if label.mode in {"ask", "tell"} else label.why
        yield _wrapped(f"[{why}]", "      ")


def _in_words(one: Commitment) -> str:
    number = _number(one.quantity)
    counted = f" ({number} {one.metric_word})".replace(" )", ")") if number is not None else ""
    return f"{one.who}: {one.what}{counted}{', ' + one.due_text if one.due_text else ''}"


def _wrapped(text: str, indent: str) -> str:
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
