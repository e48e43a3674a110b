"""A review as sections of a pack: what its page says, in the order of its agenda, results last."""

from collections.abc import Sequence

from fairway.commitments.types import Kept
from fairway.leadership.packs.building import STAYS
from fairway.leadership.packs.types import Grid, Section
from fairway.leadership.reviews.agenda import Entry
from fairway.leadership.reviews.page import ReviewPage
from fairway.leadership.reviews.types import NoteFacts, PromiseFacts
from fairway.web.words import day, plural

KEPT_WORDS = {Kept.OPEN: "not answered yet", Kept.KEPT: "kept", Kept.NOT_KEPT: "not kept"}


def review_sections(page: ReviewPage) -> list[Section]:
    """One review as its page says it. A figure that is not told has its reason as a note."""
    before = _promises(f"What {page.leader} promised before", page.before)
    entries = [_of(entry, is_over=page.clock is not None) for entry in page.entries]
    decided = Section("What is decided next", lines=_lines(page.decisions))
    return [before, *entries, decided, _promises(f"What {page.leader} promises", page.promises), *_times(page)]


def _of(entry: Entry, *, is_over: bool) -> Section:
    planned = f"{entry.item.minutes} minutes planned, on {entry.side_words}."
    taken = f"{entry.minutes} of {entry.item.minutes} minutes, on {entry.side_words}."
    return Section(
        entry.item.name,
        lines=[
            taken if is_over else planned,
            *(f"“{question}”" for question in entry.questions),
            *_waiting(entry),
            *(f"{words}." for words in entry.causes),
            *_lines(entry.note),
        ],
        grids=_figures(entry),
    )


def _waiting(entry: Entry) -> list[str]:
    """How many obstacles wait and since when, without what they are."""
    if not entry.obstacles:
        return []
    since = f"{'the oldest ' if entry.waiting > 1 else ''}asked {entry.obstacles[0].age_words}"
    return [f"Waits for an answer: {plural(entry.waiting, 'obstacle')}, {since}.", STAYS]


def _figures(entry: Entry) -> list[Grid]:
    if not entry.figures:
        return []
    rows = [(one.name, f"{one.value} {one.rest}".strip() if one.value else None) for one in entry.figures]
    note = " ".join(f"{one.name}: {one.why}" for one in entry.figures if one.why)
    return [Grid(entry.item.name, ("Figure", "Value"), rows, note)]


def _lines(note: NoteFacts) -> Sequence[str]:
    return [line for line in note.text.splitlines() if line.strip()]


def _promises(title: str, promises: Sequence[PromiseFacts]) -> Section:
    if not promises:
        return Section(title, lines=["Nothing was promised."])
    rows = [(one.what, day(one.by_on), KEPT_WORDS[one.kept]) for one in promises]
    return Section(title, grids=[Grid(title, ("What", "By", "The manager says"), rows)])


def _times(page: ReviewPage) -> list[Section]:
    """What the time went to, once it has begun."""
    if page.clock is None:
        return []
    rows = [(one.item.name, one.side_words, one.minutes, one.item.minutes, one.asked) for one in page.entries]
    heads = ("Item", "On", "Minutes", "Planned", "Questions asked")
    support, both = page.minutes("support"), page.minutes("support") + page.minutes("results")
    cut = " ".join(f"The clock of “{one.item.name}” ran {one.cut_minutes} minutes longer." for one in page.cut)
    words = f"{support} of {both} minutes were on support." if both else "Cannot tell, because no clock was started."
    return [Section("What the time went to", lines=[words], grids=[Grid("Minutes by item", heads, rows, cut)])]
