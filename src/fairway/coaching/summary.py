"""The summary both have by e-mail after a session: what was agreed, the practice, the page. Plain Python.

Nothing stands in it that not both see on the page, no count of what was done, and no result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.coaching.channels.types import Mail
from fairway.web.words import first_name


@dataclass(frozen=True, slots=True)
class Agreed:
    """One commitment: whose, what, and by when in words; the if-then plan where there is one."""

    who: str
    what: str
    by: str
    if_then: str = ""


def summary_for(reader: str, title: str, agreed: Sequence[Agreed], practice: str, address: str) -> Mail:
    """The mail to one of the two. `title` names the session with its day, `practice` is empty where none was planned,
    `address` is the session's page, empty where unknown.
    """
    over = f"{title} is over. {'What you agreed:' if agreed else 'No commitment was written down.'}"
    lines = [f"Hello {first_name(reader)},", "", over]
    for one in agreed:
        lines.append(f"- {one.who}: {one.what} ({one.by})")
        lines += [f"  If something gets in the way: {one.if_then}"] if one.if_then else []
    lines += ["", f"Practice: {practice}"] if practice else []
    lines += ["", f"The page you share{f': {address}' if address else ' is in Fairway, under 1:1s'}", ""]
    lines += ["Whoever talked gets this. Turn yours off on the page of your 1:1s."]
    return Mail(subject=f"{title}: what was agreed", text="\n".join(lines), link=address)
