"""Whether what is proposed meets the cause: the act itself, in one clause, and nowhere the opposite of it.

Read strictly: a sentence that says a good thing in a roundabout way is refused sooner than one that undoes it is taken.
"""

import re
from collections.abc import Sequence

from fairway.training.talking.types import Agreeing
from fairway.training.talking.wording import first_said, listed, without_said, words_of

WHO = frozenset({"i", "you", "we", "she", "he", "they", "nobody", "everybody", "ida"})
NEAR = 4  # words after an "and" within which somebody new begins to do something
JOINS = frozenset({"and", "but", "then", "so", "that", "or"})
# "stop taking", "avoid to take": the ending word takes back the act that follows, whatever a scenario would end.
ENDS_AN_ACT = re.compile(
    r"(?<!\S)(?:stop\S*|avoid\S*|quit\S*|cease\S*|skip\S*|drop\S*|cancel\S*|pause\S*|scrap\S*|end)"
    r" (?:\S+ ){0,2}(?:(?!thing|everything|bring|during|morning|evening|meeting)\S+ing|to)(?!\S)"
)
IN_PLACE_OF = re.compile(r"(?<!\S)(?:instead of|rather than) (?:(?!(?:i|you|we|she|he|they) )\S+ ?)*")


def meets_cause(text: str, agree: Agreeing) -> bool:
    clauses = clauses_of(text)
    acts = [_is_act(clause, agree) for clause in clauses]
    return any(acts) and not any(
        _takes_back(clause, agree) for clause, is_act in zip(clauses, acts, strict=True) if not is_act
    )


def clauses_of(text: str) -> list[str]:
    """What was said, split where somebody new begins to do something; "not" reaches as far as its clause."""
    found: list[str] = []
    for sentence in re.split(r"[.;:!?—]+", text):
        words, begin = words_of(sentence.replace(",", " and ")), 0
        for at, word in enumerate(words):
            if at > begin and word in JOINS and WHO & set(words[at + 1 : at + 1 + NEAR]):
                found.append(" ".join(words[begin:at]))
                begin = at + 1
        found.append(" ".join(words[begin:]))
    return [_without_replaced(clause) for clause in found if clause]


def _without_replaced(clause: str) -> str:
    """Without what is done no more in place of something else, and without what only sounds like a no."""
    return without_said(listed()["harmless"], IN_PLACE_OF.sub("", clause))


def _is_act(clause: str, agree: Agreeing) -> bool:
    if first_said(agree.but, clause.split()):
        return False
    return any(_is_done(clause, groups, agree.replaced) for groups in agree.acts) or _is_ended(clause, agree)


def _is_ended(clause: str, agree: Agreeing) -> bool:
    """ "Nobody will grill you", "no report any more": what is to be no more, and no word that ends it besides."""
    words = clause.split()
    is_no_more = first_said(listed()["undoing"], words) and first_said(agree.ends, words)
    return bool(is_no_more) and not (ENDS_AN_ACT.search(clause) or first_said(agree.acts[0][0], words))


def _without_no_more(clause: str, replaced: Sequence[str]) -> str:
    """Without "no more calls" where something else comes in their place."""
    return without_said([f"{no} {one}" for no in ("no more", "no", "not any more") for one in replaced], clause)


def _is_done(clause: str, groups: Sequence[Sequence[str]], replaced: Sequence[str]) -> bool:
    """A word of each group, and none that takes it back besides what the act itself ends."""
    if not all(first_said(group, clause.split()) for group in groups):
        return False
    named = first_said(groups[0], clause.split())
    is_ended = ENDS_AN_ACT.search(clause) and len(named.split()) == 1
    # "put off" is no "put", whatever the act's own words are.
    is_put_off = first_said([words for words in listed()["undoing"] if " " in words], clause.split())
    is_undone = first_said(listed()["undoing"], _without_no_more(without_said(groups[0], clause), replaced).split())
    return not (is_ended or is_put_off or is_undone)


def _takes_back(clause: str, agree: Agreeing) -> bool:
    """ "You stop calling", "nobody calls": the activity given up in so many words."""
    words = clause.split()
    return bool(first_said(listed()["undoing"], words) and first_said(agree.doing, words))
