"""What a grade says in words a manager would use; nothing here is a term of statistics."""

from fairway.evidence.types import Grade

REASONS = {
    Grade.STRONG: "More of this came before faster progress, within the same seller, and the checks agree. How much is"
    " uncertain.",
    Grade.SUGGESTIVE: "More of this may help. The signs point that way and are not sure yet.",
    Grade.EXPERIMENT_NEEDED: "It moves with deals that were going well already. The past cannot tell whether it helps;"
    " a pilot can.",
    Grade.NONE: "No sign that it helps here.",
}

BUNDLED = (
    "It is nearly always done together with another activity. The past cannot tell which of them helps; a pilot can."
)


def reason(grade: Grade, weeks_needed: int | None) -> str:
    """One sentence or two. Of what cannot be told yet, when it can."""
    if grade is not Grade.CANNOT_TELL:
        return REASONS[grade]
    if weeks_needed is None:
        return "Not enough of it is recorded to tell, and at this volume it never will be."
    return f"Not enough is recorded to tell yet. About {weeks_needed} more weeks at this volume would do."
