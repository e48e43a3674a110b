"""A conversation read: what each turn was about, what was agreed, and the verdict."""

from fairway.coaching.talk.agreeing import commitments_of
from fairway.coaching.talk.asking import mode_of
from fairway.coaching.talk.cues import cues_of
from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.judging import first_topic, shares_of, verdict_of
from fairway.coaching.talk.reasons import reason_for
from fairway.coaching.talk.rules import rule_for
from fairway.coaching.talk.types import Conversation, Label, Reading
from fairway.coaching.talk.weighing import Weights, weighed, weights


def read_conversation(conversation: Conversation, known: Weights | None = None) -> Reading:
    """Read by the weights that come with the package, or by others."""
    known = known or weights()
    turns = [heard(turn) for turn in conversation.turns]
    rules = [rule_for(turns, at) for at in range(len(turns))]
    cues = cues_of(turns)
    found = weighed(turns, cues, [rule.focus if rule else None for rule in rules], known)
    focuses = [one.focus for one in found]
    labels = []
    for at, (turn, focus) in enumerate(zip(turns, focuses, strict=True)):
        rule = rules[at]
        why = rule.why if rule else reason_for(turn, cues[at], found, at, known)
        mode, why_mode = mode_of(turn, focus) if turn.speaker == "manager" else (None, "")
        labels.append(Label(focus, mode, why, why_mode))
    commitments = commitments_of(turns, focuses)
    speakers = [turn.speaker for turn in turns]
    return Reading(
        id=conversation.id,
        labels=tuple(labels),
        share_of_manager_turns_on_results=round(shares_of(speakers, focuses)[0], 3),
        first_topic=first_topic(focuses),
        commitments=tuple(commitments),
        verdict=verdict_of(speakers, focuses, has_commitment=bool(commitments)),
    )
