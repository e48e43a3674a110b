"""Comments in the margin: what a turn did, what to try instead, and what was new."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from fairway.coaching.talk.instead import asks_instead
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Conversation, Turn
from fairway.lib.yaml_files import read_yaml
from fairway.training.talking.scenarios import HERE
from fairway.training.talking.suggesting import QUIET, next_clue
from fairway.training.talking.types import Act, Exchange, Gave, Mood, Scenario, Talk, mood_of
from fairway.training.talking.understanding import asks_for_number
from fairway.training.talking.wording import marked, without_marks
from fairway.web.words import spelled

MUCH_LONGER = 2  # times as long as the answer before
TIMES = {2: "at least twice", 3: "at least three times"}
PRONOUNS = {"she": ("her", "her"), "he": ("him", "his")}  # them, their


class Tone(StrEnum):
    KEEP = "keep"
    TRY = "try"
    FACTS = "facts"
    NEAR = "near"
    PLAIN = "plain"


HEADS = {
    Tone.KEEP: "Keep doing this",
    Tone.TRY: "Try instead",
    Tone.FACTS: "New facts",
    Tone.NEAR: "On the way",
    Tone.PLAIN: "No step further",
}
WORKED = frozenset({"clue", "clue_taken_up", "ruled_out", "listens", "sums_up"})
NO_STEP = frozenset({"again", "nothing", "bare", "held", "closed", "quiet_again"})


@dataclass(frozen=True, slots=True)
class Note:
    tone: Tone
    text: str

    @property
    def head(self) -> str:
        return HEADS[self.tone]


@lru_cache(maxsize=1)
def _sentences() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(HERE / "comments.yaml")
    return found


def on_turn(talk: Talk, at: int) -> Note:
    """The comment beside the manager's turn of one exchange."""
    name, one = _name(talk.exchanges[at]), talk.exchanges[at]
    tone = Tone.KEEP if name in WORKED else Tone.PLAIN if name in NO_STEP else Tone.TRY
    tone = Tone.NEAR if name == Gave.AROUND else tone
    them, their = PRONOUNS[talk.scenario.they]
    words = _sentences()[name].format(
        seller=talk.scenario.seller,
        they=talk.scenario.they,
        them=them,
        their=their,
        word=_plain(one.move.word),
        taken_up=one.move.taken_up.rstrip("."),
        back=_back_to(talk, at),
        instead=_instead(one) if one.move.act is Act.RESULT else "",
        longer=_how_much_longer(talk, at),
        since=_since(talk, at),
    )
    return Note(tone, words.strip())


def on_answer(one: Exchange) -> Note | None:
    """The comment beside the seller's answer, where there was something new in it."""
    if one.reply.gave is not Gave.CLUE:
        return None
    count = len(marked(one.reply.text))
    name = "one_fact" if count == 1 else "facts"
    return Note(Tone.FACTS, _sentences()[name].format(count=spelled(count).capitalize()))


def _name(one: Exchange) -> str:
    """Which sentence fits."""
    move, gave = one.move, one.reply.gave
    if move.act in {Act.LISTENS, Act.SUMS_UP}:
        return move.act.value if one.trust_after > one.trust_before else "quiet_again"
    if move.act is Act.ADVISES:
        return "advises_asked" if move.questions else "advises"
    if move.act is Act.LEADS:
        return "leads_second" if move.questions > 1 else "leads"
    if move.act is Act.ASKS_YES_OR_NO and asks_for_number(move.words):
        return "asks_number"
    if move.act is not Act.INVITES:
        return move.act.value
    if mood_of(one.trust_after) is Mood.CLOSED and gave is not Gave.CLUE:
        return "closed"
    if move.is_bare and gave is Gave.NOTHING:
        return "bare"
    return "clue_taken_up" if gave is Gave.CLUE and move.taken_up else gave.value


def _how_much_longer(talk: Talk, at: int) -> str:
    """Beside the answer to what was asked before; thanks are answered shortly by everybody."""
    asked = [one for one in talk.exchanges[:at] if one.move.act not in QUIET]
    if not asked:
        return ""
    before, now = (len(one.reply.text.split()) for one in (asked[-1], talk.exchanges[at]))
    if now < MUCH_LONGER * before:
        return ""
    their = PRONOUNS[talk.scenario.they][1].capitalize()
    words: str = _sentences()["longer"].format(Their=their, times=TIMES.get(now // before, "many times"))
    return words


def _since(talk: Talk, at: int) -> str:
    """What closed the seller up: the newest turn before that could."""
    reasons = _sentences()["since"]
    acts = (one.move.act.value for one in reversed(talk.exchanges[:at]))
    found: str = reasons[next((act for act in acts if act in reasons), "otherwise")]
    return found


def _back_to(talk: Talk, at: int) -> str:
    """What to go back to: the newest marked words nobody has taken up; where there are none, what to ask."""
    so_far = replace(talk, exchanges=talk.exchanges[: at + 1])
    mark = newest_mark(so_far)
    name = "back_all" if next_clue(so_far) is None else "back_to" if mark else "back_none"
    found: str = _sentences()[name].format(mark=mark.rstrip("."), they=talk.scenario.they)
    return found


def newest_mark(talk: Talk) -> str:
    """The newest marked words that nobody has taken up; "" where there are none."""
    taken = {one.move.taken_up for one in talk.exchanges}
    marks = (mark for one in reversed(talk.exchanges) for mark in reversed(marked(one.reply.text)))
    return next((mark for mark in marks if mark not in taken), "")


def _instead(one: Exchange) -> str:
    """A question about the very thing, by the reader of real 1:1s."""
    turns = (Turn("manager", one.move.text), Turn("seller", without_marks(one.reply.text)))
    conversation = Conversation("practice", turns)
    found = asks_instead(conversation, read_conversation(conversation))
    return f"Ask rather: “{found[0].ask}”" if found else "Ask about something that can be done this week."


def _plain(word: str) -> str:
    """Short forms as they are said."""
    return re.sub(r"\b(can|do|does|did|have|has|is|are|was|were|could|would|should) not\b", _shortened, word)


def _shortened(found: re.Match[str]) -> str:
    return "can’t" if found[1] == "can" else f"{found[1]}n’t"


def what_leads_to(scenario: Scenario, key: str) -> str:
    """How a clue could have been heard, for the debrief."""
    clue = scenario.clues[key]
    return f"{clue.leads_to} “{clue.asks[0]}”"
