"""What a session's page said of a seller, kept when it is held: later records change it no more. Plain Python."""

from collections.abc import Sequence
from typing import Any

from fairway.coaching.agenda import ActivityLine
from fairway.coaching.branching import Branch, Practice
from fairway.coaching.page import RoomPage
from fairway.coaching.types import State


def told_by(page: RoomPage, branch: Branch) -> dict[str, Any]:
    """The words of a session's agenda: as they stand, or as they stood when it was held."""
    if page.session.state is State.HELD and page.held:
        return dict(page.held)
    return told_in(page.lines, branch, page.practice, page.number)


def told_in(lines: Sequence[ActivityLine], branch: Branch, practice: Practice, number: str) -> dict[str, Any]:
    """What a page says of a seller, as it is kept."""
    return {
        "activities": [{"name": one.name, "mark": one.mark, "words": one.words} for one in lines],
        "branch": {
            "title": branch.title,
            "says": branch.says,
            "aside": branch.aside,
            "questions": list(branch.questions),
            "signs": list(branch.signs),
            "answered": branch.answered_words,
        },
        "practice": {"what": practice.what, "heard": [list(pair) for pair in practice.heard]},
        "number": number,
    }
