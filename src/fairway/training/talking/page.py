"""What the page of a practice conversation shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from fairway.coaching.balance import AIM
from fairway.coaching.talk.types import Focus
from fairway.training.talking.commenting import Note, on_answer, on_turn, what_leads_to
from fairway.training.talking.scoring import (
    ABOUT_NOTHING,
    LEAST_CLUES,
    SELLER_AIM,
    Line,
    Shares,
    lines_of,
    score_of,
    shares_of,
)
from fairway.training.talking.suggesting import picks, suggestions
from fairway.training.talking.types import MOST_PROPOSALS, MOST_TURNS, TRIES, Act, Move, Named, Talk
from fairway.web.charts import Column, strip

CLASSES: Mapping[Focus, str] = {
    "result": "result",
    "objective": "objective",
    "activity": "activity",
    "obstacle": "activity",
    "practice": "activity",
}
FORMS: Mapping[Act, str] = {
    Act.INVITES: "Open question",
    Act.LISTENS: "Listening",
    Act.SUMS_UP: "Summing up",
    Act.ASKS_YES_OR_NO: "Closed question",
    Act.LEADS: "Leading",
    Act.ADVISES: "Advice",
    Act.BLAMES: "Blame",
    Act.RESULT: "Statement",
    Act.CHATS: "Other, small talk",
    Act.STATES: "Statement",
    Act.UNCLEAR: "Other",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One exchange as it stands on the page."""

    asked: str
    metric_class: str  # "" where it was about nothing of the work
    form: str
    note: Note
    answer: Markup
    facts: Note | None
    named: Sequence[Named]  # tries right after it


@dataclass(frozen=True, slots=True)
class ClueLine:
    """A clue in the debrief."""

    fact: str
    is_heard: bool
    leads_to: str


@dataclass(frozen=True, slots=True)
class TalkPage:
    """Where a talk stands. Debrief fields are empty until it is over."""

    talk: Talk
    strip: Markup
    said: Sequence[Said]
    shares: Shares
    suggestions: Sequence[str]
    picks: Sequence[str]
    left: Mapping[str, str]  # causes that were not tried
    lines: Sequence[Line]
    clues: Sequence[ClueLine]
    least_clues: int = LEAST_CLUES
    aims: tuple[float, float] = (AIM, SELLER_AIM)
    tries: int = TRIES
    turns: int = MOST_TURNS
    proposals: int = MOST_PROPOSALS

    @property
    def score(self) -> float:
        return score_of(self.lines)


def talk_page(talk: Talk) -> TalkPage:
    scenario = talk.scenario
    tried = {one.cause for one in talk.named}
    is_asking = not talk.is_over and not talk.is_found and not talk.is_out_of_time
    return TalkPage(
        talk=talk,
        strip=_strip(talk),
        said=[_said(talk, at) for at in range(len(talk.exchanges))],
        shares=shares_of(talk),
        suggestions=suggestions(talk).texts if is_asking else (),
        picks=picks(talk) if talk.is_found and not talk.is_over else (),
        left={key: words for key, words in scenario.causes.items() if key not in tried},
        lines=lines_of(talk) if talk.is_over else (),
        clues=_clues(talk) if talk.is_over else (),
    )


def _said(talk: Talk, at: int) -> Said:
    one = talk.exchanges[at]
    form = FORMS[one.move.act]
    if one.move.act is Act.RESULT and one.move.questions:
        form = "Open question" if one.move.is_open else "Closed question"
    named = [name for name in talk.named if name.after == at + 1]
    return Said(
        one.move.text, _class_of(one.move), form, on_turn(talk, at), with_marks(one.reply.text), on_answer(one), named
    )


def _class_of(move: Move) -> str:
    """Small talk has none, and blame or advice is about no activity, as in the share."""
    found = CLASSES.get(move.focus, "")
    is_none = move.act in {Act.CHATS, Act.UNCLEAR} or (move.act in ABOUT_NOTHING and found == "activity")
    return "" if is_none else found


def _clues(talk: Talk) -> list[ClueLine]:
    return [
        ClueLine(clue.fact, key in talk.heard, what_leads_to(talk.scenario, key))
        for key, clue in talk.scenario.clues.items()
    ]


def with_marks(text: str) -> Markup:
    """An answer with its marked words marked."""
    # Escaped first: what is put in between are our own two tags.
    return Markup(str(escape(text)).replace("[", "<mark>").replace("]", "</mark>"))  # noqa: S704


def _strip(talk: Talk) -> Markup:
    board = talk.scenario.board
    first_on = date(2000, 1, 3)  # a strip shows no dates
    columns = [
        Column(first_on + timedelta(weeks=place), done, board.target, "met" if done >= board.target else "missed")
        for place, done in enumerate(board.weeks)
    ]
    met = sum(done >= board.target for done in board.weeks)
    words = f"Last {len(columns)} full weeks: target met in {met}, missed in {len(columns) - met}"
    return strip(columns, words)
