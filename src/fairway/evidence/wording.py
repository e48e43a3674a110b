"""What a grade says in words a manager would use; nothing here is a term of statistics."""

from fairway.evidence.types import Grade
from fairway.web.words import plural

MORE_OF_IT = {
    "deal": "More of this came before faster progress, within the same seller",
    "account": "More of this came before more new deals, within the same seller",
}
GOES_WITH = {
    "deal": "It moves with deals that were going well already.",
    "account": "It moves with deals that would have come anyway.",
}
BUNDLED = (
    "It is nearly always done together with another activity. The past cannot tell which of them helps; a pilot can."
)


def reason(grade: Grade, weeks_needed: int | None, where: str, *, agree: bool) -> str:
    """One sentence or two; `where` it is done, on a deal or an account. Of what cannot be told yet, when it can."""
    if grade is Grade.STRONG:
        checks = ", and the checks agree" if agree else "; not every check agrees"
        return f"{MORE_OF_IT[where]}{checks}. How much is uncertain."
    if grade is Grade.SUGGESTIVE:
        return "More of this may help. The signs point that way and are not sure yet."
    if grade is Grade.EXPERIMENT_NEEDED:
        return f"{GOES_WITH[where]} The past cannot tell whether it helps; a pilot can."
    if grade is Grade.NONE:
        return "No sign that it helps here."
    if weeks_needed is None:
        return "Not enough of it is recorded to tell, and at this volume it never will be."
    return f"Not enough is recorded to tell yet. About {plural(weeks_needed, 'more week')} at this volume would do."
