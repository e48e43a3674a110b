"""What a session's page said of a seller, kept when it is held: later records change it no more. Plain Python."""

from typing import Any

from fairway.coaching.branching import Branch
from fairway.coaching.page import RoomPage
from fairway.coaching.types import State


def told_by(page: RoomPage, branch: Branch) -> dict[str, Any]:
    """The words of a session's agenda: as they stand, or as they stood when it was held."""
    if page.session.state is State.HELD and page.held:
        return dict(page.held)
    return {
        "activities": [{"name": one.name, "mark": one.mark, "words": one.words} for one in page.lines],
        "branch": {
            "title": branch.title,
            "says": branch.says,
            "aside": branch.aside,
            "questions": list(branch.questions),
            "signs": list(branch.signs),
            "answered": branch.answered_words,
        },
        "practice": {"what": page.practice.what, "heard": [list(pair) for pair in page.practice.heard]},
        "number": page.number,
    }
