"""A practice conversation from its turns: said, named, proposed, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fairway.training.talking.agreeing import proposal_of
from fairway.training.talking.answering import after_turn
from fairway.training.talking.types import LEAST_TRUST, Named, Scenario, Talk


def talk_of(scenario: Scenario, seed: int, level: int, answers: Sequence[Mapping[str, Any]]) -> Talk:
    """Where a talk stands. Each level above the first begins one step more guarded."""
    talk = Talk(scenario, seed, max(LEAST_TRUST, scenario.trust - (level - 1)))
    for answer in answers:
        talk = _after(talk, answer)
    return talk


def _after(talk: Talk, answer: Mapping[str, Any]) -> Talk:
    if "say" in answer:
        return after_turn(talk, answer["say"])
    if "cause" in answer:
        is_right = answer["cause"] == talk.scenario.cause
        named = Named(answer["cause"], len(talk.exchanges), len(talk.heard), is_right)
        return replace(talk, named=[*talk.named, named])
    if "agree" in answer:
        return replace(talk, proposals=[*talk.proposals, proposal_of(answer["agree"], talk.scenario)])
    return replace(talk, is_ended=True)
