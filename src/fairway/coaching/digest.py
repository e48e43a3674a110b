"""The morning mail to whoever leads sellers: whom to talk to, why, and one question each. Plain Python.

No number about a person stands in it: a mailbox is no place behind the access door. Silence where everybody is on pace.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.coaching.channels.types import Mail
from fairway.web.words import first_name, plural

MOST = 3  # people in one mail


@dataclass(frozen=True, slots=True)
class TalkTo:
    """Somebody to talk to. `why` names an activity and no count, `question` is the first of the branch."""

    name: str
    why: str
    question: str


def mail_for(reader: str, people: Sequence[TalkTo], address: str, own: str = "") -> Mail:
    """The mail of one morning, about one person at least. `address` is where 1:1s are, empty where unknown; `own` says
    what waits for the reader alone.
    """
    shown = people[:MOST]
    more = len(people) - len(shown)
    lines = [f"Good morning {first_name(reader)},", ""]
    for one in shown:
        lines += [f"{one.name}: {one.why}", f"  Ask: {one.question}", ""]
    if more:
        lines += [f"And {plural(more, 'more person', 'more people')}: the board says who.", ""]
    lines += [f"Prepare a 1:1{f': {address}' if address else ' in Fairway, under 1:1s'}", ""]
    lines += [own, ""] if own else []
    lines += ["At most one a day, none where everybody is on pace. Turn it off on the page of your 1:1s."]
    return Mail(subject="Whom to talk to today", text="\n".join(lines), link=address)
