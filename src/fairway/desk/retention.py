"""What is kept about a person: each datum with its purpose, who sees it and how long it stays. The page and the docs
agree.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    what: str
    why: str
    seen_by: str
    how_long: str


DATA_KEPT = (
    Kept(
        "Name, e-mail address, role, team and manager",
        "To show the right page to the right people",
        "You, your managers at every height, operations",
        "While you work here, and two years after your last day",
    ),
    Kept(
        "Activities, deals and leads the CRM credits to you: kind, day, customer, status; no message text",
        "To count the activities you agreed on and to show the records behind every number",
        "You and your direct managers with the records; managers above and operations the same",
        "Three years, then removed",
    ),
    Kept(
        "Your High-Impact Activities, targets and how each week went",
        "So that you and your manager can talk about what you can change",
        "You, your managers at every height, operations",
        "Three years, then removed",
    ),
    Kept(
        "Days off: that and when",
        "So that nobody is called behind for a week they were not there",
        "You, your managers at every height, operations",
        "Three years, then removed",
    ),
    Kept(
        "Days off: the kind",
        "Only if your source states it or you enter it",
        "You and operations",
        "Three years, then removed",
    ),
    Kept(
        "Working days, share of full time, time zone, public holidays",
        "To expect of a week what its working time allows",
        "You, your managers, operations",
        "While you work here",
    ),
    Kept("Who looked at your pages, and when", "So that looking is seen too", "You alone", "One year"),
    Kept(
        "Changes to your plan, team and days off, with who made them",
        "So that every change can be explained and undone",
        "You through your export, operations",
        "Three years",
    ),
)
