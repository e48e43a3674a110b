"""The rival of the conversation reader: keywords counted, a question mark asks, and "I'll" is a promise."""

import re

from bench.talk_scoring import Answer, Labelled
from fairway.coaching.talk.judging import verdict_of
from fairway.coaching.talk.types import Commitment, Focus, Mode

KEYWORDS: dict[Focus, str] = {
    "result": """revenue quota target forecast number percent close closing deal quarter month money margin sales
    pipeline commit goal share figure budget""",
    "objective": """meeting meetings replied reply accepted agreed conversion rate renew stage decision customer client
    they""",
    "activity": """call calls called email emails sent send visit asked ask wrote write proposal plan list ring phone
    invite""",
    "obstacle": "problem blocked stuck waiting system approval time lead leads can't cannot down delay holiday",
    "practice": "practise practice role try again listen recording watch feedback say opening tone",
}
PROMISE = re.compile(r"\b(?:I'll|I will|I'm going to)\s+([^.,;!?]{3,60})", re.I)


def counted(one: Labelled) -> Answer:
    """The focus with the most keywords, "other" where there are none."""
    focuses: list[Focus] = []
    modes: list[Mode | None] = []
    commitments = []
    for at, turn in enumerate(one.conversation.turns):
        said = re.findall(r"[\w']+", turn.text.lower())
        hits = {focus: sum(word in words.split() for word in said) for focus, words in KEYWORDS.items()}
        best = max(hits, key=hits.__getitem__)
        focuses.append(best if hits[best] else "other")
        asks_or_tells: Mode = "ask" if turn.text.rstrip().endswith("?") else "tell"
        modes.append(asks_or_tells if turn.speaker == "manager" else None)
        commitments += [Commitment(turn.speaker, what.strip(), "", None, "", at) for what in PROMISE.findall(turn.text)]
    speakers = [turn.speaker for turn in one.conversation.turns]
    return Answer(focuses, modes, commitments, verdict_of(speakers, focuses, has_commitment=bool(commitments)))
