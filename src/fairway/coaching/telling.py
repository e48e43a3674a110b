"""What a session's page said of a seller, kept when it is held: later records change it no more. Plain Python."""

from typing import Any

from fairway.coaching.page import RoomPage
from fairway.coaching.types import State


def told_by(page: RoomPage) -> dict[str, Any]:
    """The words of a session's agenda: as they stand, or as they stood when it was held."""
    if page.session.state is State.HELD and page.held:
        return dict(page.held)
    return {
        "activities": [{"name": one.name, "mark": one.mark, "words": one.words} for one in page.lines],
        "branch": {
            "title": page.branch.title,
            "says": page.branch.says,
            "aside": page.branch.aside,
            "questions": list(page.branch.questions),
            "signs": list(page.branch.signs),
        },
        "practice": {"what": page.practice.what, "heard": [list(pair) for pair in page.practice.heard]},
        "number": page.number,
    }
