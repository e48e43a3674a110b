"""What the pages on adoption say, as parts of a pack."""

from collections.abc import Sequence
from datetime import date

from fairway.leadership.adoption.page import Page, adoption_page
from fairway.leadership.adoption.types import Row
from fairway.leadership.packs.types import Grid, Section
from fairway.people.types import Viewer

BY_WEEK = ("Week of", "Recorded within two days", "Half recorded", "Marked as held or not", "With an agreed activity")
COMES_AFTER = "Whatever else changed in these weeks changed too: this says what came after, and not what brought it."


def adoption_sections(viewer: Viewer, chosen_on: date | None) -> list[Section]:
    """How the CRM and Fairway are used, by row as on the page, for others to read as well: without the viewer's own
    team where it is small. What fields give back counts the viewer's own sellers one by one and stays on its page.
    Hidden for whoever leads nobody and is not in operations.
    """
    page = adoption_page(viewer, chosen_on, is_sent=True)
    return [_of_row(row, page) for row in page.rows]


def _of_row(row: Row, page: Page) -> Section:
    figures = [
        (box.title, one.name, one.done, one.of, f"{one.value} {one.rest}".strip() or None, one.why)
        for box in row.boxes
        for one in (*box.first, *box.more)
    ]
    weeks = [
        (one.week_on.isoformat(), one.in_time or None, one.half or None, one.marked or None, one.agreed or None)
        for one in row.weeks
    ]
    grids = [
        Grid(
            f"{row.name}: {page.shown.name}, closed weeks {page.shown.span_words}",
            ("Part", "What", "Count", "Of", "In words", "Note"),
            figures,
        ),
        Grid(f"{row.name}: week by week", BY_WEEK, weeks),
    ]
    return Section(f"Adoption: {row.name}", _lines(row), [*grids, *_compared(row)])


def _lines(row: Row) -> Sequence[str]:
    if row.compared is None:
        return ()
    return (row.compared.why,) if row.compared.why else (COMES_AFTER,)


def _compared(row: Row) -> list[Grid]:
    if row.compared is None or row.compared.began_on is None or not row.compared.lines:
        return []
    rows = [(one.name, one.before or None, one.since or None, one.change or one.why) for one in row.compared.lines]
    caption = f"{row.name}: before and since the week of {row.compared.began_on.isoformat()}"
    return [Grid(caption, ("What", "Before", "Since", "What changed"), rows, COMES_AFTER)]
