"""What of a turn speaks for one focus or another: its words, the families they belong to, its shape, what was before.

A cue is a name with a strength. `w:` a word; `f:` a family, `mf: sf:` the same of a manager or a seller; `q:` a family
in the closing question, `e:` in another last clause; `g: qg: eg:` how many families of one group there are; `s:` the
turn's shape; `mo: so:` how a clause is built, `ml: sl:` how the last one is; `p?: p.:` what the turn before spoke of,
which asked or did not; `all:` what share of the conversation's families one group has.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from fairway.coaching.talk.families import lexicon, mentions
from fairway.coaching.talk.grammar import ends_asking, shape_of
from fairway.coaching.talk.types import Heard

Cues = Mapping[str, float]
NEUTRAL = "manner"
SIZES = (1, 2, 4, 7, 12, 20, 35)
WORD_COUNTS = 0.7  # of a single word beside a family, which more turns taught
MOST_FAMILIES = 4
IDLE = frozenset({NEUTRAL, "other"})  # groups that say nothing of the work


def cues_of(turns: Sequence[Heard]) -> list[Cues]:
    """The cues of each turn of a conversation."""
    spoken = [families_of(turn) for turn in turns]
    found: list[Cues] = []
    of_all = _of_all(spoken)
    for at, turn in enumerate(turns):
        cues = of_all | {f"w:{'#name' if word.is_name else word.lemma}": WORD_COUNTS for word in turn.words}
        _add_families(cues, turn, spoken[at])
        _add_shape(cues, turns, at)
        if at:
            before = "p?" if ends_asking(turns[at - 1]) else "p."
            everything = frozenset[str]().union(*spoken[at - 1])
            groups = lexicon().groups
            cues |= {f"{before}f:{family}": 1.0 for family in everything if groups[family] != NEUTRAL}
            _add_groups(cues, f"{before}g", everything)
        found.append(cues)
    return found


def _of_all(spoken: Sequence[Sequence[frozenset[str]]]) -> dict[str, float]:
    """What the whole conversation speaks of: shares of its families by group, twice."""
    groups = lexicon().groups
    counts = Counter(groups[family] for turn in spoken for family in frozenset[str]().union(*turn))
    at_work = {group: count for group, count in counts.items() if group not in IDLE}
    return {f"all:{group}": 2 * count / sum(at_work.values()) for group, count in at_work.items()}


def families_of(turn: Heard) -> list[frozenset[str]]:
    """The families each clause speaks of."""
    return [frozenset(one.family for one in mentions(clause.words)) for clause in turn.clauses]


def _add_families(cues: dict[str, float], turn: Heard, families: Sequence[frozenset[str]]) -> None:
    everything = frozenset[str]().union(*families)
    for family in everything:
        cues[f"f:{family}"] = 1.0
        cues[f"{turn.speaker[0]}f:{family}"] = 1.0
    _add_groups(cues, "g", everything)
    if families:
        kind = "q" if ends_asking(turn) else "e"
        cues |= {f"{kind}:{family}": 1.0 for family in families[-1]}
        _add_groups(cues, f"{kind}g", families[-1])


def _add_groups(cues: dict[str, float], where: str, families: frozenset[str]) -> None:
    groups = lexicon().groups
    for group, count in Counter(groups[family] for family in families).items():
        if group != NEUTRAL:
            cues[f"{where}:{group}"] = min(count, MOST_FAMILIES) / 2


def place_of(turns: Sequence[Heard], at: int) -> str:
    return str(at) if at < 3 else "end" if at == len(turns) - 1 else "later"


def _add_shape(cues: dict[str, float], turns: Sequence[Heard], at: int) -> None:
    turn = turns[at]
    side = turn.speaker[0]
    size = sum(len(turn.words) > one for one in SIZES)
    cues |= {f"s:{side}": 1.0, f"s:{side}:size:{size}": 1.0, f"s:{side}:place:{place_of(turns, at)}": 1.0}
    if any(clause.is_asked for clause in turn.clauses):
        cues[f"s:{side}:asks"] = 1.0
    if ends_asking(turn):
        cues[f"s:{side}:ends asking"] = 1.0
    if any(clause.is_quoted for clause in turn.clauses):
        cues["s:quotes"] = 1.0
    for number, clause in enumerate(turn.clauses):
        shape = shape_of(clause)
        if shape:
            cues[f"{side}o:{shape}"] = 1.0
            if number == len(turn.clauses) - 1:
                cues[f"{side}l:{shape}"] = 1.0
