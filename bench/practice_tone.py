"""How practice conversations understand sentences nobody wrote their rules for.

    python -m bench.practice_tone

Counted over bench/practice_tone.yaml, written by somebody who had read no list, rule or scenario: pressing ones,
half of them in the form of open questions, and how many of those bring a clue or trust as the first thing that is said;
kind ones that charge nobody; open ones that are taken as open; commitments that meet the cause and such that do not.
What came of it stands in docs/how-to/practise-a-talk.md. Rules are not fitted to these sentences: a miss stays a miss.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from fairway.lib.yaml_files import read_yaml
from fairway.training.talking.agreeing import proposal_of
from fairway.training.talking.answering import after_turn
from fairway.training.talking.scenarios import scenarios
from fairway.training.talking.types import Act, Exchange, Gave, Scenario, Talk

FILE = Path(__file__).with_suffix(".yaml")
CHARGED = frozenset({Act.BLAMES, Act.RESULT})
NO_CHARGE = frozenset({Act.INVITES, Act.LISTENS, Act.SUMS_UP, Act.STATES, Act.CHATS, Act.ASKS_YES_OR_NO})
IS_UNDERSTOOD: Mapping[str, Callable[[Exchange], bool]] = {
    "pressing_questions": lambda one: one.move.act in CHARGED,
    "pressing_statements": lambda one: one.move.act in CHARGED,
    "kind": lambda one: one.move.act in NO_CHARGE,
    "open": lambda one: one.move.act is Act.INVITES,
}


def said_first(scenario: Scenario, text: str) -> Exchange:
    return after_turn(Talk(scenario, 3, scenario.trust), text).exchanges[-1]


def measured() -> dict[str, tuple[int, int, int, int]]:
    """By kind of sentence: how many were understood, of how many, how many brought a clue and how many trust."""
    sentences, by_seller = read_yaml(FILE), {one.seller.lower(): one for one in scenarios().values()}
    found = {}
    for name, is_understood in IS_UNDERSTOOD.items():
        said = [said_first(by_seller[one["seller"]], one["say"]) for one in sentences[name]]
        clues = sum(one.reply.gave is Gave.CLUE for one in said)
        trust = sum(one.trust_after > one.trust_before for one in said)
        found[name] = (sum(map(is_understood, said)), len(said), clues, trust)
    for name, meets in (("sound", True), ("unsound", False)):
        proposed = [proposal_of(one["say"], by_seller[one["seller"]]) for one in sentences[name]]
        found[name] = (sum(one.meets_cause is meets for one in proposed), len(proposed), 0, 0)
    return found


def main() -> int:
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    for name, (understood, of, clues, trust) in measured().items():
        print(f"{name}: {understood} of {of}; a clue {clues}, trust gained {trust}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
